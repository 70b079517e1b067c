"""Results that criteria are calculated from, as papers write them."""

from decimal import Decimal
from fractions import Fraction

from blocs.rules.writing import percent_text
from reports.wording import with_remark
from scoring.models import ScoreLine
from scoring.rules.entries import result_text, uses_target
from scoring.rules.formulas.common import completion, missing_ratio, with_unit
from scoring.rules.tree import Node
from scoring.selectors.results import result_of
from scoring.states import Layer


def target_text(line: ScoreLine, node: Node) -> str:
    """Write the target with its unit; empty where none was set."""
    return _with_unit(result_text(line.target), node.unit)


def reached_text(line: ScoreLine, node: Node, layer: Layer) -> str:
    """Write the result, and how far it reaches the target where it is measured against one."""
    found = result_of(line, layer)
    text = _with_unit(result_text(found.actual), node.unit)
    if found.minus:
        text = f"{text}; trừ {result_text(found.minus)}"
    if not uses_target(node.kind, node.rule) or missing_ratio(found, node.direction):
        return text
    return with_remark(text, _percent(completion(found, node.direction)))


def _percent(ratio: Fraction | None) -> str:
    """Write a ratio in per cent with at most two places, rounded half up."""
    if ratio is None:
        return ""
    hundredths = int(ratio * 100 * 100 + Fraction(1, 2))
    return percent_text(Decimal(hundredths) / 100)


def _with_unit(value: str, unit: str) -> str:
    return with_unit(value, unit) if value else ""
