"""The sheets and columns of a criteria workbook, in the words of the people who fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from scoring.models.labels import (
    CONDITION_KINDS,
    CRITERION_KINDS,
    DIRECTIONS,
    EFFECTS,
    RANK_BYS,
    REASON_FORS,
    ROUNDINGS,
    SCORERS,
    STRATEGIES,
    TIE_KINDS,
)

GUIDE = "Hướng dẫn"
CRITERIA = "Tiêu chí"
RULES = "Quy định"
BANDS = "Xếp loại"
CONDITIONS = "Điều kiện"
LISTS = "Danh mục"
DATA_SHEETS = (CRITERIA, RULES, BANDS, CONDITIONS)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters, what it is for, and its drop-down.

    ``is_late`` says that workbooks were handed out before it was there, which may lack it.
    """

    title: str
    width: int
    help: str
    choices: Mapping[str, str] | None = None
    is_number: bool = False
    is_late: bool = False


KINDS = MappingProxyType(dict(CRITERION_KINDS))
DIRECTION_WORDS = MappingProxyType(dict(DIRECTIONS))
SCORER_WORDS = MappingProxyType(dict(SCORERS))
ROUNDING_WORDS = MappingProxyType(dict(ROUNDINGS))
REASON_WORDS = MappingProxyType(dict(REASON_FORS))
RANK_BY_WORDS = MappingProxyType(dict(RANK_BYS))
STRATEGY_WORDS = MappingProxyType(dict(STRATEGIES))
TIE_WORDS = MappingProxyType(dict(TIE_KINDS))
CONDITION_WORDS = MappingProxyType(dict(CONDITION_KINDS))
EFFECT_WORDS = MappingProxyType(dict(EFFECTS))

KEY = Column(
    "Mã",
    12,
    "Mã đầy đủ tính từ nhóm lớn nhất, nối bằng dấu chấm: I, I.1, I.1.a. Nhóm ghi trước, tiêu chí "
    "con ghi sau. Mỗi mã chỉ dùng một lần.",
)
LABEL = Column("Nội dung", 60, "Nội dung nhóm hoặc tiêu chí.")
KIND = Column("Loại", 26, "Chọn trong danh sách; xem bảng “Các loại tiêu chí”.", KINDS)
MOST = Column(
    "Điểm tối đa",
    11,
    "Điểm tính vào thang điểm. Điểm của nhóm bằng tổng các tiêu chí con (không kể điểm thưởng, "
    "điểm trừ); nhóm chỉ gồm điểm thưởng, điểm trừ ghi 0.",
    is_number=True,
)
LEAST = Column(
    "Điểm tối thiểu",
    11,
    "Số âm, chỉ ghi khi tiêu chí có thể bị trừ xuống dưới 0. Để trống là 0.",
    is_number=True,
)
STEP = Column(
    "Bước điểm",
    9,
    "Điểm chấm là bội số của bước này. Để trống là 0,25.",
    is_number=True,
)
UNIT = Column("Đơn vị tính", 14, "Đơn vị của kết quả: %, tỷ đồng, vụ, xã… Có thể để trống.")
DIRECTION = Column(
    "Chiều", 18, "Kết quả cao hay thấp là tốt. Để trống là cao hơn là tốt.", DIRECTION_WORDS
)
SCORED_BY = Column("Người chấm", 24, "Ai chấm đầu tiên. Để trống là đơn vị tự chấm.", SCORER_WORDS)
SECTOR = Column(
    "Cơ quan chuyên ngành",
    30,
    "Chỉ ghi khi người chấm là cơ quan chuyên ngành: mã hoặc tên cơ quan đã có trong phần mềm.",
)
FORMULA = Column("Cách tính", 36, "Tham số của công thức, mỗi dòng một tham số.")
GUIDANCE = Column("Hướng dẫn chấm", 50, "Cách chấm, minh chứng cần nộp. Có thể để trống.")
CRITERIA_COLUMNS = (
    KEY,
    LABEL,
    KIND,
    MOST,
    LEAST,
    STEP,
    UNIT,
    DIRECTION,
    SCORED_BY,
    SECTOR,
    FORMULA,
    GUIDANCE,
)

