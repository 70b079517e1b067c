"""Criteria tables out to a workbook and in from one."""

import io
from collections.abc import Iterator

from django.db import transaction
from openpyxl import Workbook, load_workbook

from bench.data import CLOSED_YEAR, season_of
from bench.records import Record
from bench.timing import MILLISECONDS, medians
from bench.workplace import Workplace
from scoring.selectors.nodes import table_of
from scoring.selectors.versions import sectors
from scoring.services.imports import import_table
from scoring.spreadsheets.content import TableContent, content_of
from scoring.spreadsheets.criteria_cells import criterion_cells
from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.criteria_writing import written_criteria

_RUNS = 5
_NAME = "bang.xlsx"


def export_criteria(place: Workplace) -> Iterator[Record]:
    """Measure the workbook of a table, with its styles, drop-downs and guide."""
    content = _content(place)
    offered = sectors()
    seconds, plain = medians(
        lambda: written_criteria(content, offered), lambda: _plainly_written(content), runs=_RUNS
    )
    yield Record(
        name="export_criteria_180",
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline="the same cells written by openpyxl without styles, drop-downs and guide",
        baseline_value=plain * MILLISECONDS,
        size=f"{content.leaves} criteria; median of {_RUNS}",
    )


def import_criteria(place: Workplace) -> Iterator[Record]:
    """Measure a table from its file to its rows in the database, with every check."""
    content = _content(place)
    data = written_criteria(content, sectors())
    seconds, plain = medians(lambda: _imported(data), lambda: _plainly_read(data), runs=_RUNS)
    yield Record(
        name="import_criteria_180",
        value=seconds * MILLISECONDS,
        unit="ms",
        baseline="the same file read by openpyxl, nothing checked and nothing saved",
        baseline_value=plain * MILLISECONDS,
        size=f"{content.leaves} criteria, {len(data) / 1024:.0f} kB; median of {_RUNS}",
    )


def _content(place: Workplace) -> TableContent:
    table = table_of(season_of(place.large_bloc.code, CLOSED_YEAR))
    if table is None:
        raise LookupError("the large bloc's season has no table")
    return content_of(table)


def _imported(data: bytes) -> None:
    """Read, check and save the table; the next run finds nothing of it."""
    with transaction.atomic():
        content = read_criteria_book(io.BytesIO(data), _NAME, sectors())
        import_table(code="bench", cycle="2100", content=content, actor=None)
        transaction.set_rollback(True)


def _plainly_written(content: TableContent) -> None:
    book = Workbook()
    for node in content.nodes:
        book.worksheets[0].append(criterion_cells(node))
    book.save(io.BytesIO())


def _plainly_read(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book.worksheets:
        for _ in sheet.values:
            pass
