"""Every kind of paper that is issued bears its code on the first page, clear of its text."""

from collections.abc import Callable

import pytest

from reports.papers import PAPERS, Imprint, Paper, letterhead_in
from reports.render.pdf import pdf_bytes
from reports.rules.numbers import symbol_fault
from reports.states import NEVER_ISSUED
from tests.reports import (
    hoa_binh,
    layout,
    matrix_papers,
    more_papers,
    tay_ninh_covenant,
    year_papers,
)

CODE = "6RNQ-9BXF-QKNF-44F4-B4R4"
MAKE: dict[str, Callable[[], Paper]] = {
    "bao-cao-tong-ket": hoa_binh.hoa_binh_report,
    "giao-uoc": tay_ninh_covenant.tay_ninh_covenant,
    "bang-tong-hop-diem": lambda: matrix_papers.paper_of(matrix_papers.matrix(9, 4)),
    "bien-ban-kiem-phieu": more_papers.counting,
    "bien-ban-binh-xet": more_papers.review_minutes,
    "to-trinh": more_papers.submission,
    "thong-bao-khong-du-dieu-kien": more_papers.notice,
    "phieu-tu-cham": more_papers.self_scores,
    "giay-moi": year_papers.invitation,
    "chuong-trinh": year_papers.programme,
    "dang-ky-thi-dua": year_papers.enrolment,
    "phieu-giai-trinh": year_papers.explanation,
    "bao-cao-so-ket": year_papers.mid_review,
    "cong-van-don-doc": year_papers.reminder,
    "bao-cao-thanh-tich": year_papers.achievement,
}
SEEN_ELSEWHERE = {"bien-ban-ban-giao"}  # built from the database only: test_issuing_jobs


def imprint_of(paper: Paper) -> Imprint:
    letterhead = letterhead_in(paper)
    symbol = letterhead.symbol if letterhead else ""
    return Imprint(
        date="ngày 24 tháng 02 năm 2023",
        code=CODE,
        address=f"https://thidua.tayninh.gov.vn/xac-minh/{CODE.replace('-', '')}",
        number="05" if symbol else "",
        symbol=symbol,
        replaces="Văn bản số 03/BC-KTĐ ngày 20/02/2023",
    )


def test_every_kind_that_is_issued_is_looked_at():
    assert set(MAKE) | SEEN_ELSEWHERE | NEVER_ISSUED == set(PAPERS)


@pytest.mark.parametrize("kind", MAKE)
def test_the_code_stands_clear_of_the_text_in_the_bottom_margin(kind):
    paper = MAKE[kind]()
    pdf = pdf_bytes(paper, imprint_of(paper))
    page = layout.pages(pdf)[0]
    _, height = layout.size_mm(page)
    left, top, right, bottom = layout.figure_box(pdf)

    assert height - layout.BOTTOM <= top
    assert bottom <= height - 5  # what a printer cannot reach
    for line in layout.lines(page):
        beside = line.left >= right or line.right <= left
        assert beside or line.bottom <= top or line.top >= bottom, line.text
    assert CODE in layout.text(pdf)
    assert "(Thay thế Văn bản số 03/BC-KTĐ ngày 20/02/2023)" in layout.text(pdf)


@pytest.mark.parametrize("kind", MAKE)
def test_the_symbol_that_a_kind_proposes_is_one_that_the_decree_knows(kind):
    letterhead = letterhead_in(MAKE[kind]())
    symbol = letterhead.symbol if letterhead else ""

    assert not symbol or "…" in symbol or symbol_fault(symbol, proposed=symbol) == ""
