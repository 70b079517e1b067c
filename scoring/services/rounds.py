"""The rounds of a sheet: what went back, why, and how often it may."""

from collections.abc import Mapping

from django.utils import timezone

from accounts.errors import Invalid, Refused
from accounts.models import User
from scoring.models import LineReturn, ScoreLine, ScoreSheet, SheetReturn
from scoring.rules.text import tidy
from scoring.selectors.rounds import rounds_left
from scoring.services.lines import MAX_TEXT
from scoring.services.locks import lock_lines
from scoring.states import SheetAction

# A round is kept with both layers when the appraiser's points may change after it.
KEPT_WITH_LINES = frozenset({SheetAction.RETURN, SheetAction.REOPEN})


def demand_round(sheet: ScoreSheet) -> None:
    """Raise Refused when the sheet went back as often as its table allows."""
    left = rounds_left(sheet)
    if left.is_used_up:
        raise Refused(left.why_not)


def remember_round(
    sheet: ScoreSheet,
    action: SheetAction,
    *,
    reason: str,
    line_reasons: Mapping[int, str],
    actor: User | None,
) -> dict[str, str]:
    """Keep why a held sheet went back, with the points of both layers as they stand now.

    Nothing that was scored or appraised before is lost when the lines are changed after it.

    Args:
        line_reasons: why single lines went back, by the line's number.

    Returns:
        the reasons by the criteria's keys, for the audit.

    Raises:
        Refused: a line is not of this sheet.
        Invalid: the reason of a line is too long.
    """
    sheet.rounds += 1
    back = SheetReturn.objects.create(
        sheet=sheet,
        reason=reason,
        returned_by=actor,
        returned_at=timezone.now(),
        by_own_head=action is SheetAction.SEND_BACK,
        is_reopening=action is SheetAction.REOPEN,
    )
    if action not in KEPT_WITH_LINES:
        return {}
    lines = lock_lines(sheet)
    said = {pk: tidy(text) for pk, text in line_reasons.items() if tidy(text)}
    _check_line_reasons(lines, said)
    LineReturn.objects.bulk_create(_kept(back, line, said.get(line.pk, "")) for line in lines)
    return {line.criterion.key: said[line.pk] for line in lines if line.pk in said}


def _check_line_reasons(lines: list[ScoreLine], said: Mapping[int, str]) -> None:
    if not said.keys() <= {line.pk for line in lines}:
        raise Refused("Có tiêu chí không thuộc phiếu này. Quý vị vui lòng tải lại trang.")
    for line in lines:
        if len(said.get(line.pk, "")) > MAX_TEXT:
            raise Invalid(
                f"Tiêu chí {line.criterion.key}: lý do dài quá 5.000 ký tự, đề nghị rút gọn.",
                field="lines",
            )


def _kept(back: SheetReturn, line: ScoreLine, reason: str) -> LineReturn:
    return LineReturn(
        sheet_return=back,
        line=line,
        reason=reason,
        self_points=line.self_points,
        self_actual=line.self_actual,
        explanation=line.explanation,
        appraised_points=line.appraised_points,
        appraised_actual=line.appraised_actual,
        appraisal_reason=line.appraisal_reason,
    )
