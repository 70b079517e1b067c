"""The facts of the five articles, one by one, as the dump and the papers must say them."""

from collections.abc import Mapping
from decimal import Decimal

from tests.reports.seed_fact import BLOC, Fact, movements, names
from tests.reports.seed_facts_hoa_binh import HOA_BINH
from tests.reports.seed_facts_tay_ninh import TAY_NINH

LAST_YEAR = {"kind": "last_year", "change": 2}
CHAIRMAN = "Tỉnh ủy viên, Phó Chủ tịch UBND tỉnh"

_MEMBERS_OF_TTH = (
    "Văn phòng Đoàn ĐBQH và HĐND",
    "Văn phòng UBND tỉnh",
    "Sở Nội vụ",
    "Sở Ngoại vụ",
    "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư",
    "Ban Dân tộc",
    "Kho bạc Nhà nước",
    "Cục Thuế tỉnh",
    "Cục Thống kê tỉnh",
)
_PRIME_MINISTERS = (
    "Cả nước đoàn kết, chung sức, đồng lòng thi đua phòng, chống và chiến thắng đại dịch Covid-19",
    "Cả nước chung sức xây dựng nông thôn mới",
    "Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
    "Doanh nghiệp Việt Nam hội nhập và phát triển",
    "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
)
_ESTIMATE = {"qualifier": "estimate", "qualifier_text": "ước"}
_TTH_PLAN = {
    "kind": "plan",
    "label": "dự toán",
    "value": Decimal("5591.8"),
    "ratio": 158,
    **_ESTIMATE,
}

