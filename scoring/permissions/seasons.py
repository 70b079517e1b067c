"""Who may open sheets, keep tables, rank, and see the points of a whole season."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, is_deputy, is_secretariat
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage


def can_open_sheets(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may open the members' sheets, or choose the table they use."""
    if has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định nên không thay đổi bảng tiêu chí, không mở thêm phiếu.")
    return can_run_season(standing, season, seats)


def can_manage_tables(standing: Standing) -> Verdict:
    """Say whether the person may draft and publish criteria tables."""
    scope = standing.manages
    if standing.is_system or scope.everything or scope.province_ids or scope.bloc_ids:
        return YES
    return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được lập và ban hành bảng tiêu chí.")


def can_freeze_ranking(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may freeze the ranking now."""
    if season.stage != Stage.BLOC_REVIEW:
        return no(
            "Xếp hạng chỉ được chốt ở bước bình xét; năm thi đua đang ở bước "
            f"“{season.get_stage_display().lower()}”."
        )
    if standing.is_system or is_secretariat(standing, seats):
        return YES
    if standing.manages.covers(season.bloc):
        return YES
    head = season.bloc.head_title
    return no(f"Chỉ đơn vị {head} hoặc cơ quan thi đua, khen thưởng tỉnh được chốt xếp hạng.")


def can_report_ranking(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may record a ranking that a source reported without points."""
    if not has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no("Kết quả xếp hạng chỉ được ghi nhận từ bước bình xét.")
    return can_run_season(standing, season, seats)


def can_see_points(standing: Standing, season: Season, seats: Seats, *, is_frozen: bool) -> Verdict:
    """Say whether the person may see the points of all members of the season.

    Args:
        is_frozen: the season has a current ranking; it opens the points to every member.
    """
    if is_frozen or standing.is_system or standing.watches.covers(season.bloc):
        return YES
    if is_secretariat(standing, seats) or is_deputy(standing, seats):
        return YES
    return no("Điểm của các đơn vị được công khai với các thành viên sau khi chốt xếp hạng.")


def shown_depth(standing: Standing, season: Season, seats: Seats) -> int | None:
    """Return down to which rank the person sees the ranking; None for all of it."""
    leads = is_secretariat(standing, seats) or is_deputy(standing, seats)
    if leads or standing.watches.covers(season.bloc):
        return None
    return season.published_ranks
