"""One sheet as the page shows it: the whole tree with lines, sums and evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from scoring.models import CriteriaTable, Evidence, ScoreLine, ScoreSheet, SeasonTable
from scoring.rules.tree import Node
from scoring.selectors.nodes import as_nodes, criteria_of
from scoring.selectors.points import LayerPoints, points_of, sums_of, total_of


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One document put forward for a line; ``size`` in bytes."""

    pk: int
    title: str
    number: str
    issued_on: date | None
    issuer: str
    file_uuid: UUID | None = None
    file_name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the table: a group with its sums, or a leaf with its line."""

    node: Node
    depth: int
    points: LayerPoints
    line: ScoreLine | None = None
    evidence: tuple[EvidenceItem, ...] = ()

    @property
    def is_group(self) -> bool:
        return self.node.is_group

    @property
    def is_missing(self) -> bool:
        """Say whether the sheet cannot be sent while this line is empty."""
        return self.node.needs_points and self.points.own is None


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A whole sheet; ``missing`` names the criteria that still need points."""

    table: CriteriaTable
    rows: tuple[GridRow, ...]
    total: LayerPoints
    scale: Decimal
    missing: tuple[str, ...]


def sheet_grid(sheet: ScoreSheet) -> SheetGrid:
    """Return the sheet row by row in reading order. Four queries, however long the table."""
    assigned = SeasonTable.objects.select_related("table").get(season=sheet.season_id)
    criteria = criteria_of(assigned.table)
    nodes = as_nodes(criteria)
    lines = {line.criterion.key: line for line in _lines_of(sheet)}
    evidence = _evidence_of(sheet)
    points = {key: points_of(line) for key, line in lines.items()}
    shown = points | sums_of(nodes, points)
    rows = tuple(
        GridRow(
            node=node,
            depth=criterion.depth,
            points=shown.get(node.key, LayerPoints()),
            line=lines.get(node.key),
            evidence=tuple(evidence.get(lines[node.key].pk, ())) if node.key in lines else (),
        )
        for node, criterion in zip(nodes, criteria, strict=True)
    )
    return SheetGrid(
        table=assigned.table,
        rows=rows,
        total=total_of(nodes, points),
        scale=assigned.table.scale,
        missing=tuple(row.node.key for row in rows if row.is_missing),
    )


def _lines_of(sheet: ScoreSheet) -> list[ScoreLine]:
    lines = list(sheet.lines.select_related("criterion"))
    for line in lines:
        line.sheet = sheet  # so that a template never asks the database for it
    return lines


def _evidence_of(sheet: ScoreSheet) -> dict[int, list[EvidenceItem]]:
    found: dict[int, list[EvidenceItem]] = {}
    for row in Evidence.objects.filter(line__sheet=sheet).select_related("file").order_by("pk"):
        found.setdefault(row.line_id, []).append(
            EvidenceItem(
                pk=row.pk,
                title=row.title,
                number=row.number,
                issued_on=row.issued_on,
                issuer=row.issuer,
                file_uuid=row.file.uuid if row.file else None,
                file_name=row.file.name if row.file else "",
                size=row.file.size if row.file else 0,
            )
        )
    return found
