"""The report of Tây Ninh for 2022 from the seed article, with invented points, by hand."""

from reports.papers import SummaryReport
from reports.papers.annexes import (
    LegalDocument,
    ReferenceLists,
    ScoreGroup,
    ScoreLine,
    ScoreRow,
    ScoreTable,
    SourceText,
)
from reports.papers.base import (
    Authority,
    Letterhead,
    LetterheadVariant,
    MovementText,
    Recipients,
    SignatureBlock,
)
from reports.papers.results import (
    BaselineText,
    Guest,
    IndicatorText,
    Meeting,
    Member,
    OfficeChoice,
    Proposal,
    Ranking,
    RankingRow,
)
from reports.papers.summary import Highlight, NextYear, Results, Review, Situation

TAY_NINH = "Khối thi đua các cơ quan Trung ương đóng trên địa bàn tỉnh"
MEMBERS = (
    "Cục Thuế",
    "Bảo hiểm xã hội",
    "Cục Hải quan",
    "Kho bạc Nhà nước",
    "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh",
    "Cục Thống kê",
    "Cục Quản lý thị trường",
)
TAX, INSURANCE, CUSTOMS, TREASURY, BANK, STATISTICS, MARKET = MEMBERS

HEAD = SignatureBlock(
    authority=Authority.ON_BEHALF_OF,
    principal="Khối thi đua",
    position="Trưởng khối",
    holder="Cục trưởng Cục Quản lý thị trường",
)

MOVEMENTS = (
    MovementText(
        name="“Tây Ninh đoàn kết, chung sức, đồng lòng thi đua phòng, chống và chiến thắng "
        "dịch Covid-19”",
        kind="thi đua đặc biệt",
    ),
    MovementText(name="“Tây Ninh chung sức xây dựng nông thôn mới”", launched_by="UBND tỉnh"),
    MovementText(name="“Tây Ninh chung tay vì người nghèo - Không để ai bị bỏ lại phía sau”"),
    MovementText(name="“Doanh nghiệp Tây Ninh hội nhập và phát triển”"),
    MovementText(name="“Cán bộ, công chức, viên chức Tây Ninh thi đua thực hiện văn hóa công sở”"),
    MovementText(
        name="“Tây Ninh đẩy mạnh phát triển kết cấu hạ tầng đồng bộ, hiện đại và thực hành "
        "tiết kiệm, chống lãng phí”"
    ),
)

TASKS = (
    (
        "Tiếp tục tuyên truyền, quán triệt tư tưởng của Chủ tịch Hồ Chí Minh về thi đua yêu nước, "
        "những chủ trương, đường lối của Đảng, chính sách pháp luật của Nhà nước về thi đua, khen "
        "thưởng."
    ),
    "Thực hiện có hiệu quả Chỉ thị số 01/CT-UBND ngày 03/01/2023 của Chủ tịch UBND tỉnh.",
    "Tập trung chỉ đạo, triển khai, thực hiện có hiệu quả các phong trào thi đua trọng tâm.",
    (
        "Tăng cường công tác phát hiện, bồi dưỡng, tuyên truyền về những gương tập thể, cá nhân "
        "tiêu biểu trên các lĩnh vực."
    ),
    (
        "Triển khai thực hiện Kế hoạch số 4134/KH-UBND ngày 29/11/2022; tổ chức tốt Hội thi Tìm "
        "hiểu tư tưởng của Chủ tịch Hồ Chí Minh về thi đua ái quốc."
    ),
)

INDICATORS = (
    IndicatorText(
        agency=TAX,
        name="Thu ngân sách nhà nước",
        value_text="gần 10.500 tỷ đồng",
        baselines=(
            BaselineText(issuer="Bộ Tài chính", label="dự toán", ratio_text="gần 130%"),
            BaselineText(issuer="UBND tỉnh", label="dự toán", ratio_text="hơn 120%"),
        ),
    ),
    IndicatorText(
        agency=CUSTOMS,
        name="Thu ngân sách nhà nước",
        value_text="trên 1.600 tỷ đồng",
        baselines=(
            BaselineText(issuer="Bộ Tài chính", label="dự toán", ratio_text="gần 140%"),
            BaselineText(issuer="Tổng cục Hải quan", label="chỉ tiêu", ratio_text="hơn 130%"),
        ),
    ),
    IndicatorText(
        name="Hoàn thành chỉ tiêu Nghị quyết của tỉnh",
        value_text="100%",
        note="thành tích chung của tỉnh có đóng góp của các đơn vị trong Khối",
    ),
)

MEETING = Meeting(
    name="Hội nghị tổng kết phong trào thi đua, khen thưởng năm 2022",
    kinds=("tổng kết", "phát động thi đua", "ký kết giao ước thi đua", "bàn giao Trưởng khối"),
    time_text="chiều ngày 24/02/2023",
    attendance=(f"{MARKET} (tổ chức)", "lãnh đạo, công chức của 07 đơn vị thành viên"),
    guests=(
        Guest(
            "Chủ tịch Liên đoàn Lao động tỉnh, thành viên Hội đồng Thi đua - Khen thưởng tỉnh "
            "phụ trách Khối thi đua",
            "phát biểu chỉ đạo; chứng kiến",
        ),
        Guest("Phó Trưởng Ban Thi đua - Khen thưởng tỉnh", "chứng kiến"),
    ),
    conclusions=("Ghi nhận công tác đỡ đầu 02 xã xây dựng nông thôn mới và tổ chức Hội thao.",),
)

