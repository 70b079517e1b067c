"""Pages: size and margins, the number in the middle of the top margin, the mark of a sample."""

from typing import Any
from xml.etree.ElementTree import Element

from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu

from reports.render.word.inline import Inline
from reports.render.word.looks import PageLook, block_look, border
from reports.render.word.styles import StyleBook
from reports.render.word.xml import add, add_border, add_text, add_text_look

_TALL = 1.2  # the height of a line in parts of its size


def dress(section: Section, page: PageLook) -> None:
    """Give a section the sheet of its pages."""
    about: Any = section._sectPr  # noqa: SLF001 - python-docx names no page numbers
    for old in list(about):
        if old.tag not in (qn("w:headerReference"), qn("w:footerReference")):
            about.remove(old)
    size: dict[str, str | int] = {"w": page.width, "h": page.height}
    if page.width > page.height:
        size["orient"] = "landscape"
    add(about, "w:pgSz", **size)
    top, right, bottom, left = page.margins
    number = round(page.number_half_points * 10 * _TALL)
    edges = {"top": top, "right": right, "bottom": bottom, "left": left, "gutter": 0}
    add(about, "w:pgMar", header=max(0, (top - number) // 2), footer=bottom // 3, **edges)
    if page.restarts:
        add(about, "w:pgNumType", start=1)
    if not page.number_on_first:
        add(about, "w:titlePg")


def inner_width(section: Section) -> int:
    """Return how wide the text of a section may be, in twips."""
    edges = (section.page_width, section.left_margin, section.right_margin)
    wide, left, right = (round(Emu(edge or 0).pt * 20) for edge in edges)
    return wide - left - right


def write_number(section: Section, page: PageLook) -> None:
    """Put the page's number into the header; the first page's stays empty."""
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    if not page.number_on_others:
        return
    paragraph: Any = section.header.paragraphs[0]._p  # noqa: SLF001 - fields have no name there
    own = paragraph.get_or_add_pPr()
    add(own, "w:jc", val="center")
    for part in ("begin", "", "end"):
        run = add(paragraph, "w:r")
        letters = add(run, "w:rPr")
        add(letters, "w:sz", val=page.number_half_points)
        if part:
            add(run, "w:fldChar", fldCharType=part)
        else:
            add(run, "w:instrText").text = "PAGE"


def write_marks(section: Section, marks: list[Element], styles: StyleBook, line: Inline) -> None:
    """Put the mark of a sample into the footer of a section's every page."""
    width = inner_width(section)
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        paragraph: Any = footer.paragraphs[0]._p  # noqa: SLF001 - borders have no name there
        for mark in marks:
            _write_mark(paragraph, mark, styles, line, width)


def _write_mark(paragraph: Any, mark: Element, styles: StyleBook, line: Inline, width: int) -> None:
    style = line.looks.of(mark)
    look = block_look(style)
    line.text(mark.text, style)
    runs = line.taken()
    own = paragraph.get_or_add_pPr()
    for old in list(own):
        own.remove(old)
    add(own, "w:pStyle", val=styles.style_of(look, mark.tag, mark.get("class", "")))
    frame = border(style, "top")
    if frame:
        edges = add(own, "w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            add_border(edges, side, frame, space=1 if side in ("top", "bottom") else 8)
    side_space = max(0, (width - line.width_of(runs) - 20) // 2)
    add(own, "w:ind", left=side_space, right=side_space, firstLine=0)
    for run in runs:
        made = add(paragraph, "w:r")
        add_text_look(made, run.look, look.text)
        add_text(made, run.text)
