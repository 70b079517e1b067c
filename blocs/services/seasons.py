"""A season from its opening to its close: members and stages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import User
from blocs.models import Agency, Bloc, Cycle, Membership, Season
from blocs.models.labels import STAGES
from blocs.permissions import can_advance_season, can_manage_season, seats_of
from blocs.rules.stages import next_stages, previous_stage
from blocs.rules.text import tidy_line
from blocs.services.rows import insert, locked_season, season_to_write
from blocs.standing import standing_of
from blocs.states import Stage

_STAGE_LABELS = dict(STAGES)


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """A member as it will stand in the season; the order of the specs is the bloc's order."""

    agency: Agency
    name: str
    flag_eligible: bool = True
    category: str = ""


@transaction.atomic
def open_season(
    *,
    bloc: Bloc,
    cycle: Cycle,
    members: Sequence[MemberSpec],
    actor: User | None,
    is_sample: bool = False,
    published_ranks: int | None = None,
) -> Season:
    """Open a bloc's season of a cycle with its members.

    Args:
        published_ranks: how many ranks from the top are made public; None is all.

    Raises:
        NotAllowed: not by this person.
        Invalid: the season exists already, or a member is named twice.
    """
    season = Season(bloc=bloc, cycle=cycle, is_sample=is_sample, published_ranks=published_ranks)
    can_manage_season(standing_of(actor), season).demand()
    return plant_season(season, members, actor)


def plant_season(season: Season, members: Sequence[MemberSpec], actor: User | None) -> Season:
    """Write a new season with its members; whoever calls this has asked for the rights.

    Raises:
        Invalid: the season exists already, or a member is named twice.
    """
    insert(Season, [season], refusal="Khối, cụm thi đua này đã có hồ sơ của năm thi đua.")
    _add_members(season, members)
    audit.record(
        actor=actor,
        action="season.open",
        subject=season,
        before={},
        after={
            "bloc": season.bloc.code,
            "cycle": season.cycle.label,
            "is_sample": season.is_sample,
            "published_ranks": season.published_ranks,
            "members": [_described(member) for member in members],
        },
    )
    return season


@transaction.atomic
def add_members(
    *, season_id: int, members: Sequence[MemberSpec], actor: User | None
) -> list[Membership]:
    """Give its members to a season that has none yet.

    Raises:
        NotAllowed: not by this person.
        Refused: the season has members already.
        Invalid: a member is named twice.
    """
    season = locked_season(season_id)
    can_manage_season(standing_of(actor), season).demand()
    if season.memberships.exists():
        raise Refused("Khối, cụm thi đua đã có danh sách đơn vị thành viên của năm này.")
    added = _add_members(season, members)
    audit.record(
        actor=actor,
        action="season.add_members",
        subject=season,
        before={"members": []},
        after={"members": [_described(member) for member in members]},
    )
    return added


@transaction.atomic
def move_season(
    *, season_id: int, to: Stage, seen_version: int, actor: User | None, reason: str = ""
) -> Season:
    """Move a season to a stage that may follow, or one stage back.

    What the stage itself demands (a frozen ranking, say) is asked by
    ``reports.services.stages``, which knows the upper apps.

    Args:
        reason: why; a season does not step back without one.

    Raises:
        Stale: the season moved after the page was opened.
        NotAllowed: the stage does not follow, or not by this person.
        Refused: a step back without a reason.
    """
    season = locked_season(season_id)
    if season.version != seen_version:
        raise Stale("Năm thi đua này vừa chuyển bước. Đề nghị xem lại trước khi làm tiếp.")
    before = Stage(season.stage)
    back = to == previous_stage(before)
    if not back and to not in next_stages(before):
        raise NotAllowed(
            f"Từ bước “{_STAGE_LABELS[before]}” không chuyển thẳng sang “{_STAGE_LABELS[to]}” được."
        )
    can_advance_season(standing_of(actor), season, seats_of(season)).demand()
    if back and not reason.strip():
        raise Refused("Quý vị cần nêu lý do đưa năm thi đua trở lại bước trước.")
    season.stage = to.value
    season.version += 1
    season.save(update_fields=["stage", "version"])
    audit.record(
        actor=actor,
        action="season.step_back" if back else "season.advance",
        subject=season,
        before={"stage": before},
        after={"stage": to},
        reason=reason.strip(),
    )
    return season


@transaction.atomic
def set_published_ranks(*, season_id: int, depth: int | None, actor: User | None) -> Season:
    """Say how many ranks from the top the bloc makes public.

    Args:
        depth: number of ranks, from 1; None is all.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: the number is below 1.
    """
    season = season_to_write(season_id, actor)
    if depth is not None and depth < 1:
        raise Invalid("Số hạng công bố phải từ 1 trở lên.", field="published_ranks")
    before = season.published_ranks
    season.published_ranks = depth
    season.save(update_fields=["published_ranks"])
    audit.record(
        actor=actor,
        action="season.published_ranks",
        subject=season,
        before={"published_ranks": before},
        after={"published_ranks": depth},
    )
    return season


def _add_members(season: Season, members: Sequence[MemberSpec]) -> list[Membership]:
    rows = [
        Membership(
            season=season,
            agency=member.agency,
            position=position,
            name=member.name,
            flag_eligible=member.flag_eligible,
            category=tidy_line(member.category),
        )
        for position, member in enumerate(members, start=1)
    ]
    return insert(
        Membership, rows, refusal="Một đơn vị được nêu hai lần trong danh sách thành viên."
    )


def _described(member: MemberSpec) -> dict[str, object]:
    told = {"category": tidy_line(member.category)} if member.category else {}
    return {
        "agency": member.agency.code,
        "name": member.name,
        "flag_eligible": member.flag_eligible,
        **told,
    }
