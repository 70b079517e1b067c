"""Papers of the year besides the review: invitations, registrations, explanations, of any size."""

from reports.papers.base import Recipients, SignatureBlock
from reports.papers.conference import Invitation, Programme, ProgrammeRow
from reports.papers.enrolment import Enrolment, PromisedMovement, PromisedTarget, PromisedTitle
from reports.papers.explanation import ExplainedLine, ExplainedRound, Explanation
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
                matter=f"<{place:02d}> Báo cáo tổng kết công tác thi đua, khen thưởng",
                performer=name,
            )
            for place, name in enumerate(names(members, length))
        ),
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
            PromisedMovement(name=f"“Cả nước chung sức vì người nghèo” <{place:02d}>")
            for place in range(members)
        ),
        targets=tuple(
            PromisedTarget(
                content=f"[{place:02d}] Thu ngân sách nhà nước trên địa bàn",
                unit="tỷ đồng",
                plan="10.500",
                note="phấn đấu vượt",
            )
            for place in range(members)
        ),
        titles=(PromisedTitle(title="Cờ thi đua của Ủy ban nhân dân tỉnh"),),
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
                        label=f"<{number:03d}{mark}> Hoàn thành chỉ tiêu được giao trong năm",
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
