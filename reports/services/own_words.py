"""The own words of one agency's papers: its sections written together, and what they refer to."""

from collections.abc import Mapping

from django.db import transaction

from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.rules.own_words import own_lines
from blocs.rules.text import tidy
from blocs.services import OwnText, paragraphs_of, write_own_words
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from blocs.states import NarrativeSection
from reports.selectors.open_words import adds_places
from scoring.permissions import can_see_points


@transaction.atomic
def write_own_sections(
    *,
    season_id: int,
    agency: Agency,
    texts: Mapping[NarrativeSection, OwnText],
    actor: User | None,
) -> int:
    """Write what an agency says in some sections, all or none; return how many were written.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Stale: a section that the person changed was changed after it was shown.
        Invalid: the agency is no member, a text is too long, or refers to points or places that
            the person may not know yet; the section is named.
    """
    season = locked_season(season_id)
    count = 0
    for section, own in texts.items():
        # as it will be stored: signs that are not seen would hide what it refers to
        _demand_open_figures(season, agency, section, tidy(own.text), actor)
        written = write_own_words(
            season_id=season_id, agency=agency, section=section, own=own, actor=actor
        )
        count += written is not None
    return count


def _demand_open_figures(
    season: Season, agency: Agency, section: NarrativeSection, text: str, actor: User | None
) -> None:
    """Refuse references to points or places that were not there and are not open yet."""
    if not adds_places(own_lines(paragraphs_of(season, section), agency.code), [text]):
        return
    places = can_see_points(standing_of(actor), season, seats_of(season), is_frozen=True)
    if not places:
        raise Invalid(
            f"Lời văn gắn với số liệu điểm, thứ hạng chưa mở. {places.reason}", field=section.value
        )
