"""Read a filled-in score sheet back; every fault is named by its cell, all of them at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from scoring.models import ScoreLine
from scoring.rules.formulas import levels_of
from scoring.selectors.nodes import as_node
from scoring.spreadsheets.cells import read_line, read_number, read_points, read_text
from scoring.spreadsheets.faults import CellError, CellFault, WorkbookFaults
from scoring.spreadsheets.opening import Book, Cell, Sheet, open_book
from scoring.spreadsheets.sheet_columns import (
    COLUMNS,
    FILLED,
    FIRST_ROW,
    KEY_SHEET,
    SCORES,
    LineValues,
    SheetKey,
    open_columns,
    read_key,
    values_of,
)
from scoring.uploads import Readable

_NOT_OURS = CellFault(
    "Tệp không phải là phiếu chấm điểm tải về từ phần mềm, hoặc khóa của tệp đã bị sửa; đề nghị "
    "tải phiếu Excel mới rồi ghi lại vào đó."
)
_MOST_ECHOED = 60
_SHUT = "là ô không ghi của tiêu chí này; đề nghị xóa nội dung của ô."
_READERS: Mapping[str, Callable[[Cell], Decimal | None]] = {
    "points": read_points,
    "actual": read_number,
    "minus": read_number,
}


@dataclass(frozen=True, slots=True)
class FilledBook:
    """A workbook's key, and its rows below the head as they were typed."""

    key: SheetKey
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class FilledLine:
    """The values typed for one line, and the number of its row in the file."""

    values: LineValues
    row: int

    def cell(self, name: str) -> str:
        """Return the address of a value's cell."""
        return f"{get_column_letter(FILLED[name] + 1)}{self.row}"


def open_sheet_book(upload: Readable, name: str) -> FilledBook:
    """Open a filled-in workbook.

    Raises:
        WorkbookFaults: no workbook of ours, a changed key, or moved columns.
    """
    book = open_book(upload, name, (SCORES, KEY_SHEET))
    key = read_key(_key_text(book))
    if key is None or SCORES not in book.sheets:
        raise WorkbookFaults([_NOT_OURS])
    sheet = book.sheets[SCORES]
    titles = [read_line(cell) for cell in sheet.rows[0]] if sheet.rows else []
    asked = [column.title for column in COLUMNS if not column.is_late]
    if titles[: len(asked)] != asked:
        raise WorkbookFaults([CellFault("các cột đã bị đổi; đề nghị tải phiếu mới.", SCORES, "A1")])
    return FilledBook(key, sheet)


def read_lines(
    book: FilledBook, lines: Mapping[str, ScoreLine]
) -> tuple[dict[str, FilledLine], list[CellFault]]:
    """Return what was typed for each line, by the criterion's key, and what cannot be read.

    Faults are unreadable cells, which count as left alone, and rows added, removed or doubled.

    Args:
        lines: the sheet's lines by key, criteria loaded.
    """
    faults: list[CellFault] = []
    found: dict[str, FilledLine] = {}
    for number, row in enumerate(book.sheet.rows[FIRST_ROW - 1 :], start=FIRST_ROW):
        key = _key_at(row[0], faults)
        line = lines.get(key)
        if key in found:
            faults.append(
                CellFault(f"tiêu chí {key} có hai dòng; bỏ bớt một.", SCORES, f"A{number}")
            )
        elif line is not None:
            found[key] = FilledLine(_values(row, line, faults), number)
        elif key and key not in _groups(lines):
            faults.append(CellFault(f"bảng không có tiêu chí {short(key)}.", SCORES, f"A{number}"))
        elif not key and any(not cell.is_blank for cell in row):
            faults.append(CellFault("dòng thêm vào không có mã.", SCORES, f"A{number}"))
    missing = [key for key in lines if key not in found]
    if missing:
        faults.append(CellFault(f"thiếu dòng của tiêu chí {', '.join(missing)}.", SCORES))
    return found, faults


def short(text: str) -> str:
    """Return the beginning of a text that a sentence repeats."""
    return text if len(text) <= _MOST_ECHOED else f"{text[:_MOST_ECHOED]}…"


def _key_text(book: Book) -> str:
    sheet = book.sheets.get(KEY_SHEET)
    rows = sheet.rows if sheet else ()
    return "".join(row[0].value for row in rows if row and isinstance(row[0].value, str))


def _groups(lines: Mapping[str, ScoreLine]) -> set[str]:
    """Return the keys of the groups above the lines."""
    above: set[str] = set()
    for key in lines:
        parts = key.split(".")
        above |= {".".join(parts[:depth]) for depth in range(1, len(parts))}
    return above


def _key_at(cell: Cell, faults: list[CellFault]) -> str:
    try:
        return read_line(cell)
    except CellError as error:
        faults.append(CellFault(str(error), SCORES, cell.place))
        return ""


def _values(row: tuple[Cell, ...], line: ScoreLine, faults: list[CellFault]) -> LineValues:
    open_to = open_columns(line)
    held = values_of(line)
    numbers = {"points": held.points, "actual": held.actual, "minus": held.minus}
    words = held.words
    for name, index in FILLED.items():
        cell = row[index]
        try:
            if name not in open_to:
                _demand_untouched(cell, name, line)
            elif name == "words":
                words = read_text(cell)
            else:
                numbers[name] = _number(cell, name, line)
        except CellError as error:
            faults.append(CellFault(str(error), SCORES, cell.place))
    return LineValues(**numbers, words=words)


def _number(cell: Cell, name: str, line: ScoreLine) -> Decimal | None:
    """Return a number as it was typed; a named level stands for its points."""
    if name == "points" and isinstance(cell.value, str):
        written = read_line(cell).casefold()
        for level in levels_of(as_node(line.criterion)):
            if written in {str(level).casefold(), level.label.casefold()}:
                return level.points
    return _READERS[name](cell)


def _demand_untouched(cell: Cell, name: str, line: ScoreLine) -> None:
    """Refuse what was typed where the agency writes nothing; its old words may stand there."""
    if cell.is_blank or (name == "words" and read_text(cell) == line.explanation):
        return
    raise CellError(_SHUT)
