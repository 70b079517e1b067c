"""Tables: heads that repeat, rows that are not split, columns as wide as on paper."""

from typing import Any
from xml.etree.ElementTree import Element

from reports.render.word.grids import Cell, Row, rows_of, widths_of
from reports.render.word.looks import CellLook, Paddings
from reports.render.word.measures import length
from reports.render.word.walker import Walker
from reports.render.word.xml import add, add_border


def write_table(walker: Walker, table: Element) -> None:
    """Append a table to where the walker writes.

    Raises:
        UnknownMarkupError: there is something in it that Word would not show.
    """
    rows = rows_of(table, walker.looks)
    if rows:
        walker.before_table(length(walker.looks.of(table)["margin_top"], 0))
        _TableWriter(walker, table, rows).write()


class _TableWriter:
    """One table: the walker that writes its cells, its columns and what most cells look like."""

    def __init__(self, walker: Walker, table: Element, rows: list[Row]) -> None:
        self._walker = walker
        self._rows = rows
        self._widths = widths_of(table, rows, walker.looks, walker.width)
        cells = [cell.element for row in rows for cell in row.cells if cell.element is not None]
        self._usual: CellLook = walker.looks.cell(cells[-1] if cells else table)

    def write(self) -> None:
        """Append the table with all its rows."""
        table = add(self._walker.into, "w:tbl")
        self._frame(table)
        for row in self._rows:
            self._row(table, row)

    def _frame(self, table: Any) -> None:
        about = add(table, "w:tblPr")
        add(about, "w:tblW", w=sum(self._widths), type="dxa")
        if self._usual.line:
            edges = add(about, "w:tblBorders")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
                add_border(edges, side, self._usual.line)
        add(about, "w:tblLayout", type="fixed")
        _add_margins(about, "w:tblCellMar", self._usual.paddings)
        grid = add(table, "w:tblGrid")
        for width in self._widths:
            add(grid, "w:gridCol", w=width)

    def _row(self, table: Any, row: Row) -> None:
        made = add(table, "w:tr")
        about = add(made, "w:trPr")
        add(about, "w:cantSplit")
        looks = [
            self._walker.looks.cell(cell.element) for cell in row.cells if cell.element is not None
        ]
        high = max((look.height for look in looks), default=0)
        if high:
            add(about, "w:trHeight", val=high, hRule="atLeast")
        if row.is_head:
            add(about, "w:tblHeader")
        ground = self._walker.looks.cell(row.element).ground
        for cell in row.cells:
            self._cell(made, cell, ground, keep_next=row.keeps_next)

    def _cell(self, row: Any, cell: Cell, ground: str, *, keep_next: bool) -> None:
        width = sum(self._widths[cell.column : cell.column + cell.columns])
        made = add(row, "w:tc")
        about = add(made, "w:tcPr")
        add(about, "w:tcW", w=width, type="dxa")
        if cell.columns > 1:
            add(about, "w:gridSpan", val=cell.columns)
        if cell.element is None:
            add(about, "w:vMerge")
            add(made, "w:p")
            return
        if cell.is_tall:
            add(about, "w:vMerge", val="restart")
        look = self._walker.looks.cell(cell.element)
        self._dress(about, look, look.ground or ground)
        _, right, _, left = look.paddings
        with self._walker.inside(made, width - left - right, keep_next=keep_next):
            self._walker.flow(cell.element)
            self._walker.fill_cell(cell.element)

    def _dress(self, about: Any, look: CellLook, ground: str) -> None:
        if look.line and not self._usual.line:
            edges = add(about, "w:tcBorders")
            for side in ("top", "left", "bottom", "right"):
                add_border(edges, side, look.line)
        if ground:
            add(about, "w:shd", val="clear", color="auto", fill=ground)
        if look.paddings != self._usual.paddings:
            _add_margins(about, "w:tcMar", look.paddings)
        add(about, "w:vAlign", val=look.align)


def _add_margins(parent: Any, tag: str, paddings: Paddings) -> None:
    top, right, bottom, left = paddings
    margins = add(parent, tag)
    for side, width in (("top", top), ("left", left), ("bottom", bottom), ("right", right)):
        add(margins, f"w:{side}", w=width, type="dxa")
