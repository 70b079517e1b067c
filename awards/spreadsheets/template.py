"""The workbooks that are filled in with awards or ratings of earlier years."""

from collections.abc import Sequence
from dataclasses import dataclass

from awards.models import AwardType
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
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
    """Return an empty sheet of awards with its drop-downs and a guide."""
    awards = list(AwardType.objects.order_by("position").values_list("name", flat=True))
    choices = (
        _Choice("B", columns.AWARD, awards, is_strict=False),
        _Choice("D", columns.BASIS, [name for _, name in AWARD_BASES]),
    )
    return _template(columns.SHEET, columns.COLUMNS, choices)


def rating_template() -> bytes:
    """Return an empty sheet of ratings with its drop-down and a guide."""
    choices = (_Choice("C", columns.LEVEL, [name for _, name in COMPLETION_LEVELS]),)
    return _template(columns.RATING_SHEET, columns.RATING_COLUMNS, choices)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The words that a column offers; ``is_strict`` says that it takes no others."""

    letter: str
    column: Column
    words: Sequence[str]
    is_strict: bool = True


def _template(title: str, wanted: Sequence[Column], choices: Sequence[_Choice]) -> bytes:
    book = new_book()
    sheet, guide, lists = (
        book.create_sheet(name) for name in (title, columns.GUIDE, columns.LISTS)
    )
    ranges = add_lists(lists, {one.column.title: one.words for one in choices})
    add_head(sheet, wanted)
    ready_rows(sheet, wanted, range(2, _READY + 2))
    for one in choices:
        cells, source = f"{one.letter}2:{one.letter}{LAST_ROW}", ranges[one.column.title]
        add_choices(sheet, cells, source, title=one.column.title, is_strict=one.is_strict)
    add_head(guide, _HELP)
    for number, column in enumerate(wanted, start=2):
        add_row(guide, number, [column.title, column.help])
    return book_bytes(book)
