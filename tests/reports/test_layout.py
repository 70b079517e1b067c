"""The printed pages in the numbers of NĐ 30/2020/NĐ-CP, Phụ lục I."""

import pytest

from tests.reports import layout
from tests.reports.layout import LEFT, RIGHT, TOP

every_paper = pytest.mark.parametrize("pdf", ["tay_ninh_pdf", "hoa_binh_pdf", "covenant_pdf"])


@every_paper
def test_text_and_rules_stay_inside_the_margins(pdf, request):
    for page in layout.pages(request.getfixturevalue(pdf)):
        layout.assert_inside_margins(page)


@every_paper
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(pdf, request):
    first, *others = layout.pages(request.getfixturevalue(pdf))
    text_middle = LEFT + (210 - LEFT - RIGHT) / 2
    portrait = [page for page in others if layout.size_mm(page) == (210, 297)]

    assert layout.size_mm(first) == (210, 297)
    assert min(line.top for line in layout.lines(first)) >= TOP - layout.HALF_MM
    assert portrait[0].page_number == 2
    number = layout.lines(portrait[0])[0]
    assert number.text == "2"
    assert number.sizes == {13.0}
    assert number.bottom < TOP
    assert number.middle == pytest.approx(text_middle, abs=layout.HALF_MM)
    assert not number.is_bold
    assert not number.is_italic


def test_annexes_are_landscape_and_each_numbered_on_its_own(tay_ninh_pdf):
    shape = []
    for page in layout.pages(tay_ninh_pdf):
        first = layout.lines(page)[0].text
        shape.append((layout.size_mm(page), first if first.isdecimal() else "-"))

    portrait, landscape = (210, 297), (297, 210)
    assert shape == [
        (portrait, "-"),
        (portrait, "2"),
        (portrait, "3"),
        (landscape, "-"),
        (landscape, "2"),
        (landscape, "-"),
        (landscape, "-"),
    ]


def test_an_annex_has_its_heading_title_and_reference(tay_ninh_pdf):
    page = layout.pages(tay_ninh_pdf)[3]
    heading = layout.line_with(page, "Phụ lục I")
    title = layout.line_with(page, "BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG THI ĐUA NĂM 2022")
    reference = layout.line_with(page, "(Kèm theo Báo cáo số")

    assert (heading.text, heading.is_bold, heading.sizes) == ("Phụ lục I", True, {14.0})
    assert (title.is_bold, title.sizes) == (True, {14.0})
    assert (reference.is_italic, reference.is_bold, reference.sizes) == (True, False, {14.0})
    for line in (heading, title):
        assert line.middle == pytest.approx(LEFT + (297 - LEFT - RIGHT) / 2, abs=1)


def test_number_place_and_date_share_a_line_with_room_to_write(hoa_binh_pdf):
    page = layout.pages(hoa_binh_pdf)[0]
    number = layout.line_with(page, "Số:", right=104)
    date = layout.line_with(page, "Hòa Bình, ngày", left=104)
    found = [word for word in page.extract_words() if word["text"] in {"Số:", "/BC-KTĐ"}]
    room_for_number = (found[1]["x0"] - found[0]["x1"]) / layout.MM
    on_its_line = [w for w in page.extract_words() if abs(w["top"] - date.top * layout.MM) < 3]
    words = {word["text"]: word for word in on_its_line}
    room_for_day = (words["tháng"]["x0"] - words["ngày"]["x1"]) / layout.MM

    assert number.text == "Số: /BC-KTĐ"
    assert (number.sizes, number.is_italic) == ({13.0}, False)
    assert date.text == "Hòa Bình, ngày tháng năm 2020"
    assert (date.sizes, date.is_italic) == ({13.0}, True)
    assert number.top == pytest.approx(date.top, abs=layout.HALF_MM)
    assert room_for_number >= 12
    assert room_for_day >= 8


@pytest.mark.parametrize(
    ("pdf", "kind", "subject"),
    [
        ("tay_ninh_pdf", "BÁO CÁO", "vụ năm 2023"),
        ("covenant_pdf", "GIAO ƯỚC THI ĐUA", "Khối thi đua các cơ quan"),
    ],
)
def test_the_title_is_bold_and_centred_over_a_rule(pdf, kind, subject, request):
    page = layout.pages(request.getfixturevalue(pdf))[0]
    title = next(line for line in layout.lines(page) if line.text == kind)
    last = next(line for line in layout.lines(page) if line.text.startswith(subject))
    widest = max(
        (line for line in layout.lines(page) if title.bottom <= line.top <= last.top),
        key=lambda line: line.width,
    )
    rule = layout.rule_below(page, last)

    assert (title.sizes, title.is_bold) == ({14.0}, True)
    assert (last.sizes, last.is_bold) == ({14.0}, True)
    assert title.middle == pytest.approx(LEFT + (210 - LEFT - RIGHT) / 2, abs=layout.HALF_MM)
    assert 1 / 3 <= rule.width / widest.width <= 1 / 2


def test_body_text_has_its_size_indent_and_spacing(tay_ninh_pdf):
    page = layout.pages(tay_ninh_pdf)[1]
    tasks = [line for line in layout.lines(page) if line.text.startswith(("1. ", "2. ", "3. "))]
    wrapped = layout.line_with(page, "thi đua yêu nước, những chủ trương")
    before_second = [line for line in layout.lines(page) if line.bottom < tasks[1].top + 1][-1]
    single = wrapped.bottom - wrapped.top

    assert [line.sizes for line in tasks] == [{14.0}] * 3
    assert wrapped.left == pytest.approx(LEFT, abs=layout.HALF_MM)
    for task in tasks:
        assert 10 <= task.left - LEFT <= 12.75
    assert (tasks[1].top - before_second.top - single) * layout.MM >= 6


def test_legal_grounds_are_italic_with_their_punctuation(covenant_pdf):
    page = layout.pages(covenant_pdf)[0]
    first = layout.line_with(page, "Căn cứ Chỉ thị số 01/CT-UBND")
    second = layout.line_with(page, "Căn cứ Kế hoạch số 4134/KH-UBND")
    end_of_first = layout.line_with(page, "an ninh năm 2023")

    assert (first.is_italic, first.sizes) == (True, {14.0})
    assert end_of_first.text.endswith("năm 2023;")
    assert second.text.endswith("của UBND tỉnh.")


def test_signature_right_and_recipients_left_at_the_end(tay_ninh_pdf):
    page = layout.pages(tay_ninh_pdf)[2]
    half = 110
    label = layout.line_with(page, "Nơi nhận:", right=half)
    first = layout.line_with(page, "- Hội đồng Thi đua - Khen thưởng tỉnh;", right=half)
    archive = layout.line_with(page, "- Lưu: VT, KTĐ.", right=half)
    capacity = layout.line_with(page, "TM. KHỐI THI ĐUA", left=half)
    position = layout.line_with(page, "TRƯỞNG KHỐI", left=half)

    assert (label.sizes, label.is_bold, label.is_italic) == ({12.0}, True, True)
    assert (first.sizes, first.is_bold, first.is_italic) == ({11.0}, False, False)
    assert archive.top > first.top
    assert (capacity.sizes, capacity.is_bold) == ({14.0}, True)
    assert position.middle == pytest.approx(capacity.middle, abs=layout.HALF_MM)
    assert capacity.top == pytest.approx(label.top, abs=2)
