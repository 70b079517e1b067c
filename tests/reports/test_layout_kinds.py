"""Every kind of paper in the numbers of NĐ 30/2020/NĐ-CP, Phụ lục I, small and large.

Two members with names of five letters, and twenty with names of 120.
"""

import re

import pytest

from reports.papers import PAPERS
from tests.reports import layout
from tests.reports.layout import HALF_MM
from tests.reports.layout_cases import BIG, CASES, SMALL, pages_of

every_kind = pytest.mark.parametrize("kind", sorted(PAPERS))
every_size = pytest.mark.parametrize("which", [SMALL, BIG])


def kinds_with(**wanted) -> pytest.MarkDecorator:
    """Take the kinds whose cases say so."""
    found = [
        kind
        for kind, case in CASES.items()
        if all(bool(getattr(case, name)) is value for name, value in wanted.items())
    ]
    return pytest.mark.parametrize("kind", sorted(found))


def test_every_kind_has_its_case():
    assert set(CASES) == set(PAPERS)


@every_size
@every_kind
def test_text_and_rules_stay_between_the_margins(kind, which):
    case = CASES[kind]
    pages = pages_of(kind, which)

    assert layout.size_mm(pages[0]) == case.size_of(which)
    assert len(pages) >= (case.pages if which == BIG else 1)
    for page in pages:
        if case.has_letterhead:  # slips are cut along lines that reach the edge: test_layout_slips
            layout.assert_inside_margins(page, case.margins)


@every_size
@every_kind
def test_nothing_reaches_over_the_rules_of_its_cell(kind, which):
    for page in pages_of(kind, which)[:3]:
        assert layout.outside_cells(page) == ""


@kinds_with(mark=True)
def test_rows_stay_whole_and_heads_stand_on_every_page(kind):
    mark, pages = CASES[kind].mark, pages_of(kind, BIG)
    places = layout.marked_pages(pages, mark)

    assert len(places) >= 20
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
    for page in pages:
        for table in layout.tables(page):
            assert not re.search(mark, " ".join(table[0])), "the table goes on without its head"


