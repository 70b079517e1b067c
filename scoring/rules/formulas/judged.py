"""How the kinds without a formula are explained: groups, and points that people judge."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from blocs.rules.writing import number_text
from scoring.rules.formulas.levels import level_faults, levels_of
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.states import CriterionKind

ZERO = Decimal(0)
_CAP = "tổng điểm cao nhất của nhóm"


def group_cap(node: Node) -> Decimal | None:
    """Return the most that a group may sum to, bonus included; None when nothing is said."""
    if not node.rule:  # as in nearly every group, and it is asked for every sum
        return None
    reader = RuleReader(node.rule)
    return reader.number("cap", _CAP) if reader.has("cap") else None


def group_faults(node: Node) -> Iterator[str]:
    """Yield what is wrong with the rule of a group, ``{}`` or ``{"cap": "12"}``."""
    reader = RuleReader(node.rule)
    if reader.has("cap"):
        cap = reader.number("cap", _CAP)
        if not reader.faults and cap <= ZERO:
            reader.fault("cap", _CAP, "phải lớn hơn 0")
    reader.finish()
    yield from reader.faults


def judged_faults(node: Node) -> Iterator[str]:
    """Yield what is wrong with the rule of a judged criterion: only named levels have one."""
    if node.kind is CriterionKind.OPTIONS:
        yield from level_faults(node)
        return
    reader = RuleReader(node.rule)
    reader.finish()
    yield from reader.faults


def judged_text(node: Node) -> str:
    """Explain a group or a judged criterion in one sentence."""
    return _TEXTS[node.kind](number_text(node.max_points), node)


def _manual(top: str, node: Node) -> str:
    return f"Chấm từ 0 đến {top} điểm, theo bước {number_text(node.step)} điểm."


def _pass_fail(top: str, _node: Node) -> str:
    return f"Đạt được {top} điểm, không đạt 0 điểm."


def _options(_top: str, node: Node) -> str:
    levels = "; ".join(f"{level.label}: {number_text(level.points)}" for level in levels_of(node))
    return f"Chọn một mức ({levels} điểm)."


def _bonus(top: str, node: Node) -> str:
    return f"Điểm thưởng từ 0 đến {top} điểm, theo bước {number_text(node.step)} điểm."


def _penalty(top: str, node: Node) -> str:
    return f"Điểm trừ từ 0 đến {top} điểm, theo bước {number_text(node.step)} điểm."


def _group(top: str, node: Node) -> str:
    cap = group_cap(node)
    limit = "" if cap is None else f", không quá {number_text(cap)} điểm kể cả điểm thưởng"
    return f"Cộng điểm các tiêu chí con, tối đa {top} điểm{limit}."


_TEXTS: Mapping[CriterionKind, Callable[[str, Node], str]] = MappingProxyType(
    {
        CriterionKind.GROUP: _group,
        CriterionKind.MANUAL: _manual,
        CriterionKind.PASS_FAIL: _pass_fail,
        CriterionKind.OPTIONS: _options,
        CriterionKind.BONUS: _bonus,
        CriterionKind.PENALTY: _penalty,
    }
)
