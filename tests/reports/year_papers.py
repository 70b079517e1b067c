"""Papers of the year besides the review, of any size, with names of any length."""

from reports.papers.achievement import Achievement, HeldAward
from reports.papers.base import Recipients, SignatureBlock
from reports.papers.conference import Invitation, Programme, ProgrammeRow
from reports.papers.enrolment import (
    Enrolment,
    PromisedMovement,
    PromisedTarget,
    PromisedTitle,
    TargetGroup,
)
from reports.papers.explanation import ExplainedLine, ExplainedRound, Explanation
from reports.papers.mid_review import MidReview, Progress
from reports.papers.minutes import FactLine
from reports.papers.reminder import OwedRow, Reminder
from reports.papers.summary import Results
from tests.reports.layout import name_of
from tests.reports.more_papers import BLOC, HEAD, letterhead, names

CONFERENCE = "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2022"


def invitation(members: int = 7, length: int = 40) -> Invitation:
    listed = "; ".join(names(members, length))
    return Invitation(
        sample=False,
        letterhead=letterhead("GM-KTĐ"),
        bloc=BLOC,
        subject=f"Dự {CONFERENCE[:1].lower()}{CONFERENCE[1:]}",
        name=CONFERENCE,
        invited=(
            "Chủ tịch Liên đoàn Lao động tỉnh, thành viên Hội đồng phụ trách khối",
            f"Đại diện lãnh đạo các đơn vị thành viên: {listed}",
        ),
        matters=("tổng kết năm 2022", "ký kết giao ước thi đua năm 2023"),
        chair="Cục Quản lý thị trường – Trưởng khối",
        time_text="chiều ngày 24/02/2023 (thứ Sáu)",
        place="Hội trường Cục Quản lý thị trường",
        notes=("Đề nghị Quý vị đến dự đúng thời gian, thành phần.",),
        recipients=Recipients(("Như trên",), "Lưu: VT, KTĐ"),
        signature=HEAD,
    )


def programme(members: int = 7, length: int = 40) -> Programme:
    return Programme(
        sample=False,
        letterhead=letterhead(place=""),
        bloc=BLOC,
        name=CONFERENCE,
        invitation="GM-KTĐ",
        time_text="chiều ngày 24/02/2023 (thứ Sáu)",
        place="Hội trường Cục Quản lý thị trường",
        rows=tuple(
            ProgrammeRow(
                matter=name_of(length, f"<{place:02d}>"), performer="Đại diện các đơn vị thành viên"
            )
            for place in range(members)
        ),
    )


def _target(length: int, place: int) -> PromisedTarget:
    return PromisedTarget(
        content=name_of(length, f"<{place:02d}b>"),
        unit="tỷ đồng",
        plan="10.500",
        note="phấn đấu vượt",
    )


def enrolment(members: int = 7, length: int = 40) -> Enrolment:
    (agency,) = names(1, length)
    return Enrolment(
        sample=False,
        letterhead=letterhead(),
        bloc=BLOC,
        cycle="2022",
        agency=agency,
        addressees=(f"Đơn vị Trưởng khối ({BLOC})", "Cơ quan thi đua, khen thưởng tỉnh"),
        opening=f"{agency} đăng ký thi đua năm 2022 với các nội dung sau:",
        movements=tuple(
            PromisedMovement(name=name_of(length, f"<{place:02d}a>")) for place in range(members)
        ),
        targets=(
            TargetGroup(
                heading="1. Chỉ tiêu thực hiện nhiệm vụ chính trị",
                rows=tuple(_target(length, place) for place in range(members)),
            ),
            TargetGroup(
                heading="2. Chỉ tiêu xây dựng Đảng, chính quyền, đoàn thể",
                before=members,
                rows=(_target(length, members),),
            ),
        ),
        titles=(
            PromisedTitle(title="Cờ thi đua của Ủy ban nhân dân tỉnh", collectives="1"),
            PromisedTitle(title="Chiến sĩ thi đua cơ sở", persons="120"),
        ),
        closing=f"{agency} cam kết tổ chức thực hiện các nội dung đã đăng ký./.",
        recipients=Recipients(("Như trên",), "Lưu: VT"),
        signature=SignatureBlock(position="Thủ trưởng đơn vị"),
    )


