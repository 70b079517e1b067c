"""Ballot slips, minutes, letters and sheets of any size, with names of any length."""

from reports.papers.ballot_slips import BallotSlips
from reports.papers.base import (
    Authority,
    LegalBasis,
    Letterhead,
    LetterheadVariant,
    Recipients,
    SignatureBlock,
)
from reports.papers.counting import CountingMinutes, NomineeVotes
from reports.papers.minutes import FactLine, Occasion
from reports.papers.notice import RefusalNotice
from reports.papers.results import AwardCount, Proposal, Ranking, RankingRow
from reports.papers.review_minutes import ReviewMinutes, VoteRow
from reports.papers.self_scores import EvidenceText, SelfScores, SheetLine
from reports.papers.submission import LimitText, PutForward, Submission
from reports.papers.summary import Review
from tests.reports.layout import name_of

BLOC = "Khối thi đua các cơ quan Trung ương trên địa bàn tỉnh"
AWARD = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
FLAG = "Cờ thi đua của Ủy ban nhân dân tỉnh"
ARITHMETIC = "15/20 = 75% ≥ 2/3 của 20 thành viên"
OCCASION = Occasion(
    name="Hội nghị tổng kết, bình xét thi đua năm 2022",
    time_text="chiều ngày 24/02/2023",
    place="Hội trường Cục Quản lý thị trường",
)
HEAD = SignatureBlock(
    authority=Authority.ON_BEHALF_OF, principal="Khối thi đua", position="Trưởng khối"
)


def names(members: int, length: int) -> tuple[str, ...]:
    """Return names of a length in which every word ends in the member's own mark."""
    return tuple(name_of(length, f"#{number:02d}") for number in range(members))


def letterhead(symbol: str = "", *, place: str = "Tây Ninh") -> Letterhead:
    return Letterhead(
        variant=LetterheadVariant.BLOC,
        parent_org="Ủy ban nhân dân tỉnh Tây Ninh",
        issuing_org=BLOC,
        place=place,
        symbol=symbol,
    )


def slips(members: int = 7, length: int = 40, **fields: object) -> BallotSlips:
    values = {
        "sample": False,
        "bloc": BLOC,
        "cycle": "2022",
        "matter": f"Đề nghị tặng {AWARD}",
        "occasion": "Hội nghị tổng kết, bình xét thi đua năm 2022, chiều ngày 24/02/2023",
        "instructions": (
            "Đánh dấu X vào cột “Đồng ý” (không quá 03 đơn vị) hoặc cột “Không đồng ý”.",
            (
                "Không hợp lệ: chọn quá 03 đơn vị, đánh dấu cả hai cột, ghi thêm, có ký hiệu riêng "
                "hoặc không có dấu của khối. Không đánh dấu ô nào là phiếu trắng."
            ),
            "Đơn vị không bỏ phiếu cho chính mình.",
            "Phiếu kín: không ghi tên, không ký tên.",
        ),
        "nominees": names(members, length),
        "count": members,
    }
    return BallotSlips(**{**values, **fields})


MINUTES_FOR = Recipients(("Các đơn vị thành viên", "Cơ quan thi đua tỉnh"), "Lưu: VT, hồ sơ")


def counting(members: int = 7, length: int = 40) -> CountingMinutes:
    return CountingMinutes(
        sample=False,
        letterhead=letterhead("BB-KTĐ", place=""),
        bloc=BLOC,
        cycle="2022",
        title="Bỏ phiếu đề nghị tặng Bằng khen",
        matter=f"Đề nghị tặng {AWARD}",
        occasion=OCCASION,
        began="15:30 ngày 24/02/2023",
        ended="16:05 ngày 24/02/2023",
        tellers=("Ông (bà) Người Thứ Nhất", "Ông (bà) Người Thứ Hai"),
        rule=(
            FactLine("Hình thức bỏ phiếu", "phiếu giấy, phiếu kín"),
            FactLine("Điều kiện được bầu", "từ 2/3 tổng số thành viên trở lên"),
            FactLine("Tham dự tối thiểu", "2/3 tổng số thành viên"),
            FactLine("Số được bầu", "03 đơn vị"),
            FactLine("Mỗi phiếu chọn", "không quá 03 đơn vị"),
        ),
        quorum="có mặt 20/20 thành viên, đủ 2/3",
        slips=(
            FactLine("Số phiếu phát ra", "20"),
            FactLine("Số phiếu thu về", "20"),
            FactLine("Số phiếu hợp lệ", "19"),
            FactLine("Số phiếu không hợp lệ", "01"),
            FactLine("Số phiếu trắng", "00"),
        ),
        sums=(
            "Hợp lệ 19 + không hợp lệ 1 + trắng 0 = 20 phiếu thu về.",
            "Số phiếu thu về bằng số phiếu phát ra (20).",
        ),
        rows=tuple(
            NomineeVotes(name=name, votes="15/20", arithmetic=ARITHMETIC, result="Được bầu")
            for name in names(members, length)
        ),
        conclusions=("Được bầu 03 đơn vị.",),
        copies="Biên bản được lập thành 02 bản, đã đọc lại cho mọi người cùng nghe và ký tên.",
        signers=(
            SignatureBlock(position="Người kiểm phiếu", name="Người Thứ Nhất"),
            SignatureBlock(position="Người kiểm phiếu", name="Người Thứ Hai"),
            HEAD,
        ),
        recipients=MINUTES_FOR,
    )


