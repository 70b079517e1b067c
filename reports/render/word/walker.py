"""Walks a paper's HTML and writes it as Word's paragraphs and tables, in the same order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn

from reports.render.word.inline import Inline, Run
from reports.render.word.looks import (
    BlockLook,
    Border,
    Looks,
    Style,
    UnknownMarkupError,
    border,
    padding,
)
from reports.render.word.marks import mark_name
from reports.render.word.measures import HAIR, length
from reports.render.word.styles import StyleBook
from reports.render.word.xml import add, add_border, add_text, add_text_look

SAMPLE_MARK = "sample-mark"
# The code by which anybody checks an issued paper vouches for the PDF, not for words to edit.
_PDF_ONLY = frozenset({"check-mark"})
_BLOCKS = frozenset({"body", "div", "h1", "h2", "h3", "header", "p", "section", "td", "th"})
# Above the numbers that a form may have for bookmarks of its own.
_FIRST_MARK = 100_000
# So much longer is a rule under words than the words, for what rounding may take.
_SLACK = 60


class Walker:
    """Writes blocks into a container of Word; knows the width and the gap that is due."""

    def __init__(
        self,
        looks: Looks,
        styles: StyleBook,
        folder: Path,
        body: Any,
        special: Callable[["Walker", Element], bool],
        *,
        marked: bool,
    ) -> None:
        self._special = special
        self.looks = looks
        self.styles = styles
        self.into = body
        self.width = 0
        self.keep_next = False
        self.running: list[Element] = []
        self._folder = folder
        self._gap = 0
        self._new_page = False
        self._marked = marked
        self._marks = 0
        self._source = ""
        self._widest = 0

    def start_page(self, width: int) -> None:
        """Go on on a new sheet whose text may be so wide, in twips."""
        self.width = width
        self._gap, self._new_page = 0, False

    def flow(self, element: Element) -> None:
        """Write what an element holds: its own lines, and the blocks inside it.

        Raises:
            UnknownMarkupError: there is something in it that Word would not show.
        """
        style = self.looks.of(element)
        line = Inline(self.looks, self._folder)
        line.text(element.text, style)
        for child in element:
            if self._is_in_line(child):
                line.element(child)
            else:
                self._own_lines(element, line)
                self.block(child)
            line.text(child.tail, style)
        self._own_lines(element, line)

    def _is_in_line(self, element: Element) -> bool:
        display = self.looks.of(element)["display"]
        return display[0] == "inline" and element.tag not in _BLOCKS

    def _own_lines(self, element: Element, line: Inline) -> None:
        runs = line.taken()
        if runs:
            self._write(element, self.looks.block(element, anonymous=True), line, runs)

    def block(self, element: Element) -> None:
        """Write one block: a table, a paragraph, an empty space or a container of blocks."""
        outer, self._source = self._source, element.get("data-from", self._source)
        self._block(element)
        self._source = outer

    def _block(self, element: Element) -> None:
        style = self.looks.of(element)
        if style["display"] == ("none",):
            return
        if isinstance(style["position"], tuple):
            self._take_running(element, style["position"][1])
            return
        self._new_page |= style["break_before"] == "page"
        if self._special(self, element):
            pass
        elif element.tag not in _BLOCKS or style["position"] not in ("static", "relative"):
            raise UnknownMarkupError(f"<{element.tag} class={element.get('class')!r}>")
        elif not len(element) and not (element.text or "").strip():
            self._empty(style)
        elif any(not self._is_in_line(child) for child in element):
            self._container(element, style)
        else:
            self._paragraph(element, style)
        self._new_page |= style["break_after"] == "page"

    def _take_running(self, element: Element, name: str) -> None:
        """Keep what stands in the margin of every page for the footer."""
        if name == SAMPLE_MARK:
            self.running.append(element)
        elif name not in _PDF_ONLY:
            raise UnknownMarkupError(f"{name!r} in the margin")

    def _container(self, element: Element, style: Style) -> None:
        if any(padding(style)) or any(border(style, side) for side in ("top", "bottom")):
            raise UnknownMarkupError(f"a frame around class {element.get('class')!r}")
        self._gap = max(self._gap, length(style["margin_top"], 0))
        outer, self._widest = self._widest, 0
        self.flow(element)
        self._widest = max(outer, self._widest)
        self._gap = max(self._gap, length(style["margin_bottom"], 0))

    def _paragraph(self, element: Element, style: Style) -> None:
        line = Inline(self.looks, self._folder)
        line.text(element.text, style)
        for child in element:
            line.element(child)
            line.text(child.tail, style)
        runs = line.taken()
        self._write(element, self.looks.block(element), line, runs)

    def _write(self, element: Element, look: BlockLook, line: Inline, runs: list[Run]) -> None:
        """Append a paragraph in the style of its look, with what is its own beside it."""
        style_id = self.styles.style_of(look, element.tag, element.get("class", ""))
        paragraph = add(self.into, "w:p")
        own = add(paragraph, "w:pPr")
        add(own, "w:pStyle", val=style_id)
        if self.keep_next and not look.keep_next:
            add(own, "w:keepNext")
        self._take_new_page(own)
        width = min(line.width_of(runs), self.width)
        self._widest = max(self._widest, width)
        if line.underline:
            add_border(add(own, "w:pBdr"), "bottom", line.underline, space=1)
        before = max(self._gap, look.before)
        if before != look.before:
            add(own, "w:spacing", before=before)
        self._indent(own, element, look, width if line.underline else None)
        self._gap = look.after
        self._runs(paragraph, look, runs)

    def _take_new_page(self, own: Any) -> None:
        if self._new_page and len(self.into) > 1:
            add(own, "w:pageBreakBefore")
        self._new_page = False

    def _indent(self, own: Any, element: Element, look: BlockLook, underlined: int | None) -> None:
        """Set the block in where its box is narrower than the column."""
        style = self.looks.of(element)
        if underlined is not None:
            side = max(0, (self.width - underlined - _SLACK) // 2)
            add(own, "w:ind", left=side, right=side, firstLine=0)
            return
        if element.tag in ("td", "th"):
            return
        _, right, _, left = padding(style, self.width)
        left += length(style["margin_left"], self.width)
        right += length(style["margin_right"], self.width)
        if style["width"] != "auto":
            right += self.width - length(style["width"], self.width)
        if left or right:
            add(own, "w:ind", left=left, right=right, firstLine=look.first_line)

    def _runs(self, paragraph: Any, look: BlockLook, runs: list[Run]) -> None:
        if self._marked:
            self._marks += 1
            mark, name = _FIRST_MARK + self._marks, mark_name(self._marks, self._source)
            add(paragraph, "w:bookmarkStart", id=mark, name=name)
        for run in runs:
            made = add(paragraph, "w:r")
            add_text_look(made, run.look, look.text)
            add_text(made, run.text)
        if self._marked:
            add(paragraph, "w:bookmarkEnd", id=_FIRST_MARK + self._marks)

    def fill_cell(self, element: Element) -> None:
        """Give an empty cell a line in its own look, for what will be typed there."""
        if not len(self.into) or self.into[-1].tag == qn("w:tcPr"):
            look = self.looks.block(element, anonymous=True)
            self._write(element, look, Inline(self.looks, self._folder), [])

    def _empty(self, style: Style) -> None:
        """Write a space to sign in, a line to write on, or a rule under words."""
        height = length(style["height"], 0)
        over, under = border(style, "top"), border(style, "bottom")
        self._gap = max(self._gap, length(style["margin_top"], 0))
        if not height and not over and not under:
            return
        own = self.space(max(height, HAIR), over=over, under=under)
        if style["width"] != "auto":
            side = (self.width - length(style["width"], self._widest or self.width)) // 2
            add(own, "w:ind", left=side, right=side)
        self._gap = length(style["margin_bottom"], 0)

    def space(self, height: int, *, over: Border | None = None, under: Border | None = None) -> Any:
        """Append an empty paragraph of exactly that height and return its properties."""
        own = add(add(self.into, "w:p"), "w:pPr")
        add(own, "w:pStyle", val="Normal")
        if self.keep_next:
            add(own, "w:keepNext")
        self._take_new_page(own)
        if over or under:
            lines = add(own, "w:pBdr")
            # Word draws one frame around alike neighbours, with nothing between unless told so.
            for side, line in (("top", over), ("bottom", under), ("between", under)):
                if line:
                    add_border(lines, side, line)
        add(own, "w:spacing", before=self._gap, after=0, line=height, lineRule="exact")
        self._gap = 0
        return own

    def before_table(self, gap: int) -> None:
        """Leave the gap that is due above a table, and a paragraph between two tables."""
        gap = max(self._gap, gap)
        self._gap = 0
        last = self.into[-1] if len(self.into) else None
        if self._new_page or (last is not None and last.tag == qn("w:tbl")):
            self.space(max(gap, HAIR))
        elif last is not None and last.tag == qn("w:p") and gap:
            own = last.find(qn("w:pPr"))
            spacing = own.find(qn("w:spacing"))
            if spacing is None:
                spacing = own.makeelement(qn("w:spacing"))
                own.insert(_place_of_spacing(own), spacing)
            spacing.set(qn("w:after"), str(gap))

    @contextmanager
    def inside(self, container: Any, width: int, *, keep_next: bool) -> Iterator[None]:
        """Write into a cell of that width; it ends with a paragraph, as Word demands."""
        outer = (self.into, self.width, self.keep_next, self._gap, self._widest)
        self.into, self.width, self._gap, self._widest = container, width, 0, 0
        self.keep_next = self.keep_next or keep_next
        try:
            yield
            last = container[-1] if len(container) else None
            if last is None or last.tag != qn("w:p"):
                self._gap = 0
                self.space(HAIR)
        finally:
            self.into, self.width, self.keep_next, self._gap, self._widest = outer


def _place_of_spacing(own: Any) -> int:
    """Return where the spacing belongs among the properties of a paragraph."""
    later = own.find(qn("w:ind"))
    return len(own) if later is None else own.index(later)
