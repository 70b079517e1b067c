"""An issued paper as it is printed: number, day, QR code, and a layout that stays as it was."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import segno
import time_machine

from reports.papers import Imprint, issued, packed, signing_offices, unpacked
from reports.papers.content import ContentError
from reports.render.pdf import pdf_bytes
from reports.render.qr import QUIET, qr_code
from tests.reports import layout, more_papers
from tests.reports.layout import BOTTOM, LEFT, MM, TOP

IMPRINT = Imprint(
    date="ngày 24 tháng 02 năm 2023",
    code="6RNQ-9BXF-QKNF-44F4-B4R4",
    address="https://thidua.tayninh.gov.vn/xac-minh/6RNQ9BXFQKNF44F4B4R4",
    number="05",
    symbol="BC-KTĐ",
)
WITHOUT_NUMBER = replace(IMPRINT, number="", symbol="")
PIXELS_A_MM = 300 / 25.4
PAPERS = {
    "report": ("hoa_binh_report", IMPRINT),
    "covenant": ("covenant", WITHOUT_NUMBER),
    "matrix": ("matrix_paper", WITHOUT_NUMBER),
    "sample": ("tay_ninh_report", IMPRINT),
}
every_kind = pytest.mark.parametrize("kind", PAPERS)


@pytest.fixture(scope="module")
def made(request) -> dict[str, bytes]:
    return {
        kind: pdf_bytes(request.getfixturevalue(paper), imprint)
        for kind, (paper, imprint) in PAPERS.items()
    }


def test_the_blanks_are_filled_with_number_and_day(made):
    page = layout.pages(made["report"])[0]
    number = layout.line_with(page, "Số:", right=104)
    date = layout.line_with(page, "Hòa Bình, ngày", left=104)

    assert (number.text, number.sizes, number.is_italic) == ("Số: 05/BC-KTĐ", {13.0}, False)
    assert date.text == "Hòa Bình, ngày 24 tháng 02 năm 2023"
    assert (date.sizes, date.is_italic) == ({13.0}, True)
    assert number.top == pytest.approx(date.top, abs=layout.HALF_MM)


def test_annexes_name_the_number_and_day_of_their_paper(made):
    assert "(Kèm theo Báo cáo số 05/BC-KTĐ ngày 24 tháng 02 năm 2023" in layout.text(made["sample"])


def test_a_paper_without_a_number_has_its_day_and_no_number(made):
    text = layout.text(made["covenant"])

    assert "Số:" not in text
    assert "Hôm nay, ngày 24 tháng 02 năm 2023" in text


def test_a_correction_says_under_its_number_what_it_replaces(hoa_binh_report):
    imprint = replace(IMPRINT, replaces="Báo cáo tổng kết số 03/BC-KTĐ ngày 20/02/2023")
    page = layout.pages(pdf_bytes(hoa_binh_report, imprint))[0]
    number = layout.line_with(page, "Số:", right=104)
    said = layout.line_with(page, "(Thay thế Báo cáo", right=104)

    assert (said.is_italic, said.sizes) == (True, {12.0})
    assert said.top > number.top
    assert said.middle == pytest.approx(number.middle, abs=2)


@every_kind
def test_the_code_stands_in_the_bottom_margin_of_the_first_page_and_touches_no_text(made, kind):
    page, *others = layout.pages(made[kind])
    _, height = layout.size_mm(page)
    found = layout.lines(page)
    left, top, right, bottom = layout.figure_box(made[kind])
    words = [line for line in found if line.top > height - BOTTOM]

    assert top >= height - BOTTOM
    assert bottom <= height - 5  # what a printer cannot reach
    assert any("6RNQ-9BXF-QKNF-44F4-B4R4" in line.text for line in words)
    for line in found:
        beside = line.left >= right or line.right <= left
        assert beside or line.bottom <= top or line.top >= bottom, line.text
    for other in others:
        assert "6RNQ" not in other.extract_text()


def test_the_sample_mark_stands_clear_of_the_code(made):
    page = layout.pages(made["sample"])[0]
    words = page.extract_words()
    (mark,) = [word for word in words if word["text"] == "DỮ"]
    ends = [word["x1"] for word in words if word["top"] > (297 - BOTTOM) * MM and word != mark]
    of_code = [end for end in ends if end < mark["x0"]]

    assert (mark["x0"] - max(of_code)) / MM > 3


@every_kind
def test_the_modules_drawn_are_those_of_the_address(made, kind):
    wanted = [
        [bool(dark) for dark in row]
        for row in segno.make_qr(IMPRINT.address, error="m", boost_error=False).matrix
    ]

    assert modules_drawn(made[kind], len(wanted)) == wanted


def test_the_text_stays_where_the_draft_had_it(hoa_binh_report, hoa_binh_pdf, made):
    draft, paper = layout.pages(hoa_binh_pdf), layout.pages(made["report"])

    assert len(paper) == len(draft)
    for before, after in zip(draft, paper, strict=True):
        edge = 297 - BOTTOM
        lines = [line for line in layout.lines(after) if line.bottom < edge]
        here = [(line.text, round(line.top, 1)) for line in lines if line.top > 60]
        there = [(line.text, round(line.top, 1)) for line in layout.lines(before) if line.top > 60]
        assert here == there


@every_kind
def test_the_body_keeps_its_margins(made, kind):
    page = layout.pages(made[kind])[0]
    _, height = layout.size_mm(page)
    body = [line for line in layout.lines(page) if line.top < height - BOTTOM]

    assert min(line.top for line in body) >= TOP - layout.HALF_MM
    assert max(line.bottom for line in body) <= height - BOTTOM + layout.HALF_MM
    if kind != "matrix":
        assert min(line.left for line in body) >= LEFT - layout.HALF_MM


def test_the_same_paper_is_the_same_bytes_another_day(hoa_binh_report, made):
    with time_machine.travel(timedelta(days=400)):
        assert pdf_bytes(hoa_binh_report, IMPRINT) == made["report"]


@every_kind
def test_an_issued_paper_is_for_the_archive(made, kind):
    with pikepdf.open(io.BytesIO(made[kind])) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert str(pdf.Root.Lang) == "vi"
        assert meta["dc:title"]
    assert not any("not embedded" in name for name in layout.font_names(made[kind]))


@every_kind
def test_who_cannot_see_the_code_is_told_where_it_leads(made, kind):
    with pikepdf.open(io.BytesIO(made[kind])) as pdf:
        told = [
            str(item.get("/Alt"))
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]

    assert told == [f"Mã QR dẫn tới {IMPRINT.address}"]


def test_a_draft_bears_no_code(hoa_binh_pdf):
    assert "Mã xác minh" not in layout.text(hoa_binh_pdf)


def test_minutes_keep_their_head_without_a_day():
    paper = issued(more_papers.counting(), replace(IMPRINT, symbol="BB-KTĐ"))

    text = layout.text(pdf_bytes(more_papers.counting(), replace(IMPRINT, symbol="BB-KTĐ")))

    assert paper.letterhead.number == "05"
    assert "Số: 05/BB-KTĐ" in text
    assert "ngày 24 tháng 02 năm 2023" not in text


def test_offices_that_sign_are_named_without_their_people(covenant, tay_ninh_report):
    report, cells = signing_offices(tay_ninh_report), signing_offices(covenant)

    assert report == ("TM. Khối thi đua, Trưởng khối, Cục trưởng Cục Quản lý thị trường",)
    assert len(cells) == len(covenant.cells) + len(covenant.witnesses)
    for block in (cell.block for cell in covenant.cells if cell.block.name):
        assert not any(block.name in office for office in cells)


def test_offices_that_sign_a_covenant_are_named_as_they_stand_on_the_page(covenant):
    shown = [cell for row in (*covenant.grid, *covenant.witness_grid) for cell in row]

    assert covenant.grid[0][0] != covenant.cells[0]  # the head is not the first member
    assert signing_offices(covenant) == tuple(cell.signing_office for cell in shown)


def test_an_imprint_is_read_back_as_it_was_stored_and_nothing_else_is():
    stored = packed(IMPRINT)

    assert unpacked(Imprint, stored, "imprint") == IMPRINT
    assert IMPRINT.site == "thidua.tayninh.gov.vn/xac-minh"
    with pytest.raises(ContentError):
        unpacked(Imprint, {**stored, "more": ""}, "imprint")


def test_the_longest_address_still_fits_its_modules():
    code = qr_code("https://thi-dua-khen-thuong.so-noi-vu.tinh-rat-dai.gov.vn/xac-minh/" + "2" * 20)

    assert code.size <= 37 + 2 * QUIET + 4


def modules_drawn(pdf: bytes, count: int) -> list[list[bool]]:
    """Look at the middle of each module on the page as a scanner would see it."""
    left, top, right, _ = layout.figure_box(pdf)
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72, grayscale=True).to_pil()
    step = (right - left) / count
    places = [(at + 0.5) * step for at in range(count)]
    return [
        [
            page.getpixel((int((left + x) * PIXELS_A_MM), int((top + y) * PIXELS_A_MM))) < 128
            for x in places
        ]
        for y in places
    ]
