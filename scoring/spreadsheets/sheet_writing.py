"""A score sheet as a protected workbook that its agency fills in without the network."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.entries import WHOLE_KINDS
from scoring.rules.formulas import described, level_at, levels_of
from scoring.rules.signs import signed_points
from scoring.selectors.entries import why_closed
from scoring.selectors.grid import GridRow, SheetGrid
from scoring.selectors.titles import title_names
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.sheet_columns import (
    COLUMNS,
    FILLED,
    FIRST_ROW,
    FOR_OTHERS,
    HOW,
    KEY_SHEET,
    LEVELS,
    SCORES,
    key_of,
    open_columns,
    parts_of,
)
from scoring.spreadsheets.writing import (
    Content,
    add_head,
    add_lists,
    add_row,
    book_bytes,
    cell_at,
    new_book,
    put,
)
from scoring.states import CriterionKind, Layer

_GROUP_FILL = "D9E2F3"
_SHUT_FILL = "EFEFEF"
_OPEN_FILL = "FFFBE6"
_CHOICES = 3  # the column of the hidden sheet where they begin; the key stands in the first
_WHOLE_LIMIT = "999999"
_NUMBER_LIMIT = "99999999999999"
_HOW_LINES = (
    "Chỉ ghi vào các ô màu vàng nhạt: điểm tự chấm, hoặc kết quả, và lời giải trình.",
    "Ô để trống là chưa chấm; ô ghi 0 là chấm 0 điểm.",
    "Ghi bằng chữ số, dấu phẩy cho phần thập phân, ví dụ 87,25. Không dùng công thức.",
    "Tiêu chí chọn mức: chọn trong danh sách của ô, hoặc ghi số điểm của mức.",
    "Tiêu chí có cột “Kết quả”: phần mềm tính điểm từ kết quả sau khi tải lên.",
    "Không thêm, xóa hay đổi thứ tự các dòng; không đổi tên trang.",
    "Tải tệp lên ở trang phiếu chấm điểm, mục “Nhập từ Excel”.",
    "Phần mềm nêu những chỗ thay đổi và chỉ lưu khi quý vị xác nhận.",
    "Phiếu chuyển bước hoặc bảng tiêu chí sửa đổi sau khi tải tệp về: đề nghị tải tệp mới.",
)


def written_sheet(
    sheet: ScoreSheet, grid: SheetGrid, *, is_sample: bool, shows_departments: bool
) -> bytes:
    """Return the sheet's workbook; ``read_sheet_book`` reads it back.

    Args:
        sheet: with season, bloc, cycle and agency loaded.
        shows_departments: whether the reader may see who prepares what inside the agency.
    """
    book = new_book()
    titles = (SCORES, HOW, LEVELS, KEY_SHEET)
    scores, how, levels, hidden = (book.create_sheet(title) for title in titles)
    offered = {**_write_choices(hidden, grid), **add_lists(levels, _levels(grid))}
    _write_scores(scores, grid, offered, COLUMNS if shows_departments else FOR_OTHERS)
    levels.sheet_state = "hidden"
    _write_how(how, sheet, grid, is_sample=is_sample)
    lines = {row.node.key: row.line for row in grid.rows if row.line is not None}
    for row, part in enumerate(parts_of(key_of(sheet, grid.table.pk, lines).signed()), start=1):
        put(cell_at(hidden, row, 1), part)
    hidden.sheet_state = "veryHidden"
    for one in (scores, how, levels, hidden):
        one.protection.sheet = True
    scores.protection.formatColumns = scores.protection.formatRows = False
    book.security = WorkbookProtection(lockStructure=True)
    book.active = 0
    return book_bytes(book)


def _write_choices(sheet: Worksheet, grid: SheetGrid) -> Mapping[str, str]:
    """Write what met-or-not lines may get, as numbers; return where it stands, by key.

    A list of numbers inside the limit itself has decimal points, which a Vietnamese Excel takes
    for text; cells are shown, and chosen, with a decimal comma.
    """
    tops = {row.line.max_points for row in grid.rows if row.line and _is_met_or_not(row)}
    found = {}
    for number, top in enumerate(sorted(tops), start=1):
        put(cell_at(sheet, number, _CHOICES), 0)
        put(cell_at(sheet, number, _CHOICES + 1), top)
        first, last = (get_column_letter(_CHOICES + place) for place in (0, 1))
        found[top] = f"'{sheet.title}'!${first}${number}:${last}${number}"
    return {
        row.node.key: found[row.line.max_points]
        for row in grid.rows
        if row.line and _is_met_or_not(row)
    }


def _is_met_or_not(row: GridRow) -> bool:
    return row.node.kind is CriterionKind.PASS_FAIL


def _levels(grid: SheetGrid) -> dict[str, list[str]]:
    """Return what the drop-downs of the named levels offer, by the criterion's key."""
    return {
        row.node.key: [str(level) for level in levels]
        for row in grid.rows
        if (levels := levels_of(row.node))
    }


