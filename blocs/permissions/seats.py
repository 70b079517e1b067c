"""Which agencies lead a season, and who acts for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from blocs.models import Office, Season
from blocs.standing import Standing
from blocs.states import OfficeRole, OfficeState, Term

_GONE = OfficeState.HANDED_OVER.value


@dataclass(frozen=True, slots=True)
class Seats:
    """The agencies that lead a season: by its own confirmed offices, or after a handover.

    ``past`` are those that handed over: they write no more, and read what they read before.
    """

    head_id: int | None
    deputy_id: int | None
    past: "Seats | None" = field(default=None, compare=False)

    @property
    def ever(self) -> tuple["Seats", ...]:
        """Return who leads now and who led before, for what a person may read."""
        return (self, self.past) if self.past else (self,)


def seats_of(season: Season) -> Seats:
    """Read who leads the season. One query."""
    return seats_from(Office.objects.filter(season=season))


def seats_from(offices: Iterable[Office]) -> Seats:
    """Tell from a season's offices who leads it.

    Once an officer has handed over, the confirmed one of the next term finishes the year;
    nobody holds both seats, so a deputy who moved up leaves the deputy's seat empty.
    """
    held = {(office.term, office.role, office.state): office.agency_id for office in offices}
    head_id, deputy_id = _sits(held, OfficeRole.HEAD), _sits(held, OfficeRole.DEPUTY)
    past = Seats(
        head_id=held.get((Term.CURRENT.value, OfficeRole.HEAD.value, _GONE)),
        deputy_id=held.get((Term.CURRENT.value, OfficeRole.DEPUTY.value, _GONE)),
    )
    return Seats(
        head_id=head_id,
        deputy_id=None if deputy_id == head_id else deputy_id,
        past=past if past != Seats(None, None) else None,
    )


def _sits(held: Mapping[tuple[str, str, str], int], role: OfficeRole) -> int | None:
    confirmed = OfficeState.CONFIRMED.value
    sits = held.get((Term.CURRENT.value, role.value, confirmed))
    if sits is None and (Term.CURRENT.value, role.value, _GONE) in held:
        return held.get((Term.NEXT.value, role.value, confirmed))
    return sits


def is_secretariat(standing: Standing, seats: Seats) -> bool:
    """Say whether the person acts for the agency that holds the head office."""
    return seats.head_id is not None and seats.head_id in standing.agency_ids


def is_deputy(standing: Standing, seats: Seats) -> bool:
    """Say whether the person acts for the agency that holds the deputy office."""
    return seats.deputy_id is not None and seats.deputy_id in standing.agency_ids


def was_secretariat(standing: Standing, seats: Seats) -> bool:
    """Say whether the person acts for the head, or for one that has handed over: to read only."""
    return any(is_secretariat(standing, one) for one in seats.ever)


def has_led(standing: Standing, seats: Seats) -> bool:
    """Say whether the person's agency leads the season or led it before: to read only."""
    return was_secretariat(standing, seats) or any(is_deputy(standing, one) for one in seats.ever)
