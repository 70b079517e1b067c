"""The register of issued papers as a workbook."""

from collections.abc import Iterable

from blocs.rules.writing import date_text
from reports.models import CarriedPaper, Issue
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import Content, add_head, add_row, book_bytes, new_book

SHEET = "Sổ văn bản"
_COLUMNS = (
    Column("Số", 8, "", is_number=True),
    Column("Ký hiệu", 14, ""),
    Column("Ngày ban hành", 14, ""),
    Column("Loại văn bản", 26, ""),
    Column("Trích yếu", 60, ""),
    Column("Khối, cụm", 36, ""),
    Column("Năm thi đua", 12, ""),
    Column("Cơ quan ban hành", 36, ""),
    Column("Trạng thái", 18, ""),
    Column("Thay thế văn bản", 26, ""),
    Column("Lý do thu hồi", 40, ""),
    Column("Người vào sổ", 24, ""),
    Column("Số chữ ký số", 12, "", is_number=True),
    Column("Bản đóng dấu", 14, ""),
    Column("Mã xác minh", 28, ""),
    Column("SHA-256 của tệp", 68, ""),
    Column("Dữ liệu mẫu", 12, ""),
)


def register_book(lines: Iterable[Issue], carried: Iterable[CarriedPaper] = ()) -> bytes:
    """Return the workbook; no text in it becomes a formula.

    Args:
        carried: lines that came from another site, below the others.
    """
    book = new_book()
    sheet = book.create_sheet(SHEET)
    add_head(sheet, _COLUMNS)
    rows = [*map(_cells, lines), *map(_carried_cells, carried)]
    for row, cells in enumerate(rows, start=2):
        add_row(sheet, row, cells)
    return book_bytes(book)


def _cells(line: Issue) -> list[Content]:
    document = line.document
    season = document.season
    return [
        line.number,
        line.symbol,
        date_text(line.issued_on),
        str(document.get_kind_display()),
        line.excerpt,
        season.bloc.name,
        season.cycle.label,
        line.issuer_name,
        str(line.get_state_display()),
        line.replaces.reference if line.replaces else "",
        line.reason,
        line.issued_by.full_name if line.issued_by else "",
        line.signature_count,  # type: ignore[attr-defined]
        "Có" if line.has_scan else "",  # type: ignore[attr-defined]
        line.spoken_code,
        document.sha256,
        "Có" if document.is_sample else "",
    ]


def _carried_cells(line: CarriedPaper) -> list[Content]:
    season = line.season
    return [
        line.number,
        line.symbol,
        date_text(line.issued_on),
        str(line.get_kind_display()),
        line.excerpt,
        season.bloc.name,
        season.cycle.label,
        line.issuer_name,
        str(line.get_state_display()),
        line.replaces.reference if line.replaces else "",
        line.reason,
        "(từ tệp dữ liệu năm)",
        0,
        "",
        line.spoken_code,
        line.sha256,
        "Có" if line.is_sample else "",
    ]
