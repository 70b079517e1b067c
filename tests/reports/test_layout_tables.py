"""Grids and tables: nothing is split, nothing runs over, heads repeat."""

from dataclasses import replace

import pytest

from reports.papers import Covenant, SummaryReport
from reports.papers.annexes import ScoreGroup, ScoreLine, ScoreRow, ScoreTable
from reports.papers.covenant import SignatureCell, SigningPlace
from reports.papers.results import Member, Ranking, RankingRow
from reports.render.pdf import pdf_bytes
from tests.reports import layout
from tests.reports.layout import BOTTOM, RIGHT, name_of


def marked_covenant(covenant: Covenant, members: int, length: int) -> Covenant:
    """The covenant with so many cells; every word of a cell ends in the cell's own mark."""
    cells = []
    for number in range(members):
        mark = f"#{number:02d}"
        block = replace(
            covenant.cells[0].block,
            principal=f"Cục{mark} trưởng{mark}",
            position=f"Phó{mark} Cục{mark} trưởng{mark}",
            name=f"Họ{mark} Tên{mark}",
        )
        cells.append(SignatureCell(agency=name_of(length, mark), block=block))
    return replace(covenant, cells=tuple(cells))


@pytest.mark.parametrize("length", [5, 40, 120])
@pytest.mark.parametrize("members", [5, 10, 15])
def test_a_signature_cell_is_never_split_over_pages(covenant, members, length):
    pdf = pdf_bytes(marked_covenant(covenant, members, length))

    places = layout.pages_by_mark(pdf, r"#\d\d")

    assert sorted(places) == [f"#{number:02d}" for number in range(members)]
    assert [len(pages) for pages in places.values()] == [1] * members


@pytest.mark.parametrize("members", [5, 7, 9])
def test_a_grid_that_fits_one_page_is_never_split_over_pages(covenant, members):
    pdf = pdf_bytes(marked_covenant(covenant, members, 5))

    places = layout.pages_by_mark(pdf, r"#\d\d")

    assert len(places) == members
    assert len({page for pages in places.values() for page in pages}) == 1


@pytest.mark.parametrize(("members", "columns"), [(1, 1), (5, 2), (10, 3), (15, 3)])
def test_agencies_sign_side_by_side_in_two_or_three_columns(covenant, members, columns):
    cells = [
        replace(covenant.cells[0], agency=f"Số{number:02d}", place=SigningPlace.MEMBER)
        for number in range(members)
    ]
    pdf = pdf_bytes(replace(covenant, cells=tuple(cells), witnesses=()))
    found = [
        (page.number, round(word.bottom), word.text)
        for page in layout.word_pages(pdf)
        for word in page.words
        if word.text.startswith("SỐ")
    ]
    by_row: dict[tuple[int, int], list[str]] = {}
    for page, bottom, text in found:
        by_row.setdefault((page, bottom), []).append(text)

    assert next(len(row) for row in by_row.values()) == columns
    assert [text for row in by_row.values() for text in row] == [
        f"SỐ{number:02d}" for number in range(members)
    ]


def test_the_grid_repeats_its_title_and_the_witnesses_sign_last(covenant):
    pdf = pdf_bytes(marked_covenant(covenant, 15, 40))
    titles = []
    for page in layout.word_pages(pdf):
        text = " ".join(page.texts)
        titles.append(("ĐẠI DIỆN CÁC ĐƠN VỊ KÝ KẾT GIAO ƯỚC" in text, "#" in text))
    text = layout.text(pdf)

    assert sum(marked for _, marked in titles) > 1
    assert all(titled == marked for titled, marked in titles)
    assert text.index("ĐẠI DIỆN CHỨNG KIẾN") > text.rindex("#14")
    assert text.index("THÀNH VIÊN PHỤ TRÁCH KHỐI THI ĐUA") > text.index("ĐẠI DIỆN CHỨNG KIẾN")


def big_table(groups: int, members: int, name_length: int) -> ScoreTable:
    """A score table whose words carry the row's mark, such as ``<07>``."""
    rows = []
    for number in range(members):
        mark = f"<{number:02d}>"
        cells = tuple("100,00" for _ in range(groups))
        layers = tuple(ScoreLine(f"{word}{mark}", cells) for word in ("Tự", "Định", "Chính"))
        rows.append(ScoreRow(agency=name_of(name_length, mark), lines=layers))
    heads = tuple(ScoreGroup(f"N{number}", f"Nhóm {number}") for number in range(groups))
    return ScoreTable(groups=heads, rows=tuple(rows))


