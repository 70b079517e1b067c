"""What must hold before a sheet takes a step, and whether it is sent in time."""

from collections.abc import Mapping

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from accounts.errors import Invalid, Refused
from blocs.models import CalendarStep, StepExtension
from blocs.states import StepKind
from scoring.models import ScoreSheet
from scoring.rules.complete import (
    LineFacts,
    keys_not_appraised,
    keys_without_points,
    keys_without_reason,
)
from scoring.rules.deadlines import deadline, is_late
from scoring.rules.text import tidy
from scoring.rules.workflow import NEEDS_ALL_POINTS, NEEDS_REASON
from scoring.states import CriterionKind, SheetAction

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


def demand_complete(action: SheetAction, sheet: ScoreSheet) -> None:
    """Raise Refused, naming the criteria, while the lines are not ready for the action."""
    if action in NEEDS_ALL_POINTS:
        _demand_none(
            keys_without_points(_facts(sheet)),
            "Chưa gửi được phiếu vì còn tiêu chí chưa chấm điểm",
        )
    if action is SheetAction.APPRAISE:
        facts = _facts(sheet)
        _demand_none(
            keys_not_appraised(facts), "Chưa hoàn thành được vì còn tiêu chí chưa thẩm định"
        )
        _demand_none(
            keys_without_reason(facts),
            "Cần nêu lý do ở các tiêu chí có điểm thẩm định khác điểm tự chấm",
        )


def is_submitted_late(sheet: ScoreSheet) -> bool:
    """Say whether the agency's time for self-scoring is over by the database's clock.

    The clock of the machine that serves the page may be wrong; all pages ask one clock.
    A season without the step in its calendar has no lateness.
    """
    own = StepExtension.objects.filter(step=OuterRef("pk"), agency=sheet.agency_id)
    steps = CalendarStep.objects.filter(season=sheet.season_id, kind=StepKind.SELF_SCORING.value)
    row = (
        steps.annotate(clock=Now(), extended_to=Subquery(own.values("due_at")[:1]))
        .values_list("clock", "due_at", "grace_days", "extended_to")
        .first()
    )
    if row is None:
        return False
    clock, due_at, grace_days, extended_to = row
    return is_late(clock, deadline(due_at, grace_days, extended_to))


def _facts(sheet: ScoreSheet) -> list[LineFacts]:
    rows = sheet.lines.order_by("criterion__position").values_list(
        "criterion__key",
        "criterion__kind",
        "self_points",
        "appraised_points",
        "appraisal_reason",
    )
    return [
        LineFacts(key, CriterionKind(kind), own, appraised, reason)
        for key, kind, own, appraised, reason in rows
    ]


def _demand_none(keys: list[str], sentence: str) -> None:
    if keys:
        raise Refused(f"{sentence}: {', '.join(keys)}.")
