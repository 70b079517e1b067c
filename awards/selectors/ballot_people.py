"""People who may count for a ballot, and what they have written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from awards.models import Ballot, Nominee, TellerCount
from awards.rules.ballot_counts import CELLS, cell_of, differing_cells
from awards.selectors.ballot_counts import numbers_of
from blocs.models import Appointment, Season
from blocs.states import Role

PROVINCE = "Cơ quan thi đua, khen thưởng tỉnh"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may count, and for whom they act."""

    user: User
    place: str

    @property
    def label(self) -> str:
        return f"{self.user.full_name} – {self.place}"


def people_who_may_count(season: Season, *, today: date | None = None) -> list[Person]:
    """Return who acts for a member today or decides for the province in this bloc. One query."""
    day = today or timezone.localdate()
    bloc = season.bloc
    everywhere = Q(province__isnull=True, blocs__isnull=True)
    here = everywhere | Q(blocs=bloc) | Q(province=bloc.province_id, blocs__isnull=True)
    managing = Q(role__in=[Role.OFFICER.value, Role.BOARD_LEADER.value], agency__isnull=True)
    members = season.memberships.values("agency")
    rows = (
        Appointment.objects.begun_by(day)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), user__is_active=True)
        .filter(Q(agency__in=members) | (managing & here))
        .select_related("user", "agency")
    )
    found: dict[int, Person] = {}
    for row in rows.order_by("agency__name", "user__full_name", "pk"):
        place = row.agency.short_name if row.agency else PROVINCE
        found.setdefault(row.user_id, Person(row.user, place))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class CountedCell:
    """One number of the counting minute beside the other teller's."""

    name: str
    label: str
    values: tuple[int, ...]
    differs: bool


def compared_counts(
    counts: Sequence[TellerCount], nominees: Sequence[Nominee], names: dict[int, str], wanted: int
) -> list[CountedCell]:
    """Return the tellers' numbers side by side; nothing until all of them have counted."""
    entered = [numbers for count in counts if (numbers := numbers_of(count)) is not None]
    if len(entered) < wanted or not entered:
        return []
    odd = differing_cells(entered[0], entered[-1])
    slips = [
        CountedCell(name, label, tuple(getattr(one, name) for one in entered), name in odd)
        for name, label in CELLS.items()
    ]
    votes = [
        CountedCell(
            cell_of(nominee.position),
            f"Phiếu cho {names.get(nominee.agency_id, nominee.agency.name)}",
            tuple(one.votes.get(nominee.position, 0) for one in entered),
            cell_of(nominee.position) in odd,
        )
        for nominee in nominees
    ]
    return [*slips, *votes]


def counts_of(ballot: Ballot) -> list[TellerCount]:
    """Return the tellers of a ballot in their order. One query."""
    return list(ballot.teller_counts.select_related("teller").order_by("place"))