def explanation(lines: int = 7, length: int = 40) -> Explanation:
    (agency,) = names(1, length)
    return Explanation(
        sample=False,
        letterhead=letterhead(),
        bloc=BLOC,
        cycle="2022",
        agency=agency,
        addressees=(f"Đơn vị Trưởng khối ({BLOC})",),
        rounds=tuple(
            ExplainedRound(
                title=title,
                reason=reason,
                lines=tuple(
                    ExplainedLine(
                        code=f"I.{number}",
                        label=name_of(length, f"<{number:03d}{mark}>"),
                        max_text="40",
                        own="40,00",
                        appraised="31,50",
                        difference="−8,50",
                        asked="Chưa có tài liệu minh chứng số thu của quý IV.",
                        answer="Đơn vị đã bổ sung báo cáo số 15/BC-CT ngày 15/12/2022.",
                    )
                    for number in range(lines)
                ),
            )
            for mark, title, reason in (
                ("a", "Trả lại lần 1, ngày 12/12/2022", "Thiếu minh chứng"),
                ("b", "Kết quả thẩm định", ""),
            )
        ),
        writer=SignatureBlock(position="Người lập phiếu"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
    )


def mid_review(members: int = 7, length: int = 40) -> MidReview:
    return MidReview(
        sample=False,
        letterhead=letterhead("BC-KTĐ"),
        bloc=BLOC,
        half="6 tháng đầu năm 2022",
        rest="6 tháng cuối năm 2022",
        subject="Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2022",
        addressees=("Hội đồng Thi đua - Khen thưởng tỉnh",),
        results=Results(political_intro=("Các đơn vị hoàn thành nhiệm vụ được giao.",)),
        progress=tuple(
            Progress(
                agency=name,
                targets="Thu ngân sách nhà nước: 10.500 tỷ đồng; không có đơn thư vượt cấp",
                result="Thu ngân sách nhà nước 5.591,8 tỷ đồng; đạt 53% dự toán",
            )
            for name in names(members, length)
        ),
        left=("Tự chấm điểm (thời hạn: hết ngày 15/11/2022)", "Hội nghị bình xét"),
        signature=HEAD,
        recipients=Recipients(("Như trên", "Các đơn vị thành viên"), "Lưu: VT"),
    )


def reminder(members: int = 7, length: int = 40) -> Reminder:
    agencies = names(members, length)
    return Reminder(
        sample=False,
        letterhead=letterhead("KTĐ"),
        bloc=BLOC,
        matter="đôn đốc thực hiện công tác thi đua năm 2022",
        addressees=agencies,
        opening="đang ở bước “Tự chấm điểm”; hiện còn các đơn vị sau chưa hoàn thành:",
        rows=tuple(
            OwedRow(
                agency=name,
                matter=name_of(length, f"<{place:02d}>"),
                due="hết ngày 15/11/2022",
            )
            for place, name in enumerate(agencies)
        ),
        asked=("Đề nghị các đơn vị khẩn trương hoàn thành đúng thời hạn nêu trên./.",),
        recipients=Recipients(("Như trên", "Cơ quan thi đua, khen thưởng tỉnh"), "Lưu: VT, KTĐ"),
        signature=HEAD,
    )


def achievement(awards: int = 7, length: int = 40) -> Achievement:
    (agency,) = names(1, length)
    titles, commendations = (
        tuple(
            HeldAward(
                year=str(2000 + number),
                award=name_of(length, f"<{number:02d}{mark}>"),
                decision="Quyết định số 12/QĐ-UBND ngày 24/10/2022 của Chủ tịch UBND tỉnh",
            )
            for number in range(awards)
        )
        for mark in ("a", "b")
    )
    return Achievement(
        sample=False,
        letterhead=letterhead("BC-……"),
        bloc=BLOC,
        cycle="2022",
        agency=agency,
        award="Cờ thi đua của Ủy ban nhân dân tỉnh",
        identity=(
            FactLine("Địa điểm trụ sở chính; điện thoại", ""),
            FactLine("Ngày thành lập", "01/10/1990"),
            FactLine("Tổ chức đảng, đoàn thể", ""),
        ),
        results=("Thu ngân sách nhà nước 10.500 tỷ đồng; đạt 130% dự toán.",),
        ratings=("Năm 2021: Hoàn thành xuất sắc nhiệm vụ (15/QĐ-BNV).",),
        movements=("“Cả nước chung sức vì người nghèo”.",),
        review="xếp thứ 1 trong 07 đơn vị, 999,75 điểm.",
        party=("Tổ chức sinh hoạt chuyên đề hằng quý.",),
        classes=(FactLine("Xếp loại tổ chức đảng", ""),),
        titles=titles,
        commendations=commendations,
        superior=SignatureBlock(
            position="Thủ trưởng cấp\u00a0trên\u00a0trực\u00a0tiếp nhận\u00a0xét, xác\u00a0nhận"
        ),
        submitter=SignatureBlock(position="Xác nhận của cấp trình khen thưởng"),
        head=SignatureBlock(position="Thủ trưởng đơn vị"),
    )