@pytest.mark.parametrize(
    ("groups", "members", "name_length"), [(5, 15, 5), (5, 15, 120), (12, 15, 120), (180, 5, 40)]
)
def test_a_large_score_annex_stays_on_its_pages_and_splits_no_row(
    hoa_binh_report, groups, members, name_length
):
    table = big_table(groups, members, name_length)
    pdf = pdf_bytes(replace(hoa_binh_report, scores=table))
    annex = [page for page in layout.word_pages(pdf) if page.size_mm == (297, 210)]

    figures = 0
    for page in annex:
        figures += page.texts.count("100,00")
        assert max(word.right for word in page.words) <= 297 - RIGHT + layout.HALF_MM
        assert max(word.bottom for word in page.words) <= 210 - BOTTOM + layout.HALF_MM
        for number in range(members):  # all three layers of a member stand together
            layers = [word for word in page.texts if word[:2] in {"Tự", "Đị", "Ch"}]
            assert sum(word.endswith(f"<{number:02d}>") for word in layers) % 3 == 0
    assert figures == groups * members * 3


def test_table_heads_repeat_and_rows_stay_whole(hoa_binh_report):
    rows = tuple(
        RankingRow(rank=str(number), agency="Sở", note=name_of(400, f"<{number:03d}>"))
        for number in range(30)
    )
    review = replace(hoa_binh_report.review, ranking=Ranking(rows=rows))
    pdf = pdf_bytes(replace(hoa_binh_report, review=review))
    places = layout.pages_by_mark(pdf, r"<\d\d\d>")

    assert len(places) == 30
    assert len(set.union(*places.values())) > 3
    assert {len(pages) for pages in places.values()} == {1}
    pages = layout.pages(pdf)
    for number in set.union(*places.values()):
        head = layout.tables(pages[number - 1])[0][0]
        assert head == ["Xếp hạng", "Đơn vị", "Ghi chú"]


@pytest.mark.parametrize("members", [6, 7, 8, 12])
def test_the_last_member_never_stands_alone_on_a_page(tay_ninh_report, members):
    rows = tuple(RankingRow(rank="1", agency=f"Sở[{number:02d}]") for number in range(members))
    review = replace(tay_ninh_report.review, ranking=Ranking(rows=rows))
    scores = big_table(5, members, 5)
    places = layout.pages_by_mark(
        pdf_bytes(replace(tay_ninh_report, review=review, scores=scores)), r"<\d\d>|\[\d\d\]"
    )

    for mark in ("<{:02d}>", "[{:02d}]"):
        assert places[mark.format(members - 2)] == places[mark.format(members - 1)]


def test_the_second_page_of_a_later_annex_has_number_two(tay_ninh_report):
    results = replace(tay_ninh_report.results, indicators=tay_ninh_report.results.indicators * 12)
    pdf = pdf_bytes(replace(tay_ninh_report, results=results))
    starts = [[line.text for line in layout.lines(page)[:2]] for page in layout.pages(pdf)]
    second = next(place for place, texts in enumerate(starts) if texts[0] == "Phụ lục II")

    assert [texts[0] for texts in starts[second + 1 : second + 3]] == ["2", "3"]
    assert starts[-1][0] == "Phụ lục III"


@pytest.mark.parametrize(
    ("members", "length"), [(0, 5), (1, 120), (5, 120), (10, 40), (15, 5), (15, 120)]
)
def test_any_number_of_members_with_names_of_any_length_fits(
    hoa_binh_report: SummaryReport, members, length
):
    names = tuple(Member(name_of(length, f"{number:02d}")) for number in range(members))
    situation = replace(hoa_binh_report.situation, members=names, member_count=f"{members:02d}")
    pdf = pdf_bytes(replace(hoa_binh_report, situation=situation))

    text = layout.text(pdf)
    listed = text.partition("đơn vị thành viên: ")[2].partition(".")[0]
    expected = [member.agency for member in names]
    assert [layout.unspaced(name) for name in listed.split("; ") if name] == [
        layout.unspaced(name) for name in expected
    ]
    for page in layout.word_pages(pdf):
        width, _ = page.size_mm
        assert max(word.right for word in page.words) <= width - RIGHT + layout.HALF_MM
