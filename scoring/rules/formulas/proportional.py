"""Points in proportion to the target."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import (
    ONE,
    ZERO,
    completion,
    completion_text,
    equals,
    given,
    missing_ratio,
)
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.states import Direction

MOST_CAP = Decimal(10)


@dataclass(frozen=True, slots=True)
class Proportional:
    """``max × min(ratio, cap)``, and nothing under the ratio ``least``.

    Source: docs/sources.md#formulas (Bộ Tư pháp, 2012).
    """

    max_points: Decimal
    direction: Direction
    cap: Decimal
    least: Decimal

    @property
    def floor(self) -> Decimal:
        return ZERO

    @property
    def top(self) -> Decimal:
        return self.max_points * self.cap

    def faults(self) -> Iterator[Fault]:
        yield from ()

    def missing(self, result: Result) -> str:
        return missing_ratio(result, self.direction)

    def raw(self, result: Result) -> Fraction:
        reached = completion(result, self.direction)
        if reached is None or reached > self.cap:
            return Fraction(self.top)
        return Fraction(self.max_points) * reached if reached >= self.least else Fraction(0)

    def worked(self, result: Result) -> str:
        reached, text = completion(result, self.direction), completion_text(result, self.direction)
        if reached is not None and reached < self.least:
            return f"{text} dưới mức tối thiểu {number_text(self.least)}: 0 điểm"
        top = number_text(self.max_points)
        if reached is None or reached > self.cap:
            cap = number_text(self.cap)
            text = f"Kết quả {number_text(given(result.actual))}" if reached is None else text
            return f"{text} quá mức {cap}: {top} × {cap} {equals(self.top)}"
        return f"{top} × {text} {equals(self.raw(result))}"

    def described(self) -> str:
        ratio = "kết quả/chỉ tiêu" if self.direction is Direction.HIGHER else "chỉ tiêu/kết quả"
        top = number_text(self.max_points)
        return f"{top} điểm × {ratio}{self._least_text()}, {self._cap_text()}."

    def _least_text(self) -> str:
        if self.least == ZERO:
            return ""
        return f", tỷ lệ dưới {number_text(self.least * 100)}% thì 0 điểm"

    def _cap_text(self) -> str:
        if self.cap == ONE:
            return "vượt chỉ tiêu không được thêm điểm"
        return (
            f"tính vượt đến {number_text(self.cap * 100)}% (cao nhất {number_text(self.top)} điểm)"
        )


def read_proportional(node: Node, rule: RuleReader) -> Proportional:
    """Read ``{"cap": "1.2", "floor": "0.5"}``: by default over-achievement adds nothing."""
    return Proportional(
        max_points=node.max_points,
        direction=node.direction,
        cap=rule.number("cap", "tỷ lệ cao nhất được tính", default=ONE, least=ONE, most=MOST_CAP),
        least=rule.number("floor", "tỷ lệ thấp nhất có điểm", default=ZERO, least=ZERO, most=ONE),
    )
