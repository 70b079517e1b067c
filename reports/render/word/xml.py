"""Elements of WordprocessingML, made fast and in the order that its schema asks for."""

from functools import cache
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

from reports.render.word.looks import BlockLook, Border, TextLook


def add(parent: Any, tag: str, **attributes: str | int) -> Any:
    """Append an element, such as ``add(p, "w:jc", val="center")``, and return it."""
    named = {_name(f"w:{name}"): str(value) for name, value in attributes.items()}
    return etree.SubElement(parent, _name(tag), named)


@cache
def _name(tag: str) -> str:
    return qn(tag)


def add_border(parent: Any, side: str, border: Border, space: int = 0) -> None:
    """Append a line along a side; ``space`` is its distance in points."""
    sizes = {"sz": border.eighths, "space": space}
    add(parent, f"w:{side}", val=border.word, color=border.colour, **sizes)


def add_text(run: Any, text: str) -> None:
    """Append text to a run; a line feed in it is a break of the line."""
    for place, line in enumerate(text.split("\n")):
        if place:
            add(run, "w:br")
        if line:
            made = add(run, "w:t")
            made.text = line
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_text_look(parent: Any, look: TextLook, base: TextLook | None = None) -> Any:
    """Append the properties of letters; of those that differ where there is a base."""
    wanted = OxmlElement("w:rPr")
    if base is None or look.bold != base.bold:
        add(wanted, "w:b", val=int(look.bold))
    if base is None or look.italic != base.italic:
        add(wanted, "w:i", val=int(look.italic))
    if base is None or look.colour != base.colour:
        add(wanted, "w:color", val=look.colour)
    if base is None or look.half_points != base.half_points:
        add(wanted, "w:sz", val=look.half_points)
        add(wanted, "w:szCs", val=look.half_points)
    if not len(wanted):
        return None
    parent.append(wanted)
    return wanted


def add_block_look(parent: Any, look: BlockLook, level: int | None) -> None:
    """Append the properties of a paragraph style; ``level`` is that of a heading, from 0."""
    wanted = add(parent, "w:pPr")
    if look.keep_next:
        add(wanted, "w:keepNext")
    add(wanted, "w:widowControl")
    add(wanted, "w:spacing", before=look.before, after=0, line=look.line, lineRule="auto")
    if look.first_line:
        add(wanted, "w:ind", firstLine=look.first_line)
    add(wanted, "w:jc", val=look.align)
    if level is not None:
        add(wanted, "w:outlineLvl", val=level)
