"""Who may write and send an agency's own sheet; each answer carries its reason."""

from accounts.verdicts import YES, Verdict, no
from blocs.permissions import Seats
from blocs.rules.stages import has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.permissions.appraisal import appraises, open_for_appraisal
from scoring.permissions.opening import claims_are_open
from scoring.rules.workflow import WRITABLE, next_state
from scoring.states import SheetAction, SheetState

APPRAISER_ACTIONS = frozenset({SheetAction.RETURN, SheetAction.APPRAISE, SheetAction.REOPEN})
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
    return _open_for_agency(sheet) and claims_are_open(standing, sheet)


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
        return appraises(standing, sheet, seats) and open_for_appraisal(standing, sheet)
    acts = _acts_for_agency(standing, sheet, action)
    return acts and _open_for_agency(sheet) and claims_are_open(standing, sheet)


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


def _why_not_writable(state: SheetState) -> str:
    if state is SheetState.AWAITING:
        return "Phiếu đang chờ thủ trưởng đơn vị duyệt nên không sửa được."
    if state is SheetState.SUBMITTED:
        return "Phiếu đã gửi, đang chờ thẩm định nên không sửa được."
    return "Phiếu đã thẩm định xong nên không sửa được."
