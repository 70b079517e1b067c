"""Points of all layers of one line, or of one group, side by side."""

from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.arithmetic import Arithmetic, Number, as_decimal
from scoring.rules.facts import LineFacts
from scoring.rules.final import average, final_of
from scoring.rules.rounding import rounded
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """The points of every layer, None where a layer gave none; ``final`` is what counts.

    ``sector`` and ``cross`` are what the sector agency and the other members gave, averaged
    to two places where several did.
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


def layer_points(
    node: Node, line: LineFacts, rules: TableRules, arithmetic: Arithmetic = Arithmetic.EXACT
) -> LayerPoints:
    """Return the points of one line, the final ones by the table's strategy.

    Args:
        arithmetic: that of a ranking frozen earlier.
    """
    return LayerPoints(
        own=_given(line.own),
        appraised=_given(line.appraised),
        province=_given(line.province),
        final=final_of(node, line, rules, arithmetic),
        sector=_shown(average(line.sector.values())),
        cross=_shown(average(line.cross.values(), drop_extremes=rules.drop_extremes)),
    )


def _given(points: Number | None) -> Decimal | None:
    return None if points is None else as_decimal(points)


def _shown(points: Number | None) -> Decimal | None:
    return None if points is None else rounded(points, TableRules())
