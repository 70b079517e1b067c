"""Ballot slips: all alike, whole, and apart from each other wherever they are cut."""

from dataclasses import replace

import pytest

from reports.papers.ballot_slips import FORMATS, BallotSlips
from reports.render.pdf import pdf_bytes
from tests.reports import layout, more_papers

MARGIN = 11.5
every_size = pytest.mark.parametrize(
    ("members", "length", "per_sheet"),
    [(2, 5, 4), (2, 120, 2), (7, 5, 2), (7, 40, 2), (15, 5, 1), (20, 5, 1), (20, 120, 1)],
)


def two_sheets(members: int, length: int) -> BallotSlips:
    """Return one slip more than a sheet holds."""
    paper = more_papers.slips(members, length)
    return replace(paper, count=paper.format.per_sheet + 1)


def boxes(page, per_sheet: int) -> list:
    """Return the parts that the sheet is cut into."""
    width, height = float(page.width), float(page.height)
    middle, half = width / 2, height / 2
    if per_sheet == 1:
        return [page]
    columns = [(0, middle - 1), (middle + 1, width)]
    rows = [(0, half - 1), (half + 1, height)] if per_sheet == 4 else [(0, height)]
    return [page.crop((x0, y0, x1, y1)) for y0, y1 in rows for x0, x1 in columns]


def slips_on(page, per_sheet: int) -> list[str]:
    texts = [part.extract_text() for part in boxes(page, per_sheet)]
    return [text for text in texts if text.strip()]


@every_size
def test_every_slip_is_whole_and_has_the_same_words(members, length, per_sheet):
    paper = two_sheets(members, length)
    pages = layout.pages(pdf_bytes(paper))
    slips = [text for page in pages for text in slips_on(page, per_sheet)]

    assert paper.format.per_sheet == per_sheet
    assert len(pages) == 2
    assert len(slips) == paper.count
    assert len(set(slips)) == 1
    assert [slips[0].count(f"#{number:02d}") > 0 for number in range(members)] == [True] * members
    assert slips[0].count("PHIẾU BẦU") == 1


@every_size
def test_no_slip_reaches_the_cut_or_the_edge_of_the_paper(members, length, per_sheet):
    for page in layout.pages(pdf_bytes(two_sheets(members, length))):
        for part in boxes(page, per_sheet):
            if not part.chars:
                continue
            x0, top, x1, bottom = (edge / layout.MM for edge in part.bbox)
            inner = 4 if per_sheet > 1 else MARGIN
            assert min(char["x0"] for char in part.chars) / layout.MM >= x0 + inner
            assert max(char["x1"] for char in part.chars) / layout.MM <= x1 - inner
            assert min(char["top"] for char in part.chars) / layout.MM >= top + inner
            assert max(char["bottom"] for char in part.chars) / layout.MM <= bottom - inner


def test_sheets_are_cut_through_the_middle():
    four, two, one = (
        layout.pages(pdf_bytes(more_papers.slips(members, length)))[0]
        for members, length in [(2, 5), (7, 40), (15, 5)]
    )

    assert layout.size_mm(four) == layout.size_mm(one) == (210, 297)
    assert layout.size_mm(two) == (297, 210)
    assert drawn_at(four, "x0", 105)
    assert drawn_at(four, "top", 148.5)
    assert drawn_at(two, "x0", 148.5)
    assert not drawn_at(one, "x0", 105)


def drawn_at(page, edge: str, place: float) -> list:
    drawn = page.rects + page.lines + page.curves
    return [item for item in drawn if abs(item[edge] / layout.MM - place) < 0.6]


@pytest.mark.parametrize("members", [2, 7, 15, 20])
def test_there_are_as_many_slips_as_voters(members):
    paper = more_papers.slips(members, 5)

    assert sum(map(len, paper.sheets)) == members
    assert layout.text(pdf_bytes(paper)).count("PHIẾU BẦU") == members


def test_no_slips_are_printed_for_nobody():
    assert replace(more_papers.slips(), count=0).sheets == ()


def test_a_slip_has_no_letterhead_no_number_and_no_page_number():
    paper = more_papers.slips(7, 40)
    words = layout.words(layout.pages(pdf_bytes(paper))[1])

    assert "CỘNG" not in words
    assert not [word for word in words if word.isdecimal() and int(word) > 7 and word != "2022"]


def test_the_smallest_format_that_holds_the_slip_is_taken():
    formats = [more_papers.slips(members, 5).format for members in range(1, 21)]

    assert [FORMATS.index(one) for one in formats] == sorted(map(FORMATS.index, formats))
    assert formats[0] is FORMATS[0]


def test_a_sample_is_marked_on_every_slip():
    paper = more_papers.slips(2, 5, sample=True)

    assert layout.text(pdf_bytes(paper)).count("(Dữ liệu mẫu)") == paper.count
