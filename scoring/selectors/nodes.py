"""A criteria table as the rules know it."""

from collections.abc import Iterable

from scoring.models import CriteriaTable, Criterion
from scoring.rules.tree import Node
from scoring.states import CriterionKind


def nodes_of(table: CriteriaTable) -> list[Node]:
    """Return the table's tree in reading order. One query."""
    return as_nodes(table.criteria.order_by("position"))


def as_nodes(criteria: Iterable[Criterion]) -> list[Node]:
    """Turn rows in reading order into the rules' nodes."""
    rows = list(criteria)
    keys = {row.pk: row.key for row in rows}
    return [
        Node(
            key=row.key,
            parent_key=None if row.parent_id is None else keys[row.parent_id],
            code=row.code,
            label=row.label,
            kind=CriterionKind(row.kind),
            max_points=row.max_points,
            step=row.step,
            guidance=row.guidance,
        )
        for row in rows
    ]