def _write_scores(
    sheet: Worksheet, grid: SheetGrid, offered: Mapping[str, str], columns: Sequence[Column]
) -> None:
    add_head(sheet, columns)
    sheet.freeze_panes = f"C{FIRST_ROW}"
    names = title_names()
    for number, row in enumerate(grid.rows, start=FIRST_ROW):
        fill = _GROUP_FILL if row.is_group else ""
        cells = _cells(row, names)[: len(columns)]
        add_row(sheet, number, cells, bold=row.is_group, fill=fill)
        if row.line is not None:
            _unlock(sheet, number, row, row.line, offered)


def _cells(row: GridRow, names: Mapping[str, str]) -> Sequence[Content]:
    node, line = row.node, row.line
    if line is None:
        return [node.key, node.label, node.max_points, *[None] * 8]
    shut = why_closed(line, Layer.SELF)
    open_to = open_columns(line)
    return [
        node.key,
        node.label,
        node.max_points,
        node.unit or None,
        line.target,
        _points(row, line) if "points" in open_to else None,
        line.self_actual if "actual" in open_to else None,
        line.self_minus if "minus" in open_to else None,
        line.explanation or None,
        f"Không ghi: {shut}" if shut else described(node, names),
        line.department or None,
    ]


def _points(row: GridRow, line: ScoreLine) -> Content:
    """Return the agency's points; a named level is written as the drop-down offers it."""
    level = level_at(row.node, line.self_points)
    return line.self_points if level is None else str(level)


def _unlock(
    sheet: Worksheet, number: int, row: GridRow, line: ScoreLine, offered: Mapping[str, str]
) -> None:
    """Open the cells that the agency fills in, each with its limits; grey the others."""
    open_to = open_columns(line)
    for name, index in FILLED.items():
        cell = cell_at(sheet, number, index + 1)
        is_open = name in open_to
        cell.fill = _filled(_OPEN_FILL if is_open else _SHUT_FILL)
        cell.protection = Protection(locked=not is_open)
        if is_open and name == "words":
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        elif is_open:
            rule = _limit(cell, name, row, line, offered)
            rule.allow_blank, rule.showErrorMessage = True, True
            rule.errorTitle = row.node.key[:32]
            rule.add(cell.coordinate)
            sheet.add_data_validation(rule)


def _limit(
    cell: Cell, name: str, row: GridRow, line: ScoreLine, offered: Mapping[str, str]
) -> DataValidation:
    """Return what lets the program refuse what cannot stand, before the file is sent."""
    node = row.node
    if name == "points" and node.key in offered:
        rule = DataValidation(type="list", formula1=offered[node.key])
        rule.error = "Đề nghị chọn một mức trong danh sách."
        if _is_met_or_not(row):
            rule.error = f"Chỉ chọn 0 (không đạt) hoặc {signed_points(node.max_points)} (đạt)."
    elif name == "points":
        rule = DataValidation(type="custom", formula1=_in_steps(cell, row, line))
        rule.error = (
            f"Điểm từ {signed_points(line.min_points)} đến {signed_points(line.max_points)}, "
            f"theo bước {signed_points(node.step)}."
        )
    elif name == "minus" or node.kind in WHOLE_KINDS:
        rule = DataValidation(type="whole", operator="between", formula1="0", formula2=_WHOLE_LIMIT)
        rule.error = "Ghi số nguyên, không âm."
    else:
        rule = DataValidation(
            type="decimal", operator="between", formula1=f"-{_NUMBER_LIMIT}", formula2=_NUMBER_LIMIT
        )
        rule.error = "Ghi một số."
    return rule


def _in_steps(cell: Cell, row: GridRow, line: ScoreLine) -> str:
    place = cell.coordinate
    least, most = _plain(line.min_points), _plain(line.max_points)
    steps = int(row.node.step * 100)
    return (
        f"AND(ISNUMBER({place}),{place}>={least},{place}<={most},"
        f"OR({place}={most},MOD(ROUND({place}*100,0),{steps})=0))"
    )


def _write_how(sheet: Worksheet, told: ScoreSheet, grid: SheetGrid, *, is_sample: bool) -> None:
    season = told.season
    head = [
        f"Phiếu chấm điểm – {told.agency.name}",
        f"{season.bloc.name}, năm thi đua {season.cycle.label}",
        f"{grid.table.title}, bản {grid.table.number}",
    ]
    if is_sample:
        head.append("DỮ LIỆU MẪU")
    for number, text in enumerate([*head, "", *_HOW_LINES], start=1):
        put(cell_at(sheet, number, 1), text, bold=number <= len(head))
    sheet.column_dimensions[get_column_letter(1)].width = 110


def _plain(value: Decimal) -> str:
    return format(value.normalize() + 0, "f")


@cache
def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)
