"""Sums over the tree: groups, and the sheet as a whole, with the ceilings of the table.

Three parts are kept apart on the way up: what counts in the scale, what is added, what is
taken off. A group's ceiling and the table's own cut the additions first, and what is taken
off comes last, so that no ceiling swallows a penalty.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.formulas.judged import group_cap
from scoring.rules.settings import TableRules
from scoring.rules.signs import in_total
from scoring.rules.tree import EXTRA_KINDS, Node

ZERO = Decimal(0)
CENT = Decimal("0.01")
NO_RULES = TableRules()

Points = Mapping[str, Decimal | None]


@dataclass(slots=True)
class Parts:
    """Points of a group or a sheet, while they are added up and after; all three positive."""

    base: Decimal = ZERO
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO

    @property
    def net(self) -> Decimal:
        return self.base + self.bonus - self.penalty

    def add(self, other: "Parts") -> None:
        self.base += other.base
        self.bonus += other.bonus
        self.penalty += other.penalty

    def add_leaf(self, node: Node, value: Decimal) -> None:
        if node.kind not in EXTRA_KINDS:
            self.base += value
            return
        signed = in_total(node.kind, value)
        if signed > ZERO:
            self.bonus += signed
        else:
            self.penalty -= signed

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
        node.key: sums[node.key].net.quantize(CENT) if node.key in sums else None
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
    whole = _parts(nodes, points).get(None, Parts())
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
        if node.kind in EXTRA_KINDS and (value := points.get(node.key)) is not None:
            found.add_leaf(node, value)
    return found


def group_maxima(nodes: Sequence[Node], not_assigned: Collection[str] = ()) -> dict[str, Decimal]:
    """Return the assigned maximum of every node; additions and penalties count for nothing.

    Args:
        not_assigned: keys of the leaves that are not the agency's.

    Source: docs/sources.md#not-assigned: such lines leave the total and the denominator.
    """
    sums: dict[str | None, Decimal] = {}
    for node in reversed(nodes):  # children stand behind their parents
        if not node.is_group:
            counts = node.kind not in EXTRA_KINDS and node.key not in not_assigned
            sums[node.key] = node.max_points if counts else ZERO
        sums[node.parent_key] = sums.get(node.parent_key, ZERO) + sums.setdefault(node.key, ZERO)
    return {node.key: sums[node.key] for node in nodes}


def assigned_maximum(nodes: Sequence[Node], not_assigned: Collection[str] = ()) -> Decimal:
    """Return the most that the assigned lines are worth in the scale, in points."""
    maxima = group_maxima(nodes, not_assigned)
    tops = [maxima[node.key] for node in nodes if node.parent_key is None]
    return sum(tops, start=ZERO)


def _parts(nodes: Sequence[Node], points: Points) -> dict[str | None, Parts]:
    """Return the parts of each group that has points, and under None those of the whole sheet."""
    sums: dict[str | None, Parts] = defaultdict(Parts)
    for node in reversed(nodes):  # children stand behind their parents
        if not node.is_group:
            if (value := points.get(node.key)) is not None:
                sums[node.parent_key].add_leaf(node, value)
        elif node.key in sums:
            sums[node.key] = sums[node.key].under(group_cap(node))
            sums[node.parent_key].add(sums[node.key])
    return sums


def _at_most(value: Decimal, cap: Decimal | None) -> Decimal:
    return value if cap is None else min(value, cap)