BAND_CODE = Column("Mã loại", 16, "Mã ngắn, không trùng trong một nhóm đơn vị, ví dụ xuat-sac.")
BAND_LABEL = Column("Tên loại", 40, "Tên loại như in trên văn bản.")
BAND_TOTAL = Column(
    "Tổng điểm từ (%)",
    18,
    "Tổng điểm thấp nhất để đạt loại này, theo tỷ lệ của điểm tối đa được giao. Mọi loại cùng ghi "
    "ở cột này, hoặc cùng ghi ở cột “Tổng điểm từ (điểm)”.",
    is_number=True,
)
BAND_TOTAL_POINTS = Column(
    "Tổng điểm từ (điểm)",
    18,
    "Tổng điểm thấp nhất để đạt loại này, ghi bằng điểm, ví dụ 71. Loại thấp nhất ghi 0.",
    is_number=True,
    is_late=True,
)
BAND_GROUP = Column(
    "Mỗi nhóm từ (%)",
    18,
    "Tỷ lệ điểm thấp nhất của từng nhóm lớn. Để trống là không đòi hỏi.",
    is_number=True,
)
BAND_GROUP_POINTS = Column(
    "Mỗi nhóm từ (điểm)",
    18,
    "Như cột bên, ghi bằng điểm. Chỉ ghi một trong hai cột.",
    is_number=True,
    is_late=True,
)
BAND_CATEGORY = Column(
    "Nhóm đơn vị",
    22,
    "Chỉ ghi khi mức xếp loại khác nhau theo nhóm đơn vị, ví dụ Xã miền núi. Nhóm đã có mức riêng "
    "chỉ xét theo các mức riêng ấy; để trống là mức chung cho các đơn vị còn lại.",
    is_late=True,
)
BAND_COLUMNS = (
    BAND_CODE,
    BAND_LABEL,
    BAND_TOTAL,
    BAND_GROUP,
    BAND_TOTAL_POINTS,
    BAND_GROUP_POINTS,
    BAND_CATEGORY,
)

CONDITION_CODE = Column("Mã điều kiện", 18, "Mã ngắn, không trùng, ví dụ ky-luat.")
CONDITION_LABEL = Column("Nội dung", 60, "Điều kiện như ghi trong quy định.")
CONDITION_KIND = Column("Loại điều kiện", 32, "Chọn trong danh sách.", CONDITION_WORDS)
CONDITION_EFFECT = Column("Hệ quả", 28, "Chọn trong danh sách.", EFFECT_WORDS)
CONDITION_SHARE = Column(
    "Mức sàn (%)",
    14,
    "Chỉ ghi cho hai loại điều kiện mức sàn; ghi cột này hoặc cột “Mức sàn (điểm)”.",
    is_number=True,
)
CONDITION_FLOOR = Column(
    "Mức sàn (điểm)", 14, "Mức sàn ghi bằng điểm, ví dụ 50.", is_number=True, is_late=True
)
CONDITION_KEY = Column("Tiêu chí", 14, "Mã tiêu chí phải đạt mức sàn; để trống là từng nhóm lớn.")
CONDITION_POINTS = Column("Điểm trừ", 12, "Chỉ ghi khi hệ quả là trừ điểm.", is_number=True)
CONDITION_SOURCE = Column("Căn cứ", 40, "Điều, khoản của văn bản quy định.")
CONDITION_COLUMNS = (
    CONDITION_CODE,
    CONDITION_LABEL,
    CONDITION_KIND,
    CONDITION_EFFECT,
    CONDITION_SHARE,
    CONDITION_KEY,
    CONDITION_POINTS,
    CONDITION_SOURCE,
    CONDITION_FLOOR,
)

SETTING_LABEL = Column("Mục", 40, "Tên mục; không sửa.")
SETTING_VALUE = Column("Giá trị", 50, "Nội dung quy định; để trống thì theo mức thông thường.")
SETTING_HELP = Column("Cách ghi", 70, "Giải thích; phần mềm không đọc cột này.")
SETTING_COLUMNS = (SETTING_LABEL, SETTING_VALUE, SETTING_HELP)
