"""Who may score, send, appraise and rank; each answer carries its reason."""

from accounts.verdicts import YES, Verdict, no
from blocs.models import Season
from blocs.permissions import Seats, can_run_season, is_deputy, is_secretariat
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.rules.workflow import WRITABLE, next_state
from scoring.states import SheetAction, SheetState

APPRAISER_ACTIONS = frozenset({SheetAction.RETURN, SheetAction.APPRAISE, SheetAction.REOPEN})
APPRAISAL_STAGES = frozenset({Stage.SELF_SCORING, Stage.APPRAISAL})
PROVINCE_STAGES = frozenset(
    {Stage.APPRAISAL, Stage.BLOC_REVIEW, Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL}
)
ACTION_WORDS = {
    SheetAction.ASK_APPROVAL: "trình thủ trưởng duyệt",
    SheetAction.SEND_BACK: "chuyển lại chuyên viên",
    SheetAction.SUBMIT: "gửi đi",
    SheetAction.RETURN: "trả lại",
    SheetAction.APPRAISE: "hoàn thành thẩm định",
    SheetAction.REOPEN: "mở lại để thẩm định",
}


def can_edit_sheet(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the person may write the agency's own points and evidence now."""
    if not standing.is_system and sheet.agency_id not in standing.agency_ids:
        return no("Chỉ người được phân công của đơn vị mới tự chấm điểm cho đơn vị.")
    if sheet.state not in WRITABLE:
        return no(_why_not_writable(SheetState(sheet.state)))
    return _open_for_agency(sheet)


def can_take(standing: Standing, sheet: ScoreSheet, action: SheetAction, seats: Seats) -> Verdict:
    """Say whether the person may take the action now: the state first, then who and when.

    The editor asks for approval; the approver submits or sends back; the appraiser
    returns, finishes the appraisal and opens it again.
    """
    state = SheetState(sheet.state)
    if next_state(state, action) is None:
        shown = sheet.get_state_display().lower()
        return no(f"Phiếu đang ở bước “{shown}” nên chưa thể {ACTION_WORDS[action]}.")
    if action in APPRAISER_ACTIONS:
        return appraises(standing, sheet, seats) and _open_for_appraisal(sheet)
    return _acts_for_agency(standing, sheet, action) and _open_for_agency(sheet)


def can_appraise(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Say whether the person may write the bloc's points on this sheet now."""
    who = appraises(standing, sheet, seats)
    if not who:
        return who
    if sheet.state == SheetState.APPRAISED:
        return no("Phiếu đã thẩm định xong; muốn sửa điểm phải mở lại phiếu và nêu lý do.")
    if sheet.state != SheetState.SUBMITTED:
        return no("Đơn vị chưa gửi phiếu nên chưa thẩm định được.")
    return _open_for_appraisal(sheet)


def can_appraise_for_province(standing: Standing, sheet: ScoreSheet) -> Verdict:
    """Say whether the person may write the province's points on this sheet now."""
    if sheet.agency_id in standing.agency_ids:
        return _OWN_SHEET
    if not standing.manages.covers(sheet.season.bloc):
        return no("Chỉ cơ quan thi đua, khen thưởng tỉnh được chấm điểm của tỉnh.")
    if sheet.state not in {SheetState.SUBMITTED, SheetState.APPRAISED}:
        return no("Đơn vị chưa gửi phiếu nên tỉnh chưa chấm được.")
    if sheet.season.stage not in PROVINCE_STAGES:
        return no(
            "Tỉnh chấm điểm từ bước thẩm định đến hết bước tỉnh thẩm định; năm thi đua đang ở "
            f"bước “{sheet.season.get_stage_display().lower()}”."
        )
    return YES


def appraises(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Say whether the person is the one who appraises this sheet, whatever its state.

    The head appraises the members, the deputy the head; without a deputy the province
    does. Nobody appraises an agency they act for.
    """
    if standing.is_system:
        return YES
    if sheet.agency_id in standing.agency_ids:
        return _OWN_SHEET
    if sheet.agency_id == seats.head_id:
        return _appraises_the_head(standing, sheet, seats)
    if is_secretariat(standing, seats):
        return YES
    head = sheet.season.bloc.head_title
    return no(f"Chỉ đơn vị {head} được thẩm định phiếu của các đơn vị thành viên.")


def can_open_appraisal(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    """Let in who appraises the sheet, and who decides for the province."""
    own = sheet.agency_id in standing.agency_ids
    if not own and standing.manages.covers(sheet.season.bloc):
        return YES
    return appraises(standing, sheet, seats)


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


_OWN_SHEET = no("Quý vị thuộc chính đơn vị này nên không thẩm định phiếu của đơn vị mình.")


def _appraises_the_head(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Verdict:
    bloc = sheet.season.bloc
    if seats.deputy_id is not None:
        if is_deputy(standing, seats):
            return YES
        return no(f"Phiếu của đơn vị {bloc.head_title} do đơn vị {bloc.deputy_title} thẩm định.")
    if standing.manages.covers(bloc):
        return YES
    return no(
        f"Chưa có {bloc.deputy_title} nên phiếu của đơn vị {bloc.head_title} do cơ quan thi đua, "
        "khen thưởng tỉnh thẩm định."
    )


def _acts_for_agency(standing: Standing, sheet: ScoreSheet, action: SheetAction) -> Verdict:
    if standing.is_system:
        return YES
    if action is SheetAction.ASK_APPROVAL:
        if sheet.agency_id in standing.editor_of:
            return YES
        return no("Chỉ chuyên viên của đơn vị trình thủ trưởng duyệt.")
    if sheet.agency_id in standing.approver_of:
        return YES
    return no(f"Chỉ thủ trưởng đơn vị được {ACTION_WORDS[action]}.")


def _open_for_agency(sheet: ScoreSheet) -> Verdict:
    """Say whether the season's stage lets the agency work on its sheet."""
    stage = Stage(sheet.season.stage)
    if stage is Stage.SELF_SCORING:
        return YES
    if stage is Stage.APPRAISAL:
        if sheet.submitted_at is not None:
            return YES
        return no(
            "Bước tự chấm điểm đã kết thúc khi phiếu chưa được gửi; đề nghị liên hệ cơ quan "
            "thi đua, khen thưởng tỉnh để mở lại bước tự chấm điểm."
        )
    if has_reached(stage, Stage.APPRAISAL):
        return no("Đã qua bước thẩm định nên phiếu không sửa được nữa.")
    head = sheet.season.bloc.head_title
    return no(f"Chưa đến bước tự chấm điểm; đơn vị {head} sẽ mở bước này theo lịch.")


def _open_for_appraisal(sheet: ScoreSheet) -> Verdict:
    stage = Stage(sheet.season.stage)
    if stage in APPRAISAL_STAGES:
        return YES
    if has_reached(stage, Stage.BLOC_REVIEW):
        return no("Đã qua bước thẩm định; muốn sửa phải đưa năm thi đua trở lại bước thẩm định.")
    return no("Chưa đến bước tự chấm điểm nên chưa thẩm định được.")


def _why_not_writable(state: SheetState) -> str:
    if state is SheetState.AWAITING:
        return "Phiếu đang chờ thủ trưởng đơn vị duyệt nên không sửa được."
    if state is SheetState.SUBMITTED:
        return "Phiếu đã gửi, đang chờ thẩm định nên không sửa được."
    return "Phiếu đã thẩm định xong nên không sửa được."


def shown_depth(standing: Standing, season: Season, seats: Seats) -> int | None:
    """Return down to which rank the person sees the ranking; None for all of it."""
    leads = is_secretariat(standing, seats) or is_deputy(standing, seats)
    if leads or standing.watches.covers(season.bloc):
        return None
    return season.published_ranks
