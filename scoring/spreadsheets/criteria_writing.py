"""A table's content as a workbook that officials read, change and send back."""

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.spreadsheets import columns
from scoring.spreadsheets.cells import NO, YES
from scoring.spreadsheets.columns import BANDS, CONDITIONS, CRITERIA, LISTS, RULES, Column
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.criteria_cells import band_cells, condition_cells, criterion_cells
from scoring.spreadsheets.criteria_rows import Sector, Title
from scoring.spreadsheets.guide import add_guide
from scoring.spreadsheets.settings_rows import HEAD_SETTINGS, RULE_SETTINGS, Setting
from scoring.spreadsheets.writing import (
    LAST_ROW,
    Content,
    add_choices,
    add_head,
    add_lists,
    add_row,
    book_bytes,
    new_book,
    ready_rows,
)

_SPARE_ROWS = 30
_FILLS = ("D9E2F3", "EDF2F9", "F7F9FC")  # groups from the top down
_HEADING_FILL = "D9E2F3"
_AGENCIES = "Cơ quan chuyên ngành"
_TITLES = "Danh hiệu, hình thức khen thưởng"
_YES_NO = "Có hoặc không"


def written_criteria(
    content: TableContent, sectors: Sequence[Sector], titles: Sequence[Title] = ()
) -> bytes:
    """Return the workbook of a table; ``read_criteria_book`` reads it back unchanged.

    Args:
        sectors: the agencies offered for criteria of their field.
        titles: the awards that may bring a bonus.
    """
    book = new_book()
    add_guide(book)
    criteria, rules, bands, conditions, lists = (
        book.create_sheet(title) for title in (CRITERIA, RULES, BANDS, CONDITIONS, LISTS)
    )
    ranges = add_lists(lists, _lists(sectors, titles))
    _write_criteria(
        criteria,
        content.nodes,
        {sector.code: sector for sector in sectors},
        {title.code: title.shown for title in titles},
    )
    _write_settings(rules, content, ranges)
    _write_list(bands, columns.BAND_COLUMNS, [band_cells(row) for row in content.rules.bands])
    _write_list(
        conditions,
        columns.CONDITION_COLUMNS,
        [condition_cells(row) for row in content.rules.conditions],
    )
    for sheet, wanted in (
        (criteria, columns.CRITERIA_COLUMNS),
        (conditions, columns.CONDITION_COLUMNS),
    ):
        _offer(sheet, wanted, ranges)
    book.active = book.sheetnames.index(CRITERIA)
    return book_bytes(book)


def _lists(sectors: Sequence[Sector], titles: Sequence[Title]) -> Mapping[str, Sequence[str]]:
    offered = {
        column.title: list(column.choices.values())
        for column in (*columns.CRITERIA_COLUMNS, *columns.CONDITION_COLUMNS)
        if column.choices
    }
    offered |= {
        setting.label: list(setting.choices.values())
        for setting in RULE_SETTINGS
        if setting.choices and YES not in setting.choices
    }
    return {
        **offered,
        _YES_NO: [YES, NO],
        _AGENCIES: [sector.shown for sector in sectors],
        _TITLES: [title.shown for title in titles],
    }


def _write_criteria(
    sheet: Worksheet,
    nodes: Sequence[Node],
    sectors: Mapping[str, Sector],
    titles: Mapping[str, str],
) -> None:
    add_head(sheet, columns.CRITERIA_COLUMNS)
    for row, node in enumerate(nodes, start=2):
        depth = min(node.key.count("."), len(_FILLS) - 1)
        fill = _FILLS[depth] if node.is_group else ""
        add_row(sheet, row, criterion_cells(node, sectors, titles), bold=node.is_group, fill=fill)
    first = len(nodes) + 2
    ready_rows(sheet, columns.CRITERIA_COLUMNS, range(first, first + _SPARE_ROWS))


def _write_settings(sheet: Worksheet, content: TableContent, ranges: Mapping[str, str]) -> None:
    add_head(sheet, columns.SETTING_COLUMNS)
    _write_part(sheet, 2, "Thông tin chung", settings=HEAD_SETTINGS, source=content, ranges=ranges)
    _write_part(
        sheet,
        len(HEAD_SETTINGS) + 3,
        "Tính điểm và xếp hạng",
        settings=RULE_SETTINGS,
        source=content.rules,
        ranges=ranges,
    )


def _write_part(
    sheet: Worksheet,
    row: int,
    heading: str,
    *,
    settings: Sequence[Setting],
    source: TableContent | TableRules,
    ranges: Mapping[str, str],
) -> None:
    add_row(sheet, row, [heading, None, None], bold=True, fill=_HEADING_FILL)
    for below, setting in enumerate(settings, start=row + 1):
        value = setting.write(getattr(source, setting.name))
        add_row(sheet, below, [setting.label, None if value == "" else value, setting.help])
        if setting.choices:
            title = _YES_NO if YES in setting.choices else setting.label
            add_choices(sheet, f"B{below}", ranges[title], title=setting.label)


def _write_list(
    sheet: Worksheet, wanted: Sequence[Column], rows: Sequence[Sequence[Content]]
) -> None:
    add_head(sheet, wanted)
    for row, values in enumerate(rows, start=2):
        add_row(sheet, row, values)
    first = len(rows) + 2
    ready_rows(sheet, wanted, range(first, first + _SPARE_ROWS))


def _offer(sheet: Worksheet, wanted: Sequence[Column], ranges: Mapping[str, str]) -> None:
    """Give the columns their drop-downs; an agency may also be named in other words."""
    for place, column in enumerate(wanted, start=1):
        letter = get_column_letter(place)
        if column.title in ranges:
            is_strict = column.choices is not None
            cells = f"{letter}2:{letter}{LAST_ROW}"
            add_choices(sheet, cells, ranges[column.title], title=column.title, is_strict=is_strict)
