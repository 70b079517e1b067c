"""Who gives points beside the bloc's appraisal: other members, sector agencies, a vote."""

from collections.abc import Collection

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, is_deputy, is_secretariat, judges_freely
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import CrossAssignment, ScoreLine, ScoreSheet
from scoring.permissions.appraisal import APPRAISAL_STAGES
from scoring.rules.workflow import SENT
from scoring.states import Scorer

VOTING_STAGES = frozenset({Stage.APPRAISAL, Stage.BLOC_REVIEW})


def can_assign_cross_scorers(standing: Standing, season: Season, seats: Seats) -> Verdict:
    """Say whether the person may draw who scores whom now."""
    if season.stage not in APPRAISAL_STAGES:
        return no(
            "Phân công chấm chéo ở bước tự chấm điểm hoặc bước thẩm định; năm thi đua đang ở "
            f"bước “{season.get_stage_display().lower()}”."
        )
    return can_run_season(standing, season, seats)


def can_reopen_cross_scoring(
    standing: Standing, assignment: CrossAssignment, seats: Seats
) -> Verdict:
    """Say whether the person may give a finished cross-scoring back to its scorer now."""
    if assignment.finished_at is None:
        return no("Đơn vị chưa hoàn thành chấm chéo phiếu này.")
    free = judges_freely(
        standing, assignment.season, assignment.subject_id, "mở lại việc chấm chéo phiếu"
    )
    return free and can_assign_cross_scorers(standing, assignment.season, seats)


def can_cross_score(standing: Standing, assignment: CrossAssignment, sheet: ScoreSheet) -> Verdict:
    """Say whether the person may give the scoring member's points on this sheet now.

    Args:
        sheet: that of the assignment's subject in its season.
    """
    who = cross_scores(standing, assignment)
    if not who:
        return who
    if assignment.finished_at is not None:
        return no("Đơn vị đã hoàn thành chấm chéo phiếu này nên điểm không sửa được nữa.")
    if sheet.state not in SENT:
        return no("Đơn vị được chấm chưa gửi phiếu nên chưa chấm chéo được.")
    return _open_for_scoring(sheet.season)


def can_finish_cross_scoring(
    standing: Standing, assignment: CrossAssignment, sheet: ScoreSheet
) -> Verdict:
    """Say whether the person may hand the points over for the scoring member now."""
    if not standing.is_system and assignment.scorer_id not in standing.approver_of:
        return no("Chỉ thủ trưởng đơn vị được giao chấm chéo mới hoàn thành việc chấm.")
    return can_cross_score(standing, assignment, sheet)


def cross_scores(standing: Standing, assignment: CrossAssignment) -> Verdict:
    """Say whether the person is one of those who score this sheet, whatever its state."""
    if standing.is_system:
        return YES
    if assignment.scorer_id not in standing.agency_ids:
        return no("Chỉ người của đơn vị được giao chấm chéo mới chấm phiếu này.")
    return judges_freely(standing, assignment.season, assignment.subject_id, "chấm chéo phiếu")


def can_score_for_sector(standing: Standing, line: ScoreLine) -> Verdict:
    """Say whether the person may give the named sector agency's points for this line now.

    Args:
        line: with its criterion, sector, sheet and season loaded.
    """
    criterion, sheet = line.criterion, line.sheet
    if criterion.scored_by != Scorer.SECTOR or criterion.sector is None:
        return no("Tiêu chí này không do cơ quan chuyên ngành chấm.")
    if criterion.sector_id == sheet.agency_id:
        return no("Cơ quan chuyên ngành không chấm điểm cho chính mình; dòng này do tỉnh chấm.")
    if not standing.is_system and criterion.sector_id not in standing.agency_ids:
        return no(f"Chỉ người được phân công của {criterion.sector.short_name} chấm tiêu chí này.")
    free = judges_freely(standing, sheet.season, sheet.agency_id, "chấm điểm chuyên ngành")
    if not free:
        return free
    if not line.is_assigned:
        return no(f"Đơn vị không được giao tiêu chí này: {line.unassigned_reason}")
    return _open_for_scoring(sheet.season)


def can_record_vote(
    standing: Standing, season: Season, seats: Seats, agency_id: int, *, is_frozen: bool
) -> Verdict:
    """Say whether the person may write down how many voted for the member now.

    The head writes the members' counts, the deputy the head's own, the province any; nobody
    those of an agency they are a party to.
    """
    when = _open_for_votes(season, is_frozen=is_frozen)
    if not when or standing.is_system:
        return when
    free = judges_freely(standing, season, agency_id, "ghi kết quả bỏ phiếu")
    if not free:
        return free
    of_head = agency_id == seats.head_id
    if standing.manages.covers(season.bloc) or is_secretariat(standing, seats):
        return YES
    if of_head and is_deputy(standing, seats):
        return YES
    head, deputy = season.bloc.head_title, season.bloc.deputy_title
    return no(
        f"Kết quả bỏ phiếu do đơn vị {head} ghi; phiếu bầu cho đơn vị {head} do đơn vị {deputy} "
        "hoặc cơ quan thi đua, khen thưởng tỉnh ghi."
    )


def can_decide_tie(
    standing: Standing,
    season: Season,
    seats: Seats,
    agency_ids: Collection[int],
    *,
    is_frozen: bool,
) -> Verdict:
    """Say whether the person may record the decision that parts these equal members now."""
    when = _open_for_votes(season, is_frozen=is_frozen)
    if not when or standing.is_system:
        return when
    for agency_id in agency_ids:
        free = judges_freely(standing, season, agency_id, "quyết định thứ hạng")
        if not free:
            return free
    if standing.manages.covers(season.bloc) or is_secretariat(standing, seats):
        return YES
    return no(
        f"Chỉ đơn vị {season.bloc.head_title} hoặc cơ quan thi đua, khen thưởng tỉnh được ghi "
        "quyết định phân định đồng hạng."
    )


def _open_for_scoring(season: Season) -> Verdict:
    stage = Stage(season.stage)
    if stage in APPRAISAL_STAGES:
        return YES
    if has_reached(stage, Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định nên điểm không sửa được nữa.")
    return no("Chưa đến bước tự chấm điểm nên chưa chấm được.")


def _open_for_votes(season: Season, *, is_frozen: bool) -> Verdict:
    """Say whether votes and decisions may still change; a season taken back is open again."""
    stage = Stage(season.stage)
    if stage not in VOTING_STAGES:
        return no(
            "Kết quả bỏ phiếu và quyết định phân định đồng hạng được ghi ở bước thẩm định và bước "
            f"bình xét; năm thi đua đang ở bước “{season.get_stage_display().lower()}”."
        )
    if is_frozen and stage is Stage.BLOC_REVIEW:
        return no(
            "Xếp hạng đã chốt nên không sửa được nữa; muốn sửa phải đưa năm thi đua trở lại bước "
            "thẩm định."
        )
    return YES
