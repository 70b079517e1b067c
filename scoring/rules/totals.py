"""Sums over the tree: groups, and the sheet as a whole, with the ceilings of the table.

Three parts are kept apart on the way up: what counts in the scale, what is added, what is
taken off. A group's ceiling and the table's own cut the additions first, and what is taken
off comes last, so that no ceiling swallows a penalty.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.formulas.judged import group_cap
from scoring.rules.settings import TableRules
from scoring.rules.tree import EXTRA_KINDS, Node, children_of
from scoring.states import CriterionKind

ZERO = Decimal(0)
CENT = Decimal("0.01")
NO_RULES = TableRules()

Points = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Parts:
    """Points of a group or a sheet; ``bonus`` and ``penalty`` are both positive."""

    base: Decimal = ZERO
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.base + self.bonus - self.penalty

    def plus(self, other: "Parts") -> "Parts":
        return Parts(self.base + other.base, self.bonus + other.bonus, self.penalty + other.penalty)

    def under(self, ceiling: Decimal | None) -> "Parts":
        """Cut to the ceiling: the additions first, then the rest; the penalties stay."""
        if ceiling is None or self.base + self.bonus <= ceiling:
            return self
        base = min(self.base, ceiling)
        return Parts(base, ceiling - base, self.penalty)


def group_totals(nodes: Sequence[Node], points: Points) -> Mapping[str, Decimal | None]:
    """Return the sum of each group by its key, in points; penalties count negative.

    A group whose leaves are all empty has no sum: an empty score is not a zero. A group with
    a ceiling of its own (``cap``) is cut to it.

    Args:
        nodes: the table in reading order, parents before children.
        points: points of one layer by leaf key; a missing key is an empty score.
    """
    sums = _parts(nodes, points)
    return {
        node.key: None if (found := sums[node.key]) is None else found.net.quantize(CENT)
        for node in nodes
        if node.is_group
    }


def sheet_total(
    nodes: Sequence[Node],
    points: Points,
    rules: TableRules = NO_RULES,
    *,
    not_assigned: Collection[str] = (),
) -> Decimal:
    """Return the points of a whole sheet; penalties cannot pull it below zero.

    Args:
        nodes: the table.
        points: points of one layer by leaf key; empty scores add nothing.
        rules: the ceilings of additions and penalties, and whether additions may pass the scale.
        not_assigned: keys of the leaves that are not the agency's; they lower the scale.
    """
    sums = _parts(nodes, points)
    whole = Parts()
    for node in nodes:
        if node.parent_key is None:
            whole = whole.plus(sums[node.key] or Parts())
    scale = None if rules.bonus_may_pass_scale else assigned_maximum(nodes, not_assigned)
    allowed = Parts(
        whole.base,
        _at_most(whole.bonus, rules.bonus_cap),
        _at_most(whole.penalty, rules.penalty_cap),
    ).under(scale)
    return max(allowed.net, ZERO).quantize(CENT)


def extras(nodes: Sequence[Node], points: Points) -> Parts:
    """Return all additions and all penalties of a sheet, before any ceiling; ``base`` is 0."""
    found = Parts()
    for node in nodes:
        value = points.get(node.key)
        if node.kind in EXTRA_KINDS and value is not None:
            found = found.plus(_leaf(node, value))
    return found


def group_maxima(nodes: Sequence[Node], not_assigned: Collection[str] = ()) -> dict[str, Decimal]:
    """Return the assigned maximum of every node; additions and penalties count for nothing.

    Args:
        not_assigned: keys of the leaves that are not the agency's.

    Source: docs/sources.md#not-assigned: such lines leave the total and the denominator.
    """
    children = children_of(nodes)
    found: dict[str, Decimal] = {}
    for node in reversed(nodes):  # children stand behind their parents
        if node.is_group:
            found[node.key] = sum(
                (found[child.key] for child in children.get(node.key, [])), start=ZERO
            )
        else:
            counts = node.kind not in EXTRA_KINDS and node.key not in not_assigned
            found[node.key] = node.max_points if counts else ZERO
    return found


def assigned_maximum(nodes: Sequence[Node], not_assigned: Collection[str] = ()) -> Decimal:
    """Return the most that the assigned lines are worth in the scale, in points."""
    maxima = group_maxima(nodes, not_assigned)
    tops = [maxima[node.key] for node in nodes if node.parent_key is None]
    return sum(tops, start=ZERO)


def _parts(nodes: Sequence[Node], points: Points) -> dict[str, Parts | None]:
    children = children_of(nodes)
    sums: dict[str, Parts | None] = {}
    for node in reversed(nodes):  # children stand behind their parents
        if node.is_group:
            known = [sums[child.key] for child in children.get(node.key, [])]
            sums[node.key] = _joined([part for part in known if part is not None], node)
        else:
            value = points.get(node.key)
            sums[node.key] = None if value is None else _leaf(node, value)
    return sums


def _joined(known: Sequence[Parts], group: Node) -> Parts | None:
    if not known:
        return None
    whole = Parts()
    for part in known:
        whole = whole.plus(part)
    return whole.under(group_cap(group))


def _leaf(node: Node, value: Decimal) -> Parts:
    if node.kind not in EXTRA_KINDS:
        return Parts(base=value)
    signed = -value if node.kind is CriterionKind.PENALTY else value
    return Parts(bonus=max(signed, ZERO), penalty=max(-signed, ZERO))


def _at_most(value: Decimal, cap: Decimal | None) -> Decimal:
    return value if cap is None else min(value, cap)
