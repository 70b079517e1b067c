"""One sheet as the page shows it: the whole tree with lines, sums and evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from scoring.models import (
    CriteriaTable,
    Criterion,
    Evidence,
    ScoreLine,
    ScoreSheet,
    SeasonTable,
)
from scoring.rules.awaited import SETTLED
from scoring.rules.evidence import outside_cycle
from scoring.rules.facts import LineFacts
from scoring.rules.final import scored_for
from scoring.rules.layer_points import LayerPoints, differs_from_claim, layer_points
from scoring.rules.nodes import EXTRA_KINDS
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.selectors.entries import is_own_field, is_province_s, scorer_of
from scoring.selectors.facts import NOTHING_GIVEN, asks_given, line_facts
from scoring.selectors.given import GivenPoints, given_points
from scoring.selectors.live_points import awaited_in
from scoring.selectors.nodes import as_nodes, criteria_of
from scoring.selectors.points import sums_of, total_of
from scoring.selectors.results import result_of, results_of, rules_of
from scoring.states import CriterionKind, Layer


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One document put forward for a line; ``size`` in bytes, ``flag`` what is odd about it."""

    pk: int
    title: str
    number: str
    issued_on: date | None
    issuer: str
    flag: str = ""
    file_uuid: UUID | None = None
    file_name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the table: a group with its sums, or a leaf with its line.

    ``scorer`` names who gives the first points where that is not the agency itself.
    """

    node: Node
    depth: int
    points: LayerPoints
    line: ScoreLine | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    scorer: str = ""

    @property
    def is_group(self) -> bool:
        return self.node.is_group

    @property
    def is_own_field(self) -> bool:
        """Say whether the agency would score the line for its sector; the province does."""
        return self.line is not None and self.line.is_assigned and is_own_field(self.line)

    @property
    def is_province_s(self) -> bool:
        """Say whether nobody but the province gives the line points."""
        return self.line is not None and self.line.is_assigned and is_province_s(self.line)

    @property
    def awaits_province(self) -> bool:
        """Say whether the sheet cannot be ranked before the province has scored the line."""
        is_needed = self.is_province_s and self.node.kind not in EXTRA_KINDS
        return is_needed and self.points.province is None

    @property
    def differs(self) -> bool:
        """Say whether the appraiser gave the line other points than the agency claimed."""
        return self.line is not None and differs_from_claim(self.node, self.points)

    @property
    def flags(self) -> tuple[str, ...]:
        """Return what is odd about the documents put forward."""
        return tuple(item.flag for item in self.evidence if item.flag)

    @property
    def is_missing(self) -> bool:
        """Say whether the sheet cannot be sent while this line is empty."""
        if self.line is None or not self.line.is_assigned or not self.node.needs_points:
            return False
        return self.points.own is None and result_of(self.line, Layer.SELF).is_empty


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A whole sheet; ``missing`` names the criteria that still need points.

    ``compared`` holds all members' lines of the criteria that compare them, by key.
    """

    table: CriteriaTable
    rules: TableRules
    rows: tuple[GridRow, ...]
    total: LayerPoints
    scale: Decimal
    missing: tuple[str, ...]
    compared: Mapping[str, Sequence[ScoreLine]] = field(default_factory=dict)

    def results(self, row: GridRow, layer: Layer) -> dict[str, Result]:
        """Return the results that a row's formula looks at in one layer, by member."""
        if row.line is None:
            return {}
        return results_of(self.compared.get(row.node.key, [row.line]), layer)


def sheet_grid(sheet: ScoreSheet) -> SheetGrid:
    """Return the sheet row by row in reading order.

    Four queries, however long the table; one more where members are compared with each other,
    and one where others give points.
    """
    assigned = SeasonTable.objects.select_related("table").get(season=sheet.season_id)
    criteria = criteria_of(assigned.table)
    nodes, rules = as_nodes(criteria), rules_of(assigned.table)
    lines, compared = _lines_of(sheet, criteria), _compared(sheet, nodes)
    points = _points_of(sheet, nodes, rules, lines, compared)
    rows = _rows(sheet, criteria, nodes, lines, {**points, **sums_of(nodes, points)})
    away = [key for key, line in lines.items() if not line.is_assigned]
    return SheetGrid(
        table=assigned.table,
        rules=rules,
        rows=rows,
        total=total_of(nodes, points, rules, not_assigned=away),
        scale=assigned.table.scale,
        missing=tuple(row.node.key for row in rows if row.is_missing),
        compared=compared,
    )


