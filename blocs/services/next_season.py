"""The season that follows: the same members, and the offices that were decided for it."""

from django.db import transaction

from accounts import audit
from accounts.errors import Refused
from accounts.models import User
from blocs.models import Cycle, Office, Season
from blocs.models.labels import OFFICE_ROLES
from blocs.permissions import can_manage_season
from blocs.rules.stages import has_reached
from blocs.services.rows import insert, locked_season
from blocs.services.seasons import MemberSpec, plant_season
from blocs.standing import standing_of
from blocs.states import OfficeState, Stage, Term

_ROLE_LABELS = dict(OFFICE_ROLES)
_DECIDED = ("state", "decided_on", "selected_by", "basis")
_CARRIED = ("role", "agency", "person_title", *_DECIDED)


@transaction.atomic
def open_next_season(
    *, season_id: int, cycle: Cycle, actor: User | None, is_sample: bool = False
) -> Season:
    """Open the following season: the same members, and the offices that were decided for it.

    Args:
        is_sample: the following season is made up; what follows sample data is so anyway.

    Raises:
        NotAllowed: not by this person.
        Refused: the cycle does not follow, or the bloc is not yet in its final review.
        Invalid: the following season exists already.
    """
    season = locked_season(season_id)
    can_manage_season(standing_of(actor), season).demand()
    return plant_next_season(season, cycle, actor, is_sample=is_sample)


def plant_next_season(
    season: Season, cycle: Cycle, actor: User | None, *, is_sample: bool = False
) -> Season:
    """Write the following season; whoever calls this has asked for the rights.

    Args:
        season: locked.

    Raises:
        Refused: the cycle does not follow, or the bloc is not yet in its final review.
        Invalid: the following season exists already.
    """
    if cycle.starts_on <= season.cycle.starts_on:
        raise Refused("Năm thi đua tiếp theo phải bắt đầu sau năm thi đua này.")
    if not has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        raise Refused("Chỉ mở năm thi đua tiếp theo khi năm này đã đến bước bình xét.")
    members = [
        MemberSpec(row.agency, row.agency.name, row.flag_eligible, row.category)
        for row in season.memberships.select_related("agency")
    ]
    following = Season(
        bloc=season.bloc,
        cycle=cycle,
        is_sample=is_sample or season.is_sample,
        published_ranks=season.published_ranks,
    )
    plant_season(following, members, actor)
    carry_offices(season, following, actor)
    return following


def carry_offices(season: Season, following: Season, actor: User | None) -> None:
    """Make the offices of the next term those of the following season's own term.

    An office that the following season has already for the same agency stays, and is confirmed
    where it is decided by now.

    Raises:
        Refused: the following season names another agency, or the agency is no member there.
    """
    decided = list(
        season.offices.filter(term=Term.NEXT.value)
        .exclude(state=OfficeState.HANDED_OVER.value)
        .select_related("agency")
    )
    held = following.offices.filter(term=Term.CURRENT.value).exclude(
        state=OfficeState.HANDED_OVER.value
    )
    known = {office.role: office for office in held.select_related("agency")}
    before = [[one.role, one.agency.code, one.state] for one in known.values()]
    for office in decided:
        _carry(office, following, known.get(office.role))
    audit.record(
        actor=actor,
        action="season.carry_offices",
        subject=following,
        before={"offices": before} if before else {},
        after={
            "from": season.pk,
            "offices": [[office.role, office.agency.code, office.state] for office in decided],
        },
    )


def _carry(office: Office, following: Season, known: Office | None) -> None:
    label = following.cycle.label
    if not following.memberships.filter(agency=office.agency_id).exists():
        raise Refused(f"{office.agency.name} không phải thành viên của năm {label}.")
    if known is None:
        said = {name: getattr(office, name) for name in _CARRIED}
        copy = Office(season=following, term=Term.CURRENT.value, **said)
        insert(Office, [copy], refusal=f"{office.agency.name} đã giữ chức danh khác năm {label}.")
        return
    if known.agency_id != office.agency_id:
        raise Refused(
            f"Năm {label} đã ghi {_ROLE_LABELS[office.role]} là {known.agency.name}, không phải "
            f"{office.agency.name}. Đề nghị thống nhất trước khi làm tiếp."
        )
    if known.state == OfficeState.PROPOSED:
        for name in _DECIDED:
            setattr(known, name, getattr(office, name))
        known.save(update_fields=_DECIDED)
