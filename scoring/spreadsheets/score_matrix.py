"""The score matrix as a workbook that prints: three columns for each member."""

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scoring.rules.layer_points import LayerPoints, counted
from scoring.rules.tree import Node
from scoring.selectors.matrix_foot import FootValue, foot_rows, remarks_of
from scoring.selectors.score_matrix import ScoreMatrix
from scoring.spreadsheets.writing import Content, add_row, book_bytes, cell_at, new_book, put

TITLE_ROW, NOTE_ROW, NAME_ROW, HEAD_ROW = 1, 2, 4, 5
FIXED = ("Mã", "Tiêu chí", "Điểm tối đa")
LAYERS = ("Tự chấm", "Thẩm định", "Điểm cuối")
GROUP_FILL, HEAD_FILL = "EDEDED", "DDEBF7"
_WIDTHS = (10, 52, 10)
_POINTS_FORMAT = '#,##0.00;"−"#,##0.00'
# Still a number, to be summed and sorted.
_PROVISIONAL_FORMAT = '#,##0.00" tạm tính";"−"#,##0.00" tạm tính"'
_WIDTH, _WIDE = 11, 19
_TWO_LINES = 22  # signs that one column takes in two lines
_SIGNS = 31  # that fit beside each other over a member's three columns
_LINE, _HIGHEST = 17, 409  # points; no program shows a higher row
_SAID = Alignment(wrap_text=True, vertical="top", horizontal="left")
_MIDDLE = Alignment(wrap_text=True, vertical="center", horizontal="center")


def matrix_book(matrix: ScoreMatrix, *, title: str, note: str) -> bytes:
    """Return the matrix as an .xlsx file, heads frozen, set up for landscape A3.

    Args:
        title: in the first row.
        note: what the points are, and whether they are samples; in the second row.
    """
    book = new_book()
    sheet = book.create_sheet("Ma trận điểm")
    put(cell_at(sheet, TITLE_ROW, 1), title, bold=True)
    put(cell_at(sheet, NOTE_ROW, 1), note)
    for row in (TITLE_ROW, NOTE_ROW):
        cell_at(sheet, row, 1).alignment = Alignment(wrap_text=False)
    _add_heads(sheet, matrix)
    for row, node in enumerate(matrix.nodes, start=HEAD_ROW + 1):
        fill = GROUP_FILL if node.is_group else ""
        add_row(sheet, row, _values(matrix, node), bold=node.is_group, fill=fill)
    _add_foot(sheet, matrix, HEAD_ROW + len(matrix.nodes) + 1)
    _show_as_points(sheet)
    _mark_provisional(sheet, matrix)
    _set_up(sheet)
    return book_bytes(book)


def _add_heads(sheet: Worksheet, matrix: ScoreMatrix) -> None:
    names: list[Content] = [*FIXED]
    for member in matrix.members:
        names += [member.name, "", ""]
    add_row(sheet, NAME_ROW, names, bold=True, fill=HEAD_FILL)
    heads: list[Content] = ["", "", "", *(LAYERS * len(matrix.members))]
    add_row(sheet, HEAD_ROW, heads, bold=True, fill=HEAD_FILL)
    for row in (NAME_ROW, HEAD_ROW):
        for place in range(1, len(names) + 1):
            cell_at(sheet, row, place).alignment = _MIDDLE
    for place in range(1, len(FIXED) + 1):
        sheet.merge_cells(
            start_row=NAME_ROW, end_row=HEAD_ROW, start_column=place, end_column=place
        )
    for at in range(len(matrix.members)):
        first = len(FIXED) + 1 + at * len(LAYERS)
        sheet.merge_cells(
            start_row=NAME_ROW,
            end_row=NAME_ROW,
            start_column=first,
            end_column=first + len(LAYERS) - 1,
        )
    each = _WIDE if matrix.why_provisional else _WIDTH
    widths = (*_WIDTHS, *([each] * (len(LAYERS) * len(matrix.members))))
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[NAME_ROW].height = 54


