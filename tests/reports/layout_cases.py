"""How each kind of paper is laid out, as small as it gets and as large as it gets.

A new kind needs its case here: ``test_layout_kinds`` measures nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from pdfplumber.page import Page

from reports.papers import (
    BallotSlips,
    Covenant,
    HandoverMinutes,
    Paper,
    ScoreMatrixPaper,
    SummaryReport,
)
from reports.papers.covenant import SignatureCell
from reports.papers.handover import Contents, EvidenceRow, MatterText, Party
from reports.papers.results import Member, Proposal, RankingRow
from reports.render.pdf import pdf_bytes
from tests.reports import layout, matrix_papers, more_papers, tay_ninh, year_papers
from tests.reports.layout import A3_LANDSCAPE, A4, A4_LANDSCAPE, DECREE, Margins, name_of
from tests.reports.tay_ninh_covenant import tay_ninh_covenant

SMALL, BIG = "small", "big"
_FEW, _MANY = (2, 5), (20, 120)  # members, and letters of each name


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of paper.

    Args:
        small, big: make the paper.
        title: the name of its type as printed; empty where it has none.
        symbol: behind the number; empty where it has no number.
        has_day: whether place and day stand beside the number.
        signer: the position that signs on the right; empty where nobody signs there.
        abreast: how many sign side by side.
        has_recipients: whether "Nơi nhận" stands on the left of the signature.
        mark: a pattern in every word of a row of the big paper; such a row is never split.
        pages: how many pages the big paper has at least.
        size, big_size: of the first page in mm; the big one only where it is another.
    """

    small: Callable[[], Paper]
    big: Callable[[], Paper]
    title: str = ""
    symbol: str = ""
    has_day: bool = True
    signer: str = "TRƯỞNG KHỐI"
    abreast: int = 2
    has_recipients: bool = True
    mark: str = r"<\w+>"
    pages: int = 2
    size: tuple[int, int] = A4
    big_size: tuple[int, int] = (0, 0)
    margins: Margins = DECREE
    has_letterhead: bool = True

    def size_of(self, which: str) -> tuple[int, int]:
        """Return the size of the first page of the small or the big paper."""
        return self.big_size if which == BIG and any(self.big_size) else self.size


def _sized(make: Callable[..., Paper], few: tuple = _FEW, many: tuple = _MANY) -> dict:
    return {"small": partial(make, *few), "big": partial(make, *many)}


def _summary(members: int, length: int) -> SummaryReport:
    agencies = [name_of(length, f"<{number:02d}>") for number in range(members)]
    report = replace(tay_ninh.tay_ninh_report(), sample=True)
    ranking = replace(
        report.review.ranking,
        rows=tuple(RankingRow(rank=str(place), agency=name) for place, name in enumerate(agencies)),
    )
    proposals = tuple(
        Proposal(agency=f"Đơn vị {name[:4]}", award="Cờ thi đua") for name in agencies
    )
    return replace(
        report,
        letterhead=more_papers.letterhead("BC-KTĐ"),
        situation=replace(
            report.situation, members=tuple(Member(f"Sở số {place}") for place in range(members))
        ),
        review=replace(report.review, ranking=ranking, proposals=proposals),
    )


def covenant_of(members: int, length: int) -> Covenant:
    """Return a covenant whose names and positions carry the mark of their cell: <00>, <01>…"""
    paper = tay_ninh_covenant()
    cells = []
    for number in range(members):
        mark = f"<{number:02d}>"
        block = replace(paper.cells[0].block, position=f"Giám{mark} đốc{mark}", name=f"Họ{mark}")
        cells.append(SignatureCell(agency=name_of(length, mark), block=block))
    return replace(paper, letterhead=more_papers.letterhead(), cells=tuple(cells))


def _matrix(members: int, criteria: int) -> ScoreMatrixPaper:
    found = matrix_papers.paper_of(matrix_papers.matrix(members, criteria))
    return replace(found, letterhead=more_papers.letterhead())


def _slips(members: int, length: int) -> BallotSlips:
    return replace(more_papers.slips(members, length), count=2)


def _handover(members: int, length: int) -> HandoverMinutes:
    names = [name_of(length, f"<{number:02d}>") for number in range(members)]
    return HandoverMinutes(
        sample=False,
        letterhead=more_papers.letterhead("BB-KTĐ", place=""),
        bloc=more_papers.BLOC,
        cycle="2026",
        next_cycle="2027",
        head="Trưởng khối",
        giver=Party(agency="Sở Nội vụ", office="Trưởng khối năm 2026"),
        receiver=Party(office="Trưởng khối năm 2027"),
        contents=Contents(
            evidence=tuple(EvidenceRow(agency=name, count="12", size="1,5 MB") for name in names),
            matters=(MatterText(label="Phiếu chấm điểm chưa gửi", count="02", items="Sở A, Sở B"),),
        ),
        duties=("Bên nhận tiếp tục theo dõi các nội dung chưa hoàn thành.",),
        copies="Biên bản này được lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản.",
    )


