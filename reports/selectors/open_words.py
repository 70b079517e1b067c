"""The year's words for who may not know the members' points and places yet, or others' words."""

from collections.abc import Iterable
from dataclasses import replace

from blocs.models import Season
from blocs.rules.figures import figures_in, printed
from blocs.standing import Standing
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.selectors.narrative import Narrative, SectionView

# How the keys of such figures begin: who is proposed tells who ranks first.
_PLACES = ("diem.", "hang.", "xep-hang.", "de-nghi.")
_TELLING = frozenset({NarrativeSection.REVIEW, NarrativeSection.SUBMISSION_OPENING})
_DASH = "- "


def apart_from_places(narrative: Narrative) -> Narrative:
    """Return the words without what tells points or places; such sections say so."""
    return replace(narrative, sections=tuple(_apart(one) for one in narrative.sections))


def apart_from_others(narrative: Narrative, standing: Standing, season: Season) -> Narrative:
    """Return the words with only the person's agencies' in sections that are each agency's own.

    One query. Source: docs/decisions/0004 and 0014, as for the agency's own papers.
    """
    mine = season.memberships.filter(agency__in=standing.agency_ids)
    codes = set(mine.values_list("agency__code", flat=True))
    sections = (
        replace(one, rows=tuple(row for row in one.rows if row.paragraph.agency in codes))
        if one.section in AGENCY_SECTIONS
        else one
        for one in narrative.sections
    )
    return replace(narrative, sections=tuple(sections))


def _apart(held: SectionView) -> SectionView:
    rows = tuple(row for row in held.rows if not tells_places(held.section, row.paragraph.text))
    return replace(held, rows=rows, is_closed=len(rows) < len(held.rows))


def lines_telling_places(season: Season) -> frozenset[str]:
    """Return the lines, as papers print them, that tell points or places. One query."""
    texts = season.statements.values_list("section", "text")
    told = (text for section, text in texts if tells_places(NarrativeSection(section), text))
    return frozenset(
        line.strip().removeprefix(_DASH) for text in told for line in printed(text).splitlines()
    )


def tells_places(section: NarrativeSection, text: str) -> bool:
    """Say whether a text of a section may tell the members' points or places."""
    if section in _TELLING:
        return True
    return bool(_keys_of_places([text]))


def adds_places(before: Iterable[str], after: Iterable[str]) -> bool:
    """Say whether texts refer to points or places that those before them do not refer to.

    Whether such a reference is up to date would tell the figure itself.
    """
    return not _keys_of_places(after) <= _keys_of_places(before)


def _keys_of_places(texts: Iterable[str]) -> set[str]:
    keys = (one.key for text in texts for one in figures_in(text))
    return {key for key in keys if key.startswith(_PLACES)}
