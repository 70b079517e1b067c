"""Carry one line, and what others gave it, over to the amended criterion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from blocs.rules.writing import points_text
from scoring.models import Criterion, LayerScore, ScoreLine
from scoring.rules.amendment import ChangedNode, fitted, misfit
from scoring.rules.entries import Entry
from scoring.rules.formulas import calculated_points, floor_of, top_of
from scoring.rules.given import takes_result
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.totals import CENT
from scoring.selectors.entries import entry_at
from scoring.selectors.results import RESULTS, rules_of
from scoring.services.lines import COLUMNS
from scoring.states import CriterionKind, Layer, LinePolicy

POINTS = tuple(points for points, _ in COLUMNS.values())
VALUES = (*POINTS, *(name for pair in RESULTS.values() for name in pair))
_CLEARED_WORDS = ("appraisal_reason", "province_reason", "titles_words")
_KEPT = (
    "is_assigned",
    "unassigned_reason",
    "target",
    "titles",
    "titles_words",
    "explanation",
    "department",
)
# The columns of a line that an amendment writes.
CARRIED = (
    *VALUES,
    *_CLEARED_WORDS,
    "criterion",
    "min_points",
    "max_points",
    "target",
    "titles",
    "version",
)
_TO_FOLLOW = frozenset({Entry.RESULT, Entry.WORDS})


@dataclass(slots=True)
class Carried:
    """One line on its way: what it held before, and what has to become of it."""

    line: ScoreLine
    before: dict[str, Any]
    change: ChangedNode | None
    policy: LinePolicy
    given: list[LayerScore] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cleared: bool = False

    @property
    def is_asked_again(self) -> bool:
        return self.change is not None and self.policy is LinePolicy.ASK_AGAIN


def snapshot(line: ScoreLine, given: Iterable[LayerScore] = ()) -> dict[str, Any]:
    """Return everything that a line holds, for the record of the amendment."""
    words = [words for _, words in COLUMNS.values()]
    kept = {name: getattr(line, name) for name in (*VALUES, *words, *_KEPT)}
    return {
        "criterion": line.criterion.key,
        "label": line.criterion.label,
        "min_points": str(line.min_points),
        "max_points": str(line.max_points),
        **{
            name: _plain(name, value) for name, value in kept.items() if value not in (None, "", [])
        },
        "given": [
            {
                "layer": row.layer,
                "scorer": row.scorer.code,
                "points": _plain(POINTS[0], row.points),
                "actual": _plain("actual", row.actual),
                "reason": row.reason,
            }
            for row in given
        ],
    }


def carry(carried: Carried, criterion: Criterion, node: Node) -> None:
    """Put a held line under its amended criterion, unsaved, as the policy says.

    Points that do not fit and shall be kept are noted as faults.
    """
    line, policy = carried.line, carried.policy
    line.criterion = criterion
    line.min_points, line.max_points = floor_of(node), top_of(node)
    line.version += 1
    if policy is LinePolicy.ASK_AGAIN:
        _clear(carried)
        return
    for layer, (column, _) in COLUMNS.items():
        points = getattr(line, column)
        if points is not None and entry_at(line, layer) not in _TO_FOLLOW:
            setattr(line, column, _carried_points(carried, points, node, policy))
    for row in carried.given:
        row.min_points, row.max_points = line.min_points, line.max_points
        row.version += 1
        if row.points is not None and not takes_result(node.kind):
            row.points = _carried_points(carried, row.points, node, policy)


def follow_given(rows: Sequence[LayerScore], node: Node) -> None:
    """Set the points that follow from the results which other agencies gave, unsaved.

    Args:
        rows: all that was given to one criterion in the season; line, sheet and agency loaded.
    """
    if not rows or not takes_result(node.kind):
        return
    rules = rules_of(rows[0].line.criterion.table)
    for scorer in {(row.layer, row.scorer_id) for row in rows}:
        own = [row for row in rows if (row.layer, row.scorer_id) == scorer]
        results = {
            row.line.sheet.agency.code: Result(actual=row.actual, target=row.line.target)
            for row in own
            if row.line.is_assigned
        }
        points = calculated_points(node, results, rules)
        for row in own:
            row.points = points.get(row.line.sheet.agency.code)


def _carried_points(carried: Carried, points: Decimal, node: Node, policy: LinePolicy) -> Decimal:
    """Return what becomes of points that somebody gave; those kept unchanged have to fit.

    What overrules a formula is brought into its range in any case.
    """
    if policy is LinePolicy.CLAMP or node.is_calculated:
        return fitted(points, node)
    if not carried.faults and (fault := misfit(points, node)):
        agency = carried.line.sheet.agency.short_name
        carried.faults.append(f"{node.key} của {agency} ({points_text(points)} điểm): {fault}")
    return points


def _clear(carried: Carried) -> None:
    """Take out what was scored; the agency's words and evidence stay for its next claim."""
    line, change = carried.line, carried.change
    carried.cleared = any(getattr(line, name) is not None for name in VALUES)
    for name in VALUES:
        setattr(line, name, None)
    for name in _CLEARED_WORDS:
        setattr(line, name, "")
    line.titles = []
    if change is not None and "unit" in change.fields:
        line.target = None


def _plain(name: str, value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    return str(value.quantize(CENT) if name in POINTS else value)


def by_line(rows: Iterable[LayerScore]) -> Mapping[int, list[LayerScore]]:
    """Return what others gave, by line."""
    found: dict[int, list[LayerScore]] = {}
    for row in rows:
        found.setdefault(row.line_id, []).append(row)
    return found


def is_followed(line: ScoreLine) -> bool:
    """Say whether the line's points follow from typed results, in any layer."""
    return any(entry_at(line, layer) is Entry.RESULT for layer in Layer)


def is_by_titles(line: ScoreLine) -> bool:
    """Say whether the line's points follow from awards."""
    return line.is_assigned and line.criterion.kind == CriterionKind.AWARD_BONUS
