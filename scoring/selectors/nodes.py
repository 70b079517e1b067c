"""A criteria table as the rules know it."""

from collections.abc import Iterable

from blocs.models import Season
from scoring.models import CriteriaTable, Criterion
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Direction, Scorer


def table_of(season: Season) -> CriteriaTable | None:
    """Return the table that the season scores with, if it has one yet. One query."""
    return CriteriaTable.objects.filter(seasons__season=season).first()


def nodes_of(table: CriteriaTable) -> list[Node]:
    """Return the table's tree in reading order. One query."""
    return as_nodes(criteria_of(table))


def criteria_of(table: CriteriaTable) -> list[Criterion]:
    """Return the table's rows in reading order. One query."""
    return list(table.criteria.select_related("sector").order_by("position"))


def as_nodes(criteria: Iterable[Criterion]) -> list[Node]:
    """Turn rows in reading order into the rules' nodes."""
    rows = list(criteria)
    keys = {row.pk: row.key for row in rows}
    return [as_node(row, None if row.parent_id is None else keys[row.parent_id]) for row in rows]


def as_node(row: Criterion, parent_key: str | None = None) -> Node:
    """Turn one row into the rules' node; a formula does not need to know its parent."""
    return Node(
        key=row.key,
        parent_key=parent_key,
        code=row.code,
        label=row.label,
        kind=CriterionKind(row.kind),
        max_points=row.max_points,
        step=row.step,
        guidance=row.guidance,
        min_points=row.min_points,
        unit=row.unit,
        direction=Direction(row.direction),
        scored_by=Scorer(row.scored_by),
        sector=row.sector.code if row.sector else "",
        rule=row.rule,
    )
