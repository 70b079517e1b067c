"""Points of all layers side by side, and their sums."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from scoring.rules.awaited import SETTLED, Awaited, most_awaited
from scoring.rules.layer_points import LayerPoints
from scoring.rules.settings import TableRules
from scoring.rules.totals import group_totals, sheet_total
from scoring.rules.tree import Node

__all__ = ["LAYERS", "LayerPoints", "sums_of", "total_of"]

LAYERS = ("own", "appraised", "province", "final", "sector", "cross")
NO_RULES = TableRules()


def sums_of(nodes: Sequence[Node], points: Mapping[str, LayerPoints]) -> dict[str, LayerPoints]:
    """Return the sums of each group by key, layer by layer; they wait for what their leaves do."""
    layers = [group_totals(nodes, _layer(points, name)) for name in LAYERS]
    waiting = {key: one.awaited for key, one in points.items() if one.awaited != SETTLED}
    return {
        key: LayerPoints(*(sums[key] for sums in layers), awaited=_below(key, waiting))
        for key in layers[0]
    }


def total_of(
    nodes: Sequence[Node],
    points: Mapping[str, LayerPoints],
    rules: TableRules = NO_RULES,
    *,
    not_assigned: Collection[str] = (),
) -> LayerPoints:
    """Return the sums of the whole sheet; None for a layer that gave no points at all.

    Args:
        rules: the table's ceilings.
        not_assigned: keys of the leaves that are not the agency's.
    """
    found = []
    for name in LAYERS:
        given = _layer(points, name)
        found.append(sheet_total(nodes, given, rules, not_assigned=not_assigned) if given else None)
    return LayerPoints(*found, awaited=most_awaited(one.awaited for one in points.values()))


def _below(key: str, waiting: Mapping[str, Awaited]) -> Awaited:
    inside = [awaited for leaf, awaited in waiting.items() if leaf.startswith(f"{key}.")]
    return most_awaited(inside) if inside else SETTLED


def _layer(points: Mapping[str, LayerPoints], name: str) -> dict[str, Decimal | None]:
    """Return the points that the layer gave, by key; an empty score is left out."""
    return {key: value for key, one in points.items() if (value := getattr(one, name)) is not None}