def _rows(
    sheet: ScoreSheet,
    criteria: Sequence[Criterion],
    nodes: Sequence[Node],
    lines: Mapping[str, ScoreLine],
    points: Mapping[str, LayerPoints],
) -> tuple[GridRow, ...]:
    evidence = _evidence_of(sheet)
    return tuple(
        GridRow(
            node=node,
            depth=criterion.depth,
            points=points.get(node.key, LayerPoints()),
            line=lines.get(node.key),
            evidence=tuple(evidence.get(lines[node.key].pk, ())) if node.key in lines else (),
            scorer=_scorer_of(node, lines.get(node.key)),
        )
        for node, criterion in zip(nodes, criteria, strict=True)
    )


def _lines_of(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> dict[str, ScoreLine]:
    """Return the lines by key, joined in memory: a template never asks the database."""
    rows = {row.pk: row for row in criteria}
    found = {}
    for line in sheet.lines.all():
        line.sheet, line.criterion = sheet, rows[line.criterion_id]
        found[line.criterion.key] = line
    return found


def _points_of(
    sheet: ScoreSheet,
    nodes: Sequence[Node],
    rules: TableRules,
    lines: Mapping[str, ScoreLine],
    compared: Mapping[str, Sequence[ScoreLine]],
) -> dict[str, LayerPoints]:
    given = given_points(sheet.season) if asks_given(nodes, rules) else {}
    waiting = awaited_in(_by_member(compared, given), nodes, rules)
    leaves, code = {node.key: node for node in nodes}, sheet.agency.code
    return {
        key: layer_points(
            scored_for(leaves[key], code),
            line_facts(line, given.get(line.pk, NOTHING_GIVEN)),
            rules,
            awaited=waiting.get(key, {}).get(code, SETTLED),
        )
        for key, line in lines.items()
    }


def _by_member(
    compared: Mapping[str, Sequence[ScoreLine]], given: Mapping[int, GivenPoints]
) -> dict[str, dict[str, LineFacts]]:
    found: dict[str, dict[str, LineFacts]] = {}
    for key, lines in compared.items():
        for line in lines:
            facts = line_facts(line, given.get(line.pk, NOTHING_GIVEN))
            found.setdefault(line.sheet.agency.code, {})[key] = facts
    return found


def _scorer_of(node: Node, line: ScoreLine | None) -> str:
    return "" if line is None or node.is_scored_by_agency else scorer_of(line)


def _compared(sheet: ScoreSheet, nodes: Sequence[Node]) -> dict[str, list[ScoreLine]]:
    """Return all members' lines of the criteria that compare them with the leader."""
    keys = [node.key for node in nodes if node.kind is CriterionKind.LEADER_RELATIVE]
    if not keys:
        return {}
    rows = ScoreLine.objects.filter(sheet__season=sheet.season_id, criterion__key__in=keys)
    found: dict[str, list[ScoreLine]] = {}
    for line in rows.select_related("criterion", "sheet__agency").order_by("pk"):
        found.setdefault(line.criterion.key, []).append(line)
    return found


def _evidence_of(sheet: ScoreSheet) -> dict[int, list[EvidenceItem]]:
    found: dict[int, list[EvidenceItem]] = {}
    cycle = sheet.season.cycle
    rows = Evidence.objects.filter(line__sheet=sheet).select_related("document__file")
    for row in rows.order_by("pk"):
        document = row.document
        file = document.file
        found.setdefault(row.line_id, []).append(
            EvidenceItem(
                pk=row.pk,
                title=document.title,
                number=document.number,
                issued_on=document.issued_on,
                issuer=document.issuer,
                flag=outside_cycle(document.issued_on, cycle.starts_on, cycle.ends_on),
                file_uuid=file.uuid if file else None,
                file_name=file.name if file else "",
                size=file.size if file else 0,
            )
        )
    return found
