"""What must hold for a criterion's maximum, floor, step and parameters."""

from collections.abc import Iterator
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.faults import Fault, Field
from scoring.rules.formulas.door import formula_of, misfits, parameter_faults, top_of
from scoring.rules.formulas.judged import group_cap
from scoring.rules.formulas.levels import levels_of
from scoring.rules.formulas.steps import Step
from scoring.rules.formulas.tiers import Tiers
from scoring.rules.formulas.titles import AwardBonus
from scoring.rules.nodes import STEPLESS_KINDS, USUAL_STEP, Node
from scoring.states import CriterionKind

ZERO = Decimal(0)
# Kinds whose points may fall below nought, so that a floor has to say how far.
WITH_FLOOR = frozenset({CriterionKind.TIERS, CriterionKind.BONUS_PENALTY, CriterionKind.STEP})
# The columns hold nine digits, two of them after the comma.
MOST_POINTS = Decimal("9999999.99")
MOST_STEP = Decimal("999.99")  # five digits
_PLACES = ("không được có phần thập phân", "tối đa một số thập phân", "tối đa hai số thập phân")


def rule_faults(node: Node, *, decimals: int = 2) -> list[str]:
    """Return what is wrong with one criterion's numbers, as Vietnamese sentences.

    Args:
        node: any criterion; its place in the tree is not looked at.
        decimals: how many places after the comma the table's points have, 0 to 2.
    """
    return [fault.text for fault in node_faults(node, decimals=decimals)]


def node_faults(node: Node, *, decimals: int = 2) -> list[Fault]:
    """Return what ``rule_faults`` says, each with the place where it is mended."""
    limits = [*_wrong_top(node, decimals), *_wrong_floor(node, decimals)]
    limits += _wrong_step(node, decimals)
    if faults := [*limits, *map(Fault, parameter_faults(node))]:
        return faults
    return [*misfits(node), *_wrong_reach(node), *map(Fault, _wrong_places(node, decimals))]


def is_amount(value: Decimal, decimals: int = 2) -> bool:
    """Say whether the value is positive, fits its column and has no more places than these."""
    return value.is_finite() and ZERO < value <= MOST_POINTS and _has_places(value, decimals)


def places_text(decimals: int) -> str:
    """Write how many places a number may have after the comma."""
    return _PLACES[min(decimals, 2)]


def _wrong_top(node: Node, decimals: int) -> Iterator[Fault]:
    if is_amount(node.max_points, decimals):
        return
    only_takes_off = node.kind is CriterionKind.BONUS_PENALTY and node.min_points < ZERO
    if not (only_takes_off and node.max_points == ZERO):
        yield Fault(f"Điểm tối đa phải lớn hơn 0, {places_text(decimals)}.", Field.MOST)


def _wrong_floor(node: Node, decimals: int) -> Iterator[Fault]:
    floor = node.min_points
    if node.kind not in WITH_FLOOR:
        if floor != ZERO:
            none = "Loại tiêu chí này không xuống dưới 0; điểm tối thiểu phải bằng 0."
            yield Fault(none, Field.LEAST)
    elif floor != ZERO and not is_amount(-floor, decimals):
        limit = f"Điểm tối thiểu phải bằng 0 hoặc là số âm, {places_text(decimals)}."
        yield Fault(limit, Field.LEAST)


def _wrong_step(node: Node, decimals: int) -> Iterator[Fault]:
    if node.is_group:
        return
    is_by_steps = not node.is_calculated and node.kind not in STEPLESS_KINDS
    if not is_amount(node.step, decimals if is_by_steps else 2):
        yield Fault(f"Bước điểm phải lớn hơn 0, {places_text(decimals)}.", Field.STEP)
    elif is_by_steps and is_amount(node.max_points) and node.step > _widest_step(node):
        most = number_text(node.max_points)
        yield Fault(f"Bước điểm không được lớn hơn điểm tối đa {most}.", Field.STEP)
    elif node.step > MOST_STEP:
        yield Fault(f"Bước điểm không được quá {number_text(MOST_STEP)}.", Field.STEP)


def _widest_step(node: Node) -> Decimal:
    return max(node.max_points, USUAL_STEP)


def _wrong_reach(node: Node) -> Iterator[Fault]:
    if top_of(node) > MOST_POINTS:
        most = number_text(MOST_POINTS)
        yield Fault(f"Điểm cao nhất có thể đạt không được quá {most}.")


def _wrong_places(node: Node, decimals: int) -> Iterator[str]:
    """Yield points that the rule states more exactly than the table can keep."""
    for points in sorted({*_stated(node)}):
        if not _has_places(points, decimals):
            yield f"Điểm {number_text(points)} ghi ở cách tính: {places_text(decimals)}."


def _stated(node: Node) -> Iterator[Decimal]:
    if node.is_group:
        cap = group_cap(node)
        yield from () if cap is None else (cap,)
        return
    if not node.is_calculated:
        yield from (level.points for level in levels_of(node))
        return
    match formula_of(node):
        case Tiers() as tiers:
            yield from tiers.fixed_points
        case AwardBonus() as award:
            yield from (points for _, points in award.titles)
        case Step() as step:
            yield from (step.base, step.most)


def _has_places(value: Decimal, decimals: int) -> bool:
    return value == value.quantize(Decimal(1).scaleb(-decimals))
