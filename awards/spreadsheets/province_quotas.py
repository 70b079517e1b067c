"""All blocs of a province beside the limits, as a workbook of three sheets."""

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from awards.selectors.province_quotas import Held, ProvinceQuotas
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import (
    HEAD_ROW,
    Content,
    add_head,
    add_row,
    book_bytes,
    cell_at,
    new_book,
    put,
)

TOTALS, BLOCS, CUTS = "Toàn tỉnh", "Từng khối, cụm", "Không được chấp thuận"
_SAMPLE = "DỮ LIỆU MẪU"
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


def province_book(found: ProvinceQuotas, *, is_sample: bool) -> bytes:
    """Return the workbook; no text in it becomes a formula.

    Args:
        is_sample: some of the data is made up, which every sheet says in its first row.
    """
    book = new_book()
    totals: list[list[Content]] = [
        [*_award_cells(line.held), line.held.tally.words] for line in found.awards
    ]
    blocs: list[list[Content]] = [
        [line.season.bloc.name, *_award_cells(line.held)] for line in found.lines
    ]
    cuts: list[list[Content]] = [
        # The number of a reason stands once, so that the column can be summed.
        [line.held.name, cut.reason, None if place else cut.number, one.who, one.reason]
        for line in found.awards
        for cut in line.cuts
        for place, one in enumerate(cut.refusals)
    ]
    told = (
        (TOTALS, _TOTAL_COLUMNS, totals),
        (BLOCS, _BLOC_COLUMNS, blocs),
        (CUTS, _CUT_COLUMNS, cuts),
    )
    for title, columns, rows in told:
        _fill(book.create_sheet(title), columns, rows, is_sample=is_sample)
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


def _fill(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Content]],
    *,
    is_sample: bool,
) -> None:
    head = HEAD_ROW
    if is_sample:
        put(cell_at(sheet, head, 1), _SAMPLE, bold=True)
        head += 1
    add_head(sheet, columns, row=head)
    for number, values in enumerate(rows, start=head + 1):
        add_row(sheet, number, values)
