"""The report of Hòa Bình for 2020 from the seed article: three places published, no points."""

from reports.papers import SummaryReport
from reports.papers.base import (
    Authority,
    Letterhead,
    LetterheadVariant,
    MovementText,
    Recipients,
    SignatureBlock,
)
from reports.papers.results import Meeting, Member, OfficeChoice, Ranking, RankingRow
from reports.papers.summary import NextYear, Results, Review, Situation

BLOC = (
    "Khối thi đua các cơ quan Trung ương quản lý Nhà nước về Kinh tế - Thống kê trên địa bàn "
    "tỉnh Hòa Bình"
)
BANK = "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Hòa Bình"
MARKET = "Cục Quản lý thị trường tỉnh Hòa Bình"
TREASURY = "Kho bạc Nhà nước Hòa Bình"
MEMBERS = (
    MARKET,
    BANK,
    "Cục Thống kê tỉnh Hòa Bình",
    TREASURY,
    "Cục Thuế tỉnh Hòa Bình",
    "Bảo hiểm xã hội tỉnh Hòa Bình",
    "Chi cục Hải quan Hòa Bình",
)


def hoa_binh_report() -> SummaryReport:
    """The summary report of 2020 for Hòa Bình; nobody has numbered or dated it yet."""
    return SummaryReport(
        sample=False,
        letterhead=Letterhead(
            variant=LetterheadVariant.BLOC,
            parent_org="Ủy ban nhân dân tỉnh Hòa Bình",
            issuing_org=BLOC,
            place="Hòa Bình",
            year="2020",
            symbol="BC-KTĐ",
        ),
        bloc=BLOC,
        cycle="2020",
        next_cycle="2021",
        subject="Tổng kết công tác thi đua, khen thưởng năm 2020, phương hướng, nhiệm vụ năm 2021",
        addressees=("Hội đồng Thi đua - Khen thưởng tỉnh Hòa Bình", "Sở Nội vụ tỉnh Hòa Bình"),
        situation=Situation(
            members=tuple(Member(name) for name in MEMBERS),
            member_count="07",
            difficulties=("Khó khăn, thách thức do ảnh hưởng của dịch bệnh Covid-19.",),
        ),
        results=Results(
            political_intro=(
                (
                    "Các ngành trong Khối thi đua đã tập trung chỉ đạo quyết liệt, đồng bộ các "
                    "giải pháp ngay từ tháng đầu, quý đầu của năm 2020."
                ),
            ),
            meetings=(
                Meeting(
                    name="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2020",
                    kinds=("tổng kết",),
                    time_text="ngày 30/12/2020",
                ),
            ),
        ),
        next_year=NextYear(
            intro=("Các cơ quan, đơn vị trong Khối thi đua đề ra 09 nhiệm vụ trọng tâm.",),
            tasks=(
                "Phấn đấu hoàn thành xuất sắc các chỉ tiêu, nhiệm vụ được giao.",
                "Tiếp tục thực hiện tốt công tác phối hợp giữa các đơn vị thành viên trong Khối.",
                "Hỗ trợ xã đặc biệt khó khăn theo phân công của UBND tỉnh Hòa Bình.",
            ),
            movements=(
                MovementText(
                    name="“Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”"
                ),
                MovementText(name="“Văn hóa công sở” giai đoạn 2019-2025"),
            ),
        ),
        review=Review(
            process=(
                (
                    "Thông qua kết quả tự chấm điểm, thẩm định điểm và bình chọn của các đơn vị "
                    "trong Khối, kết quả xếp hạng như sau:"
                ),
            ),
            ranking=Ranking(
                rows=(
                    RankingRow(rank="1", agency=BANK, note="Đơn vị dẫn đầu Khối thi đua"),
                    RankingRow(rank="2", agency=MARKET),
                    RankingRow(rank="3", agency=TREASURY),
                ),
                depth_note="Công bố 03 đơn vị xếp hạng đầu.",
            ),
            offices=(
                OfficeChoice(
                    role="Trưởng khối", agency=MARKET, status="đề xuất", selection="suy tôn"
                ),
            ),
        ),
        signature=SignatureBlock(
            authority=Authority.ON_BEHALF_OF, principal="Khối thi đua", position="Trưởng khối"
        ),
        recipients=Recipients(("Hội đồng Thi đua - Khen thưởng tỉnh",), "Lưu: VT"),
    )
