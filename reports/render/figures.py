"""Rows of figures, each set as one picture instead of a box for every cell.

A matrix of 15 members and 180 criteria has 10,000 cells with a number in each. Every cell is a
block with a line with a text to WeasyPrint, laid out, painted and tagged on its own. Here the cells
of a row that hold nothing but a figure become one cell with one picture, which paints the figures
where they would have stood, shaped by WeasyPrint itself but once for each different figure.
``reports.render.tagging`` makes them cells again for those who have the paper read out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pydyf
from weasyprint.document import Document
from weasyprint.draw.text import draw_first_line
from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.matrix import Matrix
from weasyprint.text.line_break import split_first_line

from reports.render.fonts import widest

ADDRESS = "app:figures/"
_FEWEST = 3  # cells of a row; below that nothing is won
_PIXELS = 96 / 25.4  # of a millimetre
_BORDER = 0.8  # of every cell, in pixels: 0.6 pt
_COLUMN = re.compile(r"\.([a-z-]+) \{ width: ([0-9.]+)mm \}")


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of figures of a table look, in pixels as paper.css says, and their class."""

    size: float
    padding: float
    cell: str


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "matrix-grid": Look(size=8.5 / 0.75, padding=1 / 0.75, cell=""),
        "sheet-grid": Look(size=11 / 0.75, padding=3 / 0.75, cell="figure"),
    }
)


@dataclass(frozen=True, slots=True)
class Painted:
    """One figure: what writes it, how wide it is, and where its letters stand."""

    operators: tuple[bytes, ...]
    width: float
    height: float
    baseline: float


class Mark(pydyf.Object):
    """The beginning of a figure; which number it has in the structure is known at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.mcid = 0

    @property
    def data(self) -> bytes:
        """The end of what stood before and the beginning of a piece of tagged content."""
        return b"EMC\n/Span <</MCID %d>> BDC" % self.mcid


@dataclass(eq=False, slots=True)
class FigureRow:
    """Figures side by side; to WeasyPrint a picture as wide as its cell.

    Args:
        widths: of the columns.
        shapes: of the figures that were painted before.
        is_open: whether a like row follows, so that the line between them is the row's own.
        above, below: how far the cell reaches beyond the picture, known after the layout.
    """

    texts: tuple[str, ...]
    widths: tuple[float, ...]
    shapes: dict[tuple[str, int], Painted]
    is_open: bool = False
    above: float = 0
    below: float = 0
    marks: list[Mark] = field(default_factory=list)

    def get_intrinsic_size(self, *_: float) -> tuple[None, None, None]:
        """Say that the picture is as large as it is told to be."""
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint lines and figures, inside of the tagged content that WeasyPrint has begun."""
        inset = (sum(self.widths) - width) / 2  # on both sides of every cell
        lefts = list(accumulate(self.widths, initial=0.0))
        stream.stream.append(b"EMC\n/Artifact BMC")
        self._rule(stream, [edge - inset for edge in lefts], height, style)
        stream.set_color(style["color"])
        self.marks = []
        for text, left, wide in zip(self.texts, lefts, self.widths, strict=False):
            if text:
                self.marks.append(Mark())
                stream.stream.append(self.marks[-1])
                shape = self._shape(text, stream, style)
                free = wide - 2 * inset - shape.width
                x = left + (free if style["text_align_all"] == "right" else free / 2)
                y = (height - shape.height) / 2 + shape.baseline
                stream.stream.append(b"BT")
                stream.set_text_matrix(1, 0, 0, -1, x, y)
                stream.stream += shape.operators
                stream.stream.append(b"ET")

    def _rule(self, stream: Any, edges: list[float], height: float, style: Any) -> None:
        """Paint the lines between the cells, as high as they are."""
        with stream.stacked():
            stream.set_color(style["color"], stroke=True)
            stream.set_line_width(_BORDER)
            for edge in edges[1:-1]:
                stream.move_to(edge, -self.above)
                stream.line_to(edge, height + self.below)
            if self.is_open:
                stream.move_to(edges[0] - _BORDER / 2, height + self.below)
                stream.line_to(edges[-1] + _BORDER / 2, height + self.below)
            stream.stroke()

    def _shape(self, text: str, stream: Any, style: Any) -> Painted:
        key = (text, style["font_weight"])
        if key not in self.shapes:
            self.shapes[key] = _shaped(text, stream, style)
        return self.shapes[key]


