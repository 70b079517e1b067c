"""Who may open sheets, keep tables, rank, and see the points of a whole season."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import Seats, can_run_season, has_led, is_secretariat
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import SeasonTable


def can_open_sheets(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may open the members' sheets, or choose the table they use."""
    if has_reached(Stage(season.stage), Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định nên không thay đổi bảng tiêu chí, không mở thêm phiếu.")
    return can_run_season(standing, season, seats)


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

    One query for a person who neither leads nor oversees the bloc.

    Args:
        is_frozen: the season has a current ranking; it opens the points to every member from
            the stage on that those who run the season have set.
    """
    if _leads_or_watches(standing, season, seats):
        return YES
    if not is_frozen:
        return no("Điểm của các đơn vị được công khai với các thành viên sau khi chốt xếp hạng.")
    opens = _totals_from(season)
    if _has_opened(season, opens):
        return YES
    return no(
        "Điểm và thứ hạng được công khai với các thành viên từ bước "
        f"“{dict(STAGES)[opens].lower()}”."
    )


def shown_depth(standing: Standing, season: Season, seats: Seats) -> int | None:
    """Return down to which rank the person sees the ranking; None for all of it.

    One query for a person who neither leads nor oversees the bloc.
    """
    if _leads_or_watches(standing, season, seats):
        return None
    if not _has_opened(season, _totals_from(season)):
        return 0
    return season.published_ranks


def can_set_visibility(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may set from when the members see each other's points."""
    return can_run_season(standing, season, seats)


def _leads_or_watches(standing: Standing, season: Season, seats: Seats) -> bool:
    return has_led(standing, seats) or standing.watches.covers(season.bloc)


def _has_opened(season: Season, opens: Stage) -> bool:
    """Say whether the stage is reached; what a review once showed stays when it is taken back."""
    return opens is Stage.BLOC_REVIEW or has_reached(Stage(season.stage), opens)


def _totals_from(season: Season) -> Stage:
    """Return the stage that opens the totals to the members; the review without a table."""
    named = SeasonTable.objects.filter(season=season).values_list("totals_from", flat=True)
    return Stage(named.first() or Stage.BLOC_REVIEW)
