"""The facts of the article on Hòa Bình, one by one."""

from tests.reports.seed_fact import BLOC, Fact, movements, names

_MEMBERS_OF_HB = (
    "Cục Quản lý Thị trường tỉnh Hòa Bình",
    "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Hòa Bình",
    "Cục Thống kê tỉnh Hòa Bình",
    "Kho bạc Nhà nước Hòa Bình",
    "Cục Thuế tỉnh Hòa Bình",
    "Bảo hiểm xã hội tỉnh Hòa Bình",
    "Chi cục Hải quan Hòa Bình",
)

HOA_BINH = [
    Fact(
        "bloc",
        {
            "name": "Khối thi đua các cơ quan Trung ương quản lý Nhà nước về Kinh tế - Thống kê "
            "trên địa bàn tỉnh Hòa Bình",
            **BLOC,
        },
        ("Kinh tế - Thống kê trên địa bàn tỉnh Hòa Bình gồm 07 đơn vị thành viên",),
    ),
    Fact("bloc", {"aliases": ["Khối thi đua các cơ quan Trung ương đóng trên địa bàn tỉnh"]}),
    Fact("cycle", {"label": "2020"}, ("năm 2020",)),
    *names("members", *_MEMBERS_OF_HB),
    Fact(
        "offices",
        {
            "term": "next",
            "role": "head",
            "agency": "cuc-qltt-hoa-binh",
            "selected_by": "honoured",
            "decided_on": "2020-12-30",
        },
        ("Trưởng khối: Cục Quản lý Thị trường tỉnh Hòa Bình (được suy tôn)",),
    ),
    Fact(
        "meetings",
        {
            "held_on": "2020-12-30",
            "purposes": [{"kind": "summary"}, {"kind": "election", "term": "next"}],
        },
        ("ngày 30/12/2020", "lựa chọn Trưởng khối năm 2021"),
    ),
    *movements(
        "next",
        "Hoàn thành xuất sắc nhiệm vụ chính trị năm 2021",
        "Lập thành tích chào mừng Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Chung sức xây dựng nông thôn mới",
    ),
    Fact(
        "movements",
        {"term": "next", "name": "Văn hóa công sở", "note": "giai đoạn 2019-2025"},
        ("Văn hóa công sở: giai đoạn 2019-2025",),
    ),
    *[
        Fact("reported_ranking", {"ranks": [{"agency": agency, "rank": rank}]}, (f"{rank} {name}",))
        for rank, agency, name in (
            (1, "nhnn-hoa-binh", "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Hòa Bình"),
            (2, "cuc-qltt-hoa-binh", "Cục Quản lý Thị trường tỉnh Hòa Bình"),
            (3, "kbnn-hoa-binh", "Kho bạc Nhà nước Hòa Bình"),
        )
    ],
    Fact("reported_ranking", {"unranked_reason": "Không được công bố"}),
    Fact("published_ranks", 3, ("Chỉ công bố 03 thứ hạng đầu",)),
    Fact(
        "statements",
        {"section": "review", "agency": "nhnn-hoa-binh"},
        ("Năm 2020 được suy tôn là đơn vị dẫn đầu Khối thi đua",),
    ),
    Fact(
        "statements",
        {"section": "review"},
        ("tự chấm điểm, thẩm định điểm và bình chọn của các đơn vị trong Khối",),
    ),
    Fact("statements", {"section": "next_year"}, ("đề ra 9 nhiệm vụ trọng tâm",)),
    Fact("statements", {"section": "difficulties"}, ("ảnh hưởng của dịch bệnh Covid-19",)),
    Fact(
        "next_tasks",
        "Tiếp tục thực hiện tốt việc chỉ đạo, hỗ trợ xã đặc biệt khó khăn theo phân công của UBND "
        "tỉnh Hòa Bình.",
        ("hỗ trợ xã đặc biệt khó khăn theo phân công của UBND tỉnh Hòa Bình",),
    ),
    Fact(
        "next_tasks",
        "Hoàn thành xuất sắc các chỉ tiêu phát triển kinh tế - xã hội của tỉnh trong năm 2021 và "
        "những năm tiếp theo.",
        ("của tỉnh trong năm 2021 và những năm tiếp theo",),
    ),
    Fact(
        "sources",
        {"publisher": "Cục Quản lý thị trường tỉnh Hòa Bình"},
        ("Cục Quản lý thị trường tỉnh Hòa Bình",),
    ),
]
