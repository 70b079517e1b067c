"""How each element of a paper looks, as WeasyPrint computes it from the papers' style sheet.

One engine, one sheet: what is centred, bold or 12 pt in the PDF is so in the Word file too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.css import get_all_computed_styles
from weasyprint.layout.page import PageType

from reports.render.press import PaperHTML, parsed_sheet
from reports.render.word.measures import length, twips

Style = Mapping[str, Any]
Paddings = tuple[int, int, int, int]  # top, right, bottom, left

_BOLD_FROM = 600
# The height of a line of Times New Roman that Word calls single, in parts of its size.
_SINGLE = 1.15
_ALIGN = {"center": "center", "justify": "both", "right": "right", "end": "right"}
_DOWN = {"middle": "center", "bottom": "bottom"}
_SIDES = ("top", "right", "bottom", "left")


class UnknownMarkupError(ValueError):
    """A paper has something that the Word file cannot show; nothing is dropped silently."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """How letters look; the size is in half points."""

    half_points: int
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Border:
    """A line; its width in eighths of a point."""

    eighths: int
    word: str
    colour: str


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How a paragraph stands; lengths in twips, the line in parts of 240."""

    align: str
    first_line: int
    before: int
    after: int
    line: int
    keep_next: bool
    text: TextLook


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell of a table, or what a row lends its cells; lengths in twips."""

    paddings: Paddings
    line: Border | None
    ground: str
    align: str
    height: int


@dataclass(frozen=True, slots=True)
class PageLook:
    """A sheet of paper: lengths in twips, the page number's size in half points."""

    width: int
    height: int
    margins: Paddings
    number_on_first: bool
    number_on_others: bool
    restarts: bool
    number_half_points: int

    @property
    def inner_width(self) -> int:
        """How wide the text may be."""
        return self.width - self.margins[1] - self.margins[3]


class Looks:
    """The parsed paper and the computed style of everything in it."""

    def __init__(self, html: str) -> None:
        page = PaperHTML(string=html)
        self.root: Element = page.etree_element
        self._style_for = get_all_computed_styles(page, [parsed_sheet("paper.css")])
        self._blocks: dict[tuple[int, bool], BlockLook] = {}
        self._cells: dict[int, CellLook] = {}

    def of(self, element: Element) -> Style:
        """Return the computed style of an element."""
        style: Style = self._style_for(element)
        return style

    def block(self, element: Element, *, anonymous: bool = False) -> BlockLook:
        """Return how an element's own lines stand; like elements share their style."""
        style = self.of(element)
        key = (id(style), anonymous)
        if key not in self._blocks:
            self._blocks[key] = block_look(style, anonymous=anonymous)
        return self._blocks[key]

    def cell(self, element: Element) -> CellLook:
        """Return how a cell, or a row, looks; like elements share their style."""
        style = self.of(element)
        if id(style) not in self._cells:
            self._cells[id(style)] = cell_look(style)
        return self._cells[id(style)]

    def page(self, name: str) -> PageLook:
        """Return how the pages of a name look."""
        first, others = self._page_style(name, 0), self._page_style(name, 1)
        wide, high = others[0]["size"]
        margins = tuple(length(others[0][f"margin_{side}"], 0) for side in _SIDES)
        return PageLook(
            width=twips(wide),
            height=twips(high),
            margins=(margins[0], margins[1], margins[2], margins[3]),
            number_on_first=_numbers(first[1]),
            number_on_others=_numbers(others[1]),
            restarts=bool(first[0]["counter_reset"]),
            number_half_points=half_points(others[1]),
        )

    def _page_style(self, name: str, index: int) -> tuple[Style, Style]:
        """Return the style of a page and that of the middle of its top margin."""
        page = PageType("right", False, name, index, ((name, index),))
        self._style_for.add_page_declarations(page)
        self._style_for.set_computed_styles(page, root=self.root, parent=self.root)
        box = "@top-center"
        self._style_for.set_computed_styles(page, root=self.root, parent=page, pseudo_type=box)
        return self._style_for(page), self._style_for(page, box)


def _numbers(style: Style) -> bool:
    return style["content"] not in ("inhibit", "none", "normal")


def half_points(style: Style) -> int:
    """Return the size of the letters in half points."""
    return round(style["font_size"] * 1.5)


def colour(value: Any) -> str:
    """Return a computed colour as Word writes it; what is transparent as nothing."""
    if isinstance(value, str):
        return "000000"
    if value.alpha == 0:
        return ""
    return "".join(f"{round(part * 255):02X}" for part in value.to("srgb").coordinates)


def text_look(style: Style) -> TextLook:
    """Return how the letters of an element look."""
    return TextLook(
        half_points=half_points(style),
        bold=style["font_weight"] >= _BOLD_FROM,
        italic=style["font_style"] != "normal",
        colour=colour(style["color"]),
    )


def block_look(style: Style, *, anonymous: bool = False) -> BlockLook:
    """Return how an element's own lines stand.

    Args:
        anonymous: for lines straight in a cell, whose margins are not the lines' own.
    """
    return BlockLook(
        align=_ALIGN.get(style["text_align_all"], "left"),
        first_line=length(style["text_indent"], 0),
        before=0 if anonymous else length(style["margin_top"], 0),
        after=0 if anonymous else length(style["margin_bottom"], 0),
        line=round(_line_factor(style) / _SINGLE * 240),
        keep_next=style["break_after"] == "avoid" and not anonymous,
        text=text_look(style),
    )


def _line_factor(style: Style) -> float:
    height = style["line_height"]
    if isinstance(height, int | float):
        return height
    if height == "normal":
        return _SINGLE
    return float(height.value / style["font_size"])


def cell_look(style: Style) -> CellLook:
    """Return how a cell, or a row, looks."""
    return CellLook(
        paddings=padding(style),
        line=border(style, "top"),
        ground=colour(style["background_color"]),
        align=_DOWN.get(style["vertical_align"], "top"),
        height=length(style["height"], 0),
    )


def border(style: Style, side: str) -> Border | None:
    """Return the line along one side of an element, if there is one."""
    width = style[f"border_{side}_width"]
    word = style[f"border_{side}_style"]
    if not width or word == "none":
        return None
    kind = {"solid": "single", "dashed": "dashed", "dotted": "dotted"}.get(word)
    if kind is None:
        raise UnknownMarkupError(f"a border of style {word!r}")
    return Border(max(2, round(width * 6)), kind, colour(style[f"border_{side}_color"]))


def padding(style: Style, of: int = 0) -> Paddings:
    """Return the paddings at the top, right, bottom and left in twips."""
    top, right, bottom, left = (length(style[f"padding_{side}"], of) for side in _SIDES)
    return top, right, bottom, left
