"""Every kind of paper that is issued bears its code on the first page, clear of its text."""

import pytest

from reports.papers import PAPERS, Imprint, Paper, letterhead_in
from reports.render.pdf import pdf_bytes
from reports.rules.numbers import symbol_fault
from reports.states import NEVER_ISSUED
from tests.reports import layout
from tests.reports.layout_cases import CASES

CODE = "6RNQ-9BXF-QKNF-44F4-B4R4"
KINDS = sorted(PAPERS.keys() - NEVER_ISSUED)
every_kind = pytest.mark.parametrize("kind", KINDS)


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


@pytest.mark.parametrize(
    ("kind", "which"),
    [*((kind, "small") for kind in KINDS), ("bang-tong-hop-diem", "big")],
)
def test_the_code_stands_clear_of_the_text_in_the_bottom_margin(kind, which):
    paper = getattr(CASES[kind], which)()
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


@every_kind
def test_the_symbol_that_a_kind_proposes_is_one_that_the_decree_knows(kind):
    letterhead = letterhead_in(CASES[kind].small())
    symbol = letterhead.symbol if letterhead else ""

    assert not symbol or "…" in symbol or symbol_fault(symbol, proposed=symbol) == ""