THUA_THIEN_HUE = [
    Fact(
        "bloc",
        {"name": "Khối thi đua Tổng hợp", **BLOC},
        ("Khối thi đua Tổng hợp gồm 10 đơn vị thành viên",),
    ),
    Fact("bloc", {"province": {"name": "Thừa Thiên Huế"}}, ("Thừa Thiên Huế, ngày",)),
    Fact("cycle", {"label": "2021"}, ("năm 2021",)),
    *names("members", *_MEMBERS_OF_TTH),
    Fact(
        "offices",
        {
            "role": "head",
            "agency": "vp-ubnd-thua-thien-hue",
            "state": "confirmed",
            "person_title": "Chánh Văn phòng UBND tỉnh",
        },
        ("Trưởng khối (Chánh Văn phòng UBND tỉnh): Văn phòng UBND tỉnh",),
    ),
    Fact(
        "offices",
        {
            "role": "deputy",
            "agency": "so-noi-vu-thua-thien-hue",
            "state": "confirmed",
            "person_title": "Phó Giám đốc Sở Nội vụ",
        },
        ("Phó Trưởng khối (Phó Giám đốc Sở Nội vụ): Sở Nội vụ",),
    ),
    Fact(
        "offices",
        {
            "term": "next",
            "role": "head",
            "agency": "so-noi-vu-thua-thien-hue",
            "state": "proposed",
        },
        ("Trưởng khối: Sở Nội vụ (đề xuất",),
    ),
    Fact(
        "offices",
        {
            "term": "next",
            "role": "deputy",
            "agency": "cuc-thue-thua-thien-hue",
            "state": "proposed",
        },
        ("Phó Trưởng khối: Cục Thuế tỉnh (đề xuất",),
    ),
    Fact(
        "meetings",
        {
            "held_on": "2021-12-04",
            "day_part": "morning",
            "purposes": [{"kind": "summary"}, {"kind": "covenant_signing", "term": "next"}],
            "attendance": [
                {
                    "agency": "vp-ubnd-thua-thien-hue",
                    "role": "co_chair",
                    "representative": "Chánh Văn phòng UBND tỉnh",
                },
                {
                    "agency": "so-noi-vu-thua-thien-hue",
                    "role": "co_chair",
                    "representative": "Phó Giám đốc Sở Nội vụ",
                },
                {
                    "agency": "so-ngoai-vu-thua-thien-hue",
                    "representative": "Phó Giám đốc Sở Ngoại vụ",
                },
            ],
        },
        (
            "sáng ngày 04/12/2021",
            "ký kết giao ước thi đua năm 2022",
            "Văn phòng UBND tỉnh (đồng chủ trì, Chánh Văn phòng UBND tỉnh)",
            "Sở Nội vụ (đồng chủ trì, Phó Giám đốc Sở Nội vụ)",
            "Sở Ngoại vụ (Phó Giám đốc Sở Ngoại vụ)",
            "ngày 04 tháng 12 năm 2021",
        ),
    ),
    Fact(
        "indicators",
        {
            "agency": "cuc-thue-thua-thien-hue",
            "unit": "tỷ đồng",
            "value": 8841,
            **_ESTIMATE,
            "baselines": [
                {"issuer": "Bộ Tài chính", **_TTH_PLAN},
                {"issuer": "HĐND tỉnh", **_TTH_PLAN},
                LAST_YEAR,
            ],
        },
        (
            "ước 8.841 tỷ đồng",
            "ước đạt 158% so với dự toán Bộ Tài chính giao (5.591,8 tỷ đồng)",
            "ước đạt 158% so với dự toán HĐND tỉnh giao (5.591,8 tỷ đồng)",
            "tăng 2% so với cùng kỳ",
        ),
    ),
    Fact(
        "statements",
        {
            "agency": "cuc-thue-thua-thien-hue",
            "text": "Thu hoàn thành vượt mức dự toán pháp lệnh được Bộ Tài chính, HĐND tỉnh giao.",
        },
        ("Cục Thuế tỉnh: Thu hoàn thành vượt mức dự toán pháp lệnh",),
    ),
    Fact(
        "statements",
        {"section": "political_tasks", "agency": "so-khdt-thua-thien-hue"},
        ("Sở Kế hoạch và Đầu tư: Thực hiện nghiêm túc, kịp thời", "điểm nghẽn trong phát triển"),
    ),
    Fact(
        "statements",
        {"section": "next_year"},
        ("mục tiêu mỗi sở, ban, ngành đều có gương điển hình tiên tiến, tiêu biểu",),
    ),
    *[
        Fact(
            "movements",
            {"term": "next", "name": name, "launched_by": "prime_minister"},
            (f"{name} (Thủ tướng Chính phủ phát động)",),
        )
        for name in _PRIME_MINISTERS
    ],
    Fact("legal_documents", {"number": "01-KL/TW"}, ("Kết luận số 01-KL/TW",)),
    Fact("legal_documents", {"number": "05-CT/TW"}, ("Chỉ thị số 05-CT/TW",)),
    Fact(
        "legal_documents",
        {"number": "21-KL/TW", "issued_on": "2021-10-25", "issuer": "Bộ Chính trị"},
        ("Kết luận số 21-KL/TW", "25/10/2021", "về đẩy mạnh, chỉnh đốn Đảng và hệ thống"),
    ),
    Fact(
        "statements",
        {"section": "commendation"},
        ("nhận được nhiều Bằng khen, giấy khen của Thủ tướng, các bộ, ngành Trung ương",),
    ),
    Fact("offices", {"role": "head", "term": "next"}, ("(đề xuất Trưởng khối)",)),
    Fact("offices", {"role": "deputy", "term": "next"}, ("(đề xuất Phó Trưởng khối)",)),
    *[
        Fact("award_counts", {"award": award, "agencies": count}, (printed,))
        for award, count, printed in (
            ("bang-khen-thu-tuong", 1, "Bằng khen của Thủ tướng Chính phủ: 01 đơn vị"),
            ("bang-khen-bo", 3, "Bằng khen cấp bộ, ban, ngành: 03 đơn vị"),
            ("co-tinh", 3, "Cờ thi đua của Ủy ban nhân dân tỉnh: 03 đơn vị"),
            ("bang-khen-tinh", 5, "Bằng khen của Ủy ban nhân dân tỉnh: 05 đơn vị"),
        )
    ],
    *[
        Fact(
            "proposals",
            {"agency": agency, "options": ["bang-khen-tinh", "co-tinh"], "state": "agreed"},
            ("Chưa xác định", "tặng Cờ thi đua và Bằng khen cho 03 đơn vị"),
        )
        for agency in (
            "so-khdt-thua-thien-hue",
            "ban-dan-toc-thua-thien-hue",
            "cuc-thue-thua-thien-hue",
        )
    ],
    Fact("sources", {"publisher": "TTH.VN", "published_on": "2021-12-04"}, ("TTH.VN",)),
    Fact(
        "sources",
        {"title": "Hội nghị tổng kết phong trào thi đua Khối tổng hợp"},
        ("Hội nghị tổng kết phong trào thi đua Khối tổng hợp",),
    ),
]

