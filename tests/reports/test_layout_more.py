"""Minutes, letters, notices and sheets in the numbers of NĐ 30/2020/NĐ-CP, of every size."""

import re
from dataclasses import replace
from functools import cache

import pytest
from pdfplumber.page import Page

from reports.papers import Paper
from reports.render.pdf import pdf_bytes
from tests.reports import layout, more_papers
from tests.reports.layout import BOTTOM, LEFT, RIGHT, TOP

MINUTES = ("counting", "review_minutes")
LISTS = (*MINUTES, "submission")
SIZES = [(2, 5), (7, 40), (15, 120), (20, 60)]
every_list = pytest.mark.parametrize("kind", LISTS)
every_size = pytest.mark.parametrize(("members", "length"), SIZES)


@cache
def printed(kind: str, *size: int) -> list[Page]:
    """Return the pages of a paper, printed once for all tests here."""
    paper: Paper = getattr(more_papers, kind)(*size)
    return layout.pages(pdf_bytes(paper))


def marks(pages: list[Page], mark: str) -> dict[str, set[int]]:
    """Return on which pages each mark stands."""
    found: dict[str, set[int]] = {}
    for page in pages:
        for name in re.findall(mark, " ".join(layout.words(page))):
            found.setdefault(name, set()).add(page.page_number)
    return found


def assert_inside_the_margins(pages: list[Page]) -> None:
    for page in pages:
        width, height = layout.size_mm(page)
        body = [line for line in layout.lines(page) if not is_number(line)]
        edges = layout.HALF_MM
        assert body
        assert min(line.left for line in body) >= LEFT - edges
        assert max(line.right for line in body) <= width - RIGHT + edges
        assert min(line.top for line in body) >= TOP - edges
        assert max(line.bottom for line in body) <= height - BOTTOM + edges
        for rule in layout.rules(page):
            assert rule.left >= LEFT - edges
            assert rule.right <= width - RIGHT + edges


def is_number(line: layout.Line) -> bool:
    return line.text.isdecimal() and line.bottom < TOP


@every_list
@every_size
def test_nothing_runs_over_and_no_row_is_split(kind, members, length):
    pages = printed(kind, members, length)

    assert_inside_the_margins(pages)
    for page in pages:
        for table in layout.tables(page):
            names = [name for row in table for name in {*re.findall(r"#\d\d", " ".join(row))}]
            assert len(names) == len(set(names)), "a member's row goes on after a break"
            assert not names or "Đơn vị" in table[0], "the head is missing on this page"
    assert sorted(marks(pages, r"#\d\d")) == [f"#{number:02d}" for number in range(members)]


@pytest.mark.parametrize("kind", [*LISTS, "notice", "self_scores"])
def test_nation_motto_and_issuing_body_stand_where_the_decree_wants_them(kind):
    page = printed(kind)[0]
    half = layout.size_mm(page)[0] / 2
    nation = layout.line_with(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", left=half)
    motto = layout.line_with(page, "Độc lập - Tự do - Hạnh phúc", left=half)
    parent = layout.line_with(page, "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", right=half)
    issuing = layout.line_with(page, "KHỐI THI ĐUA CÁC CƠ QUAN", right=half)
    rule = layout.rule_below(page, motto)

    assert (nation.sizes, nation.is_bold) == ({12.0}, True)
    assert (motto.sizes, motto.is_bold) == ({13.0}, True)
    assert rule.width == pytest.approx(motto.width, abs=layout.HALF_MM)
    assert (parent.sizes, parent.is_bold) == ({12.0}, False)
    assert (issuing.sizes, issuing.is_bold) == ({12.0}, True)
    assert nation.top == pytest.approx(TOP, abs=2)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("counting", "BIÊN BẢN"),
        ("review_minutes", "BIÊN BẢN"),
        ("submission", "TỜ TRÌNH"),
        ("notice", "THÔNG BÁO"),
        ("self_scores", "PHIẾU TỰ CHẤM ĐIỂM THI ĐUA NĂM 2022"),
    ],
)
def test_the_title_is_bold_centred_and_over_a_short_rule(kind, title):
    page = printed(kind)[0]
    width = layout.size_mm(page)[0]
    line = next(one for one in layout.lines(page) if one.text == title)

    assert (line.sizes, line.is_bold) == ({14.0}, True)
    assert line.middle == pytest.approx(LEFT + (width - LEFT - RIGHT) / 2, abs=layout.HALF_MM)
    under = [
        rule
        for rule in layout.rules(page)
        if line.bottom < rule.top < line.bottom + 25 and abs(rule.middle - line.middle) < 2
    ]
    assert 5 < under[0].width < 80


