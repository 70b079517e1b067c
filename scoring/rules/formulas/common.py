"""What the formulas share: their interface, and how their arithmetic is written."""

from collections.abc import Iterator
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction
from typing import Protocol, TypeVar

from blocs.rules.writing import number_text
from scoring.rules.arithmetic import Number, as_decimal
from scoring.rules.faults import Fault
from scoring.rules.results import Result
from scoring.states import Direction

N = TypeVar("N", Decimal, Fraction)
ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)

NO_RESULT = "chưa có kết quả"
NO_TARGET = "chưa có chỉ tiêu"
NO_POSITIVE_TARGET = "chỉ tiêu phải lớn hơn 0 mới tính được"
NO_NEGATIVE_TARGET = "chỉ tiêu không được âm"
NEGATIVE_EVENTS = "số việc không được âm"
# Wide enough for products of the widest columns; quotients are fractions.
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

    def faults(self) -> Iterator[Fault]:
        """Yield the parameters that do not fit each other, or the criterion."""

    def missing(self, result: Result) -> str:
        """Say why the result gives no points; nothing when it does."""

    def raw(self, result: Result) -> Number:
        """Return the exact points, before floor and top, of a result that has some."""

    def worked(self, result: Result) -> str:
        """Write the arithmetic of ``raw``."""

    def described(self) -> str:
        """Explain the formula with its numbers, in one sentence."""


def given(value: N | None) -> N:
    """Return a number that the caller has made sure of.

    Raises:
        ValueError: there is none.
    """
    if value is None:
        raise ValueError("a result without this number has no points")
    return value


def ratio(number: Decimal, by: Decimal) -> Fraction:
    """Return one number by another, exactly."""
    return Fraction(number) / Fraction(by)


def completion(result: Result, direction: Direction) -> Fraction | None:
    """Return how far the target is reached: 1 on target, more is better.

    Higher-better is actual/target. Lower-better is target/actual; a result of nought or less
    is then beyond every measure (None), unless nought itself was the target.
    """
    actual, target = given(result.actual), given(result.target)
    if direction is Direction.HIGHER:
        return ratio(actual, target)
    if actual == target:
        return Fraction(1)
    return None if actual <= ZERO else ratio(target, actual)


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


def equals(value: Number) -> str:
    """Write the value behind its sign: ``= 18``, ``≈ 13,3333``."""
    text = about(value)
    return text if text.startswith("≈") else f"= {text}"


def about(value: Number) -> str:
    """Write a number with up to four places, and say so when it has more: ``≈ 13,3333``."""
    number = as_decimal(value)
    shown = number.quantize(_SHOWN)
    return number_text(number) if shown == number else f"≈ {number_text(shown)}"


def with_unit(value: str, unit: str) -> str:
    """Write the unit behind a number, the per cent sign next to it."""
    return f"{value}{'' if unit == '%' else ' '}{unit}".strip()
