"""Sheets of slips, placed side by side on paper: in Word a table whose inner lines are cut."""

from typing import Any
from xml.etree.ElementTree import Element

from reports.render.word.looks import Border, Looks, Style, border
from reports.render.word.measures import HAIR, length
from reports.render.word.walker import Walker
from reports.render.word.xml import add, add_border


def is_sheet(element: Element, looks: Looks) -> bool:
    """Say whether an element holds parts that stand at fixed places."""
    return any(looks.of(child)["position"] == "absolute" for child in element)


def write_sheet(walker: Walker, sheet: Element) -> None:
    """Append a sheet of slips; each stands in the field between the lines to cut along."""
    looks = walker.looks
    cuts = [child for child in sheet if not len(child) and not (child.text or "").strip()]
    down = [one for one in cuts if border(looks.of(one), "left")]
    across = [one for one in cuts if border(looks.of(one), "top")]
    lefts = [0, *sorted(length(looks.of(one)["left"], 0) for one in down)]
    tops = [0, *sorted(length(looks.of(one)["top"], 0) for one in across)]
    walker.before_table(0)
    table = add(walker.into, "w:tbl")
    _frame(table, walker.width, lefts, looks.of(cuts[0]))
    slips = [child for child in sheet if child not in cuts]
    high = length(looks.of(sheet)["height"], 0) - 2 * HAIR
    for row, top in enumerate(tops):
        below = tops[row + 1] if row + 1 < len(tops) else high
        made = add(table, "w:tr")
        about = add(made, "w:trPr")
        add(about, "w:cantSplit")
        add(about, "w:trHeight", val=below - top, hRule="exact")
        for column, left in enumerate(lefts):
            right = lefts[column + 1] if column + 1 < len(lefts) else walker.width
            here = [slip for slip in slips if _is_in(looks.of(slip), (left, right), (top, below))]
            _write_field(walker, made, here, (left, right), top)


def _frame(table: Any, width: int, lefts: list[int], cut: Style) -> None:
    about = add(table, "w:tblPr")
    add(about, "w:tblW", w=width, type="dxa")
    line = border(cut, "left") or border(cut, "top") or Border(6, "dashed", "000000")
    edges = add(about, "w:tblBorders")
    for side in ("insideH", "insideV"):
        add_border(edges, side, line)
    add(about, "w:tblLayout", type="fixed")
    grid = add(table, "w:tblGrid")
    for left, right in zip(lefts, [*lefts[1:], width], strict=True):
        add(grid, "w:gridCol", w=right - left)


def _is_in(slip: Style, across: tuple[int, int], down: tuple[int, int]) -> bool:
    left, top = length(slip["left"], 0), length(slip["top"], 0)
    return across[0] <= left < across[1] and down[0] <= top < down[1]


def _write_field(
    walker: Walker, row: Any, slips: list[Element], edges: tuple[int, int], row_top: int
) -> None:
    left, right = edges
    made = add(row, "w:tc")
    about = add(made, "w:tcPr")
    add(about, "w:tcW", w=right - left, type="dxa")
    looks = [walker.looks.of(slip) for slip in slips]
    start = max((length(look["left"], 0) for look in looks), default=left)
    wide = max((length(look["width"], 0) for look in looks), default=right - left)
    top = max((length(look["top"], 0) for look in looks), default=row_top)
    margins = add(about, "w:tcMar")
    add(margins, "w:top", w=top - row_top, type="dxa")
    add(margins, "w:left", w=start - left, type="dxa")
    add(margins, "w:right", w=max(0, right - start - wide), type="dxa")
    with walker.inside(made, wide, keep_next=False):
        for slip in slips:
            walker.flow(slip)
