"""What a section said in the year before, for who writes it anew."""

from dataclasses import dataclass

from blocs.models import Season
from blocs.rules.figures import escaped, printed
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.gather.facts import season_before
from reports.rules.word_changes import numbers_of
from reports.selectors.open_words import tells_places


@dataclass(frozen=True, slots=True)
class LastParagraph:
    """A paragraph of last year as it may be stored; its numbers are last year's, plain words."""

    text: str
    has_numbers: bool


def last_words(season: Season, section: NarrativeSection) -> tuple[LastParagraph, ...]:
    """Return last year's paragraphs as they may be stored this year. Two queries.

    Their figures are those of last year, so they stand as they were printed. What tells points or
    places is left out, as are the words of single agencies: without its name, what one achieved
    would read as what the bloc did.
    """
    past = season_before(season) if section not in AGENCY_SECTIONS else None
    if past is None:
        return ()
    rows = past.statements.filter(section=section.value, agency=None).order_by("position")
    texts = rows.values_list("text", flat=True)
    return tuple(_as_printed(text) for text in texts if not tells_places(section, text))


def _as_printed(text: str) -> LastParagraph:
    words = printed(text)
    return LastParagraph(escaped(words), has_numbers=bool(numbers_of(words)))
