"""The lines of a sheet in a season file: points that people judge, results that points follow."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reports.season_files.findings import Finding
from scoring.models import LayerScore, ScoreLine
from scoring.rules.complete import LineFacts
from scoring.rules.entries import Entry, entry_of, result_fault
from scoring.rules.formulas import floor_of, levels_of, top_of
from scoring.rules.given import takes_result
from scoring.rules.points import points_fault
from scoring.rules.tree import Node
from scoring.selectors.entries import entry_at
from scoring.selectors.results import RESULTS
from scoring.services.lines import COLUMNS
from scoring.states import CriterionKind, Layer

Row = Mapping[str, Any]


def results_in(layer: Layer) -> tuple[str, str]:
    """Return the fields of a line that hold one layer's result."""
    before = "" if layer is Layer.SELF else f"{layer.value}_"
    return f"{before}actual", f"{before}minus"


def holds(said: Row, layer: Layer) -> bool:
    """Say whether the line gives points or a result in this layer."""
    return any(said[name] is not None for name in (layer.value, *results_in(layer)))


def is_accepted(said: Row) -> bool:
    """Say whether the appraiser found exactly what was claimed, without a word."""
    claimed, found = (
        [said[name] for name in (layer.value, *results_in(layer))]
        for layer in (Layer.SELF, Layer.APPRAISED)
    )
    return claimed == found and not said["reason"]


def read_line(line: ScoreLine, given: LayerScore | None = None) -> dict[str, Any]:
    """Return a line as people gave it; points that follow from results are not said.

    What was once written beside a line that is not the member's is no part of its score.

    Args:
        given: what the sector agency gave to it.
    """
    told: dict[str, Any] = {
        "key": line.criterion.key,
        "assigned": line.is_assigned,
        "why_not_assigned": line.unassigned_reason,
        "target": line.target,
        "department": line.department,
        **dict.fromkeys(("explanation", "reason", "province_reason"), ""),
    }
    if line.is_assigned:
        told |= {
            "explanation": line.explanation,
            "reason": line.appraisal_reason,
            "province_reason": line.province_reason,
        }
    for layer in Layer:
        entry = entry_at(line, layer)
        points = getattr(line, COLUMNS[layer][0])
        told[layer.value] = points if entry is Entry.POINTS else None
        for name, column in zip(results_in(layer), RESULTS[layer], strict=True):
            told[name] = getattr(line, column) if entry is Entry.RESULT else None
    return told | _of_sector(line, given)


def _of_sector(line: ScoreLine, given: LayerScore | None) -> dict[str, Any]:
    """Return what the sector agency typed; a line that is not the member's holds nothing."""
    if given is None or not line.is_assigned:
        return {"sector": None, "sector_actual": None, "sector_reason": ""}
    is_result = takes_result(CriterionKind(line.criterion.kind))
    return {
        "sector": None if is_result else given.points,
        "sector_actual": given.actual,
        "sector_reason": given.reason,
    }


def line_findings(path: str, line: Row, leaf: Node) -> Iterator[Finding]:
    """Find what a line says and its criterion does not take."""
    for layer in Layer:
        if fault := _fault_in(layer, line, leaf):
            yield Finding(f"{path}.{layer.value}", fault)
    if holds(line, Layer.PROVINCE) and not line["province_reason"]:
        yield Finding(f"{path}.province_reason", "cần ghi lý do tỉnh chấm lại điểm")
    if line["assigned"] == bool(line["why_not_assigned"]):
        yield Finding(f"{path}.why_not_assigned", "ghi lý do khi và chỉ khi assigned là false")


def line_facts_of(leaf: Node, line: Row | None) -> LineFacts:
    """Return a line as its checks need it; points of a result are not known here."""
    if line is None:
        return LineFacts(leaf.key, leaf.kind, None, scored_by=leaf.scored_by)
    claimed, found = (
        [line[name] for name in results_in(layer)] for layer in (Layer.SELF, Layer.APPRAISED)
    )
    has_found = any(value is not None for value in found)
    return LineFacts(
        leaf.key,
        leaf.kind,
        line["self"],
        Decimal(0) if has_found else line["appraised"],
        line["reason"],
        scored_by=leaf.scored_by,
        assigned=line["assigned"],
        has_result=any(value is not None for value in claimed),
        same_result=has_found and claimed == found,
    )


def _fault_in(layer: Layer, line: Row, leaf: Node) -> str:
    """Return why one layer of a line cannot be as it is said; empty when it can."""
    entry = entry_of(leaf.kind, leaf.scored_by, layer, is_assigned=line["assigned"])
    points, found = line[layer.value], [line[name] for name in results_in(layer)]
    if points is not None and entry is not Entry.POINTS:
        return "tiêu chí này không ghi điểm ở lớp này"
    if any(value is not None for value in found) and entry is not Entry.RESULT:
        return "tiêu chí này không ghi kết quả ở lớp này"
    faults = (result_fault(value, leaf.kind) for value in found)
    return next(filter(None, faults), "") or _fault_of_points(points, leaf)


def _fault_of_points(points: Decimal | None, leaf: Node) -> str:
    if points is None:
        return ""
    return points_fault(
        points,
        kind=leaf.kind,
        step=leaf.step,
        floor=floor_of(leaf),
        top=top_of(leaf),
        levels=levels_of(leaf),
    )
