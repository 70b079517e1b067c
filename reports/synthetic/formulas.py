"""Calculated criteria of a synthetic table, and the results that members report for them."""

from collections.abc import Mapping
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any

from scoring.rules.tree import Node
from scoring.states import CriterionKind, Scorer

Row = dict[str, Any]
CENT = Decimal("0.01")
QUARTER = Decimal("0.25")
_THOUSAND = 1000
# In turn, for every leaf that is calculated.
KINDS = (
    CriterionKind.LEADER_RELATIVE,
    CriterionKind.TIERS,
    CriterionKind.PROPORTIONAL,
    CriterionKind.COUNT,
    CriterionKind.STEP,
    CriterionKind.EXTERNAL,
)
UNITS: Mapping[CriterionKind, str] = MappingProxyType(
    {
        CriterionKind.LEADER_RELATIVE: "tỷ đồng",
        CriterionKind.TIERS: "%",
        CriterionKind.PROPORTIONAL: "%",
        CriterionKind.COUNT: "sáng kiến",
        CriterionKind.STEP: "%",
        CriterionKind.EXTERNAL: "điểm chỉ số",
        CriterionKind.BONUS_PENALTY: "lần",
    }
)


def columns_of(kind: CriterionKind, most: Decimal) -> Row:
    """Return what a calculated criterion says beyond its maximum, in points."""
    scorer = Scorer.SECRETARIAT if kind is CriterionKind.EXTERNAL else Scorer.AGENCY
    return {"unit": UNITS[kind], "rule": _rule(kind, most), "scored_by": scorer.value}


def _rule(kind: CriterionKind, most: Decimal) -> Row:
    if kind is CriterionKind.TIERS:
        return {"measure": "value", "ranges": _ranges(most)}
    if kind is CriterionKind.COUNT:
        return {"points_each": _text(max(QUARTER, most / 4 // QUARTER * QUARTER))}
    if kind is CriterionKind.STEP:
        return {"base": _text(most * 9 / 10), "plus": "0.05", "minus": "0.05"}
    if kind is CriterionKind.EXTERNAL:
        return {"from": "0", "to": "100"}
    if kind is CriterionKind.BONUS_PENALTY:
        return {"plus": "1", "minus": "0.5"}
    return {}


def _ranges(most: Decimal) -> list[Row]:
    """Return more than 95, 75 to 95, 50 to under 75, under 50 per cent."""
    bounds = (
        ("95", True, None, True),
        ("75", False, "95", False),
        ("50", False, "75", True),
        (None, True, "50", True),
    )
    points = (most, most / 2, most / 4, Decimal(0))
    return [
        {"from": low, "from_open": low_open, "to": high, "to_open": high_open, "points": _text(p)}
        for (low, low_open, high, high_open), p in zip(bounds, points, strict=True)
    ]


def _text(points: Decimal) -> str:
    return format(points.quantize(CENT).normalize(), "f")


def result_for(node: Node, skill: int, chance: Random) -> Row:
    """Return what a member reports, with its target; ``skill`` is in thousandths."""
    share = skill + chance.randint(-100, 100)
    if node.kind is CriterionKind.LEADER_RELATIVE:
        target = chance.randint(80, 400)
        return {"target": Decimal(target), "actual": Decimal(target * (share + 100) // _THOUSAND)}
    if node.kind in {CriterionKind.PROPORTIONAL, CriterionKind.STEP}:
        return {"target": Decimal(100), "actual": Decimal(share + 50) / 10}
    if node.kind is CriterionKind.COUNT:
        return {"actual": Decimal(share // 200)}
    if node.kind is CriterionKind.BONUS_PENALTY:
        return {"actual": Decimal(chance.randrange(4)), "minus": Decimal(chance.randrange(3))}
    return {"actual": Decimal(min(_THOUSAND, share)) / 10}
