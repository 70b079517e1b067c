"""Points relative to the member that leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import (
    NO_RESULT,
    ONE,
    ZERO,
    about,
    completion,
    completion_text,
    equals,
    given,
    ratio,
    unusable_target,
)
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.states import Direction

HALF = Decimal("0.5")


class Excess(StrEnum):
    """What the part of the target that is passed is measured against."""

    OVER_TARGET = "over_target"
    TO_LEADER = "to_leader"


@dataclass(frozen=True, slots=True)
class LeaderRelative:
    """M maximum, s the share for being on target, T target, A actual.

    A < T gives s·M·A/T; A = T gives s·M; A > T gives s·M + (1−s)·M·e/e*, with e = (A−T)/T and
    e* the largest e among the members with a target. In the variant "to_leader" the part is
    (A−T)/(L−T), L the best actual of the members with a target. Members with a result but no
    target are compared among themselves: M·A/A*. Where lower is better the ratios and
    differences are turned round.

    ``excess``, ``best`` and ``best_free`` are e*, L and A*, None while nobody has one.

    Source: docs/sources.md#formulas (one cluster, 2025).
    """

    max_points: Decimal
    direction: Direction
    share: Decimal
    measure: Excess
    excess: Fraction | None = None
    best: Decimal | None = None
    best_free: Decimal | None = None

    @property
    def floor(self) -> Decimal:
        return ZERO

    @property
    def top(self) -> Decimal:
        return self.max_points

    def faults(self) -> Iterator[Fault]:
        yield from ()

    def among(self, results: Iterable[Result]) -> "LeaderRelative":
        """Return the formula that compares with the leaders of these results."""
        usable = [result for result in results if not self.missing(result)]
        aimed = [result for result in usable if result.target is not None]
        free = [result for result in usable if result.target is None]
        return replace(
            self,
            excess=max((self.excess_of(result) for result in aimed), default=None),
            best=self._best(aimed),
            best_free=self._best(free),
        )

    def missing(self, result: Result) -> str:
        if result.actual is None:
            return NO_RESULT
        return "" if result.target is None else unusable_target(result.target, self.direction)

    def awaits(self, result: Result, others: Iterable[Result]) -> int:
        """Return how many of the others have no result yet that these points depend on.

        Past its target a member is compared with those that have one, without a target with
        those that have none.
        """
        if not self._is_compared(result):
            return 0
        has_target = result.target is not None
        return sum(one.actual is None and (one.target is not None) == has_target for one in others)

    def raw(self, result: Result) -> Fraction:
        if result.target is None:
            return Fraction(self.max_points) * self.part_of_best(result)
        on_target = Fraction(self.share * self.max_points)
        if self.passed(result) <= ZERO:
            return on_target * self.part_reached(result)
        rest = Fraction(self.max_points) - on_target
        return on_target + rest * self._part_passed(result)

    def worked(self, result: Result) -> str:
        top, share = number_text(self.max_points), number_text(self.share)
        total = equals(self.raw(result))
        if result.target is None:
            return f"{top} × {self._best_text(result)} {total}"
        passed = self.passed(result)
        if passed < ZERO:
            return f"{share} × {top} × {completion_text(result, self.direction)} {total}"
        if passed == ZERO:
            return f"Đúng chỉ tiêu: {share} × {top} {total}"
        rest = number_text(ONE - self.share)
        return f"{share} × {top} + {rest} × {top} × {self._excess_text(result)} {total}"

    def described(self) -> str:
        top, percent = number_text(self.max_points), number_text(self.share * 100)
        return (
            f"Đúng chỉ tiêu được {percent}% của {top} điểm, chưa đạt thì giảm theo tỷ lệ; phần "
            f"vượt được tính thêm theo {self._measure_text()}; đơn vị không có chỉ tiêu được so "
            "với đơn vị có kết quả tốt nhất trong số đó."
        )

    def _is_compared(self, result: Result) -> bool:
        """Say whether the points depend on others: up to the target only the own result counts."""
        if self.missing(result):
            return False
        if result.target is None:
            return True
        return bool(result.target) and self.share < ONE and self.passed(result) > ZERO

    def _measure_text(self) -> str:
        if self.measure is Excess.TO_LEADER:
            return "khoảng cách đến kết quả tốt nhất"
        return "mức vượt so với đơn vị vượt nhiều nhất"

    def passed(self, result: Result) -> Decimal:
        """Return how much the target is passed, in the unit of the result."""
        difference = given(result.actual) - given(result.target)
        return difference if self.direction is Direction.HIGHER else -difference

    def excess_of(self, result: Result) -> Fraction:
        """Return which part of the target is passed; nothing where nought was the target."""
        target = given(result.target)
        return ratio(self.passed(result), target) if target else Fraction(0)

    def part_reached(self, result: Result) -> Fraction:
        """Return 0 to 1 for a target that is not passed: on target the ratio is 1."""
        return max(Fraction(0), completion(result, self.direction) or Fraction(0))

    def part_of_lead(self, result: Result) -> Fraction:
        """Return the way from the target to the best result that is covered, 0 to 1."""
        return ratio(self.passed(result), abs(given(self.best) - given(result.target)))

    def part_of_best(self, result: Result) -> Fraction:
        """Return A/A*, or A*/A where lower is better, within 0 and 1.

        A best result of nought divides nothing: the best then has all points where lower is
        better, and nobody has any where higher is.
        """
        actual, best = given(result.actual), given(self.best_free)
        if self.direction is Direction.HIGHER:
            return ratio(max(ZERO, actual), best) if best > ZERO else Fraction(0)
        return Fraction(1) if actual <= ZERO else ratio(max(ZERO, best), actual)

    def _best(self, results: Iterable[Result]) -> Decimal | None:
        choose = max if self.direction is Direction.HIGHER else min
        return choose((given(result.actual) for result in results), default=None)

    def _part_passed(self, result: Result) -> Fraction:
        """Return 0 to 1; nothing where nought was the target, which cannot be passed."""
        if not result.target:
            return Fraction(0)
        if self.measure is Excess.TO_LEADER:
            return self.part_of_lead(result)
        return self.excess_of(result) / given(self.excess)

    def _best_text(self, result: Result) -> str:
        actual, best = number_text(given(result.actual)), number_text(given(self.best_free))
        return f"{actual}/{best}" if self.direction is Direction.HIGHER else f"{best}/{actual}"

    def _excess_text(self, result: Result) -> str:
        actual, target = number_text(given(result.actual)), number_text(given(result.target))
        first = f"{actual} − {target}"
        if self.direction is Direction.LOWER:
            first = f"{target} − {actual}"
        if self.measure is Excess.OVER_TARGET:
            return f"({first})/{target} ÷ {about(given(self.excess))}"
        best = number_text(given(self.best))
        second = f"{best} − {target}"
        return (
            f"({first})/({second if self.direction is Direction.HIGHER else f'{target} − {best}'})"
        )


def read_leader_relative(node: Node, rule: RuleReader) -> LeaderRelative:
    """Read ``{"on_target_share": "0.5", "excess": "over_target"}``, which are the defaults."""
    share = rule.number(
        "on_target_share", "phần điểm khi đúng chỉ tiêu", default=HALF, least=ZERO, most=ONE
    )
    measure = rule.word("excess", "cách đo phần vượt", [*Excess], default=Excess.OVER_TARGET.value)
    return LeaderRelative(
        max_points=node.max_points,
        direction=node.direction,
        share=share,
        measure=Excess(measure),
    )
