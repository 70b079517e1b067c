"""Points of all layers of one line, or of one group, side by side."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.facts import LineFacts
from scoring.rules.final import average, final_of
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """The points of every layer, None where a layer gave none; ``final`` is what counts.

    ``sector`` and ``cross`` are what the sector agency and the other members gave, averaged
    where several did.
    """

    own: Decimal | None = None
    appraised: Decimal | None = None
    province: Decimal | None = None
    final: Decimal | None = None
    sector: Decimal | None = None
    cross: Decimal | None = None

    @property
    def differs(self) -> bool:
        """Say whether the appraiser gave other points than the agency claimed."""
        return self.appraised is not None and self.appraised != self.own


def layer_points(node: Node, line: LineFacts, rules: TableRules) -> LayerPoints:
    """Return the points of one line, the final ones by the table's strategy."""
    return LayerPoints(
        own=line.own,
        appraised=line.appraised,
        province=line.province,
        final=final_of(node, line, rules),
        sector=average(line.sector.values()),
        cross=average(line.cross.values(), drop_extremes=rules.drop_extremes),
    )
