"""Points of all layers of one line, or of one group, side by side."""

from dataclasses import dataclass, field
from decimal import Decimal

from scoring.rules.arithmetic import Arithmetic, Number, as_decimal
from scoring.rules.awaited import SETTLED, Awaited
from scoring.rules.facts import LineFacts
from scoring.rules.final import average, final_of
from scoring.rules.rounding import rounded
from scoring.rules.settings import TableRules
from scoring.rules.signs import in_total
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Scorer


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """The points of every layer, None where a layer gave none; ``final`` is what counts.

    ``sector`` and ``cross`` are what the sector agency and the other members gave, averaged
    to two places where several did. ``awaited`` says which of them are provisional.
    """

    own: Decimal | None = None
    appraised: Decimal | None = None
    province: Decimal | None = None
    final: Decimal | None = None
    sector: Decimal | None = None
    cross: Decimal | None = None
    awaited: Awaited = field(default=SETTLED, kw_only=True)

    @property
    def differs(self) -> bool:
        """Say whether the appraiser gave other points than the agency claimed."""
        return self.appraised is not None and self.appraised != self.own


def counted(node: Node, points: LayerPoints) -> LayerPoints:
    """Return the points as they stand in the total: those that a penalty takes off below zero."""
    if node.kind is not CriterionKind.PENALTY:
        return points
    return LayerPoints(
        own=_taken_off(points.own),
        appraised=_taken_off(points.appraised),
        province=_taken_off(points.province),
        final=_taken_off(points.final),
        sector=_taken_off(points.sector),
        cross=_taken_off(points.cross),
        awaited=points.awaited,
    )


def differs_from_claim(node: Node, points: LayerPoints) -> bool:
    """Say whether the appraiser differs with the agency; where others score, it claimed nothing."""
    return points.differs and (node.is_group or node.scored_by is Scorer.AGENCY)


def layer_points(
    node: Node,
    line: LineFacts,
    rules: TableRules,
    arithmetic: Arithmetic = Arithmetic.EXACT,
    *,
    awaited: Awaited = SETTLED,
) -> LayerPoints:
    """Return the points of one line, the final ones by the table's strategy.

    Args:
        arithmetic: that of a ranking frozen earlier.
        awaited: what the points wait for; those that are frozen wait for nothing.
    """
    return LayerPoints(
        own=_given(line.own),
        appraised=_given(line.appraised),
        province=_given(line.province),
        final=final_of(node, line, rules, arithmetic),
        sector=_shown(average(line.sector.values())),
        cross=_shown(average(line.cross.values(), drop_extremes=rules.drop_extremes)),
        awaited=awaited,
    )


def _taken_off(points: Decimal | None) -> Decimal | None:
    return None if points is None else in_total(CriterionKind.PENALTY, points)


def _given(points: Number | None) -> Decimal | None:
    return None if points is None else as_decimal(points)


def _shown(points: Number | None) -> Decimal | None:
    return None if points is None else rounded(points, TableRules())
