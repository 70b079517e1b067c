"""Duties around a covenant's signatures: who is asked to sign, whom the secretariat awaits."""

from collections.abc import Iterator, Sequence

from blocs.permissions import is_secretariat
from blocs.standing import Standing
from reports.selectors.duty import Duty
from reports.selectors.facts import SeasonFacts
from reports.selectors.signing import Place

_NAMED = 4


def signing_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the person is to do for the covenant's signatures in a season."""
    for one in facts.signings:
        own = [place for place in one.waiting if place.agency_id in standing.agency_ids]
        url = one.issue.get_signing_url()
        if own:
            places = "; ".join(place.text for place in own)
            said = f"Ký số giao ước thi đua tại ô của {places}, trên bản ký mới nhất."
            yield Duty(facts.season, said, "Ký giao ước", url)
        elif is_secretariat(standing, facts.seats):
            said = f"Giao ước thi đua còn {len(one.waiting)} nơi chưa ký số: {_first(one.waiting)}."
            yield Duty(facts.season, said, "Xem chữ ký", url)


def _first(places: Sequence[Place]) -> str:
    named = "; ".join(place.text for place in places[:_NAMED])
    left = len(places) - _NAMED
    return f"{named} và {left} nơi khác" if left > 0 else named
