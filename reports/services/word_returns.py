"""Words that came back from Word: taken into the sections once somebody has confirmed them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from blocs.models import Agency
from blocs.rules.narrative import Paragraph
from blocs.services import OwnText, paragraphs_of, write_section
from blocs.services.rows import locked_season, season_to_write
from blocs.states import AGENCY_SECTIONS, NarrativeSection, RevisionCause
from reports.services.own_words import write_own_sections


@transaction.atomic
def take_returned_words(
    *,
    season_id: int,
    agency: Agency | None,
    held: Mapping[str, Any],
    since: int | None,
    actor: User | None,
) -> int:
    """Write the sections that a returned file changes, all or none; return how many were written.

    A section that reads so already, as after a second click, is in nobody's way. Where a result
    got another name after it was compared, the words follow it.

    Args:
        agency: whose own paper came back, where it is one: its own words stay apart from others'.
        held: by section, the mark that was shown and the rows as they were confirmed.
        since: the last move of keys (``last_move``) when they were compared.

    Raises:
        NotAllowed: the season is closed, or a section is not written by this person.
        Stale: a section was changed after it was compared.
        Invalid: a paragraph is too long.
    """
    locked_season(season_id)
    count, own = 0, {}
    for name, one in held.items():
        section = NarrativeSection(name)
        if agency is not None and section in AGENCY_SECTIONS:
            text = "\n".join(text for text, _ in one["rows"])
            own[section] = OwnText(text, one["seen"], since)
        else:
            count += _take(season_id, section, one, since, actor)
    if agency is not None and own:
        count += write_own_sections(season_id=season_id, agency=agency, texts=own, actor=actor)
    return count


def _take(
    season_id: int, section: NarrativeSection, one: Any, since: int | None, actor: User | None
) -> bool:
    season = season_to_write(season_id, actor)
    wanted = [Paragraph(text, agency) for text, agency in one["rows"]]
    if paragraphs_of(season, section) == wanted:
        return False
    written = write_section(
        season_id=season_id,
        section=section,
        paragraphs=wanted,
        seen=one["seen"],
        since=since,
        cause=RevisionCause.EDITED,
        actor=actor,
    )
    return written is not None
