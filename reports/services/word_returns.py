"""Words that came back from Word: taken into the sections once somebody has confirmed them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from blocs.rules.narrative import Paragraph
from blocs.services import paragraphs_of, write_section
from blocs.services.rows import season_to_write
from blocs.states import NarrativeSection, RevisionCause


@transaction.atomic
def take_returned_words(
    *, season_id: int, held: Mapping[str, Any], since: int | None, actor: User | None
) -> int:
    """Write the sections that a returned file changes, all or none; return how many were written.

    A section that reads so already, as after a second click, is in nobody's way. Where a result
    got another name after it was compared, the words follow it.

    Args:
        held: by section, the mark that was shown and the rows as they were confirmed.
        since: the last move of keys (``last_move``) when they were compared.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: a section was changed after it was compared.
        Invalid: a paragraph is too long.
    """
    season = season_to_write(season_id, actor)
    count = 0
    for name, one in held.items():
        section = NarrativeSection(name)
        wanted = [Paragraph(text, agency) for text, agency in one["rows"]]
        if paragraphs_of(season, section) == wanted:
            continue
        written = write_section(
            season_id=season_id,
            section=section,
            paragraphs=wanted,
            seen=one["seen"],
            since=since,
            cause=RevisionCause.EDITED,
            actor=actor,
        )
        count += written is not None
    return count
