"""Formulas that divided before they multiplied, as rankings were frozen before all was exact.

Nothing new is worked out this way; a file that was must give its own points again.
"""

from decimal import Decimal

from scoring.rules.arithmetic import Number, cut
from scoring.rules.formulas.common import ONE, ZERO, Formula, completion, given
from scoring.rules.formulas.leader import Excess, LeaderRelative
from scoring.rules.formulas.proportional import Proportional
from scoring.rules.formulas.steps import Step
from scoring.rules.results import Result


def raw_in_decimals(formula: Formula, result: Result) -> Number:
    """Return the points before floor and top, each quotient cut to the digits of the context."""
    match formula:
        case Proportional():
            return _proportional(formula, result)
        case LeaderRelative():
            return _leader_relative(formula, result)
        case Step():
            return _step(formula, result)
        case _:  # divides nothing, or only at the end
            return formula.raw(result)


def _proportional(formula: Proportional, result: Result) -> Decimal:
    reached = completion(result, formula.direction)
    if reached is None or reached > formula.cap:
        return formula.top
    return formula.max_points * cut(reached) if reached >= formula.least else ZERO


def _leader_relative(formula: LeaderRelative, result: Result) -> Decimal:
    if result.target is None:
        return formula.max_points * cut(formula.part_of_best(result))
    on_target = formula.share * formula.max_points
    if formula.passed(result) <= ZERO:
        return on_target * cut(formula.part_reached(result))
    part = ZERO
    if formula.measure is Excess.TO_LEADER:
        part = cut(formula.part_of_lead(result))
    elif result.target:
        part = cut(formula.excess_of(result)) / cut(given(formula.excess))
    return on_target + (ONE - formula.share) * formula.max_points * part


def _step(formula: Step, result: Result) -> Decimal:
    steps = cut(formula.percent(result)) / formula.each
    if formula.whole:
        steps = Decimal(int(steps))
    return formula.base + steps * (formula.plus if steps > ZERO else formula.minus)
