"""Lines between the cells of a table: asked for once for each style, not for each of its boxes."""

from collections.abc import Iterator
from typing import Any

from weasyprint.draw import color as colors
from weasyprint.layout import table as tables

from reports.render.quick.swaps import instead_of

_SIDES = ("top", "right", "bottom", "left")
_WEAKEST_FIRST = (
    *("none", "inset", "groove", "outset", "ridge", "dotted", "dashed", "solid", "double"),
    "hidden",
)
_SCORES = {look: score for score, look in enumerate(_WEAKEST_FIRST)}
_AS_DRAWN = {"inset": "ridge", "outset": "groove"}
_their_collapse = tables.collapse_table_borders

Line = tuple[tuple[int, float, int], tuple[str, float, Any]]
Grid = list[list[Line]]

_NULL: Line = ((0, 0, _SCORES["none"]), ("none", 0, tables.TRANSPARENT))
_HIDDEN: Line = ((1, 0, _SCORES["hidden"]), ("hidden", 0, tables.TRANSPARENT))


def _lines(style: Any) -> tuple[Line, ...] | None:
    """Return the lines that boxes of a style want, clockwise from the top; None for no line."""
    own = vars(style)
    if "_quick_lines" not in own:
        lines = tuple(_line(style, side) for side in _SIDES)
        own["_quick_lines"] = lines if any(_NULL[0] < score for score, _ in lines) else None
    kept: tuple[Line, ...] | None = own["_quick_lines"]
    return kept


def _line(style: Any, side: str) -> Line:
    look, width = style[f"border_{side}_style"], style[f"border_{side}_width"]
    score = (int(look == "hidden"), width, _SCORES[look])
    colour = colors.get_color(style, f"border_{side}_color")
    return score, (_AS_DRAWN.get(look, look), width, colour)


class _Lines:
    """The grid of lines of a table: what wins where boxes want different ones."""

    def __init__(self, width: int, height: int) -> None:
        self.upright: Grid = [[_NULL] * (width + 1) for _ in range(height)]
        self.level: Grid = [[_NULL] * width for _ in range(height + 1)]

    def hide_inside(self, cell: Any, y: int) -> None:
        """Leave no line inside a cell of several columns or rows."""
        x, width, height = cell.grid_x, cell.colspan, cell.rowspan
        if width > 1:
            for row in self.upright[y : y + height]:
                row[x + 1 : x + width] = [_HIDDEN] * (width - 1)
        for row in self.level[y + 1 : y + height]:
            row[x : x + width] = [_HIDDEN] * width

    def want(self, box: Any, x: int, y: int, width: int, height: int) -> None:
        """Give a box the lines it wants wherever there is no line as strong."""
        lines = _lines(box.style)
        if lines is None:
            return
        top, right, bottom, left = lines
        for row in self.upright[y : y + height]:
            if row[x][0] < left[0]:
                row[x] = left
            if row[x + width][0] < right[0]:
                row[x + width] = right
        for line, row in ((top, self.level[y]), (bottom, self.level[y + height])):
            for place in range(x, x + width):
                if row[place][0] < line[0]:
                    row[place] = line

    def left_of(self, x: int, y: int, height: int) -> float:
        """Return the width of the widest line of some rows at a column."""
        return max(row[x][1][1] for row in self.upright[y : y + height])

    def above(self, x: int, y: int, width: int) -> float:
        """Return the width of the widest line of some columns at a row."""
        return max(line[1][1] for line in self.level[y][x : x + width])


@instead_of(tables, "collapse_table_borders")
def collapse_table_borders(table: Any, grid_width: int, grid_height: int) -> tuple[Grid, Grid]:
    """Find which line stands where, and give each box half of the lines around it."""
    rows = [row for group in table.children for row in group.children]
    if not (grid_width and grid_height) or table.style["direction"] != "ltr":
        found: tuple[Grid, Grid] = _their_collapse(table, grid_width, grid_height)
        return found
    grid = _Lines(grid_width, grid_height)
    for y, row in enumerate(rows):
        for cell in row.children:
            grid.hide_inside(cell, y)
            grid.want(cell, cell.grid_x, y, cell.colspan, cell.rowspan)
    for box, x, y, width, height in _around_cells(table, rows, grid_width, grid_height):
        grid.want(box, x, y, width, height)
    _share(grid, table, rows)
    top, bottom = grid.above(0, 0, grid_width), grid.above(0, grid_height, grid_width)
    _set_widths(table, top, grid.left_of(grid_width, 0, 1), bottom, grid.left_of(0, 0, 1))
    return grid.upright, grid.level


def _around_cells(
    table: Any, rows: list[Any], width: int, height: int
) -> Iterator[tuple[Any, int, int, int, int]]:
    """Yield what is around the cells, and its place in the grid: the stronger comes first."""
    for y, row in enumerate(rows):
        yield row, 0, y, width, 1
    y = 0
    for group in table.children:
        yield group, 0, y, width, len(group.children)
        y += len(group.children)
    for group in table.column_groups:
        for column in group.children:
            yield column, column.grid_x, 0, 1, height
    for group in table.column_groups:
        yield group, group.grid_x, 0, group.span, height
    yield table, 0, 0, width, height


def _share(grid: _Lines, table: Any, rows: list[Any]) -> None:
    columns = [column for group in table.column_groups for column in group.children]
    for box in (*table.children, *rows, *table.column_groups, *columns):
        _set_widths(box, 0, 0, 0, 0)
    for y, row in enumerate(rows):
        for cell in row.children:
            x, width, height = cell.grid_x, cell.colspan, cell.rowspan
            _set_widths(
                cell,
                grid.above(x, y, width),
                grid.left_of(x + width, y, height),
                grid.above(x, y + height, width),
                grid.left_of(x, y, height),
            )


def _set_widths(box: Any, *twice: float) -> None:
    for side, width in zip(_SIDES, twice, strict=True):
        setattr(box, f"border_{side}_width", width / 2)
