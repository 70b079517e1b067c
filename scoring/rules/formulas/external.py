"""Points converted from an index or points that another agency gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault, Field
from scoring.rules.formulas.common import NO_RESULT, ZERO, equals, given, ratio
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.states import Direction, Scorer


@dataclass(frozen=True, slots=True)
class External:
    """``max × (actual − start)/(end − start)``: nothing at ``start``, everything at ``end``.

    A rank or another index where lower is better starts above its end.
    """

    max_points: Decimal
    direction: Direction
    scored_by: Scorer
    start: Decimal
    end: Decimal

    @property
    def floor(self) -> Decimal:
        return ZERO

    @property
    def top(self) -> Decimal:
        return self.max_points

    def faults(self) -> Iterator[Fault]:
        if self.direction is Direction.HIGHER and self.start >= self.end:
            yield Fault(
                "Tham số “from” (mức được 0 điểm) phải nhỏ hơn “to” (mức được điểm tối đa) khi "
                "kết quả cao hơn là tốt."
            )
        if self.direction is Direction.LOWER and self.start <= self.end:
            yield Fault(
                "Tham số “from” (mức được 0 điểm) phải lớn hơn “to” (mức được điểm tối đa) khi "
                "kết quả thấp hơn là tốt."
            )
        if self.scored_by is Scorer.AGENCY:
            own = "Điểm lấy của cơ quan khác thì không do đơn vị tự chấm; chọn lại người chấm."
            yield Fault(own, Field.SCORED_BY)

    def missing(self, result: Result) -> str:
        return NO_RESULT if result.actual is None else ""

    def raw(self, result: Result) -> Fraction:
        part = ratio(given(result.actual) - self.start, self.end - self.start)
        return Fraction(self.max_points) * part

    def outside(self, actual: Decimal) -> str:
        """Say that the result lies beyond the two ends; nothing when it does not."""
        low, high = sorted((self.start, self.end))
        if low <= actual <= high:
            return ""
        ends = f"từ {number_text(self.start)} đến {number_text(self.end)}"
        return f"kết quả {number_text(actual)} nằm ngoài thang gốc {ends}"

    def worked(self, result: Result) -> str:
        actual, start = number_text(given(result.actual)), _signed(self.start)
        doubt = self.outside(given(result.actual))
        return (
            f"{doubt[:1].upper()}{doubt[1:]}{': ' if doubt else ''}"
            f"{number_text(self.max_points)} × ({actual} − {start})/({number_text(self.end)} − "
            f"{start}) {equals(self.raw(result))}"
        )

    def described(self) -> str:
        return (
            f"Quy đổi kết quả của cơ quan khác: mức {number_text(self.start)} được 0 điểm, mức "
            f"{number_text(self.end)} được {number_text(self.max_points)} điểm, ở giữa theo tỷ lệ."
        )


def read_external(node: Node, rule: RuleReader) -> External:
    """Read ``{"from": "0", "to": "100"}``, the values worth nothing and everything."""
    return External(
        max_points=node.max_points,
        direction=node.direction,
        scored_by=node.scored_by,
        start=rule.number("from", "mức được 0 điểm"),
        end=rule.number("to", "mức được điểm tối đa"),
    )


def _signed(value: Decimal) -> str:
    return f"({number_text(value)})" if value < ZERO else number_text(value)
