"""Open a workbook from outside: weighed, without anything that acts, cell by cell."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from defusedxml import sax
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter, range_boundaries

from scoring.rules.text import tidy_line
from scoring.spreadsheets import faults
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.layout import Layout, LayoutReader
from scoring.uploads import Readable
from scoring.uploads import faults as upload_faults
from scoring.uploads.faults import UploadFault
from scoring.uploads.names import extension_of, shown_name
from scoring.uploads.office import check_xlsx

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 20 * 1024 * 1024
MAX_ROWS = 2_000
MAX_COLUMNS = 100
MAX_CELLS = 100_000
_WORDS = MappingProxyType(
    {
        upload_faults.WRONG_CONTENT: faults.NOT_XLSX,
        upload_faults.LOCKED: faults.LOCKED,
        upload_faults.ACTIVE: faults.ACTIVE,
        upload_faults.BOMB: faults.BOMB,
    }
)
# How a file writes an underscore that would begin a code, and the end of a line of old.
_UNDERSCORE = "_x005F_"
_CODES = re.compile(r"_x005F_|_x000D_\n?")
Value = str | Decimal | bool | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it was typed; numbers are exact as the program shows them."""

    place: str
    value: Value = None
    is_formula: bool = False
    is_error: bool = False
    is_percent: bool = False

    @property
    def is_blank(self) -> bool:
        """Say whether there is nothing to read: no value, or nothing but blanks."""
        if self.is_formula or self.is_error:
            return False
        return self.value is None or (isinstance(self.value, str) and not tidy_line(self.value))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows from the first, each as long as the widest."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    layout: Layout

    @property
    def merged(self) -> Iterator[tuple[str, int]]:
        """The merged ranges, each with its first row."""
        return ((ref, range_boundaries(ref)[1] or 0) for ref in self.layout.merged)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that were asked for and are there, by title."""

    sheets: Mapping[str, Sheet]


def open_book(upload: Readable, name: str, titles: tuple[str, ...]) -> Book:
    """Return the named sheets of a workbook; other sheets are not read.

    Args:
        upload: read once, to one byte past the limit at most.
        name: as the sender's computer calls the file.
        titles: the sheets wanted; upper and lower case and blanks do not matter.

    Raises:
        WorkbookFaults: no .xlsx file, too big, broken, locked, with macros or outside links,
            or with a sheet too large to be filled in by hand.

    Source: OWASP ASVS 5.0, V5.2; docs/sources.md#uploads.
    """
    data = _read(upload, shown_name(name))
    try:
        check_xlsx(data, max_unpacked=MAX_UNPACKED)
        with _reader(data) as reader:
            return _book(reader, {tidy_line(title).casefold(): title for title in titles})
    except UploadFault as fault:
        words = _WORDS.get(str(fault), faults.BROKEN)
        raise _refused(shown_name(name), words) from fault
    except WorkbookFaults:
        raise
    except Exception as error:  # a parser of hostile bytes may fail in any way
        raise _refused(shown_name(name), faults.BROKEN) from error


def _refused(name: str, words: str) -> WorkbookFaults:
    return WorkbookFaults([CellFault(f"Tệp “{name}” {words}")])


def _read(upload: Readable, name: str) -> bytes:
    if extension_of(name) != "xlsx":
        raise _refused(name, faults.NOT_XLSX)
    data = upload.read(MAX_BYTES + 1)
    if not data:
        raise _refused(name, faults.EMPTY)
    if len(data) > MAX_BYTES:
        raise _refused(name, faults.TOO_BIG)
    return data


@contextmanager
def _reader(data: bytes) -> Iterator[ExcelReader]:
    """Read the workbook's head; the sheets follow row by row."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that we do not read
        reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
        reader.read()
        try:
            yield reader
        finally:
            reader.wb.close()


def _book(reader: ExcelReader, wanted: Mapping[str, str]) -> Book:
    parts = {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()}
    found: dict[str, Sheet] = {}
    for worksheet in reader.wb.worksheets:
        title = wanted.get(tidy_line(worksheet.title).casefold())
        if title is None:
            continue
        if title in found:
            raise WorkbookFaults([CellFault("có hai trang cùng tên; đề nghị bỏ một.", title)])
        layout = _layout(reader.archive, parts[worksheet.title], title)
        found[title] = Sheet(title, tuple(_rows(worksheet, layout)), layout)
    return Book(MappingProxyType(found))


def _layout(archive: zipfile.ZipFile, part: str, title: str) -> Layout:
    handler = LayoutReader()
    with archive.open(part) as stream:
        sax.parse(stream, handler, forbid_dtd=True)
    layout = handler.layout
    if layout.rows > MAX_ROWS or layout.columns > MAX_COLUMNS or layout.cells > MAX_CELLS:
        text = f"có nhiều hơn {MAX_ROWS} dòng hoặc {MAX_COLUMNS} cột; đề nghị xóa phần thừa."
        raise WorkbookFaults([CellFault(text, title)])
    return layout


def _rows(worksheet: Any, layout: Layout) -> Iterator[tuple[Cell, ...]]:
    if not layout.rows:
        return
    worksheet.reset_dimensions()  # what the file says of its own size may be wrong
    rows = worksheet.iter_rows(max_row=layout.rows, max_col=layout.columns)
    for number, row in enumerate(rows, start=1):
        places = (f"{get_column_letter(column)}{number}" for column in range(1, len(row) + 1))
        yield tuple(_cell(place, cell) for place, cell in zip(places, row, strict=True))


def _cell(place: str, cell: Any) -> Cell:
    if cell.value is None:
        return Cell(place)
    if cell.data_type in {"f", "e"}:
        is_formula = cell.data_type == "f"
        return Cell(place, str(cell.value), is_formula=is_formula, is_error=not is_formula)
    return Cell(place, _value(cell.value), is_percent="%" in (cell.number_format or ""))


def _value(value: object) -> Value:
    """Return the value; a number with the 15 digits that Excel shows, so 0.1 stays a tenth."""
    if isinstance(value, str):
        return _CODES.sub(lambda found: "_" if found[0] == _UNDERSCORE else "\n", value)
    if isinstance(value, bool | date | time | timedelta):
        return value
    return Decimal(f"{value:.15g}" if isinstance(value, float) else str(value))
