"""Figures side by side in a table, painted as one picture instead of a box for every cell.

WeasyPrint lays out, paints and tags every cell on its own: a matrix of 15 members and 180 criteria
has 10,000 with a number in each. ``reports.render.merging`` makes one cell of the figures of a row,
with one picture in it; the picture paints each figure where it would have stood, written by
WeasyPrint once for each different figure, and the lines between them. ``reports.render.tagging``
makes cells of them again in the structure by which a paper is read out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import pydyf
from weasyprint.document import Document
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import TableCellBox, TextBox
from weasyprint.layout import inline

BORDER = 0.8  # of every cell, in pixels: 0.6 pt


@dataclass(frozen=True, slots=True)
class Painted:
    """One figure: what sets its font, what writes it, how wide it is, where its letters stand."""

    font: bytes
    letters: bytes
    width: float
    height: float
    baseline: float


class TaggedFigures(pydyf.Object):
    """What paints a row's figures, each a piece of content with a number in the structure.

    WeasyPrint has begun a piece when the picture is painted and ends one behind it. The first
    number is known when everything else on the page has one.
    """

    def __init__(self, figures: list[bytes]) -> None:
        super().__init__()
        self.figures = figures
        self.first = 0

    @property
    def data(self) -> bytes:
        """The operators; read when the page is written out."""
        numbered = enumerate(self.figures, self.first)
        pieces = [b"/Span <</MCID %d>> BDC\nBT\n%s\nET" % one for one in numbered]
        return b"\nEMC\n".join(pieces)


@dataclass(eq=False, slots=True)
class FigureRow:
    """A row's figures; to WeasyPrint a picture as wide as its cell.

    Args:
        widths: of the columns, in pixels.
        shapes: the figures of the table that were painted before, by text and weight.
        is_open: whether a like row follows, so that the line between them is painted here.
        above, below: how far the cell reaches beyond the picture; known after the layout.
    """

    texts: tuple[str, ...]
    widths: tuple[float, ...]
    shapes: dict[tuple[str, int], Painted]
    is_open: bool = False
    above: float = 0
    below: float = 0
    painted: TaggedFigures = field(default_factory=lambda: TaggedFigures([]))

    def get_intrinsic_size(self, *_: float) -> tuple[None, None, None]:
        """Say that the picture is as large as it is told to be."""
        return None, None, None

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint lines and figures."""
        inset = (sum(self.widths) - width) / 2  # on both sides of every cell
        lefts = list(accumulate(self.widths, initial=0.0))
        stream.stream.append(b"EMC\n/Artifact BMC")
        self._rule(stream, [edge - inset for edge in lefts], height, style)
        stream.stream.append(b"EMC")
        stream.set_color(style["color"])
        self.painted = TaggedFigures(list(self._figures(stream, lefts, inset, height, style)))
        stream.stream.append(self.painted)

    def _rule(self, stream: Any, edges: list[float], height: float, style: Any) -> None:
        """Paint the lines between the cells as high as they are, and the line below."""
        with stream.stacked():
            stream.set_color(style["color"], stroke=True)
            stream.set_line_width(BORDER)
            for edge in edges[1:-1]:
                stream.move_to(edge, -self.above)
                stream.line_to(edge, height + self.below)
            if self.is_open:
                stream.move_to(edges[0] - BORDER / 2, height + self.below)
                stream.line_to(edges[-1] + BORDER / 2, height + self.below)
            stream.stroke()

    def _figures(
        self, stream: Any, lefts: list[float], inset: float, height: float, style: Any
    ) -> Iterator[bytes]:
        share = 1.0 if style["text_align_all"] == "right" else 0.5  # of the room, on the left
        weight = style["font_weight"]
        font = b""
        for text, left, width in zip(self.texts, lefts, self.widths, strict=False):
            if text:
                shape = self.shapes.get((text, weight)) or _painted(text, stream, style)
                self.shapes[text, weight] = shape
                x = left + share * (width - 2 * inset - shape.width)
                y = (height - shape.height) / 2 + shape.baseline
                start = b"" if shape.font == font else shape.font + b"\n"
                yield b"%s1 0 0 -1 %.6f %.6f Tm\n%s" % (start, x, y, shape.letters)
                font = shape.font


def _painted(text: str, stream: Any, style: Any) -> Painted:
    """Let WeasyPrint write the text somewhere else, and keep what it wrote."""
    box, _, _ = inline.split_text_box(None, TextBox("td", style, None, text), None, 0)
    box.position_x = box.position_y = 0
    aside = stream.clone(tags=None)
    drawing.draw_text(aside, box, 0, "clip", "none")
    *_, font, letters, _ = aside.stream  # before it colour and place, behind it the end
    return Painted(font, letters, box.width, box.height, box.baseline - box.margin_top)


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
