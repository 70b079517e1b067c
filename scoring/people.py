"""Whose turn it is, in words, and which steps a page offers to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.verdicts import Verdict
from blocs.permissions import Seats
from blocs.standing import Standing
from scoring.models import ScoreSheet
from scoring.permissions import appraises, can_take, has_appraised
from scoring.rules.workflow import next_state
from scoring.states import SheetAction, SheetState

LABELS: Mapping[SheetAction, str] = {
    SheetAction.ASK_APPROVAL: "Trình thủ trưởng duyệt",
    SheetAction.SEND_BACK: "Chuyển lại chuyên viên",
    SheetAction.SUBMIT: "Duyệt và gửi phiếu",
    SheetAction.RETURN: "Trả lại đơn vị",
    SheetAction.APPRAISE: "Hoàn thành thẩm định",
    SheetAction.REOPEN: "Mở lại để thẩm định",
}
AGENCY_SIDE = (SheetAction.ASK_APPROVAL, SheetAction.SUBMIT, SheetAction.SEND_BACK)
APPRAISER_SIDE = (SheetAction.APPRAISE, SheetAction.RETURN, SheetAction.REOPEN)


@dataclass(frozen=True, slots=True)
class Act:
    """A step as a page offers it: allowed, or greyed with the reason."""

    action: SheetAction
    label: str
    verdict: Verdict
    is_first: bool = False


def next_person(sheet: ScoreSheet, seats: Seats) -> str:
    """Return who acts next on the sheet; empty when nobody has to."""
    state = SheetState(sheet.state)
    if state in {SheetState.DRAFT, SheetState.RETURNED}:
        return "Chuyên viên của đơn vị"
    if state is SheetState.AWAITING:
        return "Thủ trưởng đơn vị"
    if state is SheetState.APPRAISED:
        return ""
    if sheet.agency_id != seats.head_id:
        return sheet.season.bloc.head_title
    if seats.deputy_id is not None:
        return sheet.season.bloc.deputy_title
    return "Cơ quan thi đua, khen thưởng tỉnh"


def offered_acts(standing: Standing, sheet: ScoreSheet, seats: Seats) -> list[Act]:
    """Return the steps that the sheet's state offers to the person's side."""
    if sheet.agency_id in standing.agency_ids:
        side: Sequence[SheetAction] = AGENCY_SIDE
    elif appraises(standing, sheet, seats):
        side = APPRAISER_SIDE
    else:
        return []
    state = SheetState(sheet.state)
    offered = [action for action in side if next_state(state, action) is not None]
    verdicts = {action: can_take(standing, sheet, action, seats) for action in offered}
    first = next((action for action in offered if verdicts[action]), None)
    return [
        Act(action, LABELS[action], verdicts[action], is_first=action is first)
        for action in offered
    ]


def sees_appraisal(standing: Standing, sheet: ScoreSheet, seats: Seats) -> bool:
    """Say whether the appraiser's points may be shown to the person by now.

    While the appraiser is still at work only the appraiser and the province see them.
    """
    if sheet.state != SheetState.SUBMITTED:
        return True
    watches = standing.watches.covers(sheet.season.bloc)
    return watches or bool(has_appraised(standing, sheet, seats))


def sees_given(standing: Standing, sheet: ScoreSheet, seats: Seats) -> bool:
    """Say whether the person may see by now who gave what to the sheet's lines.

    The appraiser and the province may; the agency itself once its sheet was appraised or came
    back; other members never (decision 0004).
    """
    watches = standing.watches.covers(sheet.season.bloc)
    if watches or has_appraised(standing, sheet, seats):
        return True
    own = sheet.agency_id in standing.agency_ids
    return own and sheet.submitted_at is not None and sheet.state != SheetState.SUBMITTED


EXPECTED: Mapping[tuple[SheetState, str], str] = {
    (SheetState.DRAFT, "own"): (
        "Đơn vị tự chấm điểm từng tiêu chí, đính kèm minh chứng rồi trình thủ trưởng duyệt."
    ),
    (SheetState.RETURNED, "own"): (
        "Phiếu được trả lại. Đơn vị sửa theo lý do dưới đây rồi trình lại."
    ),
    (SheetState.AWAITING, "own"): "Phiếu chờ thủ trưởng đơn vị duyệt và gửi đi.",
    (SheetState.SUBMITTED, "own"): "Phiếu đã gửi. Đơn vị chờ kết quả thẩm định.",
    (SheetState.APPRAISED, "own"): "Phiếu đã thẩm định xong. Đơn vị xem điểm và lý do chênh lệch.",
    (SheetState.SUBMITTED, "appraiser"): (
        "Phiếu chờ quý vị thẩm định: cho điểm từng tiêu chí, ghi lý do ở dòng có chênh lệch."
    ),
    (SheetState.APPRAISED, "appraiser"): "Quý vị đã hoàn thành thẩm định phiếu này.",
}


def expected_of(standing: Standing, sheet: ScoreSheet, seats: Seats) -> str:
    """Return the one sentence that says what the page expects of the person now."""
    own = sheet.agency_id in standing.agency_ids
    side = "own" if own else "appraiser" if appraises(standing, sheet, seats) else ""
    known = EXPECTED.get((SheetState(sheet.state), side))
    if known:
        return known
    person = next_person(sheet, seats)
    if not person:
        return "Phiếu đã thẩm định xong."
    return f"Phiếu đang ở bước “{sheet.get_state_display().lower()}”. Việc tiếp theo: {person}."