def _shaped(text: str, stream: Any, style: Any) -> Painted:
    """Let WeasyPrint write the text somewhere else, and keep what it wrote."""
    layout, _, _, width, height, baseline = split_first_line(text, style, None, None, 0)
    layout.reactivate(style)
    aside = stream.clone(tags=None)
    box = SimpleNamespace(text=text, style=style, pango_layout=layout, baseline=baseline)
    draw_first_line(aside, box, "clip", "none", Matrix(d=-1))
    layout.deactivate()
    return Painted(tuple(aside.stream[1:]), width, height, baseline)


def measure_figures(document: Document) -> None:
    """Tell each picture how far its cell reaches."""
    for page in document.pages:
        for cell in page._page_box.descendants():  # noqa: SLF001 -- nothing else knows the cells
            row = _row_in(cell)
            if row is not None:
                (picture,) = cell.children
                row.above = picture.content_box_y() - cell.border_box_y()
                row.below = cell.border_height() - picture.height - row.above


def _row_in(box: Any) -> FigureRow | None:
    if not isinstance(box, TableCellBox) or len(box.children) != 1:
        return None
    row = getattr(box.children[0], "replacement", None)
    return row if isinstance(row, FigureRow) else None


def gather_figures(root: Element, sheet: str, folder: Path) -> dict[str, FigureRow]:
    """Put one cell where a row has figures side by side; return the pictures by their address.

    Args:
        root: the parsed paper; it is changed.
        sheet: the style sheet that says how wide the columns are.
        folder: where the faces are.
    """
    known = {name: float(width) * _PIXELS for name, width in _COLUMN.findall(sheet)}
    pictures: dict[str, FigureRow] = {}
    for table in root.iter("table"):
        names = table.get("class", "").split()
        look = next((LOOKS[name] for name in names if name in LOOKS), None)
        columns = [known.get(column.get("class", ""), 0.0) for column in table.iter("col")]
        if look is None or not any(columns):
            continue
        shapes: dict[tuple[str, int], Painted] = {}
        for body in table.iter("tbody"):
            last: dict[tuple[float, ...], tuple[Element, FigureRow]] = {}
            for row in body:
                found: dict[tuple[float, ...], tuple[Element, FigureRow]] = {}
                for start, cells in list(_runs(row, columns, look, folder)):
                    widths = tuple(columns[start : start + len(cells)])
                    texts = tuple(cell.text or "" for cell in cells)
                    address = f"{ADDRESS}{len(pictures)}"
                    pictures[address] = FigureRow(texts, widths, shapes)
                    _merge(row, cells, address)
                    where = (float(start), *widths)
                    found[where] = cells[0], pictures[address]
                    if where in last:
                        above, former = last[where]
                        former.is_open = True
                        _add_class(above, "open-below")
                        _add_class(cells[0], "open-above")
                last = found
    return pictures


def _runs(
    row: Element, columns: list[float], look: Look, folder: Path
) -> Iterator[tuple[int, list[Element]]]:
    """Yield where cells with one figure each stand side by side: the column, and the cells."""
    if any(cell.get("colspan") or cell.get("rowspan") for cell in row):
        return
    cells = list(row)
    fits = [
        bool(width) and _fits(cell, width - 2 * look.padding - _BORDER, look, folder)
        for cell, width in zip(cells, columns, strict=True)
    ]
    start = 0
    while start < len(cells):
        end = start
        while end < len(cells) and fits[end]:
            end += 1
        if end - start >= _FEWEST and any(cell.text for cell in cells[start:end]):
            yield start, cells[start:end]
        start = end + 1


def _fits(cell: Element, room: float, look: Look, folder: Path) -> bool:
    text = cell.text or ""
    plain = cell.tag == "td" and len(cell) == 0 and cell.get("class", "") == look.cell
    return plain and text == text.strip() and widest(folder, text) * look.size <= room


def _merge(row: Element, cells: list[Element], address: str) -> None:
    first, *others = cells
    first.set("colspan", str(len(cells)))
    _add_class(first, "figures")
    first.text = None
    SubElement(first, "img", {"src": address, "alt": address})
    for cell in others:
        row.remove(cell)


def _add_class(cell: Element, name: str) -> None:
    cell.set("class", f"{cell.get('class', '')} {name}".strip())
