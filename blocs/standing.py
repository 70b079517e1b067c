"""What a person may act for today, derived from appointments and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from accounts.models import User
from blocs.models.people import Appointment
from blocs.states import AGENCY_ROLES, Role

if TYPE_CHECKING:
    from blocs.models import Bloc

_MANAGING = frozenset({Role.OFFICER.value, Role.BOARD_LEADER.value})


@dataclass(frozen=True, slots=True)
class Scope:
    """Blocs within reach: all, those of some provinces, or those named one by one."""

    everything: bool = False
    province_ids: frozenset[int] = frozenset()
    bloc_ids: frozenset[int] = frozenset()

    @property
    def reaches_any(self) -> bool:
        """Say whether any bloc, or any bloc of a province, is within reach at all."""
        return self.everything or bool(self.province_ids or self.bloc_ids)

    def covers(self, bloc: "Bloc") -> bool:
        """Say whether the bloc is within reach."""
        return self.everything or bloc.pk in self.bloc_ids or bloc.province_id in self.province_ids


@dataclass(frozen=True, slots=True)
class Standing:
    """The agencies and blocs a person acts for on one day.

    ``watches`` is what they may read for the province, ``manages`` what they may also
    decide. A command run by the operator has a standing of its own, ``SYSTEM``.

    ``tied_to`` gives no rights and only takes some away: agencies that the person acted for
    until a day, and those that became, or came out of, one of theirs on a day.
    """

    user: User | None
    editor_of: frozenset[int] = frozenset()
    approver_of: frozenset[int] = frozenset()
    watches: Scope = Scope()
    manages: Scope = Scope()
    is_system: bool = False
    tied_to: frozenset[tuple[int, date]] = frozenset()

    @property
    def agency_ids(self) -> frozenset[int]:
        return self.editor_of | self.approver_of

    def is_party(self, agency_id: int, *, since: date) -> bool:
        """Say whether the person may not judge the agency, as one of its own people.

        Args:
            since: the first day of the cycle that is judged. Who acted for the agency after
                it, or acts for one that it became or came out of after it, is a party.
        """
        if agency_id in self.agency_ids:
            return True
        return any(tied == agency_id and until > since for tied, until in self.tied_to)


SYSTEM = Standing(
    user=None, watches=Scope(everything=True), manages=Scope(everything=True), is_system=True
)


class _Row(NamedTuple):
    role: str
    agency: int | None
    province: int | None
    bloc: int | None
    ends_on: date | None
    earlier: int | None
    earlier_until: date | None
    later: int | None
    later_from: date | None


_COLUMNS = (
    "role",
    "agency",
    "province",
    "blocs",
    "ends_on",
    "agency__predecessions__predecessor",
    "agency__predecessions__happened_on",
    "agency__successions__successor",
    "agency__successions__happened_on",
)


def standing_of(user: User | None, *, today: date | None = None) -> Standing:
    """Return the person's standing on a day (default: the local date); None is the operator.

    One query. An inactive person stands for nothing.
    """
    if user is None:
        return SYSTEM
    if not user.is_active:
        return Standing(user=user)
    day = today or timezone.localdate()
    begun = Appointment.objects.filter(user=user).begun_by(day).order_by()
    rows = [_Row(*row) for row in begun.values_list(*_COLUMNS)]
    active = [row for row in rows if row.ends_on is None or row.ends_on > day]
    provincial = [row for row in active if row.role not in AGENCY_ROLES]
    editor_of = _agencies(active, Role.EDITOR)
    approver_of = _agencies(active, Role.APPROVER)
    return Standing(
        user=user,
        editor_of=editor_of,
        approver_of=approver_of,
        watches=_scope(provincial),
        manages=_scope([row for row in provincial if row.role in _MANAGING]),
        tied_to=frozenset(_ties(rows)),
    )


def _agencies(rows: Sequence[_Row], role: Role) -> frozenset[int]:
    return frozenset(row.agency for row in rows if row.agency is not None and row.role == role)


def _ties(rows: Sequence[_Row]) -> Iterator[tuple[int, date]]:
    for row in rows:
        if row.agency is not None and row.ends_on is not None:
            yield row.agency, row.ends_on
        for kin, day in ((row.earlier, row.earlier_until), (row.later, row.later_from)):
            if kin is not None and day is not None:
                yield kin, day if row.ends_on is None else min(day, row.ends_on)


def _scope(rows: Sequence[_Row]) -> Scope:
    return Scope(
        everything=any(row.province is None and row.bloc is None for row in rows),
        province_ids=frozenset(
            row.province for row in rows if row.bloc is None and row.province is not None
        ),
        bloc_ids=frozenset(row.bloc for row in rows if row.bloc is not None),
    )