KINH_TE_KY_THUAT = [
    Fact(
        "bloc",
        {
            "name": "Khối thi đua các sở, ban, ngành tham mưu và quản lý Nhà nước về kinh tế - kỹ "
            "thuật",
            **BLOC,
        },
        ("Khối thi đua các sở, ban, ngành tham mưu và quản lý Nhà nước về kinh tế - kỹ thuật",),
    ),
    Fact("bloc", {"aliases": ["Khối thi đua các sở, ngành về kinh tế - kỹ thuật"]}),
    Fact("cycle", {"label": "2021"}, ("năm 2021",)),
    Fact(
        "meetings",
        {
            "held_on": "2021-12-10",
            "purposes": [{"kind": "summary"}, {"kind": "launch", "term": "next"}],
            "guests": [{"office": CHAIRMAN, "roles": ["attends", "concludes"]}],
        },
        (
            "ngày 10/12/2021",
            "tổng kết năm 2021; phát động phong trào thi đua năm 2022",
            f"{CHAIRMAN} (phát biểu kết luận)",
        ),
    ),
    Fact(
        "meetings",
        {"conclusions": [{"speaker": CHAIRMAN}]},
        (
            "Đánh giá cao những kết quả",
            "tập trung đăng ký chỉ tiêu thi đua để nỗ lực phấn đấu hoàn thành ngay từ đầu năm",
            "Tuyên truyền sâu rộng nội dung của phong trào thi đua",
            "phòng, chống dịch COVID-19, góp phần thực hiện thắng lợi",
        ),
    ),
    Fact(
        "movements",
        {"term": "next", "name": "Xây dựng nông thôn mới"},
        ("“sáng - xanh - sạch - đẹp để phát triển bền vững” giai đoạn 2019-2025",),
    ),
    *movements("next", "Thi đua thực hiện thắng lợi các chỉ tiêu kinh tế - xã hội năm 2022"),
    Fact(
        "statements",
        {"section": "movements"},
        ("phong trào thi đua năm 2021 do UBND tỉnh phát động, đạt được nhiều kết quả tốt",),
    ),
    Fact("statements", {"section": "movements"}, ("gắn với các ngày lễ lớn của đất nước",)),
    Fact("statements", {"section": "next_year"}, ("“mục tiêu kép” theo chỉ đạo của Chính phủ",)),
    Fact("statements", {"section": "party_building"}, ("Chăm lo đời sống vật chất, tinh thần",)),
    Fact("statements", {"section": "bloc_activities"}, ("hoạt động từ thiện, nhân đạo",)),
    Fact("sources", {"published_on": "2021-12-10"}, ("10/12/2021",)),
]

ARTICLES: Mapping[str, list[Fact]] = {
    "tay-ninh-cqtw-2022": TAY_NINH,
    "tong-hop-thua-thien-hue-2021": THUA_THIEN_HUE,
    "kinh-te-ky-thuat-2021": KINH_TE_KY_THUAT,
    "hoa-binh-kinh-te-thong-ke-2020": HOA_BINH,
}
# How many rows each section has, so that nothing stands in a file that no article says.
SIZES: Mapping[str, Mapping[str, int]] = {
    "tay-ninh-cqtw-2022": {
        "members": 7,
        "offices": 3,
        "meetings": 1,
        "movements": 9,
        "indicators": 3,
        "next_tasks": 5,
        "legal_documents": 2,
        "sources": 1,
        "proposals": 3,
    },
    "tong-hop-thua-thien-hue-2021": {
        "members": 10,
        "offices": 4,
        "meetings": 1,
        "movements": 5,
        "indicators": 1,
        "legal_documents": 3,
        "sources": 2,
        "award_counts": 4,
        "proposals": 3,
    },
    "kinh-te-ky-thuat-2021": {"meetings": 1, "movements": 2, "sources": 1},
    "hoa-binh-kinh-te-thong-ke-2020": {
        "members": 7,
        "offices": 1,
        "meetings": 1,
        "movements": 5,
        "next_tasks": 6,
        "sources": 1,
    },
}
