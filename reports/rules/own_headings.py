"""What the achievement report calls the sections of its agency, and what it prints without them."""

from collections.abc import Mapping
from types import MappingProxyType

from blocs.states import NarrativeSection

# The part of the report and, behind it, the heading as the paper's template prints it.
HEADINGS: Mapping[NarrativeSection, str] = MappingProxyType(
    {
        NarrativeSection.ACHIEVEMENT_PROFILE: "I.1. Đặc điểm, tình hình",
        NarrativeSection.ACHIEVEMENT_DUTIES: "I.2. Chức năng, nhiệm vụ",
        NarrativeSection.ACHIEVEMENT_MEANS: "II.2. Biện pháp, nguyên nhân đạt được thành tích",
        NarrativeSection.ACHIEVEMENT_CONDUCT: (
            "II.4. Việc thực hiện chủ trương của Đảng, chính sách, pháp luật của Nhà nước"
        ),
    }
)
_BY_HAND = "Chưa có lời văn thì báo cáo in dòng để ghi tay."
IF_EMPTY: Mapping[NarrativeSection, str] = MappingProxyType(
    {
        NarrativeSection.ACHIEVEMENT_PROFILE: (
            "Chưa có lời văn thì báo cáo in dòng để ghi tay: địa điểm trụ sở, điện thoại, trang "
            "tin; ngày thành lập; cơ cấu tổ chức, số lượng, chất lượng cán bộ; tổ chức đảng, đoàn "
            "thể. Có lời văn thì không in các dòng ấy."
        ),
        NarrativeSection.ACHIEVEMENT_DUTIES: (
            "Chưa có lời văn thì báo cáo in “Theo Quyết định số …” và dòng để ghi tay."
        ),
        NarrativeSection.ACHIEVEMENT_MEANS: _BY_HAND,
        NarrativeSection.ACHIEVEMENT_CONDUCT: _BY_HAND,
    }
)