_SHEET = {"size": A4_LANDSCAPE, "signer": "THỦ TRƯỞNG ĐƠN VỊ", "has_recipients": False}
_MINUTES = {"title": "BIÊN BẢN", "symbol": "/BB-KTĐ", "has_day": False}
_BY_TABLES = ""  # names stand in several tables of the paper: see test_layout_more

CASES: Mapping[str, Case] = {
    "bao-cao-tong-ket": Case(**_sized(_summary), title="BÁO CÁO", symbol="/BC-KTĐ"),
    "giao-uoc": Case(
        **_sized(covenant_of), title="GIAO ƯỚC THI ĐUA", signer="", has_recipients=False
    ),
    "bang-tong-hop-diem": Case(
        **_sized(_matrix, (2, 4), (9, 20)),
        title="BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG THI ĐUA",
        signer="",
        has_recipients=False,
        mark=_BY_TABLES,
        size=A4_LANDSCAPE,
        big_size=A3_LANDSCAPE,
        margins=Margins(top=20, bottom=15, left=15, right=10),
    ),
    "bien-ban-ban-giao": Case(**_sized(_handover), **_MINUTES, signer="", has_recipients=False),
    "phieu-bau": Case(
        **_sized(_slips, (2, 5), (20, 60)),
        signer="",
        has_recipients=False,
        has_letterhead=False,
        mark=_BY_TABLES,
        pages=1,
    ),
    "bien-ban-kiem-phieu": Case(**_sized(more_papers.counting), mark=_BY_TABLES, **_MINUTES),
    "bien-ban-binh-xet": Case(**_sized(more_papers.review_minutes), mark=_BY_TABLES, **_MINUTES),
    "to-trinh": Case(
        **_sized(more_papers.submission), title="TỜ TRÌNH", symbol="/TTr-KTĐ", mark=_BY_TABLES
    ),
    "thong-bao-khong-du-dieu-kien": Case(
        **_sized(more_papers.notice, (5,), (120,)),
        title="THÔNG BÁO",
        symbol="/TB-TĐKT",
        signer="THỦ TRƯỞNG CƠ QUAN",
        mark="",
        pages=1,
    ),
    "phieu-tu-cham": Case(
        **_sized(more_papers.self_scores, (2, 5), (30, 120)),
        title="PHIẾU TỰ CHẤM ĐIỂM THI ĐUA NĂM 2022",
        mark=r"<\d{3}>",
        **_SHEET,
    ),
    "giay-moi": Case(**_sized(year_papers.invitation), title="GIẤY MỜI", symbol="/GM-KTĐ", mark=""),
    "chuong-trinh": Case(
        **_sized(year_papers.programme),
        title="CHƯƠNG TRÌNH",
        has_day=False,
        signer="",
        has_recipients=False,
    ),
    "dang-ky-thi-dua": Case(
        **_sized(year_papers.enrolment),
        title="BẢN ĐĂNG KÝ THI ĐUA NĂM 2022",
        signer="THỦ TRƯỞNG ĐƠN VỊ",
    ),
    "phieu-giai-trinh": Case(
        **_sized(year_papers.explanation),
        title="PHIẾU GIẢI TRÌNH CHÊNH LỆCH ĐIỂM NĂM 2022",
        **_SHEET,
    ),
    "bao-cao-so-ket": Case(
        **_sized(year_papers.mid_review), title="BÁO CÁO", symbol="/BC-KTĐ", mark=r"#\d\d"
    ),
    "bao-cao-thanh-tich": Case(
        **_sized(year_papers.achievement),
        title="BÁO CÁO THÀNH TÍCH",
        symbol="/BC-……",
        signer="THỦ TRƯỞNG ĐƠN VỊ",
        abreast=3,
        has_recipients=False,
    ),
    "cong-van-don-doc": Case(**_sized(year_papers.reminder), symbol="/KTĐ"),
}


@cache
def pages_of(kind: str, which: str) -> list[Page]:
    """Return the pages of a kind's small or big paper, printed and read once for all tests."""
    return layout.pages(pdf_bytes(getattr(CASES[kind], which)()))
