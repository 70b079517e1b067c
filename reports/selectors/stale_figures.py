"""How many figures of the year's words the data no longer gives, by section and by paper."""

from collections import Counter
from collections.abc import Mapping

from blocs.models import Agency, Season
from blocs.rules.figures import compared, figures_in
from blocs.states import NarrativeSection
from reports.gather.covenant_words import is_ahead
from reports.gather.figures import gather_figures
from reports.rules.figure_keys import book_of
from reports.rules.paper_sections import PRINTS


def stale_sections(season: Season, agency: Agency | None = None) -> Mapping[NarrativeSection, int]:
    """Count, by section, the figures in the words that the data no longer gives.

    Where the covenant has no aims of its own, those of the report stand there too, if it is for the
    year after. One query where no text refers to a figure.

    Args:
        agency: whose words alone count.
    """
    said = season.statements.filter(agency=agency) if agency else season.statements.all()
    texts = list(said.values_list("section", "text"))
    found = [(NarrativeSection(section), text) for section, text in texts if figures_in(text)]
    if not found:
        return {}
    if all(section != NarrativeSection.COVENANT_AIMS for section, _ in texts):
        aims = [text for section, text in found if section is NarrativeSection.NEXT_YEAR]
        if aims and is_ahead(season):
            found += [(NarrativeSection.COVENANT_AIMS, text) for text in aims]
    book = book_of(gather_figures(season).entries)
    stale: Counter[NarrativeSection] = Counter()
    for section, text in found:
        stale[section] += sum(one.is_stale for one in compared(text, book))
    return stale


def stale_in(stale: Mapping[NarrativeSection, int], kind: str) -> int:
    """Count the stale figures that a kind of paper would print."""
    return sum(stale.get(section, 0) for section in PRINTS.get(kind, frozenset()))


def stale_figures(season: Season, kind: str, agency: Agency | None = None) -> int:
    """Count the stale figures that a kind of paper of the season would print now.

    Args:
        agency: whose own paper it is, if it is one's.
    """
    return stale_in(stale_sections(season, agency), kind) if kind in PRINTS else 0