@pytest.mark.parametrize("kind", MINUTES)
def test_minutes_have_a_number_and_tell_place_and_day_in_their_text(kind):
    page = printed(kind)[0]
    top = [line.text for line in layout.lines(page) if line.top < 60]

    assert "Số: /BB-KTĐ" in [line.text for line in layout.lines(page, right=110)]
    assert not any("Tây Ninh, ngày" in text for text in top)
    assert layout.line_with(page, "Thời gian: chiều ngày 24/02/2023.")
    assert layout.line_with(page, "Địa điểm: Hội trường Cục Quản lý thị trường.")


@pytest.mark.parametrize(("kind", "symbol"), [("submission", "/TTr-KTĐ"), ("notice", "/TB-TĐKT")])
def test_a_letter_leaves_room_for_number_and_day(kind, symbol):
    page = printed(kind)[0]
    found = [word for word in page.extract_words() if word["text"] in {"Số:", symbol}]
    line = layout.line_with(page, "Tây Ninh, ngày", left=104)

    assert (found[1]["x0"] - found[0]["x1"]) / layout.MM >= 12
    assert (line.is_italic, line.sizes) == (True, {13.0})


@every_list
@every_size
def test_who_signs_stands_together_on_one_page_and_never_alone(kind, members, length):
    pages = printed(kind, members, length)
    signed = [page for page in pages if "TRƯỞNG KHỐI" in texts(page)]

    assert len(signed) == 1
    capacity = layout.line_with(signed[0], "TM. KHỐI THI ĐUA", left=110)
    position = next(
        line for line in layout.lines(signed[0], left=110) if line.text == "TRƯỞNG KHỐI"
    )
    assert (capacity.sizes, capacity.is_bold) == ({14.0}, True)
    assert position.top > capacity.top
    above = [line for line in layout.lines(signed[0]) if line.bottom < capacity.top]
    assert [line for line in above if not is_number(line)], "a signature needs text above it"


def texts(page) -> list[str]:
    half = layout.size_mm(page)[0] / 2
    return [line.text for line in layout.lines(page, left=half)]


def test_tellers_sign_beside_the_head_with_their_names_below():
    page = printed("counting", 2, 5)[-1]
    titles = [line for line in layout.lines(page) if "NGƯỜI KIỂM PHIẾU" in line.text]
    named = [line for line in layout.lines(page) if "Người Thứ Nhất" in line.text][-1]

    assert titles[-1].text.count("NGƯỜI KIỂM PHIẾU") == 2
    assert named.top - titles[-1].bottom > 20


def test_the_list_of_a_letter_is_landscape_and_names_its_letter():
    first, *annex = printed("submission", 20, 60)

    assert layout.size_mm(first) == (210, 297)
    assert {layout.size_mm(page) for page in annex} == {(297, 210)}
    assert layout.line_with(annex[0], "(Kèm theo Tờ trình số").is_italic
    assert layout.lines(annex[1])[0].text == "2"


@pytest.mark.parametrize(("criteria", "length", "appraised"), [(60, 5, False), (180, 120, True)])
def test_a_sheet_of_any_length_keeps_its_margins_and_repeats_its_head(criteria, length, appraised):
    paper = more_papers.self_scores(criteria, length, appraised=appraised)
    pages = layout.pages(pdf_bytes(paper))
    places = marks(pages, r"<\d{3}>")

    assert_inside_the_margins(pages)
    assert {layout.size_mm(page) for page in pages} == {(297, 210)}
    assert sorted(places) == [f"<{number:03d}>" for number in range(1, criteria + 1)]
    assert [len(found) for found in places.values()] == [1] * criteria
    for page in pages:
        words = set(layout.words(page))
        if any(word.startswith("<") for word in words):
            assert {"Mã", "chuẩn", "chấm"} <= words
            assert ("lệch" in words) is appraised
        assert not any("/BC-CT" in word for word in words) or {"Tên", "hành"} <= words


def test_a_very_long_explanation_stays_on_the_paper():
    paper = more_papers.self_scores(1)
    long = "Đơn vị đã hoàn thành toàn diện các chỉ tiêu được giao. " * 60
    lines = tuple(replace(line, notes=(long,)) for line in paper.lines)
    pages = layout.pages(pdf_bytes(replace(paper, lines=lines)))

    assert_inside_the_margins(pages)
    assert sum(layout.words(page).count("diện") for page in pages) == 60 * 2


@pytest.mark.parametrize("criteria", [11, 12, 13, 14, 15])
def test_who_signs_a_sheet_never_stands_alone_on_a_page(criteria):
    paper = replace(more_papers.self_scores(criteria), evidence=())
    last = layout.pages(pdf_bytes(paper))[-1]
    found = layout.lines(last)
    signed = next(line for line in found if "THỦ TRƯỞNG ĐƠN VỊ" in line.text)

    assert [line for line in found if line.bottom < signed.top and not is_number(line)]
