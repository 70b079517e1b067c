"""The workbook that is filled in with awards of earlier years."""

from awards.models import AwardType
from awards.models.labels import AWARD_BASES
from awards.spreadsheets import columns
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import (
    LAST_ROW,
    add_choices,
    add_head,
    add_lists,
    add_row,
    book_bytes,
    new_book,
    ready_rows,
)

_READY = 60
_HELP = (Column("Cột", 26, ""), Column("Cách ghi", 80, ""))


def award_template() -> bytes:
    """Return an empty sheet with its drop-downs and a guide."""
    book = new_book()
    sheet, guide, lists = (
        book.create_sheet(title) for title in (columns.SHEET, columns.GUIDE, columns.LISTS)
    )
    awards = list(AwardType.objects.order_by("position").values_list("name", flat=True))
    named = {columns.AWARD.title: awards, columns.BASIS.title: [name for _, name in AWARD_BASES]}
    ranges = add_lists(lists, named)
    add_head(sheet, columns.COLUMNS)
    ready_rows(sheet, columns.COLUMNS, range(2, _READY + 2))
    for letter, column, is_strict in (("B", columns.AWARD, False), ("D", columns.BASIS, True)):
        cells = f"{letter}2:{letter}{LAST_ROW}"
        add_choices(sheet, cells, ranges[column.title], title=column.title, is_strict=is_strict)
    add_head(guide, _HELP)
    for number, column in enumerate(columns.COLUMNS, start=2):
        add_row(guide, number, [column.title, column.help])
    return book_bytes(book)
