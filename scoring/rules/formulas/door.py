"""The one door to all formulas."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from types import MappingProxyType

from blocs.rules.writing import number_text
from scoring.rules.arithmetic import Arithmetic, as_decimal
from scoring.rules.faults import Fault
from scoring.rules.formulas.common import EXACT, ZERO, Formula
from scoring.rules.formulas.events import read_bonus_penalty, read_count
from scoring.rules.formulas.external import External, read_external
from scoring.rules.formulas.in_decimals import raw_in_decimals
from scoring.rules.formulas.judged import group_cap, group_faults, judged_faults, judged_text
from scoring.rules.formulas.leader import LeaderRelative, read_leader_relative
from scoring.rules.formulas.proportional import read_proportional
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.formulas.steps import read_step
from scoring.rules.formulas.tiers import read_tiers
from scoring.rules.formulas.titles import AwardBonus, read_award_bonus
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.rounding import rounded_within
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind

CENT = Decimal("0.01")
NO_NAMES: Mapping[str, str] = MappingProxyType({})
JUDGED = "tiêu chí do người chấm cho điểm, không tính từ kết quả"

_READERS: Mapping[CriterionKind, Callable[[Node, RuleReader], Formula]] = MappingProxyType(
    {
        CriterionKind.TIERS: read_tiers,
        CriterionKind.PROPORTIONAL: read_proportional,
        CriterionKind.LEADER_RELATIVE: read_leader_relative,
        CriterionKind.COUNT: read_count,
        CriterionKind.BONUS_PENALTY: read_bonus_penalty,
        CriterionKind.AWARD_BONUS: read_award_bonus,
        CriterionKind.STEP: read_step,
        CriterionKind.EXTERNAL: read_external,
    }
)


class FormulaError(ValueError):
    """The criterion's parameters cannot be used; the message names the first fault."""


def formula_of(node: Node) -> Formula:
    """Return the formula of a calculated criterion.

    Raises:
        FormulaError: its parameters have faults, or the criterion is not a calculated one.
    """
    if node.kind not in _READERS:
        raise FormulaError(f"Tiêu chí {node.key}: {JUDGED}.")
    reader = RuleReader(node.rule)
    formula = _READERS[node.kind](node, reader)
    reader.finish()
    if reader.faults:
        raise FormulaError(f"Tiêu chí {node.key}: {reader.faults[0]}")
    return formula


def parameter_faults(node: Node) -> Iterator[str]:
    """Yield what cannot be read of any criterion's parameters."""
    if node.is_group:
        yield from group_faults(node)
    elif node.kind not in _READERS:
        yield from judged_faults(node)
    else:
        reader = RuleReader(node.rule)
        _READERS[node.kind](node, reader)
        reader.finish()
        yield from reader.faults


def misfits(node: Node) -> Iterator[Fault]:
    """Yield the parameters that do not fit each other or the criterion's limits.

    Raises:
        FormulaError: they cannot be read at all.
    """
    if node.kind in _READERS:
        with localcontext(EXACT):
            yield from formula_of(node).faults()


def floor_of(node: Node) -> Decimal:
    """Return the fewest points that one line of the criterion may have, 0 or less."""
    if node.kind not in _READERS:
        return ZERO
    return formula_of(node).floor.quantize(CENT, rounding=ROUND_CEILING)


def top_of(node: Node) -> Decimal:
    """Return the most points that one line may have, over-achievement included.

    For a group this is its cap where it has one, else its maximum.
    """
    if node.kind in _READERS:
        return formula_of(node).top.quantize(CENT, rounding=ROUND_FLOOR)
    cap = group_cap(node) if node.is_group else None
    return node.max_points if cap is None else cap


def calculated_points(
    node: Node,
    results: Mapping[str, Result],
    rules: TableRules,
    arithmetic: Arithmetic = Arithmetic.EXACT,
) -> dict[str, Decimal | None]:
    """Return the points of every member for one calculated criterion, None without a result.

    Args:
        node: the criterion.
        results: by member code, of one layer, all members that the criterion is assigned to:
            a criterion relative to the leader looks at all of them.
        rules: the table's decimals and rounding; points are rounded here, once, at the end.
        arithmetic: that of a ranking frozen earlier.

    Raises:
        FormulaError: as of ``formula_of``.
    """
    formula = _formula_among(node, results)
    with localcontext(EXACT):
        return {
            code: _points(formula, result, rules, arithmetic) for code, result in results.items()
        }


def members_awaited(node: Node, results: Mapping[str, Result]) -> dict[str, int]:
    """Return how many members have no result yet that the points of each depend on.

    Args:
        results: as of ``calculated_points``.
    """
    formula = formula_of(node)
    if not isinstance(formula, LeaderRelative):
        return dict.fromkeys(results, 0)
    with localcontext(EXACT):
        return {code: formula.awaits(one, results.values()) for code, one in results.items()}


def why_no_points(node: Node, result: Result) -> str:
    """Say why the result gives no points; nothing when it gives some."""
    if node.kind not in _READERS:
        return JUDGED
    return formula_of(node).missing(result)


def doubt_about(node: Node, actual: Decimal | None) -> str:
    """Say why a result that does give points is hardly meant; nothing when it may be.

    An index of 845 on a scale up to 100 is more often 84,5 than a record.
    """
    if actual is None or node.kind is not CriterionKind.EXTERNAL:
        return ""
    formula = formula_of(node)
    return formula.outside(actual) if isinstance(formula, External) else ""


def described(node: Node, title_names: Mapping[str, str] = NO_NAMES) -> str:
    """Explain in one Vietnamese sentence how the criterion is scored, with its numbers.

    Args:
        title_names: what awards are called, by code; only a bonus for awards looks at them.
    """
    if node.kind not in _READERS:
        return judged_text(node)
    formula = formula_of(node)
    if isinstance(formula, AwardBonus):
        formula = replace(formula, names=title_names)
    text = formula.described()
    return text[:1].upper() + text[1:]


def worked(node: Node, code: str, results: Mapping[str, Result], rules: TableRules) -> str:
    """Write out the arithmetic of one member's points: ``40 × 90/100 = 36``.

    Args:
        code: the member; a member without points gets the reason.
        results: as of ``calculated_points``.
    """
    formula, result = _formula_among(node, results), results[code]
    if reason := formula.missing(result):
        return f"{reason[:1].upper()}{reason[1:]}."
    with localcontext(EXACT):
        raw = formula.raw(result)
        within = as_decimal(min(max(raw, formula.floor), formula.top))
        final = rounded_within(within, rules, floor=formula.floor, top=formula.top)
        text = formula.worked(result)
        if not formula.floor <= raw <= formula.top:
            text += f", {'không quá' if within < raw else 'không dưới'} {number_text(within)}"
        return text if final == within else f"{text}, làm tròn {number_text(final)}"


def _formula_among(node: Node, results: Mapping[str, Result]) -> Formula:
    formula = formula_of(node)
    if not isinstance(formula, LeaderRelative):
        return formula
    with localcontext(EXACT):
        return formula.among(results.values())


def _points(
    formula: Formula, result: Result, rules: TableRules, arithmetic: Arithmetic
) -> Decimal | None:
    if formula.missing(result):
        return None
    is_exact = arithmetic is Arithmetic.EXACT
    raw = formula.raw(result) if is_exact else raw_in_decimals(formula, result)
    return rounded_within(raw, rules, floor=formula.floor, top=formula.top)
