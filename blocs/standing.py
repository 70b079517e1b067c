"""What a person may act for today, derived from appointments and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from blocs.models.people import Appointment
from blocs.states import AGENCY_ROLES, Role

if TYPE_CHECKING:
    from datetime import date

    from blocs.models import Bloc

_MANAGING = frozenset({Role.OFFICER.value, Role.BOARD_LEADER.value})


@dataclass(frozen=True, slots=True)
class Scope:
    """Blocs within reach: all, those of some provinces, or those named one by one."""

    everything: bool = False
    province_ids: frozenset[int] = frozenset()
    bloc_ids: frozenset[int] = frozenset()

    def covers(self, bloc: "Bloc") -> bool:
        """Say whether the bloc is within reach."""
        return self.everything or bloc.pk in self.bloc_ids or bloc.province_id in self.province_ids


@dataclass(frozen=True, slots=True)
class Standing:
    """The agencies and blocs a person acts for on one day.

    ``watches`` is what they may read for the province, ``manages`` what they may also
    decide. A command run by the operator has a standing of its own, ``SYSTEM``.
    """

    user: User | None
    editor_of: frozenset[int] = frozenset()
    approver_of: frozenset[int] = frozenset()
    watches: Scope = Scope()
    manages: Scope = Scope()
    is_system: bool = False

    @property
    def agency_ids(self) -> frozenset[int]:
        return self.editor_of | self.approver_of


SYSTEM = Standing(
    user=None, watches=Scope(everything=True), manages=Scope(everything=True), is_system=True
)


def standing_of(user: User | None, *, today: "date | None" = None) -> Standing:
    """Return the person's standing on a day (default: the local date); None is the operator.

    One query. An inactive person stands for nothing.
    """
    if user is None:
        return SYSTEM
    if not user.is_active:
        return Standing(user=user)
    rows = list(
        Appointment.objects.filter(user=user)
        .active_on(today or timezone.localdate())
        .order_by()
        .values_list("role", "agency", "province", "blocs")
    )
    provincial = [row for row in rows if row[0] not in AGENCY_ROLES]
    return Standing(
        user=user,
        editor_of=frozenset(agency for role, agency, _, _ in rows if role == Role.EDITOR.value),
        approver_of=frozenset(agency for role, agency, _, _ in rows if role == Role.APPROVER.value),
        watches=_scope(provincial),
        manages=_scope([row for row in provincial if row[0] in _MANAGING]),
    )


def _scope(rows: Sequence[tuple[str, int | None, int | None, int | None]]) -> Scope:
    return Scope(
        everything=any(province is None and bloc is None for _, _, province, bloc in rows),
        province_ids=frozenset(
            province for _, _, province, bloc in rows if bloc is None and province is not None
        ),
        bloc_ids=frozenset(bloc for _, _, _, bloc in rows if bloc is not None),
    )