@kinds_with(has_letterhead=True)
def test_nation_and_motto_stand_top_right_over_a_rule_as_long_as_the_motto(kind):
    page = pages_of(kind, SMALL)[0]
    half = layout.size_mm(page)[0] / 2
    nation = layout.line_with(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", left=half)
    motto = layout.line_with(page, "Độc lập - Tự do - Hạnh phúc", left=half)
    rule = layout.rule_below(page, motto)

    assert (nation.sizes, nation.is_bold, nation.is_italic) == ({12.0}, True, False)
    assert (motto.sizes, motto.is_bold, motto.is_italic) == ({13.0}, True, False)
    assert motto.middle == pytest.approx(nation.middle, abs=HALF_MM)
    assert rule.width == pytest.approx(motto.width, abs=HALF_MM)
    assert rule.top - motto.bottom < 1.5
    assert nation.top == pytest.approx(CASES[kind].margins.top, abs=2)


@kinds_with(has_letterhead=True)
def test_the_issuing_body_stands_bold_under_the_one_above_it_over_a_shorter_rule(kind):
    page = pages_of(kind, SMALL)[0]
    half = layout.size_mm(page)[0] / 2
    column = [line for line in layout.lines(page, right=half - 1) if line.top < 50]
    parent = layout.line_with(page, "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", right=half)
    issuing = [line for line in column if line.is_bold and line.top > parent.top][:2]
    issuing = [line for line in issuing if line.text.isupper() and line.sizes == {12.0}]
    widest = max(issuing, key=lambda line: line.width)
    rule = layout.rule_below(page, issuing[-1])

    assert (parent.sizes, parent.is_bold) == ({12.0}, False)
    assert 1 / 3 <= rule.width / widest.width <= 1 / 2
    assert rule.top - issuing[-1].bottom < 2


@kinds_with(symbol=True)
def test_the_number_has_its_size_and_room_for_the_pen(kind):
    page = pages_of(kind, SMALL)[0]
    symbol = CASES[kind].symbol
    words = {word["text"]: word for word in page.extract_words()}
    line = layout.line_with(page, symbol, right=layout.size_mm(page)[0] / 2)

    assert (words[symbol]["x0"] - words["Số:"]["x1"]) / layout.MM >= 12
    assert (line.sizes, line.is_bold, line.is_italic) == ({13.0}, False, False)


@kinds_with(has_day=True, has_letterhead=True)
def test_place_and_day_are_italic_on_the_line_of_the_number(kind):
    page = pages_of(kind, SMALL)[0]
    half = layout.size_mm(page)[0] / 2
    day = layout.line_with(page, "Tây Ninh, ngày", left=half)

    assert (day.sizes, day.is_italic, day.is_bold) == ({13.0}, True, False)
    if CASES[kind].symbol:
        number = layout.line_with(page, CASES[kind].symbol, right=half)
        assert number.top == pytest.approx(day.top, abs=HALF_MM)


@kinds_with(title=True)
def test_the_name_of_the_paper_is_bold_and_centred_and_a_short_rule_ends_its_subject(kind):
    page, margins = pages_of(kind, SMALL)[0], CASES[kind].margins
    width = layout.size_mm(page)[0]
    found = layout.lines(page)
    title = next(line for line in found if line.text == CASES[kind].title)
    under = [rule for rule in layout.rules(page) if 0 < rule.top - title.bottom < 30]
    rule = next(one for one in under if abs(one.middle - title.middle) < 2)
    subject = [line for line in found if title.top <= line.top < rule.top]

    assert {size for line in subject for size in line.sizes} == {14.0}
    assert all(line.is_bold for line in subject)
    middle = margins.left + (width - margins.left - margins.right) / 2
    for line in subject:
        assert line.middle == pytest.approx(middle, abs=HALF_MM)
    widest = max(subject[1:] or subject, key=lambda line: line.width)
    assert 1 / 3 <= rule.width / widest.width <= 1 / 2


@kinds_with(has_letterhead=True)
def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(kind):
    case, (first, *others) = CASES[kind], pages_of(kind, BIG)
    numbered = [page for page in others if layout.size_mm(page) == case.size_of(BIG)]

    assert not layout.is_page_number(layout.lines(first)[0], case.margins)
    for page in numbered:
        number = layout.lines(page)[0]
        width = layout.size_mm(page)[0] - case.margins.left - case.margins.right
        assert number.text == str(page.page_number)
        assert (number.sizes, number.is_bold, number.is_italic) == ({13.0}, False, False)
        assert number.top > 0
        assert number.bottom < case.margins.top
        assert number.middle == pytest.approx(case.margins.left + width / 2, abs=HALF_MM)


@kinds_with(has_letterhead=True)
def test_running_text_is_justified_and_its_first_line_indented(kind):
    case = CASES[kind]
    pages = [page for page in pages_of(kind, BIG) if layout.size_mm(page) == layout.A4]
    full = [line for page in pages for line in layout.wrapped(page, case.margins)]

    for line in full:
        assert line.right == pytest.approx(210 - case.margins.right, abs=HALF_MM)
        indent = line.left - case.margins.left
        assert abs(indent) < HALF_MM or 10 <= indent <= 12.75 or line.is_italic


@kinds_with(signer=True)
def test_who_signs_stands_right_in_bold_capitals_and_never_alone_on_a_page(kind):
    signer = CASES[kind].signer
    for which in (SMALL, BIG):
        signed = []
        for page in pages_of(kind, which):
            abreast = CASES[kind].abreast
            left = layout.size_mm(page)[0] * (abreast - 1) / abreast
            signed += [
                (page, line)
                for line in layout.lines(page, left=left)
                if line.text == signer and line.is_bold
            ]
        ((page, line),) = signed

        assert line.sizes <= {13.0, 14.0}
        above = [one for one in layout.body_lines(page) if one.bottom < line.top - 2]
        assert [one for one in above if not one.text.startswith(("TM.", "Nơi nhận"))]


@kinds_with(has_recipients=True)
def test_recipients_stand_left_beside_the_signature_in_their_sizes(kind):
    pages = [page for page in pages_of(kind, SMALL) if "nhận:" in layout.words(page)]
    (page,) = pages
    half = layout.size_mm(page)[0] / 2
    label = layout.line_with(page, "Nơi nhận:", right=half)
    listed = [
        line
        for line in layout.lines(page, right=half)
        if line.top > label.top and line.text.startswith("- ")
    ]

    assert (label.sizes, label.is_bold, label.is_italic) == ({12.0}, True, True)
    assert {size for line in listed for size in line.sizes} == {11.0}
    assert listed[-1].text.startswith("- Lưu: VT")
    assert listed[-1].text.endswith(".")
    assert label.left == pytest.approx(layout.LEFT, abs=HALF_MM)


def test_a_letter_without_a_name_says_what_it_is_about_under_its_number():
    page = pages_of("cong-van-don-doc", SMALL)[0]
    number = layout.line_with(page, "/KTĐ", right=105)
    matter = layout.line_with(page, "V/v đôn đốc", right=105)

    assert (matter.sizes, matter.is_bold, matter.is_italic) == ({12.0}, False, False)
    assert 0 < matter.top - number.bottom < 4
    assert not [line for line in layout.lines(page) if line.text == "CÔNG VĂN"]
