"""The score sheets of a synthetic season."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any

from reports.synthetic.formulas import result_for
from reports.synthetic.names import EXPLANATIONS, REASONS, WHY_NOT
from scoring.rules.formulas import calculated_points
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.rules.totals import sheet_total
from scoring.rules.tree import Node
from scoring.states import CriterionKind, SheetState

_THOUSAND = 1000
_EXPLAINED_EVERY = 3
_CORRECTED = 3
# One member in four has not to do with the fourth criterion.
_SPARED_PLACE, _SPARED = 3, 4
_FEW = 5

Row = dict[str, Any]
# A line of which nothing is said yet.
NOTHING: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(
        ("self", "target", "actual", "minus", "appraised", "appraised_actual", "appraised_minus")
    )
)


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
            _appraise(self, lines, leaves, chance)
        returns = [chance.choice(REASONS)] if state is SheetState.RETURNED else []
        return {"agency": self.agency, "state": state.value, "returns": returns, "lines": lines}

    def _line(self, place: int, leaf: Node, chance: Random) -> Row:
        if place == _SPARED_PLACE and self.skill % _SPARED == 0:
            return {"key": leaf.key, **NOTHING, "assigned": False, "why_not_assigned": WHY_NOT}
        says_more = place % _EXPLAINED_EVERY == 0
        said = {"explanation": chance.choice(EXPLANATIONS) if says_more else ""}
        if not leaf.is_scored_by_agency:
            said, given = {}, {}
        elif leaf.is_calculated:
            given = result_for(leaf, self.skill, chance)
        else:
            given = {"self": self._points(leaf, chance)}
        return {"key": leaf.key, **NOTHING, **given, **said}

    def _points(self, leaf: Node, chance: Random) -> Decimal | None:
        share = min(_THOUSAND, self.skill + chance.randint(-100, 100))
        if leaf.kind is CriterionKind.PASS_FAIL:
            return leaf.max_points if share > _THOUSAND * 3 // 4 else Decimal(0)
        if leaf.kind in {CriterionKind.BONUS, CriterionKind.PENALTY}:
            return leaf.max_points / 4 if chance.randrange(_FEW) == 0 else None
        return int(leaf.max_points / leaf.step) * share // _THOUSAND * leaf.step


def final_totals(nodes: Sequence[Node], sheets: Sequence[Row]) -> dict[str, Decimal]:
    """Return what appraised sheets come to, in points, by the members' codes."""
    lines = {sheet["agency"]: {row["key"]: row for row in sheet["lines"]} for sheet in sheets}
    points: dict[str, dict[str, Decimal | None]] = {agency: {} for agency in lines}
    for node in nodes:
        if node.is_group:
            continue
        held = {agency: rows[node.key] for agency, rows in lines.items()}
        for agency, value in _final_points(node, held).items():
            points[agency][node.key] = value
    return {agency: sheet_total(nodes, given) for agency, given in points.items()}


def _final_points(node: Node, held: Mapping[str, Row]) -> Mapping[str, Decimal | None]:
    if not node.is_calculated:
        return {agency: row["appraised"] for agency, row in held.items()}
    results = {
        agency: Result(row["appraised_actual"], row["appraised_minus"], row["target"])
        for agency, row in held.items()
    }
    return calculated_points(node, results, TableRules())


def _appraise(scorer: Scorer, lines: Sequence[Row], leaves: Sequence[Node], chance: Random) -> None:
    """Accept every claim but a few, which lose one step each; score what nobody claims."""
    for line, leaf in zip(lines, leaves, strict=True):
        line["appraised"] = line["self"]
        found = result_for(leaf, scorer.skill, chance) if not leaf.is_scored_by_agency else line
        line["appraised_actual"], line["appraised_minus"] = found["actual"], found.get("minus")
    open_to_change = [
        (line, leaf)
        for line, leaf in zip(lines, leaves, strict=True)
        if leaf.kind is CriterionKind.MANUAL and (line["self"] or 0) >= leaf.step
    ]
    for line, leaf in chance.sample(open_to_change, min(_CORRECTED, len(open_to_change))):
        line["appraised"] -= leaf.step
        line["reason"] = chance.choice(REASONS)