def review_minutes(members: int = 7, length: int = 40) -> ReviewMinutes:
    agencies = names(members, length)
    return ReviewMinutes(
        sample=False,
        letterhead=letterhead("BB-KTĐ", place=""),
        bloc=BLOC,
        cycle="2022",
        next_cycle="2023",
        occasion=OCCASION,
        chair="Cục Quản lý thị trường – Cục trưởng",
        attendance=f"{members}/{members} đơn vị thành viên",
        present=("Đại diện lãnh đạo các đơn vị",),
        review=Review(
            process=("Các đơn vị tự chấm điểm; đơn vị Trưởng khối thẩm định.",),
            ranking=Ranking(
                rows=tuple(
                    RankingRow(
                        rank=str(place),
                        agency=name,
                        self_text="1.000,00",
                        appraised_text="999,75",
                        final_text="999,75",
                    )
                    for place, name in enumerate(agencies, start=1)
                )
            ),
            proposals=tuple(
                Proposal(agency=name, award=AWARD, points_text="999,75") for name in agencies
            ),
        ),
        ballots=(f"Đề nghị tặng {AWARD}: số phiếu phát ra: 07; số phiếu hợp lệ: 07.",),
        votes=tuple(
            VoteRow(
                matter=f"Đề nghị tặng {AWARD}",
                agency=name,
                arithmetic=ARITHMETIC,
                result="Được bầu",
            )
            for name in agencies
        ),
        conclusions=("Thống nhất kết quả bình xét và đề nghị khen thưởng.",),
        copies="Biên bản đã được đọc lại, thống nhất và lập thành 02 bản có giá trị như nhau.",
        writer=SignatureBlock(position="Thư ký"),
        head=HEAD,
        recipients=MINUTES_FOR,
    )


def submission(members: int = 7, length: int = 40) -> Submission:
    return Submission(
        sample=False,
        letterhead=letterhead("TTr-KTĐ"),
        bloc=BLOC,
        cycle="2022",
        subject="Về việc đề nghị khen thưởng năm 2022",
        addressees=("Hội đồng Thi đua - Khen thưởng tỉnh", "Cơ quan thi đua, khen thưởng tỉnh"),
        basis=LegalBasis(("Căn cứ kết quả chấm điểm, xếp hạng chốt ngày 24/02/2023",)),
        process=(f"{BLOC} thống nhất đề nghị khen thưởng, cụ thể:",),
        counts=(AwardCount(AWARD, "07 đơn vị"),),
        limits=(
            LimitText(
                award=AWARD,
                used="07",
                text="20% của 20 đơn vị thành viên là 4: tối đa 4.",
                source="Quy chế thi đua, khen thưởng của tỉnh",
            ),
        ),
        commitment="Khối thi đua cam kết nội dung Tờ trình đúng sự thật./.",
        recipients=Recipients(("Như trên", "Các đơn vị thành viên"), "Lưu: VT, KTĐ"),
        signature=HEAD,
        lines=tuple(
            PutForward(
                agency=name,
                award=FLAG if place <= members // 3 else AWARD,
                rank=str(place),
                points="999,75",
                votes=ARITHMETIC,
                note="Hoàn thành vượt mức các chỉ tiêu được giao, dẫn đầu phong trào thi đua.",
            )
            for place, name in enumerate(names(members, length), start=1)
        ),
    )


def notice(length: int = 40) -> RefusalNotice:
    (agency,) = names(1, length)
    return RefusalNotice(
        sample=False,
        letterhead=letterhead("TB-TĐKT"),
        agency=agency,
        subject="Về đề nghị khen thưởng không đủ điều kiện, không được chấp thuận",
        addressees=(agency, f"Đơn vị Trưởng khối ({BLOC})"),
        told=(
            f"Đề nghị tặng {AWARD} đối với {agency} ({BLOC}, năm 2022) không được chấp thuận.",
            "Lý do: chưa đủ hai năm liên tục hoàn thành xuất sắc nhiệm vụ.",
        ),
        recipients=Recipients(("Như trên",), "Lưu: VT"),
        signature=SignatureBlock(position="Thủ trưởng cơ quan"),
    )


def self_scores(criteria: int = 60, length: int = 40, *, appraised: bool = True) -> SelfScores:
    (agency,) = names(1, length)
    group = SheetLine(code="I", label="Nhiệm vụ chính trị", max_text="1.000", is_group=True)
    lines = [
        SheetLine(
            code=f"I.{number}",
            label=f"<{number:03d}> Hoàn thành chỉ tiêu được giao trong năm",
            max_text="10",
            target="5.591,8 tỷ đồng",
            result="8.841 tỷ đồng",
            own="10,00",
            appraised="9,75" if appraised else "",
            difference="−0,25" if appraised else "",
            evidence=str(number),
            notes=("Cách tính: 8841 / 5591,8 = 158,11% → 10 điểm", "Vượt chỉ tiêu."),
        )
        for number in range(1, criteria + 1)
    ]
    return SelfScores(
        sample=False,
        letterhead=letterhead(),
        bloc=BLOC,
        cycle="2022",
        agency=agency,
        table="Bảng tiêu chí chấm điểm năm 2022",
        appraised=appraised,
        sent="Gửi lúc 17:00 ngày 15/12/2022",
        lines=(group, *lines),
        max_total="1.000",
        total="998,50",
        total_appraised="975,25" if appraised else "",
        total_words="chín trăm chín mươi tám phẩy năm điểm",
        evidence=tuple(
            EvidenceText(
                place=str(number),
                code=f"I.{number}",
                title="Báo cáo kết quả thu ngân sách nhà nước năm 2022",
                number=f"{number}/BC-CT",
                date="15/12/2022",
                issuer="Cục Thuế tỉnh Tây Ninh",
            )
            for number in range(1, criteria + 1)
        ),
        writer=SignatureBlock(position="Người lập phiếu"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
    )
