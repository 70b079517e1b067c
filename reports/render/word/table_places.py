"""Where in its table a paragraph of a Word file stands, in words that a reader finds again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from textwrap import shorten
from typing import Any

from docx.oxml.ns import qn

_CELLS, _ROWS, _TABLES = qn("w:tc"), qn("w:tr"), qn("w:tbl")
_HEAD = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
_SPAN = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_MOST_NAMES = 2  # of a row: its number and its name
_MOST_SIGNS = 80
# Whatever a file may say: Word itself knows 63 columns.
_WIDEST, _MOST_HEADS, _MOST_DIGITS = 200, 10, 3


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A cell of a row with its first column, and how many columns wide it is."""

    cell: Any
    start: int
    width: int
    words: str


class TablePlaces:
    """Names the places of one file; every row and head is read once."""

    def __init__(self) -> None:
        self._rows: dict[Any, tuple[str, dict[Any, int]]] = {}
        self._heads: dict[Any, dict[int, str]] = {}

    def of(self, paragraph: Any) -> str:
        """Return the first words of the row and the heads of the column; empty outside a table."""
        cell = next(paragraph.iterancestors(_CELLS), None)
        row = next(cell.iterancestors(_ROWS), None) if cell is not None else None
        if row is None or row.find(_HEAD) is not None:
            return ""
        if row not in self._rows:
            columns = list(_columns(row))
            name = " ".join([one.words for one in columns if one.words][:_MOST_NAMES])
            starts = {one.cell: one.start for one in columns}
            self._rows[row] = shorten(name, _MOST_SIGNS, placeholder="…"), starts
        name, starts = self._rows[row]
        table = next(row.iterancestors(_TABLES), None)
        head = self._head(table, starts.get(cell, -1)) if table is not None else ""
        return " – ".join(filter(None, (name, head)))

    def _head(self, table: Any, column: int) -> str:
        if table not in self._heads:
            heads: dict[int, list[str]] = {}
            rows = (one for one in table.iterchildren(_ROWS) if one.find(_HEAD) is not None)
            for held in chain.from_iterable(map(_columns, islice(rows, _MOST_HEADS))):
                for place in range(held.start, min(held.start + held.width, _WIDEST)):
                    heads.setdefault(place, []).append(held.words)
            self._heads[table] = {
                place: ", ".join(filter(None, words)) for place, words in heads.items()
            }
        return self._heads[table].get(column, "")


def _columns(row: Any) -> Iterator[_Column]:
    start = 0
    for cell in _cells(row):
        if start >= _WIDEST:
            return
        span = cell.find(_SPAN)
        told = span.get(qn("w:val"), "") if span is not None else ""
        width = int(told) if told.isdecimal() and len(told) <= _MOST_DIGITS else 1
        yield _Column(cell, start, width, " ".join("".join(_words(cell)).split()))
        start += width


def _cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, also those that a form's content control is put around."""
    for child in row:
        if child.tag == _CELLS:
            yield child
        else:
            inner = child.iterdescendants(_CELLS)
            yield from (one for one in inner if next(one.iterancestors(_ROWS)) is row)


def _words(cell: Any) -> Iterator[str]:
    for paragraph in cell.iter(qn("w:p")):
        yield from (item.text or "" for item in paragraph.iter(qn("w:t")))
        yield " "
