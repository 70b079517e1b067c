"""What must hold before a sheet takes a step."""

from collections.abc import Collection, Mapping

from accounts.errors import Invalid, Refused
from scoring.models import ScoreSheet
from scoring.rules.complete import LineFacts, keys_not_appraised, keys_without_points
from scoring.rules.text import tidy
from scoring.rules.workflow import NEEDS_ALL_POINTS, NEEDS_REASON
from scoring.selectors.complete import facts_of, keys_unexplained
from scoring.selectors.rounds import keys_unanswered
from scoring.services.rounds import demand_round
from scoring.states import SheetAction

_REASONS: Mapping[SheetAction, str] = {
    SheetAction.SEND_BACK: "Quý vị cần nêu nội dung chuyên viên phải sửa.",
    SheetAction.RETURN: "Quý vị cần nêu lý do trả lại phiếu.",
    SheetAction.REOPEN: "Quý vị cần nêu lý do mở lại phiếu.",
}


def reason_for(action: SheetAction, reason: str) -> str:
    """Return the tidied reason, or raise Invalid where the action needs one."""
    said = tidy(reason)
    if action in NEEDS_REASON and not said:
        raise Invalid(_REASONS[action], field="reason")
    return said


def demand_complete(action: SheetAction, sheet: ScoreSheet, may_lack: Collection[str] = ()) -> None:
    """Raise Refused, naming the criteria, while the lines are not ready for the action.

    Args:
        may_lack: the criteria without points that hinder nothing.
    """
    if action in NEEDS_ALL_POINTS:
        _demand_none(
            [key for key in keys_without_points(_facts(sheet)) if key not in may_lack],
            "Chưa gửi được phiếu vì còn tiêu chí chưa chấm điểm",
        )
        _demand_none(
            keys_unanswered(sheet),
            "Chưa gửi lại được phiếu vì còn tiêu chí bị trả lại chưa sửa, cũng chưa giải trình",
        )
    if action is SheetAction.RETURN:
        demand_round(sheet)
    if action is SheetAction.APPRAISE:
        facts = _facts(sheet)
        _demand_none(
            keys_not_appraised(facts), "Chưa hoàn thành được vì còn tiêu chí chưa thẩm định"
        )
        _demand_none(
            keys_unexplained(sheet, facts),
            "Cần nêu lý do ở các tiêu chí có điểm thẩm định khác điểm tự chấm",
        )


def _facts(sheet: ScoreSheet) -> list[LineFacts]:
    return facts_of(sheet.lines.select_related("criterion").order_by("criterion__position"))


def _demand_none(keys: list[str], sentence: str) -> None:
    if keys:
        raise Refused(f"{sentence}: {', '.join(keys)}.")
