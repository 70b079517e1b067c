"""Ordered ranges of results with explicit open and closed ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from blocs.rules.writing import number_text
from scoring.rules.arithmetic import Number
from scoring.rules.formulas.common import ONE, given, with_unit
from scoring.rules.formulas.reading import RuleReader


@dataclass(frozen=True, slots=True)
class Range:
    """Results between two ends and the points they are worth; None is no end."""

    low: Decimal | None
    low_open: bool
    high: Decimal | None
    high_open: bool
    points: Decimal

    def holds(self, value: Number) -> bool:
        """Say whether the value lies in the range; an open end is outside it."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (
            self.high is not None and (value > self.high or (self.high_open and value == self.high))
        )

    @property
    def is_empty(self) -> bool:
        """Say whether no value at all can lie in the range."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def text(self, unit: str) -> str:
        """Write the range: ``từ 75% đến dưới 95%``, ``trên 95%``, ``đúng 0 ngày``."""
        if self.low is not None and self.low == self.high:
            return f"đúng {with_unit(number_text(self.low), unit)}"
        parts = [_low_text(self, unit), _high_text(self, unit)]
        return " ".join(part for part in parts if part) or "mọi kết quả"


def in_order(ranges: Sequence[Range]) -> list[Range]:
    """Return the ranges from the lowest; a table may write them from the highest."""
    return list(reversed(ranges)) if _starts_lower(ranges[-1], ranges[0]) else list(ranges)


def read_ranges(rule: RuleReader, name: str, meaning: str) -> list[Range]:
    """Read a list of ``{"from", "from_open", "to", "to_open", "points"}``."""
    rows = rule.raw(name)
    if not isinstance(rows, list | tuple) or not rows:
        rule.fault(name, meaning, "phải là danh sách có ít nhất một khoảng")
        return []
    return [_read_range(rule, row, place) for place, row in enumerate(rows, start=1)]


def overlap_faults(ranges: Sequence[Range]) -> Iterator[str]:
    """Yield the ranges, lowest first, that stand out of order or share results."""
    for before, after in pairwise(ranges):
        if _overlap(before, after):
            yield (
                f"Thang mức: khoảng “{before.text('')}” và khoảng “{after.text('')}” chồng lên "
                "nhau hoặc không theo thứ tự."
            )


def gap_faults(ranges: Sequence[Range], *, whole: bool, lowest: Decimal | None) -> Iterator[str]:
    """Yield the results that no range holds.

    Args:
        ranges: in order, without overlaps, the lowest first.
        whole: results are whole numbers, so that 2 and 3 have nothing between them.
        lowest: no result is smaller than this; None when results have no lower limit.
    """
    first, last = ranges[0], ranges[-1]
    if first.low is not None and not _reaches(first, lowest):
        yield f"Thang mức chưa có điểm cho kết quả thấp hơn khoảng “{first.text('')}”."
    for before, after in pairwise(ranges):
        if not _touch(before, after, whole=whole):
            yield (
                f"Thang mức chưa có điểm cho kết quả nằm giữa khoảng “{before.text('')}” và "
                f"khoảng “{after.text('')}”."
            )
    if last.high is not None:
        yield f"Thang mức chưa có điểm cho kết quả cao hơn khoảng “{last.text('')}”."


def _read_range(rule: RuleReader, row: Any, place: int) -> Range:
    reader = RuleReader(row, where=f"Khoảng thứ {place}: ")
    found = Range(
        low=reader.bound("from", "đầu dưới"),
        low_open=reader.flag("from_open", "không kể đầu dưới", default=False),
        high=reader.bound("to", "đầu trên"),
        high_open=reader.flag("to_open", "không kể đầu trên", default=False),
        points=reader.number("points", "điểm của khoảng"),
    )
    reader.finish()
    if not reader.faults and found.is_empty:
        reader.faults.append(f"Khoảng thứ {place}: không kết quả nào nằm trong khoảng này.")
    rule.faults += reader.faults
    return found


def _starts_lower(one: Range, other: Range) -> bool:
    if one.low is None or other.low is None:
        return one.low is None and other.low is not None
    return (one.low, one.low_open) < (other.low, other.low_open)


def _overlap(before: Range, after: Range) -> bool:
    if before.high is None or after.low is None:
        return True
    if before.high == after.low:
        return not (before.high_open or after.low_open)
    return before.high > after.low


def _touch(before: Range, after: Range, *, whole: bool) -> bool:
    """Say whether no result lies between two ranges that do not overlap."""
    high, low = given(before.high), given(after.low)
    if high == low:
        return not (before.high_open and after.low_open)
    last = high - 1 if before.high_open else high
    following = low + 1 if after.low_open else low
    return whole and following - last <= ONE


def _reaches(first: Range, lowest: Decimal | None) -> bool:
    return lowest is not None and (first.holds(lowest) or (first.low or lowest) < lowest)


def _low_text(found: Range, unit: str) -> str:
    if found.low is None:
        return ""
    low = with_unit(number_text(found.low), unit)
    if found.low_open:
        return f"trên {low}"
    return f"từ {low}" if found.high is not None else f"từ {low} trở lên"


def _high_text(found: Range, unit: str) -> str:
    if found.high is None:
        return ""
    high = with_unit(number_text(found.high), unit)
    if found.low is None:
        return f"dưới {high}" if found.high_open else f"từ {high} trở xuống"
    return f"đến dưới {high}" if found.high_open else f"đến {high}"
