"""Papers of the year besides the review: invitations, programmes, of any size."""

from reports.papers.base import Recipients
from reports.papers.conference import Invitation, Programme, ProgrammeRow
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
