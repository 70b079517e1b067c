"""How often a sheet went back to its agency, and how often its table lets it."""

from dataclasses import dataclass

from scoring.models import LineReturn, ScoreSheet, SheetReturn
from scoring.rules.settings_json import read_rules
from scoring.selectors.nodes import table_of


@dataclass(frozen=True, slots=True)
class RoundsLeft:
    """Returns by the appraiser so far, and the most that the table allows (None: no limit).

    What the agency's own head sent back, and an appraisal opened again, are no rounds.
    """

    used: int
    most: int | None

    @property
    def is_used_up(self) -> bool:
        return self.most is not None and self.used >= self.most

    @property
    def why_not(self) -> str:
        """Why the sheet cannot go back once more; empty while it can."""
        if not self.is_used_up:
            return ""
        return (
            f"Bảng tiêu chí cho phép trả lại phiếu tối đa {self.most} lần; phiếu này đã được "
            f"trả lại {self.used} lần. Quý vị hoàn thành thẩm định và ghi lý do ở dòng có "
            "chênh lệch."
        )


def rounds_left(sheet: ScoreSheet) -> RoundsLeft:
    """Return how often the sheet went back, and how often it may. Two queries."""
    used = sheet.returns.filter(by_own_head=False, is_reopening=False).count()
    table = table_of(sheet.season)
    return RoundsLeft(used, None if table is None else read_rules(table.rules).max_rounds)


def last_return(sheet: ScoreSheet) -> SheetReturn | None:
    """Return the latest time that the appraiser gave the sheet back. One query."""
    rounds = sheet.returns.filter(by_own_head=False, is_reopening=False)
    return rounds.order_by("-returned_at", "-pk").first()


def keys_unanswered(sheet: ScoreSheet) -> list[str]:
    """Name the lines that went back with a reason and were neither changed nor explained."""
    back = last_return(sheet)
    if back is None:
        return []
    rows = back.lines.exclude(reason="").filter(answer="").select_related("line__criterion")
    return [one.line.criterion.key for one in rows if is_unchanged(one)]


def is_unchanged(back: LineReturn) -> bool:
    """Say whether the agency's claim is still the one that went back."""
    line = back.line
    return (back.self_points, back.self_actual, back.explanation) == (
        line.self_points,
        line.self_actual,
        line.explanation,
    )
