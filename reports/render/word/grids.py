"""The grid under an HTML table: which cell stands where, and which rows stay together."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from reports.render.word.looks import Looks, Style, UnknownMarkupError, border, padding
from reports.render.word.measures import length

_SECTIONS = frozenset({"thead", "tbody"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a row; without an element it is covered by the cell above."""

    element: Element | None
    column: int
    columns: int
    is_tall: bool = False


@dataclass(slots=True)
class Row:
    """A row; ``keeps_next`` where it must not be parted from the row below."""

    element: Element
    is_head: bool
    keeps_next: bool
    cells: list[Cell] = field(default_factory=list)


def rows_of(table: Element, looks: Looks) -> list[Row]:
    """Return the rows of a table with all their places filled.

    Raises:
        UnknownMarkupError: the table has something else than rows and columns.
    """
    rows: list[Row] = []
    covered: dict[int, tuple[int, int]] = {}
    for section in table:
        if section.tag == "colgroup":
            continue
        if section.tag not in _SECTIONS:
            raise UnknownMarkupError(f"<{section.tag}> in a table")
        members = list(section)
        for place, element in enumerate(members):
            last = place == len(members) - 1
            row = Row(element, section.tag == "thead", _keeps(section, element, looks, last=last))
            row.cells = _placed(element, covered)
            rows.append(row)
    together = looks.of(table)["break_inside"] == "avoid"
    for row in rows[:-1]:
        row.keeps_next = row.keeps_next or row.is_head or together
    return rows


def _keeps(section: Element, row: Element, looks: Looks, *, last: bool) -> bool:
    group = looks.of(section)
    if last:
        return group["break_after"] == "avoid" or looks.of(row)["break_after"] == "avoid"
    return group["break_inside"] == "avoid" or looks.of(row)["break_after"] == "avoid"


def _placed(row: Element, covered: dict[int, tuple[int, int]]) -> list[Cell]:
    """Place a row's cells; ``covered`` tells how many rows below a tall cell still takes."""
    cells: list[Cell] = []
    column = _cover(cells, covered, 0)
    for element in row:
        if element.tag not in ("td", "th"):
            raise UnknownMarkupError(f"<{element.tag}> in a row")
        columns, tall = int(element.get("colspan", 1)), int(element.get("rowspan", 1))
        cells.append(Cell(element, column, columns, is_tall=tall > 1))
        if tall > 1:
            covered[column] = (tall - 1, columns)
        column = _cover(cells, covered, column + columns)
    return cells


def _cover(cells: list[Cell], covered: dict[int, tuple[int, int]], column: int) -> int:
    """Fill the places from a column on that cells of earlier rows take; return the next free."""
    while column in covered and not any(cell.column == column for cell in cells):
        left, columns = covered.pop(column)
        cells.append(Cell(None, column, columns))
        if left > 1:
            covered[column] = (left - 1, columns)
        column += columns
    return column


def widths_of(table: Element, rows: list[Row], looks: Looks, width: int) -> list[int]:
    """Return the widths of the columns in twips, as CSS lays a fixed table out.

    Args:
        width: of the whole table.
    """
    given: dict[int, int] = {}
    for place, col in enumerate(col for group in table.findall("colgroup") for col in group):
        given[place] = length(looks.of(col)["width"], width)
    count = max((cell.column + cell.columns for row in rows for cell in row.cells), default=1)
    for cell in rows[0].cells if rows else []:
        if cell.element is not None and not given.get(cell.column):
            _take_width(cell, looks.of(cell.element), given, width)
    known = {place: wide for place, wide in given.items() if wide}
    rest = count - len(known)
    share = max(0, width - sum(known.values())) // rest if rest else 0
    return [known.get(place, share) for place in range(count)]


def _take_width(cell: Cell, style: Style, given: dict[int, int], width: int) -> None:
    own = length(style["width"], width)
    if not own:
        return
    _, right, _, left = padding(style)
    line = border(style, "left")
    own += right + left + (line.eighths * 5 // 2 if line else 0)
    for place in range(cell.columns):
        given[cell.column + place] = own // cell.columns
