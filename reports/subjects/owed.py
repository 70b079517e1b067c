"""What each member of a season still owes at its stage, and until when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from blocs.models import Membership, Season
from blocs.selectors import without_registration
from blocs.states import Stage, StepKind
from scoring.models import CrossAssignment
from scoring.states import SheetState

_NOT_SENT = (SheetState.DRAFT.value, SheetState.AWAITING.value)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that one member has not done; ``due_at`` is the first late moment for it."""

    agency_id: int
    matter: str
    due_at: datetime | None = None


def owed_in(season: Season) -> list[Owed]:
    """Return what is owed, in the order of the members. Six queries at most.

    What the appraiser owes is not told to the members: it is no business of theirs.
    """
    order = {pk: place for place, pk in enumerate(_members(season))}
    found = [one for read in _READERS.get(Stage(season.stage), ()) for one in read(season)]
    return sorted(found, key=lambda one: order.get(one.agency_id, len(order)))


def _members(season: Season) -> list[int]:
    members = Membership.objects.filter(season=season).order_by("position")
    return list(members.values_list("agency", flat=True))


def _registrations(season: Season) -> Iterator[Owed]:
    for agency_id in without_registration(season.memberships.all()).values_list(
        "agency", flat=True
    ):
        yield _owed(season, agency_id, "Chưa đăng ký thi đua", StepKind.REGISTRATION)


def _unsent(season: Season) -> Iterator[Owed]:
    for agency_id in _sheets(season, *_NOT_SENT):
        yield _owed(season, agency_id, "Chưa gửi phiếu tự chấm điểm", StepKind.SELF_SCORING)


def _returned(season: Season) -> Iterator[Owed]:
    for agency_id in _sheets(season, SheetState.RETURNED.value):
        matter = "Chưa giải trình, gửi lại phiếu được trả lại"
        yield _owed(season, agency_id, matter, StepKind.APPRAISAL)


def _cross(season: Season) -> Iterator[Owed]:
    rows = CrossAssignment.objects.filter(season=season, finished_at__isnull=True)
    pairs = rows.order_by("scorer__name", "subject__name")
    for agency_id, subject in pairs.values_list("scorer", "subject__short_name"):
        yield _owed(season, agency_id, f"Chưa chấm chéo phiếu của {subject}", StepKind.APPRAISAL)


def _sheets(season: Season, *states: str) -> list[int]:
    rows = season.sheets.filter(state__in=states).order_by("agency__name")
    return list(rows.values_list("agency", flat=True))


def _owed(season: Season, agency_id: int, matter: str, kind: StepKind) -> Owed:
    return Owed(agency_id, matter, season.calendar.deadline(kind, agency_id))


_READERS: Mapping[Stage, tuple[Callable[[Season], Iterator[Owed]], ...]] = MappingProxyType(
    {
        Stage.REGISTRATION: (_registrations,),
        Stage.COVENANT: (_registrations,),
        Stage.SELF_SCORING: (_unsent, _returned),
        Stage.APPRAISAL: (_returned, _cross),
    }
)
