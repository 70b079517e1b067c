"""Read a workbook or a CSV file of awards or ratings into rows; each fault is named by its cell.

The guards and the reader of criteria tables do the work, for CSV files too, which become the
same cells. django-import-export has neither: it opens what it is given, saves row by row and
knows no page that confirms in these words; with it there would be two ways to import.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter

from awards.spreadsheets import columns
from awards.states import AwardBasis
from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import limited, read_choice, read_line
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.faults import EMPTY, TOO_BIG, CellError, CellFault, WorkbookFaults
from scoring.spreadsheets.layout import Layout
from scoring.spreadsheets.opening import (
    MAX_BYTES,
    MAX_COLUMNS,
    Book,
    Cell,
    Sheet,
    open_book,
)
from scoring.spreadsheets.tables import Findings, Row, rows_of, sheet_of
from scoring.uploads import Readable
from scoring.uploads.names import extension_of, shown_name

MAX_RECORDS = 500
_TOO_MANY = f"có hơn {MAX_RECORDS} dòng; đề nghị tách thành nhiều tệp."
_NOT_TEXT = "không phải là văn bản UTF-8; trong Excel, đề nghị lưu loại CSV UTF-8."
_KINDS = "không thuộc loại được nhận; chỉ nhận tệp xlsx, csv."
_FORMULA = ("=", "@", "+", "-")
_DAY = "ngày ghi theo dạng ngày/tháng/năm, ví dụ 05/02/2024."


@dataclass(frozen=True, slots=True)
class Written:
    """What every row says: whose it is, of which year, by which decision.

    ``place`` gives the cell of a column.
    """

    row: Row
    agency: str
    cycle: str
    decision_number: str
    decided_on: date | None
    issuer: str

    def place(self, column: Column) -> str:
        return self.row[column.title].place


@dataclass(frozen=True, slots=True)
class WrittenRow(Written):
    """One award as it was written."""

    award: str
    basis: str


@dataclass(frozen=True, slots=True)
class WrittenRating(Written):
    """One rating as it was written; ``level`` is empty where it could not be read."""

    level: str


def read_awards(upload: Readable, name: str) -> tuple[list[WrittenRow], Findings]:
    """Return the awards of a file and what is wrong with single cells.

    Args:
        upload: read once, to one byte past the limit at most.
        name: as the sender's computer calls the file; tells a workbook from a CSV file.

    Raises:
        WorkbookFaults: the file cannot be opened, or is none of ours.
    """
    rows, findings = _rows(upload, name, columns.SHEET, columns.COLUMNS)
    return [
        WrittenRow(
            **_common(row, columns.CYCLE, findings),
            award=_needed(row, columns.AWARD, findings),
            basis=_chosen(row, columns.BASIS, columns.BASES, findings) or AwardBasis.MERIT.value,
        )
        for row in rows
    ], findings


def read_ratings(upload: Readable, name: str) -> tuple[list[WrittenRating], Findings]:
    """Return the ratings of a file and what is wrong with single cells.

    Args, Raises: as for ``read_awards``.
    """
    rows, findings = _rows(upload, name, columns.RATING_SHEET, columns.RATING_COLUMNS)
    return [
        WrittenRating(
            **_common(row, columns.RATED_CYCLE, findings),
            level=_level(row, findings),
        )
        for row in rows
    ], findings


def read_day(cell: Cell) -> date | None:
    """Return a date, as Excel keeps it or as people write it; None for a blank."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    written = read_line(cell)
    if not written:
        return None
    try:
        return datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007 -- a day, no moment
    except ValueError as error:
        raise CellError(_DAY) from error


def _rows(
    upload: Readable, name: str, title: str, wanted: Sequence[Column]
) -> tuple[list[Row], Findings]:
    kind = extension_of(shown_name(name))
    if kind not in {"xlsx", "csv"}:
        raise _refused(name, _KINDS)
    is_csv = kind == "csv"
    book = _csv_book(upload, name, title) if is_csv else open_book(upload, name, (title,))
    findings = Findings(title)
    sheet = sheet_of(book, title, findings)
    found = rows_of(sheet, wanted, findings) if sheet else []
    if len(found) > MAX_RECORDS:
        raise _refused(name, _TOO_MANY)
    if not found and not findings.faults:
        findings.add("", "chưa có dòng nào.")
    return found, findings


def _common(row: Row, cycle: Column, findings: Findings) -> dict[str, Any]:
    return {
        "row": row,
        "agency": _needed(row, columns.AGENCY, findings),
        "cycle": _needed(row, cycle, findings),
        "decision_number": findings.read(row[columns.NUMBER.title], limited(60), ""),
        "decided_on": _day_of(row, findings),
        "issuer": findings.read(row[columns.ISSUER.title], limited(200), ""),
    }


def _chosen(row: Row, column: Column, choices: Mapping[str, str], findings: Findings) -> str:
    return findings.read(row[column.title], lambda cell: read_choice(cell, choices), "")


def _level(row: Row, findings: Findings) -> str:
    """Return the level, which must be there; a wrong word is one fault, not two."""
    if not _needed(row, columns.LEVEL, findings):
        return ""
    return _chosen(row, columns.LEVEL, columns.LEVELS, findings)


def _day_of(row: Row, findings: Findings) -> date | None:
    cell = row[columns.DECIDED_ON.title]
    try:
        return read_day(cell)
    except CellError as error:
        findings.add(cell.place, str(error))
        return None


def _needed(row: Row, column: Column, findings: Findings) -> str:
    cell = row[column.title]
    before = len(findings.faults)
    said = findings.read(cell, read_line, "")
    if not said and len(findings.faults) == before:
        findings.add(cell.place, f"cần ghi “{column.title}”.")
    return said


def _refused(name: str, words: str) -> WorkbookFaults:
    return WorkbookFaults([CellFault(f"Tệp “{shown_name(name)}” {words}")])


def _csv_book(upload: Readable, name: str, title: str) -> Book:
    """Return a CSV file as the one sheet that a workbook would have."""
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise _refused(name, EMPTY)
    if len(data) > MAX_BYTES:
        raise _refused(name, TOO_BIG)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(name, _NOT_TEXT) from error
    head = text.partition("\n")[0]
    mark = max(";,\t", key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise _refused(name, "không đúng định dạng CSV.") from error
    while lines and not any(tidy_line(value) for value in lines[-1]):
        lines.pop()
    if len(lines) > MAX_RECORDS + 1:
        raise _refused(name, _TOO_MANY)
    width = max((len(line) for line in lines), default=0)
    if width > MAX_COLUMNS:
        raise _refused(name, f"có hơn {MAX_COLUMNS} cột; đề nghị xóa phần thừa.")
    rows = tuple(_csv_row(number, line, width) for number, line in enumerate(lines, start=1))
    layout = Layout(rows=len(rows), columns=width)
    return Book({title: Sheet(title, rows, layout)})


def _csv_row(number: int, line: list[str], width: int) -> tuple[Cell, ...]:
    values = [*line, *([""] * (width - len(line)))]
    return tuple(
        Cell(
            f"{get_column_letter(place)}{number}",
            value or None,
            is_formula=value.lstrip().startswith(_FORMULA),
        )
        for place, value in enumerate(values, start=1)
    )
