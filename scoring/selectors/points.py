"""Points of all layers side by side, and their sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.models import ScoreLine
from scoring.rules.final import final_points
from scoring.rules.totals import group_totals, sheet_total
from scoring.rules.tree import Node


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """The points of every layer, None where a layer gave none; ``final`` is what counts."""

    own: Decimal | None = None
    appraised: Decimal | None = None
    province: Decimal | None = None
    final: Decimal | None = None

    @property
    def differs(self) -> bool:
        """Say whether the appraiser gave other points than the agency claimed."""
        return self.appraised is not None and self.appraised != self.own


LAYERS = ("own", "appraised", "province", "final")


def points_of(line: ScoreLine) -> LayerPoints:
    """Return the points of one line."""
    own, appraised, province = line.self_points, line.appraised_points, line.province_points
    return LayerPoints(own, appraised, province, final_points(own, appraised, province))


def sums_of(nodes: Sequence[Node], points: Mapping[str, LayerPoints]) -> dict[str, LayerPoints]:
    """Return the sums of each group by key, layer by layer."""
    layers = [group_totals(nodes, _layer(points, name)) for name in LAYERS]
    return {key: LayerPoints(*(sums[key] for sums in layers)) for key in layers[0]}


def total_of(nodes: Sequence[Node], points: Mapping[str, LayerPoints]) -> LayerPoints:
    """Return the sums of the whole sheet; None for a layer that gave no points at all."""
    found = []
    for name in LAYERS:
        given = _layer(points, name)
        is_empty = all(value is None for value in given.values())
        found.append(None if is_empty else sheet_total(nodes, given))
    return LayerPoints(*found)


def _layer(points: Mapping[str, LayerPoints], name: str) -> dict[str, Decimal | None]:
    return {key: getattr(value, name) for key, value in points.items()}