REFERENCES = ReferenceLists(
    documents=(
        LegalDocument(
            title="Chỉ thị số 01/CT-UBND",
            date="03/01/2023",
            issuer="Chủ tịch UBND tỉnh",
            subject="Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh "
            "tế - xã hội, đảm bảo quốc phòng - an ninh năm 2023",
        ),
        LegalDocument(title="Kế hoạch số 4134/KH-UBND", date="29/11/2022", issuer="UBND tỉnh"),
    ),
    sources=(SourceText(title="Bài viết về Hội nghị tổng kết", publisher="Trang tin của Cục"),),
)

GROUPS = (
    ScoreGroup("I", "Thực hiện nhiệm vụ chính trị", "60,00"),
    ScoreGroup("II", "Xây dựng Đảng, chính quyền, đoàn thể", "20,00"),
    ScoreGroup("III", "Tổ chức phong trào thi đua", "20,00"),
    ScoreGroup("IV", "Điểm thưởng"),
    ScoreGroup("V", "Điểm trừ"),
)


def score_row(agency: str, place: int) -> ScoreRow:
    """A member's invented points, a little fewer with every place."""
    own = (f"{59 - place},50", f"{20 - place},00", f"{19 - place},25", "2,00", "0,00")
    fixed = (f"{58 - place},50", f"{20 - place},00", f"{19 - place},25", "1,50", "0,00")
    return ScoreRow(
        agency=agency,
        rank=str(place),
        lines=(
            ScoreLine("Tự chấm", own, f"{100 - 3 * place},75"),
            ScoreLine("Thẩm định", fixed, f"{99 - 3 * place},25"),
            ScoreLine("Chính thức", fixed, f"{99 - 3 * place},25"),
        ),
    )


def tay_ninh_report() -> SummaryReport:
    """The summary report of 2022 for Tây Ninh, with invented (sample) points."""
    order = (CUSTOMS, INSURANCE, MARKET, TAX, BANK, TREASURY, STATISTICS)
    ranking = Ranking(
        rows=tuple(
            RankingRow(
                rank=str(place),
                agency=agency,
                self_text=f"{100 - 3 * place},75",
                appraised_text=f"{99 - 3 * place},25",
                final_text=f"{99 - 3 * place},25",
            )
            for place, agency in enumerate(order, start=1)
        ),
        sample=True,
    )
    return SummaryReport(
        sample=True,
        letterhead=Letterhead(
            variant=LetterheadVariant.HEAD_AGENCY,
            parent_org="Tổng cục Quản lý thị trường",
            issuing_org="Cục Quản lý thị trường tỉnh Tây Ninh",
            place="Tây Ninh",
            date="ngày 24 tháng 02 năm 2023",
            symbol="BC-KTĐ",
        ),
        bloc=TAY_NINH,
        cycle="2022",
        next_cycle="2023",
        subject="Tổng kết phong trào thi đua, khen thưởng năm 2022 và phương hướng, nhiệm vụ "
        "năm 2023",
        situation=Situation(
            members=tuple(
                Member(name, {MARKET: "Trưởng khối", BANK: "Phó Trưởng khối"}.get(name, ""))
                for name in MEMBERS
            ),
            member_count="07",
            advantages=("Các thành viên nhận thức được vai trò quan trọng của công tác thi đua.",),
        ),
        results=Results(
            political_intro=(
                (
                    "Từng thành viên đã hoàn thành tốt nhiệm vụ của mình, góp phần vào thành tích "
                    "chung của tỉnh."
                ),
            ),
            highlights=(
                Highlight(
                    "thực hiện tốt phong trào Doanh nghiệp Việt Nam hội nhập và phát triển.",
                    MARKET,
                ),
            ),
            indicators=INDICATORS,
            movements_intro=(
                (
                    "Các thành viên tích cực hưởng ứng các phong trào thi đua do bộ, ban, ngành "
                    "Trung ương, đơn vị, địa phương phát động."
                ),
            ),
            awards_intro=("Nhiều gương điển hình tiên tiến được biểu dương, khen thưởng.",),
            meetings=(MEETING,),
        ),
        next_year=NextYear(
            intro=("Hoàn thành đạt và vượt các chỉ tiêu phát triển kinh tế - xã hội được giao.",),
            tasks=TASKS,
            movements=MOVEMENTS,
        ),
        review=Review(
            ranking=ranking,
            proposals_intro=("Hội nghị đã thông qua kết quả bình xét và đề nghị:",),
            proposals=(
                Proposal(agency=CUSTOMS, award="Cờ dẫn đầu Khối thi đua năm 2022 của UBND tỉnh"),
                Proposal(agency=INSURANCE, award="Bằng khen của UBND tỉnh"),
                Proposal(agency=MARKET, award="Bằng khen của UBND tỉnh"),
            ),
            offices=(OfficeChoice(role="Trưởng khối", agency=BANK, status="đã bàn giao"),),
        ),
        signature=HEAD,
        recipients=Recipients(
            ("Hội đồng Thi đua - Khen thưởng tỉnh", "Các đơn vị thành viên Khối thi đua"),
            "Lưu: VT, KTĐ",
        ),
        scores=ScoreTable(
            groups=GROUPS,
            rows=tuple(score_row(agency, place) for place, agency in enumerate(order, start=1)),
            sample=True,
        ),
        references=REFERENCES,
    )
