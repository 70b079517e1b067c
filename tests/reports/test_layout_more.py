"""Minutes, letters, notices and sheets in the numbers of NĐ 30/2020/NĐ-CP, of every size."""

import re
from dataclasses import replace
from functools import cache

import pytest
from pdfplumber.page import Page

from reports.papers import Paper
from reports.papers.base import SignatureBlock
from reports.render.pdf import pdf_bytes
from tests.reports import layout, more_papers, year_papers
from tests.reports.more_papers import AWARD, FLAG

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


@every_list
@every_size
def test_nothing_runs_over_and_no_row_is_split(kind, members, length):
    pages = printed(kind, members, length)

    for page in pages:
        layout.assert_inside_margins(page)
    for page in pages:
        for table in layout.tables(page):
            names = [name for row in table for name in {*re.findall(r"#\d\d", " ".join(row))}]
            assert len(names) == len(set(names)), "a member's row goes on after a break"
            assert not names or "Đơn vị" in table[0], "the head is missing on this page"
    assert sorted(layout.marked_pages(pages, r"#\d\d")) == [
        f"#{number:02d}" for number in range(members)
    ]


@pytest.mark.parametrize("kind", MINUTES)
def test_minutes_have_a_number_and_tell_place_and_day_in_their_text(kind):
    page = printed(kind)[0]
    top = [line.text for line in layout.lines(page) if line.top < 60]

    assert "Số: /BB-KTĐ" in [line.text for line in layout.lines(page, right=110)]
    assert not any("Tây Ninh, ngày" in text for text in top)
    assert layout.line_with(page, "Thời gian: chiều ngày 24/02/2023.")
    assert layout.line_with(page, "Địa điểm: Hội trường Cục Quản lý thị trường.")


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
    assert [line for line in above if not layout.is_page_number(line)], (
        "a signature needs text above it"
    )


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


@pytest.mark.parametrize(("members", "length"), [*SIZES, (21, 40)])
def test_the_list_of_a_letter_names_each_award_once_over_its_members(members, length):
    _, *annex = printed("submission", members, length)
    flags = members // 3
    expected = [
        *([f"{FLAG} ({flags:02d} đơn vị)"] if flags else []),
        f"{AWARD} ({members - flags:02d} đơn vị)",
    ]
    tables = [table for page in annex for table in layout.tables(page)]

    rows = [row for table in tables for row in table[1:]]
    heads = [row for row in rows if row[0] in ("I", "II")]
    assert [layout.squeezed(row[1]) for row in heads] == [layout.squeezed(one) for one in expected]
    assert [row[0] for row in heads] == ["I", "II"][: len(heads)]
    places = [row[0] for row in rows if row not in heads]
    assert places == [str(one) for count in (flags, members - flags) for one in range(1, count + 1)]
    assert all(table[-1][0] not in ("I", "II") for table in tables), "an award without a member"


def test_the_awards_of_an_achievement_report_begin_where_its_party_work_ends():
    first, second = layout.pages(pdf_bytes(year_papers.achievement(2, 5)))

    assert layout.line_with(second, "5. Hoạt động của tổ chức đảng")
    assert layout.line_with(second, "III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG")
    assert layout.line_with(second, "THỦ TRƯỞNG ĐƠN VỊ")
    assert layout.line_with(first, "II. THÀNH TÍCH ĐẠT ĐƯỢC")


def test_who_confirms_a_sheet_signs_left_of_its_writer_and_its_head():
    confirmer = SignatureBlock(position="Xác nhận của Chủ tịch Ủy ban nhân dân tỉnh")
    paper = replace(more_papers.self_scores(2, 5), confirmer=confirmer)
    *_, page, _ = layout.pages(pdf_bytes(paper))
    third = layout.size_mm(page)[0] / 3

    for place, text in enumerate(("XÁC NHẬN CỦA CHỦ TỊCH", "NGƯỜI LẬP PHIẾU", "THỦ TRƯỞNG ĐƠN VỊ")):
        line = layout.line_with(page, text, left=place * third, right=(place + 1) * third + 8)
        assert line.is_bold
    layout.assert_inside_margins(page)


def test_a_sheet_before_its_appraisal_keeps_its_margins_and_repeats_its_head():
    """The longest one, appraised, is in test_layout_large.py."""
    criteria = 30
    pages = layout.pages(pdf_bytes(more_papers.self_scores(criteria, 5, appraised=False)))
    places = layout.marked_pages(pages, r"<\d{3}>")

    for page in pages:
        layout.assert_inside_margins(page)
    assert {layout.size_mm(page) for page in pages} == {(297, 210)}
    assert sorted(places) == [f"<{number:03d}>" for number in range(1, criteria + 1)]
    assert [len(found) for found in places.values()] == [1] * criteria
    for page in pages:
        words = set(layout.words(page))
        if any(word.startswith("<") for word in words):
            assert {"Mã", "chuẩn", "chấm"} <= words
            assert "lệch" not in words
        assert not any("/BC-CT" in word for word in words) or {"Tên", "hành"} <= words


def test_a_very_long_explanation_stays_on_the_paper():
    paper = more_papers.self_scores(1)
    long = "Đơn vị đã hoàn thành toàn diện các chỉ tiêu được giao. " * 60
    lines = tuple(replace(line, notes=(long,)) for line in paper.lines)
    pages = layout.pages(pdf_bytes(replace(paper, lines=lines)))

    for page in pages:
        layout.assert_inside_margins(page)
    assert sum(layout.words(page).count("diện") for page in pages) == 60 * 2


@pytest.mark.parametrize("criteria", [11, 12, 13, 14, 15])
def test_who_signs_a_sheet_never_stands_alone_on_a_page(criteria):
    paper = replace(more_papers.self_scores(criteria), evidence=())
    last = layout.pages(pdf_bytes(paper))[-1]
    found = layout.lines(last)
    signed = next(line for line in found if "THỦ TRƯỞNG ĐƠN VỊ" in line.text)

    assert [line for line in found if line.bottom < signed.top and not layout.is_page_number(line)]
