"""What the formulas share: their interface, and how their arithmetic is written."""

from collections.abc import Iterator
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Protocol

from blocs.rules.writing import number_text
from scoring.rules.results import Result
from scoring.states import Direction

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
INFINITY = Decimal("Infinity")

NO_RESULT = "chưa có kết quả"
NO_TARGET = "chưa có chỉ tiêu"
NO_POSITIVE_TARGET = "chỉ tiêu phải lớn hơn 0 mới tính được"
NO_NEGATIVE_TARGET = "chỉ tiêu không được âm"
NEGATIVE_EVENTS = "số việc không được âm"
# Wide enough for products of the widest columns, so that only the end of a line is rounded.
EXACT = Context(prec=100, traps=[InvalidOperation, DivisionByZero, Overflow])
_SHOWN = Decimal("0.0001")


class Formula(Protocol):
    """One criterion's formula with its numbers."""

    @property
    def floor(self) -> Decimal:
        """The fewest points of a line."""

    @property
    def top(self) -> Decimal:
        """The most points of a line; at least the maximum that counts in the scale."""

    def faults(self) -> Iterator[str]:
        """Yield, as sentences, the parameters that do not fit each other."""

    def missing(self, result: Result) -> str:
        """Say why the result gives no points; nothing when it does."""

    def raw(self, result: Result) -> Decimal:
        """Return the points, unrounded and before floor and top, of a result that has some."""

    def worked(self, result: Result) -> str:
        """Write the arithmetic of ``raw``."""

    def described(self) -> str:
        """Explain the formula with its numbers, in one sentence."""


def given(value: Decimal | None) -> Decimal:
    """Return a number that the caller has made sure of.

    Raises:
        ValueError: there is none.
    """
    if value is None:
        raise ValueError("a result without this number has no points")
    return value


def completion(result: Result, direction: Direction) -> Decimal:
    """Return how far the target is reached: 1 on target, more is better.

    Higher-better is actual/target. Lower-better is target/actual; a result of nought or less
    is then beyond every measure (infinite), unless nought itself was the target.
    """
    actual, target = given(result.actual), given(result.target)
    if direction is Direction.HIGHER:
        return actual / target
    if actual == target:
        return ONE
    return INFINITY if actual <= ZERO else target / actual


def completion_text(result: Result, direction: Direction) -> str:
    """Write the ratio of ``completion``: ``90/100``; a ratio that divides by nought as 1."""
    actual, target = number_text(given(result.actual)), number_text(given(result.target))
    if result.actual == result.target == ZERO:
        return "1"
    return f"{actual}/{target}" if direction is Direction.HIGHER else f"{target}/{actual}"


def missing_ratio(result: Result, direction: Direction) -> str:
    """Say why result and target have no ratio; nothing when they have one."""
    if result.actual is None:
        return NO_RESULT
    if result.target is None:
        return NO_TARGET
    return unusable_target(result.target, direction)


def unusable_target(target: Decimal, direction: Direction) -> str:
    """Say why nothing can be measured against the target; none at all is a lower-better aim."""
    if direction is Direction.HIGHER and target <= ZERO:
        return NO_POSITIVE_TARGET
    return NO_NEGATIVE_TARGET if target < ZERO else ""


def equals(value: Decimal) -> str:
    """Write the value behind its sign: ``= 18``, ``≈ 13,3333``."""
    text = about(value)
    return text if text.startswith("≈") else f"= {text}"


def about(value: Decimal) -> str:
    """Write a number with up to four places, and say so when it has more: ``≈ 13,3333``."""
    shown = value.quantize(_SHOWN)
    return number_text(value) if shown == value else f"≈ {number_text(shown)}"


def with_unit(value: str, unit: str) -> str:
    """Write the unit behind a number, the per cent sign next to it."""
    return f"{value}{'' if unit == '%' else ' '}{unit}".strip()
