"""The sheets of awards and ratings of earlier years, in the words of who fills them in."""

from types import MappingProxyType

from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
from scoring.spreadsheets.columns import Column

SHEET = "Thành tích"
RATING_SHEET = "Xếp loại"
LISTS = "Danh mục"
GUIDE = "Hướng dẫn"
BASES = MappingProxyType(dict(AWARD_BASES))
LEVELS = MappingProxyType(dict(COMPLETION_LEVELS))

AGENCY = Column(
    "Đơn vị", 40, "Mã đơn vị, hoặc đúng tên đầy đủ; tên đơn vị mang trước đây cũng được."
)
AWARD = Column(
    "Danh hiệu, hình thức", 40, "Mã, hoặc đúng tên trong danh mục; tên gọi tại tỉnh cũng được."
)
CYCLE = Column(
    "Năm", 12, "Năm của thành tích, không phải năm ra quyết định: 2024; năm học ghi 2024-2025."
)
BASIS = Column("Căn cứ", 20, "Để trống là khen theo công trạng.", choices=BASES)
NUMBER = Column("Số quyết định", 20, "Ví dụ: 15/QĐ-UBND. Để trống nếu không còn quyết định.")
DECIDED_ON = Column("Ngày quyết định", 18, "Ngày/tháng/năm, ví dụ 05/02/2024.")
ISSUER = Column("Cơ quan ban hành", 36, "Ví dụ: Chủ tịch Ủy ban nhân dân tỉnh.")
COLUMNS = (AGENCY, AWARD, CYCLE, BASIS, NUMBER, DECIDED_ON, ISSUER)

RATED_CYCLE = Column("Năm", 12, "Năm được xếp loại: 2024; năm học ghi 2024-2025.")
LEVEL = Column("Mức độ hoàn thành nhiệm vụ", 34, "Chọn trong danh sách bốn mức.", choices=LEVELS)
RATING_COLUMNS = (AGENCY, RATED_CYCLE, LEVEL, NUMBER, DECIDED_ON, ISSUER)
