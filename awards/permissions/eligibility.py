"""Who writes the conditions of awards, and who settles what the data leaves open."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import (
    Seats,
    can_manage_season,
    can_run_season,
    has_led,
    is_deputy,
    judges_freely,
)
from blocs.standing import Standing
from blocs.states import Stage


def can_keep_conditions(standing: Standing, province_id: int | None) -> Verdict:
    """Say whether the person writes, checks and retires conditions of a province.

    Args:
        province_id: None for the law that holds for all; that takes who manages everything.
    """
    if standing.is_system or standing.manages.everything:
        return YES
    if province_id is not None and province_id in standing.manages.province_ids:
        return YES
    return no(
        "Chỉ cơ quan thi đua, khen thưởng tỉnh được đối chiếu, sửa, bổ sung điều kiện của tỉnh."
    )


def sees_every_judgement(standing: Standing, season: Season, seats: Seats) -> bool:
    """Say whether the person sees who of all members may be proposed, with every rank.

    Who leads the season or oversees it does; other members see their own agencies only.
    """
    return has_led(standing, seats) or standing.watches.covers(season.bloc)


def can_confirm_condition(
    standing: Standing, season: Season, agency_id: int, seats: Seats
) -> Verdict:
    """Say whether the person may settle on record what the data leaves open about a member.

    The secretariat or the province, never for an agency they are a party to; for the head's
    own agency the deputy may.

    Args:
        season: with its bloc and cycle loaded.
    """
    if standing.is_system:
        return YES
    if season.stage == Stage.CLOSED:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    free = judges_freely(standing, season, agency_id, "xác nhận điều kiện khen thưởng")
    if not free:
        return free
    if agency_id == seats.head_id and is_deputy(standing, seats):
        return YES
    return can_run_season(standing, season, seats)


def can_set_rule_day(standing: Standing, season: Season) -> Verdict:
    """Say whether the person may set by the rules of which day the season is judged."""
    if season.stage == Stage.CLOSED and not standing.is_system:
        return no("Năm thi đua này đã kết thúc, hồ sơ chỉ còn để tra cứu.")
    return can_manage_season(standing, season)
