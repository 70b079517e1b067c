"""Points added for each per cent over the target, and taken off for each under."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import (
    HUNDRED,
    NO_POSITIVE_TARGET,
    ONE,
    ZERO,
    about,
    equals,
    given,
    missing_ratio,
    ratio,
)
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.signs import signed_points
from scoring.states import Direction

_SMALLEST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Step:
    """``base`` on target; each ``each`` per cent over adds ``plus``, under takes ``minus``.

    Per cent are of the target: (A − T)/T, or (T − A)/T where lower is better. Only whole
    steps count when ``whole``; a step that is not complete adds nothing and takes nothing.
    """

    max_points: Decimal
    min_points: Decimal
    direction: Direction
    base: Decimal
    plus: Decimal
    minus: Decimal
    each: Decimal
    whole: bool
    most: Decimal

    @property
    def floor(self) -> Decimal:
        return self.min_points

    @property
    def top(self) -> Decimal:
        return self.most

    def faults(self) -> Iterator[Fault]:
        if self.most < self.max_points:
            # What follows would only say again what this number does.
            yield Fault("Tham số “top” (điểm cao nhất) phải từ điểm tối đa trở lên.")
            return
        if not self.min_points <= self.base <= self.most:
            yield Fault(
                "Tham số “base” (điểm khi đạt đúng 100%) phải từ "
                f"{signed_points(self.min_points)} đến {number_text(self.most)}."
            )
        if self.plus == ZERO and self.minus == ZERO:
            yield Fault("Tham số “plus” và “minus” không được cùng bằng 0.")
        elif self.plus == ZERO and self.base < self.most:
            yield Fault(
                "Tham số “plus” (điểm cộng mỗi bước vượt) bằng 0 nên không bao giờ đạt "
                f"{number_text(self.most)} điểm."
            )

    def missing(self, result: Result) -> str:
        reason = missing_ratio(result, self.direction)
        return reason or ("" if result.target else NO_POSITIVE_TARGET)

    def raw(self, result: Result) -> Fraction:
        steps = self._steps(result)
        return Fraction(self.base) + steps * Fraction(self.plus if steps > 0 else self.minus)

    def worked(self, result: Result) -> str:
        over, steps = self.percent(result), self._steps(result)
        base = number_text(self.base)
        if over == ZERO:
            return f"Đúng chỉ tiêu: {base} điểm"
        side = f"{'Vượt' if over > ZERO else 'Hụt'} {about(abs(over))}%"
        if steps == ZERO:
            return f"{side}, chưa đủ {number_text(self.each)}%: {base} điểm"
        sign, change = ("+", self.plus) if steps > ZERO else ("−", self.minus)
        count = about(abs(steps))
        return f"{side}: {base} {sign} {count} × {number_text(change)} {equals(self.raw(result))}"

    def described(self) -> str:
        each = f"{'đủ ' if self.whole else ''}{number_text(self.each)}%"
        return (
            f"Đạt 100% chỉ tiêu được {number_text(self.base)} điểm; cứ vượt {each} cộng "
            f"{number_text(self.plus)} điểm, cứ hụt {each} trừ {number_text(self.minus)} điểm; "
            f"từ {signed_points(self.min_points)} đến {number_text(self.most)} điểm."
        )

    def percent(self, result: Result) -> Fraction:
        """Return by how much the target is passed, below 0 where it is missed, in per cent."""
        target = given(result.target)
        over = ratio((given(result.actual) - target) * HUNDRED, target)
        return over if self.direction is Direction.HIGHER else -over

    def _steps(self, result: Result) -> Fraction:
        steps = self.percent(result) / Fraction(self.each)
        return Fraction(int(steps)) if self.whole else steps


def read_step(node: Node, rule: RuleReader) -> Step:
    """Read ``{"base", "plus", "minus", "each", "whole", "top"}``.

    ``base`` and ``top`` default to the maximum, ``each`` to one per cent, ``whole`` to true.
    """
    return Step(
        max_points=node.max_points,
        min_points=node.min_points,
        direction=node.direction,
        base=rule.number("base", "điểm khi đạt đúng 100%", default=node.max_points),
        plus=rule.number("plus", "điểm cộng mỗi bước vượt", default=ZERO, least=ZERO),
        minus=rule.number("minus", "điểm trừ mỗi bước hụt", default=ZERO, least=ZERO),
        each=rule.number("each", "số phần trăm mỗi bước", default=ONE, least=_SMALLEST),
        whole=rule.flag("whole", "chỉ tính bước trọn", default=True),
        most=rule.number("top", "điểm cao nhất", default=node.max_points),
    )
