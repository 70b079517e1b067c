"""An agency's score sheet out to a workbook and in from one."""

import io
from collections.abc import Iterator

from django.db import transaction
from openpyxl import Workbook, load_workbook

from bench.records import Record
from bench.timing import MILLISECONDS, medians
from bench.workplace import Workplace
from scoring.models import ScoreSheet
from scoring.selectors import sheet_grid
from scoring.selectors.grid import SheetGrid
from scoring.services.sheet_imports import check_sheet_book, save_sheet_book, sealable
from scoring.spreadsheets.sheet_columns import COLUMNS, SCORES, WORDS
from scoring.spreadsheets.sheet_reading import open_sheet_book
from scoring.spreadsheets.sheet_writing import written_sheet

_RUNS = 5
_NAME = "phieu.xlsx"


def export_sheet(place: Workplace) -> Iterator[Record]:
    """Measure the workbook of a sheet, read from the database, protected and limited."""
    sheet = _sheet(place)
    grid = sheet_grid(sheet)
    seconds, plain = medians(lambda: _written(sheet), lambda: _plainly_written(grid), runs=_RUNS)
    yield Record(
        name="export_sheet_180",
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline="its codes and labels written by openpyxl without anything else",
        baseline_value=plain * MILLISECONDS,
        size=f"1 sheet of 180 criteria; median of {_RUNS}",
    )


def import_sheet(place: Workplace) -> Iterator[Record]:
    """Measure a filled-in workbook from the file to the saved lines, every line changed."""
    sheet = _sheet(place)
    data, changed = _filled(sheet)
    seconds, plain = medians(
        lambda: _imported(sheet, data), lambda: load_workbook(io.BytesIO(data)), runs=_RUNS
    )
    yield Record(
        name="import_sheet_180",
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline="the same file read by openpyxl, nothing checked and nothing saved",
        baseline_value=plain * MILLISECONDS,
        size=f"{changed} changed lines, {len(data) / 1024:.0f} kB; median of {_RUNS}",
    )


def _sheet(place: Workplace) -> ScoreSheet:
    rows = ScoreSheet.objects.select_related("agency", "season__bloc", "season__cycle")
    return rows.get(pk=place.large_bloc.sheet_id)


def _written(sheet: ScoreSheet) -> bytes:
    return written_sheet(sheet, sheet_grid(sheet), is_sample=True, shows_departments=True)


def _filled(sheet: ScoreSheet) -> tuple[bytes, int]:
    """Return the workbook with an explanation typed into every row that takes one."""
    book = load_workbook(io.BytesIO(_written(sheet)))
    column = COLUMNS.index(WORDS)
    cells = [row[column] for row in book[SCORES].iter_rows(min_row=2)]
    taking = [cell for cell in cells if not cell.protection.locked]
    for cell in taking:
        cell.value = "Theo báo cáo năm"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), len(taking)


def _imported(sheet: ScoreSheet, data: bytes) -> None:
    """Check and save the workbook; the next run finds nothing of it."""
    with transaction.atomic():
        book = open_sheet_book(io.BytesIO(data), _NAME)
        checked = check_sheet_book(sheet, sheet_grid(sheet), book, reader=None)
        save_sheet_book(sheet_id=sheet.pk, held=sealable(checked), actor=None)
        transaction.set_rollback(True)


def _plainly_written(grid: SheetGrid) -> None:
    book = Workbook()
    for row in grid.rows:
        book.worksheets[0].append([row.node.key, row.node.label])
    book.save(io.BytesIO())
