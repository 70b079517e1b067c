"""What amended tables did to the lines of one sheet, for its pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.models import AmendedLine, Amendment, ScoreSheet
from scoring.states import LineChange, LinePolicy


@dataclass(frozen=True, slots=True)
class Moved:
    """The points and the result of one layer before and after an amendment; None where empty."""

    points: Decimal | None
    actual: Decimal | None
    new_points: Decimal | None
    new_actual: Decimal | None

    @property
    def is_moved(self) -> bool:
        return (self.points, self.actual) != (self.new_points, self.new_actual)

    @property
    def is_cleared(self) -> bool:
        """Say whether something stood here of which nothing is left."""
        return self.is_moved and self.new_points is None and self.new_actual is None


@dataclass(frozen=True, slots=True)
class AmendedScore:
    """One line of the sheet that an amendment touched."""

    key: str
    label: str
    change: LineChange
    own: Moved
    appraised: Moved
    asks_again: bool

    @property
    def says(self) -> str:
        """What became of the agency's own points, in words."""
        if self.change is LineChange.ADDED:
            return "tiêu chí mới"
        if self.change is LineChange.REMOVED:
            return "tiêu chí bị bỏ khỏi bảng, nội dung đã chấm được lưu trong hồ sơ sửa đổi"
        if self.own.is_cleared:
            return "tiêu chí được sửa đổi, điểm tự chấm trước đây đã bỏ, đề nghị chấm lại"
        if self.own.is_moved:
            return "tiêu chí được sửa đổi, điểm tự chấm theo bảng mới"
        if self.asks_again:
            return "tiêu chí được sửa đổi, đề nghị chấm theo bảng mới"
        return "tiêu chí được sửa đổi, điểm tự chấm giữ nguyên"


@dataclass(frozen=True, slots=True)
class SheetAmendment:
    """One amendment with the lines of one sheet that it touched, in the order of their codes."""

    amendment: Amendment
    lines: tuple[AmendedScore, ...]


def amendments_on(sheet: ScoreSheet) -> list[SheetAmendment]:
    """Return every amendment that touched the sheet, the latest first. One query."""
    rows = AmendedLine.objects.filter(sheet=sheet).select_related("amendment__applied_by")
    found: dict[int, list[AmendedLine]] = {}
    for row in rows.order_by("-amendment__applied_at", "-amendment", "pk"):
        found.setdefault(row.amendment_id, []).append(row)
    return [
        SheetAmendment(lines[0].amendment, tuple(_score(line) for line in lines))
        for lines in found.values()
    ]


def added_by(amended: Iterable[SheetAmendment]) -> dict[str, Amendment]:
    """Return which amendment brought a line in, by key, where none touched it since.

    Args:
        amended: the latest first.
    """
    latest: dict[str, tuple[LineChange, Amendment]] = {}
    for one in amended:
        for line in one.lines:
            latest.setdefault(line.key, (line.change, one.amendment))
    return {key: by for key, (change, by) in latest.items() if change is LineChange.ADDED}


def _score(row: AmendedLine) -> AmendedScore:
    return AmendedScore(
        key=row.key,
        label=row.after.get("label") or row.before.get("label", ""),
        change=LineChange(row.change),
        own=_moved(row, "self"),
        appraised=_moved(row, "appraised"),
        asks_again=row.policy == LinePolicy.ASK_AGAIN,
    )


def _moved(row: AmendedLine, layer: str) -> Moved:
    return Moved(
        points=_number(row.before, f"{layer}_points"),
        actual=_number(row.before, f"{layer}_actual"),
        new_points=_number(row.after, f"{layer}_points"),
        new_actual=_number(row.after, f"{layer}_actual"),
    )


def _number(held: Mapping[str, Any], name: str) -> Decimal | None:
    value = held.get(name)
    return None if value is None else Decimal(value)
