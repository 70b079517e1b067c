"""Read a sheet that is one table: a head row, then a row for each record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import read_line
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.faults import CellError, CellFault
from scoring.spreadsheets.opening import Book, Cell, Sheet

Read = TypeVar("Read")
_HEAD = 1


@dataclass(slots=True)
class Findings:
    """Collects every fault of one sheet, so that all are told at once."""

    sheet: str
    faults: list[CellFault] = field(default_factory=list)

    def add(self, cell: str, text: str) -> None:
        """Note a fault at a cell, or at the sheet where the cell is empty."""
        self.faults.append(CellFault(text, self.sheet, cell))

    def read(self, cell: Cell, reader: Callable[[Cell], Read | None], default: Read) -> Read:
        """Return what the cell says; the default where it is blank or cannot be read."""
        try:
            found = reader(cell)
        except CellError as error:
            self.add(cell.place, str(error))
            return default
        return default if found is None else found

    @property
    def rows(self) -> set[int]:
        """The numbers of the rows in which something is wrong."""
        return {fault.place[0] for fault in self.faults}

    def sort(self) -> None:
        """Put the faults in the order in which people go through the sheet."""
        self.faults.sort(key=lambda fault: fault.place)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its row number and its cells by the column's title."""

    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, column: str) -> Cell:
        return self.cells[column]


def sheet_of(book: Book, title: str, findings: Findings) -> Sheet | None:
    """Return a sheet without merged or hidden parts; what is wrong is noted."""
    sheet = book.sheets.get(title)
    if sheet is None:
        findings.add("", "tệp thiếu trang này; đề nghị tải lại tệp mẫu.")
        return None
    for ref, first_row in sheet.merged:
        if first_row <= sheet.layout.rows:
            findings.add(ref, "các ô bị gộp; đề nghị bỏ gộp ô (Unmerge) rồi ghi riêng từng ô.")
    return sheet


def rows_of(sheet: Sheet, columns: Sequence[Column], findings: Findings) -> list[Row]:
    """Return the rows that say anything, under a head that has exactly the columns.

    The columns may stand in any order, and a late one may be missing: it is blank then. Hidden
    rows are refused rather than read or skipped behind the official's back.
    """
    places = _head(sheet, columns, findings)
    if places is None:
        return []
    found: list[Row] = []
    for number, cells in enumerate(sheet.rows[_HEAD:], start=_HEAD + 1):
        blank = {column.title: Cell("") for column in columns if column.is_late}
        row = Row(number, blank | {title: cells[place] for title, place in places.items()})
        if all(cell.is_blank for cell in cells):
            continue
        if number in sheet.layout.hidden:
            text = "dòng này đang bị ẩn hoặc bị lọc; đề nghị cho hiện tất cả các dòng."
            findings.add(cells[0].place, text)
        for place, cell in enumerate(cells):
            if place not in places.values() and not cell.is_blank:
                findings.add(cell.place, "cột này không có tên ở dòng đầu; đề nghị xóa nội dung.")
        found.append(row)
    return found


def _head(sheet: Sheet, columns: Sequence[Column], findings: Findings) -> dict[str, int] | None:
    """Return where each column stands, or None when the head cannot be understood."""
    known = {column.title.casefold(): column.title for column in columns}
    places: dict[str, int] = {}
    before = len(findings.faults)
    for place, title, cell in _titles(sheet, findings):
        column = known.get(title.casefold())
        if column is None:
            findings.add(cell.place, f"cột “{title[:60]}” không có trong mẫu; đề nghị xóa cột này.")
        elif column in places:
            findings.add(cell.place, f"cột “{column}” bị lặp; đề nghị chỉ giữ một cột.")
        else:
            places[column] = place
    missing = [one.title for one in columns if one.title not in places and not one.is_late]
    if missing:
        findings.add("A1", f"dòng đầu thiếu cột: {', '.join(missing)}.")
    return places if len(findings.faults) == before else None


def _titles(sheet: Sheet, findings: Findings) -> Iterator[tuple[int, str, Cell]]:
    for place, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        title = tidy_line(findings.read(cell, read_line, ""))
        if title:
            yield place, title, cell
