"""What the offices, blocs and criteria of a synthetic province are called."""

from dataclasses import dataclass

from blocs.states import AgencyLevel, BlocKind


@dataclass(frozen=True, slots=True)
class Theme:
    """A kind of bloc: its name, whose agencies it joins, and the offices they may be."""

    name: str
    kind: BlocKind
    level: AgencyLevel
    offices: tuple[str, ...]


THEMES = (
    Theme(
        "Khối thi đua các cơ quan tham mưu, tổng hợp",
        BlocKind.KHOI,
        AgencyLevel.PROVINCIAL,
        (
            "Văn phòng Ủy ban nhân dân tỉnh",
            "Sở Nội vụ",
            "Sở Tài chính",
            "Sở Tư pháp",
            "Thanh tra tỉnh",
            "Sở Ngoại vụ",
            "Sở Khoa học và Công nghệ",
            "Sở Dân tộc và Tôn giáo",
        ),
    ),
    Theme(
        "Khối thi đua các cơ quan kinh tế, văn hóa, xã hội",
        BlocKind.KHOI,
        AgencyLevel.PROVINCIAL,
        (
            "Sở Công Thương",
            "Sở Nông nghiệp và Môi trường",
            "Sở Xây dựng",
            "Sở Giáo dục và Đào tạo",
            "Sở Y tế",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Ban Quản lý các khu công nghiệp",
            "Trường Cao đẳng nghề",
        ),
    ),
    Theme(
        "Khối thi đua các cơ quan Trung ương đóng trên địa bàn tỉnh",
        BlocKind.KHOI,
        AgencyLevel.CENTRAL,
        (
            "Thuế tỉnh",
            "Bảo hiểm xã hội tỉnh",
            "Chi cục Hải quan khu vực",
            "Kho bạc Nhà nước khu vực",
            "Ngân hàng Nhà nước chi nhánh khu vực",
            "Thống kê tỉnh",
            "Thi hành án dân sự tỉnh",
        ),
    ),
    Theme(
        "Cụm thi đua các xã, phường",
        BlocKind.CUM,
        AgencyLevel.COMMUNE,
        ("Ủy ban nhân dân xã", "Ủy ban nhân dân phường"),
    ),
)

ACTIONS = (
    "Ban hành kế hoạch và phân công thực hiện",
    "Tổ chức thực hiện",
    "Kiểm tra, giám sát việc thực hiện",
    "Báo cáo đầy đủ, đúng thời hạn kết quả",
    "Sơ kết, tổng kết, nhân rộng điển hình trong",
    "Tuyên truyền, phổ biến, quán triệt",
    "Phối hợp với các cơ quan, đơn vị trong",
    "Ứng dụng công nghệ thông tin, chuyển đổi số trong",
)
SUBJECTS = (
    "nhiệm vụ phát triển kinh tế - xã hội được giao",
    "nhiệm vụ do Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh giao",
    "công tác cải cách hành chính",
    "công tác quản lý tài chính, tài sản công",
    "công tác tiếp công dân, giải quyết khiếu nại, tố cáo",
    "công tác phòng, chống tham nhũng, lãng phí, tiêu cực",
    "công tác xây dựng Đảng, đoàn thể",
    "công tác dân vận và thực hiện dân chủ ở cơ sở",
    "công tác an toàn, vệ sinh lao động, phòng cháy, chữa cháy",
    "công tác văn thư, lưu trữ",
    "các phong trào thi đua do Thủ tướng Chính phủ phát động",
    "các phong trào thi đua do tỉnh phát động",
    "phong trào thi đua chuyên đề của khối, cụm",
    "việc phát hiện, bồi dưỡng điển hình tiên tiến",
    "việc xét, đề nghị khen thưởng đúng quy định",
)
EXPLANATIONS = (
    "Đã hoàn thành theo kế hoạch năm, có báo cáo kèm theo (mẫu).",
    "Hoàn thành 18/20 nhiệm vụ đúng hạn; hai nhiệm vụ hoàn thành trong quý sau (mẫu).",
    "Tự chấm theo hướng dẫn của bảng tiêu chí (mẫu).",
    "Có văn bản chỉ đạo, phân công và kết quả kiểm tra kèm theo (mẫu).",
)
REASONS = (
    "Báo cáo gửi chậm so với thời hạn quy định (mẫu).",
    "Chưa có đủ tài liệu chứng minh cho nội dung tự chấm (mẫu).",
    "Điều chỉnh cho thống nhất với cách chấm của cả khối, cụm (mẫu).",
)


WHY_NOT = "Đơn vị không được giao nhiệm vụ này (mẫu)."


def theme_of(bloc: int) -> Theme:
    """Return the kind of the bloc counted from 1."""
    return THEMES[(bloc - 1) % len(THEMES)]


def criterion_label(place: int) -> str:
    """Return what is scored at a place of the table, counted from 0; 120 differ."""
    action, subject = ACTIONS[place % len(ACTIONS)], SUBJECTS[place % len(SUBJECTS)]
    return f"{action} {subject}"
