"""Sums over the tree: groups, and the sheet as a whole."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scoring.rules.tree import Node, children_of
from scoring.states import CriterionKind

ZERO = Decimal(0)
CENT = Decimal("0.01")

Points = Mapping[str, Decimal | None]


def group_totals(nodes: Sequence[Node], points: Points) -> Mapping[str, Decimal | None]:
    """Return the sum of each group by its key, in points; penalties count negative.

    A group whose leaves are all empty has no sum: an empty score is not a zero.

    Args:
        nodes: the table in reading order, parents before children.
        points: points of one layer by leaf key; a missing key is an empty score.
    """
    children = children_of(nodes)
    sums: dict[str, Decimal | None] = {}
    for node in reversed(nodes):  # children stand behind their parents
        if node.is_group:
            own = [
                sums[child.key] if child.is_group else _signed(child, points)
                for child in children.get(node.key, [])
            ]
            known = [value for value in own if value is not None]
            sums[node.key] = sum(known, start=ZERO).quantize(CENT) if known else None
    return {node.key: sums[node.key] for node in nodes if node.is_group}


def sheet_total(nodes: Sequence[Node], points: Points) -> Decimal:
    """Return the points of a whole sheet; penalties cannot pull it below zero.

    Args:
        nodes: the table.
        points: points of one layer by leaf key; empty scores add nothing.
    """
    given = [_signed(node, points) for node in nodes if not node.is_group]
    total = sum((value for value in given if value is not None), start=ZERO)
    return max(total, ZERO).quantize(CENT)


def _signed(leaf: Node, points: Points) -> Decimal | None:
    value = points.get(leaf.key)
    if value is None or leaf.kind is not CriterionKind.PENALTY:
        return value
    return -value
