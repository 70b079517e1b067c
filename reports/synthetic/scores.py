"""The score sheets of a synthetic season."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from reports.synthetic.names import EXPLANATIONS, REASONS
from scoring.rules.totals import sheet_total
from scoring.rules.tree import Node
from scoring.states import CriterionKind, SheetState

_THOUSAND = 1000
_EXPLAINED_EVERY = 3
_CORRECTED = 3
_FEW = 5

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A member at its sheet; ``skill`` is the share of points it usually earns, in thousandths."""

    agency: str
    skill: int
    nodes: Sequence[Node]

    def sheet(self, state: SheetState, chance: Random) -> Row:
        """Return the member's sheet in the state, complete as far as the state demands."""
        leaves = [node for node in self.nodes if not node.is_group]
        if state is SheetState.DRAFT:
            leaves = leaves[: len(leaves) // 2]
        lines = [self._line(place, leaf, chance) for place, leaf in enumerate(leaves)]
        if state is SheetState.APPRAISED:
            _appraise(lines, leaves, chance)
        returns = [chance.choice(REASONS)] if state is SheetState.RETURNED else []
        return {"agency": self.agency, "state": state.value, "returns": returns, "lines": lines}

    def final_total(self, sheet: Row) -> Decimal:
        """Return what an appraised sheet comes to, in points."""
        points = {line["key"]: line["appraised"] for line in sheet["lines"]}
        return sheet_total(self.nodes, points)

    def _line(self, place: int, leaf: Node, chance: Random) -> Row:
        says_more = place % _EXPLAINED_EVERY == 0
        return {
            "key": leaf.key,
            "self": self._points(leaf, chance),
            "explanation": chance.choice(EXPLANATIONS) if says_more else "",
        }

    def _points(self, leaf: Node, chance: Random) -> Decimal | None:
        share = min(_THOUSAND, self.skill + chance.randint(-100, 100))
        if leaf.kind is CriterionKind.PASS_FAIL:
            return leaf.max_points if share > _THOUSAND * 3 // 4 else Decimal(0)
        if leaf.kind in {CriterionKind.BONUS, CriterionKind.PENALTY}:
            return leaf.max_points / 4 if chance.randrange(_FEW) == 0 else None
        return int(leaf.max_points / leaf.step) * share // _THOUSAND * leaf.step


def _appraise(lines: Sequence[Row], leaves: Sequence[Node], chance: Random) -> None:
    """Accept every claim but a few, which lose one step each."""
    for line in lines:
        line["appraised"] = line["self"]
    open_to_change = [
        (line, leaf)
        for line, leaf in zip(lines, leaves, strict=True)
        if leaf.kind is CriterionKind.MANUAL and line["self"] >= leaf.step
    ]
    for line, leaf in chance.sample(open_to_change, min(_CORRECTED, len(open_to_change))):
        line["appraised"] -= leaf.step
        line["reason"] = chance.choice(REASONS)
