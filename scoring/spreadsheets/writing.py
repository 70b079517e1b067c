"""Write a workbook that people read and fill in: text stays text, heads stay in sight."""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scoring.spreadsheets.columns import Column

Content = str | Decimal | int | None
FONT = "Times New Roman"
SIZE = 13
HEAD_ROW = 1
LAST_ROW = 1_000  # how far down the drop-downs reach
# Styles are made once: openpyxl looks each up by its value, which costs.
_PLAIN = Font(name=FONT, size=SIZE)
_BOLD = Font(name=FONT, size=SIZE, bold=True)
_HEAD = Font(name=FONT, size=SIZE, bold=True, color="FFFFFF")
_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
_LINE = Side(style="thin", color="BFBFBF")
_FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TEXT_FORMAT = "@"
# A program that opens the file would take these for the code of a character.
_LIKE_A_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TURNS_INTO_FORMULA = ("=", "+", "-", "@")


def new_book() -> Workbook:
    """Return an empty workbook, without the sheet that openpyxl puts into each."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Phần mềm thi đua khối, cụm"
    return book


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet that we made ourselves, where none is merged."""
    return cast("Cell", sheet.cell(row, column))


def put(cell: Cell, value: Content, *, bold: bool = False, fill: str = "") -> None:
    """Write a value into a cell; text never becomes a formula, whatever it begins with."""
    if isinstance(value, str):
        _put_text(cell, value)
    else:
        cell.value = value
    cell.font = _BOLD if bold else _PLAIN
    cell.alignment = _LEFT if isinstance(value, str) else _WRAPPED
    if fill:
        cell.fill = _filled(fill)


def add_head(sheet: Worksheet, columns: Sequence[Column], *, row: int = HEAD_ROW) -> None:
    """Write the head row, set the widths, and keep the head and what names a row in sight.

    Args:
        row: where the head stands; below a line that says something of the whole sheet.
    """
    for place, column in enumerate(columns, start=1):
        cell = cell_at(sheet, row, place)
        put(cell, column.title)
        cell.font = _HEAD
        cell.fill = _HEAD_FILL
        cell.alignment = _CENTRED
        cell.border = _FRAME
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
    sheet.row_dimensions[row].height = 42
    sheet.freeze_panes = f"{get_column_letter(min(2, len(columns)) + 1)}{row + 1}"
    _set_paper(sheet, columns, row)


def add_row(
    sheet: Worksheet,
    row: int,
    values: Sequence[Content],
    *,
    bold: bool = False,
    fill: str = "",
) -> None:
    """Write one framed row."""
    for place, value in enumerate(values, start=1):
        cell = cell_at(sheet, row, place)
        put(cell, value, bold=bold, fill=fill)
        cell.border = _FRAME


def ready_rows(sheet: Worksheet, columns: Sequence[Column], rows: range) -> None:
    """Prepare rows to be filled in: framed, wrapped, codes kept as text."""
    for row in rows:
        for place, column in enumerate(columns, start=1):
            cell = cell_at(sheet, row, place)
            cell.font = _PLAIN
            cell.alignment = _WRAPPED
            cell.border = _FRAME
            if not column.is_number:
                cell.number_format = _TEXT_FORMAT


def add_choices(
    sheet: Worksheet, cells: str, source: str, *, title: str, is_strict: bool = True
) -> None:
    """Give cells a drop-down.

    Args:
        cells: such as ``C2:C1000``.
        source: a range of a sheet, such as ``'Danh mục'!$A$2:$A$14``.
        is_strict: whether the program refuses what is not in the list.
    """
    validation = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=is_strict,
        errorTitle=title[:32],
        error="Đề nghị chọn một mục trong danh sách.",
    )
    validation.add(cells)
    sheet.add_data_validation(validation)


def add_lists(sheet: Worksheet, lists: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Write lists side by side; return the range of each, for drop-downs."""
    ranges: dict[str, str] = {}
    for place, (title, words) in enumerate(lists.items(), start=1):
        letter = get_column_letter(place)
        put(cell_at(sheet, HEAD_ROW, place), title, bold=True)
        for row, word in enumerate(words, start=HEAD_ROW + 1):
            put(cell_at(sheet, row, place), word)
        sheet.column_dimensions[letter].width = max([len(title), *map(len, words)]) * 1.2 + 2
        last = HEAD_ROW + max(len(words), 1)
        ranges[title] = f"'{sheet.title}'!${letter}${HEAD_ROW + 1}:${letter}${last}"
    sheet.freeze_panes = "A2"
    return ranges


def book_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _put_text(cell: Cell, value: str) -> None:
    text = _LIKE_A_CODE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.value = text
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    cell.number_format = _TEXT_FORMAT
    if text.startswith(_TURNS_INTO_FORMULA):
        cell.quotePrefix = True  # so that it is text still when somebody edits the cell


def _set_paper(sheet: Worksheet, columns: Sequence[Column], head: int) -> None:
    """Let the sheet print on A4, as wide as the paper, its head on every page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if len(columns) > 4 else "portrait"  # noqa: PLR2004
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEAD_ROW}:{head}"
