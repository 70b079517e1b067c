"""The facts of the article on Tây Ninh, one by one."""

from tests.reports.seed_fact import BLOC, Fact, movements, names, plan, texts

COUNCILLOR = "Chủ tịch Liên đoàn Lao động tỉnh, thành viên Hội đồng Thi đua - Khen thưởng tỉnh"
BOARD = "Phó Trưởng Ban Thi đua - Khen thưởng tỉnh"

TAY_NINH = [
    Fact(
        "bloc",
        {"name": "Khối thi đua các cơ quan Trung ương đóng trên địa bàn tỉnh", **BLOC},
        ("Khối thi đua các cơ quan Trung ương đóng trên địa bàn tỉnh gồm 07 đơn vị thành viên",),
    ),
    Fact("bloc", {"province": {"name": "Tây Ninh"}}, ("Tây Ninh, ngày 24 tháng 02 năm 2023",)),
    Fact("cycle", {"label": "2022", "kind": "calendar_year"}, ("năm 2022",)),
    *names(
        "members",
        "Cục Thuế",
        "Bảo hiểm xã hội",
        "Cục Hải quan",
        "Kho bạc Nhà nước",
        "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh",
        "Cục Thống kê",
        "Cục Quản lý thị trường",
    ),
    Fact(
        "offices",
        {
            "role": "head",
            "agency": "cuc-qltt-tay-ninh",
            "state": "handed_over",
            "selected_by": "elected",
            "handed_over_on": "2023-02-24",
        },
        ("Trưởng khối (được bầu; bàn giao ngày 24/02/2023): Cục Quản lý thị trường",),
    ),
    Fact(
        "offices",
        {"role": "deputy", "agency": "nhnn-tay-ninh", "selected_by": "elected"},
        ("Phó Trưởng khối (được bầu): Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh",),
    ),
    Fact(
        "offices",
        {"term": "next", "role": "head", "agency": "nhnn-tay-ninh", "state": "confirmed"},
        ("Trưởng khối: Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh.",),
    ),
    Fact(
        "meetings",
        {
            "held_on": "2023-02-24",
            "day_part": "afternoon",
            "purposes": [
                {"kind": "summary"},
                {"kind": "launch", "term": "next"},
                {"kind": "handover", "term": "next"},
                {"kind": "covenant_signing", "term": "next"},
            ],
            "attendance": [{"agency": "cuc-qltt-tay-ninh", "role": "organiser"}],
        },
        (
            "chiều ngày 24/02/2023",
            "tổng kết năm 2022",
            "phát động phong trào thi đua năm 2023",
            "ký kết giao ước thi đua năm 2023",
            "Cục Quản lý thị trường (đơn vị tổ chức)",
        ),
    ),
    Fact(
        "meetings",
        {
            "guests": [
                {
                    "office": COUNCILLOR,
                    "in_charge_of_bloc": True,
                    "roles": ["directs", "witnesses"],
                },
                {"office": BOARD, "roles": ["witnesses"]},
            ]
        },
        (
            f"{COUNCILLOR} (phụ trách khối, phát biểu chỉ đạo, chứng kiến); {BOARD} (chứng kiến)",
            "ĐẠI DIỆN CHỨNG KIẾN",
            COUNCILLOR.upper(),
            BOARD.upper(),
        ),
    ),
    Fact(
        "meetings",
        {
            "conclusions": [
                {
                    "speaker": COUNCILLOR,
                    "text": "Góp ý cho báo cáo tổng kết công tác thi đua, khen thưởng năm 2022 "
                    "của Khối.",
                }
            ]
        },
        (
            "nhất là công tác đỡ đầu 02 xã xây dựng nông thôn mới và việc tổ chức Hội thao",
            "Góp ý cho báo cáo tổng kết công tác thi đua, khen thưởng năm 2022 của Khối",
            "thực hiện 05 nhiệm vụ trong năm 2023",
        ),
    ),
    Fact(
        "indicators",
        {
            "agency": "cuc-thue-tay-ninh",
            "unit": "tỷ đồng",
            "value": 10500,
            "qualifier": "less_than",
            "qualifier_text": "gần",
            "baselines": [
                plan("Bộ Tài chính", "dự toán", 130, "less_than", "gần"),
                plan("UBND tỉnh", "dự toán", 120, "more_than", "hơn"),
            ],
        },
        (
            "Cục Thuế: thu ngân sách gần 10.500 tỷ đồng; đạt gần 130% so với dự toán",
            "dự toán Bộ Tài chính giao; đạt hơn 120% so với dự toán UBND tỉnh giao",
        ),
    ),
    Fact(
        "indicators",
        {
            "agency": "cuc-hai-quan-tay-ninh",
            "unit": "tỷ đồng",
            "value": 1600,
            "qualifier": "more_than",
            "qualifier_text": "trên",
            "baselines": [
                plan("Bộ Tài chính", "dự toán", 140, "less_than", "gần"),
                plan("Tổng cục Hải quan", "chỉ tiêu", 130, "more_than", "hơn"),
            ],
        },
        (
            "Cục Hải quan: thu ngân sách nhà nước trên 1.600 tỷ đồng; đạt gần 140% so với",
            "dự toán Bộ Tài chính giao; đạt hơn 130% so với chỉ tiêu Tổng cục Hải quan giao",
        ),
    ),
    Fact(
        "indicators",
        {"subject": "Toàn tỉnh", "unit": "%", "value": 100},
        ("hoàn thành chỉ tiêu Nghị quyết đề ra trong năm 2022 100%",),
    ),
    *movements("current", "Doanh nghiệp Việt Nam hội nhập và phát triển"),
    Fact(
        "movements",
        {
            "term": "next",
            "name": "Tây Ninh đoàn kết, chung sức, đồng lòng thi đua phòng, chống và chiến thắng "
            "dịch Covid-19",
            "kind": "special",
        },
        ("chiến thắng dịch Covid-19 (thi đua đặc biệt)",),
    ),
    *movements(
        "next",
        "Tây Ninh chung sức xây dựng nông thôn mới",
        "Tây Ninh chung tay vì người nghèo - Không để ai bị bỏ lại phía sau",
        "Doanh nghiệp Tây Ninh hội nhập và phát triển",
        "Cán bộ, công chức, viên chức Tây Ninh thi đua thực hiện văn hóa công sở",
        "Tây Ninh đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại và thực hành tiết kiệm, "
        "chống lãng phí",
        "Thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội, đảm bảo quốc phòng - an "
        "ninh năm 2023",
    ),
    Fact(
        "movements",
        {
            "term": "next",
            "name": "Đợt thi đua đặc biệt kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi "
            "thi đua ái quốc (11/6/1948 - 11/6/2023)",
            "kind": "special",
            "launched_by": "province",
        },
        ("ra Lời kêu gọi thi đua ái quốc (11/6/1948 - 11/6/2023)",),
    ),
    Fact(
        "legal_documents",
        {"kind": "Chỉ thị", "number": "01/CT-UBND", "issued_on": "2023-01-03"},
        ("Căn cứ Chỉ thị số 01/CT-UBND ngày 03/01/2023 của Chủ tịch UBND tỉnh",),
    ),
    Fact(
        "legal_documents",
        {"kind": "Kế hoạch", "number": "4134/KH-UBND", "issued_on": "2022-11-29"},
        ("Kế hoạch số 4134/KH-UBND ngày 29/11/2022",),
    ),
    Fact(
        "statements",
        {
            "agency": "cuc-qltt-tay-ninh",
            "text": "Thực hiện tốt phong trào “Doanh nghiệp Việt Nam hội nhập và phát triển”.",
        },
        ("Cục Quản lý thị trường: Thực hiện tốt phong trào “Doanh nghiệp Việt Nam",),
    ),
    *texts(
        "statements",
        "Khối thi đua đỡ đầu 02 xã xây dựng nông thôn mới.",
        "Tổ chức Hội thao để tạo sự gắn kết giữa các thành viên trong Khối.",
        "Nhiều gương điển hình tiên tiến được biểu dương, khen thưởng và nhân rộng.",
        "Hoàn thành đạt và vượt các chỉ tiêu phát triển kinh tế - xã hội được các bộ, ngành và "
        "UBND tỉnh giao trong năm 2023.",
    ),
    Fact(
        "statements",
        {"section": "next_year"},
        ("I. MỤC TIÊU, PHƯƠNG HƯỚNG CHUNG 1. Hoàn thành đạt và vượt các chỉ tiêu",),
    ),
    Fact(
        "proposals",
        {
            "agency": "cuc-hai-quan-tay-ninh",
            "award": "co-tinh",
            "local_label": "cờ dẫn đầu Khối thi đua",
            "state": "agreed",
        },
        ("(cờ dẫn đầu Khối thi đua)",),
    ),
    *[
        Fact(
            "proposals",
            {"agency": agency, "award": "bang-khen-tinh", "state": "agreed"},
            ("Bằng khen của Ủy ban nhân dân tỉnh",),
        )
        for agency in ("bhxh-tay-ninh", "cuc-qltt-tay-ninh")
    ],
    Fact("sources", {"publisher": "Phòng TCHC, Cục QLTT tỉnh Tây Ninh"}, ("Phòng TCHC",)),
]
