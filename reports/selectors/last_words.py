"""What a section said in the year before, for who writes it anew."""

from blocs.models import Season
from blocs.rules.figures import escaped, printed
from blocs.states import AGENCY_SECTIONS, NarrativeSection
from reports.gather.facts import season_before
from reports.selectors.open_words import tells_places


def last_words(season: Season, section: NarrativeSection) -> tuple[str, ...]:
    """Return last year's paragraphs as they may be stored this year. Two queries.

    Their figures are those of last year, so they stand as they were printed. What tells points or
    places is left out, as are the words of single agencies.
    """
    past = season_before(season) if section not in AGENCY_SECTIONS else None
    if past is None:
        return ()
    rows = past.statements.filter(section=section.value).order_by("position")
    texts = rows.values_list("text", flat=True)
    return tuple(escaped(printed(text)) for text in texts if not tells_places(section, text))
