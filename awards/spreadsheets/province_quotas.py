"""All blocs of a province beside the limits, as a workbook of three sheets."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from awards.selectors.province_quotas import Held, ProvinceQuotas
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import Content, add_head, add_row, book_bytes, new_book

TOTALS, BLOCS, CUTS = "Toàn tỉnh", "Từng khối, cụm", "Không được chấp thuận"
_NUMBERS = (
    Column("Đề nghị", 10, "", is_number=True),
    Column("Đã gửi tỉnh", 10, "", is_number=True),
    Column("Được khen", 10, "", is_number=True),
    Column("Được khen, không nêu tên", 12, "", is_number=True),
    Column("Không được chấp thuận", 12, "", is_number=True),
    Column("Tối đa", 10, "", is_number=True),
    Column("Vượt", 10, "", is_number=True),
    Column("Cách tính", 60, ""),
    Column("Căn cứ", 40, ""),
)
_AWARD = Column("Hình thức", 40, "")
_TOTAL_COLUMNS = (_AWARD, *_NUMBERS, Column("Kết quả xét duyệt", 50, ""))
_BLOC_COLUMNS = (Column("Khối, cụm", 36, ""), _AWARD, *_NUMBERS)
_CUT_COLUMNS = (
    _AWARD,
    Column("Lý do", 50, ""),
    Column("Số lượng", 10, "", is_number=True),
    Column("Đơn vị (khối, cụm)", 44, ""),
    Column("Nội dung trả lời", 60, ""),
)


def province_book(found: ProvinceQuotas) -> bytes:
    """Return the workbook; no text in it becomes a formula."""
    book = new_book()
    totals: list[list[Content]] = [
        [*_award_cells(line.held), line.held.tally.words] for line in found.awards
    ]
    blocs: list[list[Content]] = [
        [line.season.bloc.name, *_award_cells(line.held)] for line in found.lines
    ]
    cuts: list[list[Content]] = [
        [line.held.name, cut.reason, cut.number, one.who, one.reason]
        for line in found.awards
        for cut in line.cuts
        for one in cut.refusals
    ]
    _fill(book.create_sheet(TOTALS), _TOTAL_COLUMNS, totals)
    _fill(book.create_sheet(BLOCS), _BLOC_COLUMNS, blocs)
    _fill(book.create_sheet(CUTS), _CUT_COLUMNS, cuts)
    return book_bytes(book)


def _award_cells(held: Held) -> list[Content]:
    tally = held.tally
    return [
        f"trong đó {held.name}" if held.is_part else held.name,
        tally.proposed,
        tally.sent,
        tally.granted,
        held.unnamed or None,
        tally.refused,
        held.limit,
        held.over or None,
        held.answer.limit.text if held.answer else "Chưa có hạn mức.",
        held.quota.source if held.quota else "",
    ]


def _fill(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Content]]) -> None:
    add_head(sheet, columns)
    for number, values in enumerate(rows, start=2):
        add_row(sheet, number, values)