def _values(matrix: ScoreMatrix, node: Node) -> list[Content]:
    values: list[Content] = [node.key, node.label, node.max_points]
    for member in matrix.members:
        if node.key in member.not_assigned:
            values += ["không giao", None, None]
        else:
            values += _layers(counted(node, member.points.get(node.key, LayerPoints())))
    return values


def _layers(points: LayerPoints) -> list[Content]:
    return [points.own, points.appraised, points.final]


def _add_foot(sheet: Worksheet, matrix: ScoreMatrix, row: int) -> None:
    totals: list[Content] = ["", "Tổng điểm", None]
    for member in matrix.members:
        totals += _layers(member.total)
    add_row(sheet, row, totals, bold=True, fill=HEAD_FILL)
    for foot in foot_rows(matrix):
        row += 1
        values: list[Content] = ["", foot.label, None]
        for value in foot.values:
            values += [None, None, value]
        add_row(sheet, row, values, bold=True, fill=HEAD_FILL)
        if any(isinstance(value, str) and len(value) > _TWO_LINES for value in foot.values):
            _spread(sheet, row, foot.values, bold=True, fill=HEAD_FILL)
    _add_remarks(sheet, matrix, row + 1)


def _add_remarks(sheet: Worksheet, matrix: ScoreMatrix, row: int) -> None:
    """Say below each member why, where there is anything to say."""
    told = ["\n".join(remarks_of(one)) if matrix.ranking else "" for one in matrix.members]
    if any(told):
        add_row(sheet, row, ["", "Ghi chú"], bold=True)
        _spread(sheet, row, told)


def _spread(
    sheet: Worksheet,
    row: int,
    texts: Sequence[FootValue],
    *,
    bold: bool = False,
    fill: str = "",
) -> None:
    """Write each member's text over its three columns, the row as high as the longest needs."""
    lines = 1
    for at, text in enumerate(texts):
        first = len(FIXED) + 1 + at * len(LAYERS)
        for place in range(first, first + len(LAYERS)):
            put(cell_at(sheet, row, place), None)
        put(cell_at(sheet, row, first), text or None, bold=bold, fill=fill)
        cell_at(sheet, row, first).alignment = _SAID
        sheet.merge_cells(
            start_row=row, end_row=row, start_column=first, end_column=first + len(LAYERS) - 1
        )
        parts = str(text or "").split("\n")
        lines = max(lines, sum(-(-len(part) // _SIGNS) or 1 for part in parts))
    sheet.row_dimensions[row].height = min(_LINE * lines, _HIGHEST)


def _show_as_points(sheet: Worksheet) -> None:
    for cells in sheet.iter_rows(min_row=HEAD_ROW + 1, min_col=len(FIXED)):
        for cell in cells:
            if isinstance(cell.value, Decimal):
                cell.number_format = _POINTS_FORMAT


def _mark_provisional(sheet: Worksheet, matrix: ScoreMatrix) -> None:
    """Write the word behind every number that other members' results may still move."""
    foot = HEAD_ROW + len(matrix.nodes) + 1
    for at, member in enumerate(matrix.members):
        first = len(FIXED) + 1 + at * len(LAYERS)
        for row, node in enumerate(matrix.nodes, start=HEAD_ROW + 1):
            _mark(sheet, row, first, member.points.get(node.key, LayerPoints()))
        _mark(sheet, foot, first, member.total)


def _mark(sheet: Worksheet, row: int, first: int, points: LayerPoints) -> None:
    awaited = points.awaited
    for place, count in enumerate((awaited.own, awaited.appraised, awaited.final)):
        if count:
            cell_at(sheet, row, first + place).number_format = _PROVISIONAL_FORMAT


def _set_up(sheet: Worksheet) -> None:
    """Keep heads and criteria in sight, and print as wide as landscape A3, heads repeated."""
    sheet.freeze_panes = f"{get_column_letter(len(FIXED) + 1)}{HEAD_ROW + 1}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{NAME_ROW}:{HEAD_ROW}"
    sheet.print_title_cols = f"A:{get_column_letter(len(FIXED))}"
