"""Points for each event, and for each event against."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault, Field
from scoring.rules.formulas.common import (
    NEGATIVE_EVENTS,
    NO_RESULT,
    ZERO,
    equals,
    given,
)
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.signs import signed_points
from scoring.states import Direction

_SMALLEST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Count:
    """Points for each occurrence, up to the maximum."""

    max_points: Decimal
    direction: Direction
    unit: str
    points_each: Decimal

    @property
    def floor(self) -> Decimal:
        return ZERO

    @property
    def top(self) -> Decimal:
        return self.max_points

    def faults(self) -> Iterator[Fault]:
        if self.direction is Direction.LOWER:
            only = "Điểm theo số lượng chỉ dùng khi kết quả cao hơn là tốt."
            yield Fault(only, Field.DIRECTION)

    def missing(self, result: Result) -> str:
        if result.actual is None:
            return NO_RESULT
        return NEGATIVE_EVENTS if result.actual < ZERO else ""

    def raw(self, result: Result) -> Decimal:
        return given(result.actual) * self.points_each

    def worked(self, result: Result) -> str:
        count, each = number_text(given(result.actual)), number_text(self.points_each)
        return f"{count} × {each} {equals(self.raw(result))}"

    def described(self) -> str:
        each, top = number_text(self.points_each), number_text(self.max_points)
        return f"Mỗi {self.unit or 'lần'} được {each} điểm, không quá {top} điểm."


@dataclass(frozen=True, slots=True)
class BonusPenalty:
    """Points added for each event and taken off for each event against, within two limits.

    When one of the two numbers is typed, an empty other one means no such event.
    """

    max_points: Decimal
    min_points: Decimal
    plus: Decimal
    minus: Decimal

    @property
    def floor(self) -> Decimal:
        return self.min_points

    @property
    def top(self) -> Decimal:
        return self.max_points

    def faults(self) -> Iterator[Fault]:
        if self.plus == ZERO and self.max_points > ZERO:
            yield Fault("Tham số “plus” (điểm cộng mỗi việc) bằng 0 nên điểm tối đa phải bằng 0.")
        if self.minus == ZERO and self.min_points < ZERO:
            yield Fault(
                "Tham số “minus” (điểm trừ mỗi việc) bằng 0 nên điểm tối thiểu phải bằng 0."
            )

    def missing(self, result: Result) -> str:
        if result.actual is None and result.minus is None:
            return NO_RESULT
        return NEGATIVE_EVENTS if min(_events(result)) < ZERO else ""

    def raw(self, result: Result) -> Decimal:
        plus, minus = _events(result)
        return plus * self.plus - minus * self.minus

    def worked(self, result: Result) -> str:
        plus, minus = _events(result)
        parts = []
        if self.plus:
            parts.append(f"{number_text(plus)} × {number_text(self.plus)}")
        if self.minus:
            parts.append(f"{number_text(minus)} × {number_text(self.minus)}")
        sign = "" if self.plus else "−"
        return f"{sign}{' − '.join(parts)} {equals(self.raw(result))}"

    def described(self) -> str:
        parts = []
        if self.plus:
            parts.append(f"mỗi việc được cộng {number_text(self.plus)} điểm")
        if self.minus:
            parts.append(f"mỗi việc bị trừ {number_text(self.minus)} điểm")
        text = ", ".join(parts)
        return (
            f"{text[:1].upper()}{text[1:]}; từ {signed_points(self.min_points)} đến "
            f"{number_text(self.max_points)} điểm."
        )


def read_count(node: Node, rule: RuleReader) -> Count:
    """Read ``{"points_each": "0.5"}``; the ceiling is the maximum."""
    return Count(
        max_points=node.max_points,
        direction=node.direction,
        unit=node.unit,
        points_each=rule.number("points_each", "điểm mỗi lần", least=_SMALLEST),
    )


def read_bonus_penalty(node: Node, rule: RuleReader) -> BonusPenalty:
    """Read ``{"plus": "1", "minus": "0.5"}``; the limits are the criterion's own."""
    return BonusPenalty(
        max_points=node.max_points,
        min_points=node.min_points,
        plus=rule.number("plus", "điểm cộng mỗi việc", least=ZERO),
        minus=rule.number("minus", "điểm trừ mỗi việc", least=ZERO),
    )


def _events(result: Result) -> tuple[Decimal, Decimal]:
    return (
        ZERO if result.actual is None else result.actual,
        ZERO if result.minus is None else result.minus,
    )
