"""The sheet “Hướng dẫn”: what each sheet, column and kind of criterion means."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from openpyxl import Workbook

from scoring.spreadsheets import columns
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.writing import add_head, add_row
from scoring.states import CriterionKind

FILL = "D9E2F3"
# What a kind is for, and what its cell “Cách tính” may say: the line, and an example of it.
KIND_HELP: Mapping[CriterionKind, tuple[str, str]] = MappingProxyType(
    {
        CriterionKind.GROUP: (
            "Cộng điểm các tiêu chí con. Có thể đặt trần cho cả nhóm, kể cả điểm thưởng.",
            "trần điểm của nhóm: 12",
        ),
        CriterionKind.MANUAL: ("Người chấm cho điểm từ 0 đến điểm tối đa, theo bước điểm.", ""),
        CriterionKind.PASS_FAIL: ("Đạt được điểm tối đa, không đạt được 0.", ""),
        CriterionKind.OPTIONS: (
            (
                "Người chấm chọn một mức trong danh sách; mỗi dòng một mức và số điểm, mức cao "
                "nhất bằng điểm tối đa."
            ),
            "Đầy đủ, đúng hạn → 5\nĐầy đủ, chậm hạn → 3\nKhông đầy đủ → 0",
        ),
        CriterionKind.BONUS: ("Điểm cộng do người chấm cho, không tính vào thang điểm.", ""),
        CriterionKind.PENALTY: ("Điểm trừ do người chấm cho, ghi số dương.", ""),
        CriterionKind.TIERS: (
            (
                "Kết quả nằm trong khoảng nào thì được điểm của khoảng đó. Dòng “theo” cho biết so "
                "bằng kết quả, % chỉ tiêu hay số ngày chậm. Dấu [ ] là tính cả đầu mút, ( ) là "
                "không tính. Kết quả ngoài các khoảng ghi ở dòng “khác”."
            ),
            "theo: % chỉ tiêu\n>95 → 1,5\n[75;95] → 1\n[50;75) → 0,5\n<50 → 0",
        ),
        CriterionKind.PROPORTIONAL: (
            (
                "Điểm tối đa nhân với tỷ lệ kết quả trên chỉ tiêu. Trần 100 % là vượt không được "
                "thêm điểm; dưới sàn thì 0 điểm. Để trống: trần 100 %, không có sàn."
            ),
            "trần: 120 %\nsàn: 50 %",
        ),
        CriterionKind.LEADER_RELATIVE: (
            (
                "Đạt chỉ tiêu được một phần điểm; phần còn lại chia theo mức vượt so với đơn vị "
                "vượt cao nhất trong khối."
            ),
            "đạt chỉ tiêu được: 50 %\nphần vượt so với: chỉ tiêu",
        ),
        CriterionKind.COUNT: ("Mỗi lần được một số điểm, không quá điểm tối đa.", "mỗi lần: 0,5"),
        CriterionKind.BONUS_PENALTY: (
            "Cộng, trừ theo số việc; nằm giữa điểm tối thiểu và điểm tối đa.",
            "cộng mỗi việc: 1\ntrừ mỗi việc: 0,5",
        ),
        CriterionKind.AWARD_BONUS: (
            (
                "Thưởng theo danh hiệu đã được công nhận. Mỗi dòng một danh hiệu: chép từ cột "
                "“Danh hiệu” của trang “Danh mục”, hoặc chỉ ghi tên hay mã. Lùi số năm: "
                "0 là danh hiệu của chính năm thi đua, 1 là của năm trước."
            ),
            ("cách tính: danh hiệu cao nhất\nlùi số năm: 1\nco-chinh-phu → 15\nco-tinh → 10"),
        ),
        CriterionKind.STEP: (
            "Đạt đúng chỉ tiêu được một số điểm; mỗi phần trăm vượt thì cộng, hụt thì trừ.",
            (
                "đạt chỉ tiêu: 10\nmỗi: 1 %\nvượt thì cộng: 0,1\nhụt thì trừ: 0,2\n"
                "chỉ tính đủ bước: có\ncao nhất: 12"
            ),
        ),
        CriterionKind.EXTERNAL: (
            "Quy đổi điểm hoặc chỉ số do cơ quan khác công bố về điểm tối đa.",
            "thang gốc từ: 0\nthang gốc đến: 100",
        ),
    }
)
_SHEETS = (
    (
        columns.CRITERIA,
        (
            "Mỗi dòng một nhóm hoặc một tiêu chí, từ trên xuống theo thứ tự của bảng. Được thêm, "
            "xóa, đổi chỗ dòng; không đổi tên cột. Dòng trống được bỏ qua."
        ),
    ),
    (columns.RULES, "Tên bảng, thang điểm và cách tính điểm, xếp hạng. Chỉ ghi vào cột “Giá trị”."),
    (columns.BANDS, "Các loại kết quả, xếp từ cao xuống thấp. Không phân loại thì để trống."),
    (columns.CONDITIONS, "Điều kiện loại trừ hoặc trừ điểm. Không có thì để trống."),
    (columns.LISTS, "Các từ dùng trong danh sách chọn; phần mềm không đọc trang này."),
)
_RULES = (
    (
        "Số ghi bằng dấu phẩy thập phân (87,25) hoặc là ô số của Excel; không dùng dấu chấm ngăn "
        "hàng nghìn."
    ),
    "Không dùng công thức, không gộp ô, không ẩn dòng: phần mềm báo lỗi để không đọc sai.",
    "Khi tải lên, phần mềm báo lỗi theo từng ô và chưa lưu gì cho đến khi người dùng xác nhận.",
)
_COLUMNS = (
    Column("Mục", 28, ""),
    Column("Giải thích", 80, ""),
    Column("Ví dụ ghi ở cột “Cách tính”", 46, ""),
)


def add_guide(book: Workbook) -> None:
    """Add the guide as the workbook's next sheet."""
    sheet = book.create_sheet(columns.GUIDE)
    add_head(sheet, _COLUMNS)
    row = 2
    for heading, lines in _parts():
        add_row(sheet, row, [heading, None, None], bold=True, fill=FILL)
        for place, line in enumerate(lines, start=row + 1):
            add_row(sheet, place, [text or None for text in line])
        row += len(lines) + 1


def _parts() -> Sequence[tuple[str, Sequence[tuple[str, str, str]]]]:
    kinds = [(columns.KINDS[kind], *words) for kind, words in KIND_HELP.items()]
    return (
        ("Quy tắc chung", [("", rule, "") for rule in _RULES]),
        ("Các trang", [(title, words, "") for title, words in _SHEETS]),
        ("Các cột của trang “Tiêu chí”", _column_lines(columns.CRITERIA_COLUMNS)),
        ("Các loại tiêu chí", kinds),
        ("Các cột của trang “Xếp loại”", _column_lines(columns.BAND_COLUMNS)),
        ("Các cột của trang “Điều kiện”", _column_lines(columns.CONDITION_COLUMNS)),
    )


def _column_lines(wanted: Sequence[Column]) -> list[tuple[str, str, str]]:
    return [(column.title, column.help, "") for column in wanted]
