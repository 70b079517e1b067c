"""The names that a province's own form may say, and what each stands for."""

from collections.abc import Mapping
from types import MappingProxyType

BODY = "noi_dung"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "co_quan_chu_quan": "cơ quan, tổ chức chủ quản (có thể trống)",
        "co_quan_ban_hanh": "cơ quan, tổ chức ban hành",
        "so_ky_hieu": "số, ký hiệu, văn bản được thay thế (có thể trống)",
        "ngay_thang": "địa danh, ngày tháng năm (có thể trống)",
        "tieu_de": "tên loại văn bản, như BÁO CÁO (có thể trống)",
        "trich_yeu": "trích yếu nội dung; với công văn là dòng “V/v …” (có thể trống)",
        BODY: "toàn bộ nội dung còn lại; đứng một mình trong một đoạn",
    }
)
