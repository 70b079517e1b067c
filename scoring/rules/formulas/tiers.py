"""Points by the range that the result lies in."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from blocs.rules.writing import number_text
from scoring.rules.arithmetic import Number
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import (
    NO_RESULT,
    ZERO,
    about,
    completion,
    given,
    missing_ratio,
    with_unit,
)
from scoring.rules.formulas.ranges import (
    Range,
    gap_faults,
    in_order,
    overlap_faults,
    read_ranges,
)
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.states import Direction

NO_RANGE = "kết quả không nằm trong khoảng nào của thang mức"
BROKEN_DAYS = "số ngày chậm phải là số nguyên, không âm"


class Measure(StrEnum):
    """What the ranges are ranges of."""

    VALUE = "value"
    PERCENT = "percent_of_target"
    DAYS = "days_late"


@dataclass(frozen=True, slots=True)
class Tiers:
    """The points of the range that holds the result, ``elsewhere`` where no range does.

    A percentage of the target is never below 0, so that ranges may begin there. Days late
    are whole.

    Source: docs/sources.md#formulas (Đồng Tháp, 2022).
    """

    max_points: Decimal
    min_points: Decimal
    unit: str
    direction: Direction
    measure: Measure
    ranges: tuple[Range, ...]
    elsewhere: Decimal | None

    @property
    def floor(self) -> Decimal:
        return self.min_points

    @property
    def top(self) -> Decimal:
        return self.max_points

    @property
    def fixed_points(self) -> list[Decimal]:
        """All points that the table states."""
        points = [row.points for row in self.ranges]
        return points if self.elsewhere is None else [*points, self.elsewhere]

    def faults(self) -> Iterator[Fault]:
        overlaps = list(overlap_faults(self.ranges))
        yield from map(Fault, overlaps)
        if not overlaps and self.elsewhere is None:
            whole = self.measure is Measure.DAYS
            lowest = None if self.measure is Measure.VALUE else ZERO
            for gap in gap_faults(self.ranges, whole=whole, lowest=lowest):
                yield Fault(f"{gap} Đề nghị sửa các khoảng hoặc thêm tham số “elsewhere”.")
        yield from map(Fault, self._wrong_points())

    def missing(self, result: Result) -> str:
        if self.measure is Measure.PERCENT:
            reason = missing_ratio(result, self.direction)
        else:
            reason = NO_RESULT if result.actual is None else self._broken_days(result.actual)
        if reason or self.elsewhere is not None or self._range_of(self._measured(result)):
            return reason
        return NO_RANGE  # no table with such a gap is published, but a file may be altered

    def raw(self, result: Result) -> Decimal:
        found = self._range_of(self._measured(result))
        return given(self.elsewhere) if found is None else found.points

    def worked(self, result: Result) -> str:
        value = self._measured(result)
        shown = "Vượt mọi mức" if value is None else with_unit(about(value), self._unit)
        found = self._range_of(value)
        place = "ngoài các khoảng" if found is None else found.text(self._unit)
        return f"{shown} ({place}): {number_text(self.raw(result))} điểm"

    def described(self) -> str:
        rows = [f"{row.text(self._unit)}: {number_text(row.points)}" for row in self.ranges[::-1]]
        if self.elsewhere is not None:
            rows.append(f"còn lại: {number_text(self.elsewhere)}")
        words = {
            Measure.VALUE: "kết quả",
            Measure.PERCENT: "tỷ lệ hoàn thành chỉ tiêu",
            Measure.DAYS: "số ngày chậm",
        }
        return f"Điểm theo {words[self.measure]}: {'; '.join(rows)}."

    @property
    def _unit(self) -> str:
        own = {Measure.PERCENT: "%", Measure.DAYS: "ngày"}
        return own.get(self.measure, self.unit)

    def _measured(self, result: Result) -> Number | None:
        """Return what the ranges are compared with, None where it is beyond every measure."""
        if self.measure is not Measure.PERCENT:
            return given(result.actual)
        reached = completion(result, self.direction)
        return None if reached is None else max(Fraction(0), reached * 100)

    def _broken_days(self, actual: Decimal) -> str:
        is_broken = self.measure is Measure.DAYS and (actual < ZERO or actual % 1)
        return BROKEN_DAYS if is_broken else ""

    def _range_of(self, value: Number | None) -> Range | None:
        if value is None:
            return next((row for row in self.ranges if row.high is None), None)
        return next((row for row in self.ranges if row.holds(value)), None)

    def _wrong_points(self) -> Iterator[str]:
        points = self.fixed_points
        for value in sorted({value for value in points if self._is_outside(value)}):
            yield (
                f"Thang mức: {number_text(value)} điểm nằm ngoài khung từ "
                f"{number_text(self.min_points)} đến {number_text(self.max_points)} điểm."
            )
        if max(points) < self.max_points:
            yield (
                f"Thang mức: cao nhất chỉ có {number_text(max(points))} điểm, không đạt được điểm "
                f"tối đa {number_text(self.max_points)}."
            )

    def _is_outside(self, points: Decimal) -> bool:
        return not self.min_points <= points <= self.max_points


def read_tiers(node: Node, rule: RuleReader) -> Tiers:
    """Read ``{"measure": …, "ranges": […], "elsewhere": "0"}``; ranges in either order."""
    ranges = read_ranges(rule, "ranges", "các khoảng của thang mức")
    has_elsewhere = rule.has("elsewhere")
    return Tiers(
        max_points=node.max_points,
        min_points=node.min_points,
        unit=node.unit,
        direction=node.direction,
        measure=Measure(rule.word("measure", "kết quả được so", [*Measure])),
        ranges=tuple(in_order(ranges)) if ranges else (),
        elsewhere=rule.number("elsewhere", "điểm ngoài các khoảng") if has_elsewhere else None,
    )
