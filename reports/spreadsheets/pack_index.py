"""The index of a province's pack as a workbook: each bloc, its paper, or why there is none."""

from collections.abc import Sequence

from reports.models import PackItem
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import Content, add_head, add_row, book_bytes, new_book

SHEET = "Mục lục"
_COLUMNS = (
    Column("STT", 8, "", is_number=True),
    Column("Khối, cụm", 44, ""),
    Column("Năm thi đua", 12, ""),
    Column("Văn bản", 34, ""),
    Column("Kết quả", 20, ""),
    Column("Tên tệp trong gói", 52, ""),
    Column("Lý do chưa lập được", 60, ""),
    Column("SHA-256 của tệp", 68, ""),
    Column("Dữ liệu mẫu", 12, ""),
)


def index_book(made: Sequence[PackItem], names: Sequence[str], gaps: Sequence[PackItem]) -> bytes:
    """Return the workbook: what was made first, then what came to nothing.

    Args:
        names: of the files of what was made.
    """
    book = new_book()
    sheet = book.create_sheet(SHEET)
    add_head(sheet, _COLUMNS)
    rows = [_made(one, name) for one, name in zip(made, names, strict=True)]
    rows += [_gap(one) for one in gaps]
    for number, row in enumerate(rows, start=1):
        add_row(sheet, number + 1, [number, *row])
    return book_bytes(book)


def _made(item: PackItem, name: str) -> list[Content]:
    document = item.document
    assert document is not None  # noqa: S101 -- it was made
    return [*_what(item), "Đã lập", name, "", document.sha256, "Có" if document.is_sample else ""]


def _gap(item: PackItem) -> list[Content]:
    reason = item.error or (item.document.error if item.document else "")
    return [*_what(item), "Chưa lập được", "", reason, "", ""]


def _what(item: PackItem) -> list[Content]:
    return [item.season.bloc.name, item.season.cycle.label, item.title]
