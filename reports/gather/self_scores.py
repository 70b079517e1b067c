"""The sheet of one agency, as it was sent: the appraisal only when it is finished."""

from collections.abc import Iterator
from itertools import count

from django.utils import timezone

from blocs.models import Province, Season
from blocs.rules.writing import (
    date_text,
    moment_text,
    number_text,
    points_in_words,
    points_text,
)
from reports.gather.facts import agency_letterhead, member_name
from reports.gather.measured import reached_text, target_text
from reports.gather.points import difference_text, total_difference_text
from reports.papers.base import SignatureBlock
from reports.papers.self_scores import EvidenceText, SelfScores, SheetLine
from reports.wording import joined, year_label
from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.entries import uses_target
from scoring.rules.formulas import worked
from scoring.rules.signs import line_text
from scoring.selectors import GridRow, SheetGrid, sheet_grid
from scoring.selectors.results import result_of
from scoring.selectors.samples import is_sample
from scoring.states import Layer, SheetState

_JUSTICE = "bộ tư pháp"
# It breaks where it reads well.
_CHAIRMAN = "Xác nhận của Chủ\u00a0tịch Ủy\u00a0ban\u00a0nhân\u00a0dân\u00a0"
_CITY = "thành phố"


def gather_self_scores(season: Season, key: str) -> SelfScores:
    """Read the sheet's facts; the number of queries does not grow with the criteria."""
    sheet = season.sheets.select_related("agency").get(agency__code=key)
    sheet.season = season
    name = member_name(season, sheet.agency)
    grid = sheet_grid(sheet)
    places = count(1)
    numbers = {one.pk: next(places) for row in grid.rows for one in row.evidence}
    shown = sheet.state == SheetState.APPRAISED
    total = grid.total.own
    return SelfScores(
        sample=is_sample(season),
        letterhead=agency_letterhead(sheet.agency, name),
        bloc=season.bloc.name,
        cycle=year_label(season.cycle.label, season.cycle.kind),
        agency=name,
        table=grid.table.title,
        appraised=shown,
        sent=_sent(sheet),
        lines=tuple(_line(grid, row, numbers, shown=shown) for row in grid.rows),
        max_total=number_text(grid.scale),
        total=points_text(total),
        total_appraised=points_text(grid.total.appraised) if shown else "",
        total_difference=total_difference_text(total, grid.total.appraised) if shown else "",
        total_words=points_in_words(total) if total is not None else "",
        evidence=tuple(_evidence(grid, numbers)),
        writer=SignatureBlock(position="Người lập phiếu"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
        confirmer=_confirmer(grid.table.issued_by, season.bloc.province),
    )


def _confirmer(issued_by: str, province: Province | None) -> SignatureBlock:
    """Return who confirms the sheets of a table of that issuer; without a position nobody does.

    The Ministry of Justice scores the departments of justice on sheets that the province's
    chairman has confirmed, brought to him by the emulation board.

    Source: docs/sources.md#confirmed-sheets, docs/decisions/0033.
    """
    if issued_by.casefold() != _JUSTICE:
        return SignatureBlock()
    named = f"{province.name} {province.letterhead}".casefold() if province else ""
    level = "thành\u00a0phố" if _CITY in named else "tỉnh"
    return SignatureBlock(position=f"{_CHAIRMAN}{level}")


def _sent(sheet: ScoreSheet) -> str:
    if sheet.submitted_at is None:
        return ""
    late = f", muộn {sheet.days_late} ngày" if sheet.submitted_late and sheet.days_late else ""
    return f"Gửi lúc {moment_text(timezone.localtime(sheet.submitted_at))}{late}"


def _line(grid: SheetGrid, row: GridRow, numbers: dict[int, int], *, shown: bool) -> SheetLine:
    node, line = row.node, row.line
    if row.is_group or line is None:
        return SheetLine(
            code=node.key,
            label=node.label,
            max_text=number_text(node.max_points),
            own=_points(row, "own"),
            appraised=_points(row, "appraised") if shown else "",
            difference=_difference(row) if shown else "",
            is_group=True,
        )
    if not line.is_assigned:
        return SheetLine(
            code=node.key, label=node.label, notes=(f"Không giao: {line.unassigned_reason}",)
        )
    is_measured = node.is_calculated and uses_target(node.kind, node.rule)
    return SheetLine(
        code=node.key,
        label=node.label,
        max_text=number_text(node.max_points),
        target=target_text(line, node) if is_measured else "",
        result=reached_text(line, node, Layer.SELF) if node.is_calculated else "",
        own=_points(row, "own"),
        appraised=_points(row, "appraised") if shown else "",
        difference=_difference(row) if shown else "",
        evidence=joined((str(numbers[one.pk]) for one in row.evidence), ", "),
        notes=tuple(_notes(grid, row, line, shown=shown)),
    )


def _points(row: GridRow, layer: str) -> str:
    return line_text(row.node.kind, getattr(row.points, layer))


def _difference(row: GridRow) -> str:
    return difference_text(row.node.kind, row.points.own, row.points.appraised)


def _notes(grid: SheetGrid, row: GridRow, line: ScoreLine, *, shown: bool) -> Iterator[str]:
    if line.department:
        yield f"Tham mưu, thực hiện: {line.department}"
    if row.node.is_calculated and not result_of(line, Layer.SELF).is_empty:
        results = grid.results(row, Layer.SELF)
        yield f"Cách tính: {worked(row.node, line.sheet.agency.code, results, grid.rules)}"
    if line.titles_words:
        yield line.titles_words
    if line.explanation:
        yield line.explanation
    if shown and line.appraisal_reason:
        yield f"Thẩm định: {line.appraisal_reason}"


def _evidence(grid: SheetGrid, numbers: dict[int, int]) -> Iterator[EvidenceText]:
    for row in grid.rows:
        for one in row.evidence:
            yield EvidenceText(
                place=str(numbers[one.pk]),
                code=row.node.key,
                title=one.title,
                number=one.number,
                date=date_text(one.issued_on) if one.issued_on else "",
                issuer=one.issuer,
            )
