"""Every fact of a paper, read back from its PDF."""

import dataclasses
import itertools
import re
import typing
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

import pytest

from reports.papers import PAPERS, Covenant, Paper, SummaryReport
from reports.papers.base import Letterhead, LetterheadVariant, SignatureBlock
from reports.papers.content import Part, walk
from reports.papers.results import OfficeChoice, Proposal
from reports.papers.summary import Review, Situation
from reports.render.pdf import pdf_bytes
from tests.reports import layout, tay_ninh

LETTERHEAD = Letterhead(
    variant=LetterheadVariant.HEAD_AGENCY, parent_org="", issuing_org="Cục Thuế", place="Huế"
)
SIGNATURE = SignatureBlock(position="Trưởng khối")
# Printed only where something else is empty: the year of a blank date, the award not decided.
ELSEWHERE = {("Letterhead", "year"), ("Covenant", "year"), ("Proposal", "award")}


def filled(hint: typing.Any, counter: Iterator[int], times: int = 2) -> typing.Any:
    """Return a value for the type hint in which every text is a different one.

    Args:
        times: how many entries each list of the value itself has; those inside them have two.
    """
    if typing.get_origin(hint) is tuple:
        return tuple(filled(typing.get_args(hint)[0], counter) for _ in range(times))
    if issubclass(hint, Part):
        hints = typing.get_type_hints(hint)
        names = [field.name for field in dataclasses.fields(hint)]
        values = {name: filled(hints[name], counter, times) for name in names}
        hidden = {name: "" for name in names if (hint.__name__, name) in ELSEWHERE}
        return hint(**{**values, **hidden})
    if issubclass(hint, StrEnum):
        return list(hint)[1]
    if hint is int:
        return 1
    return True if hint is bool else f"Dữ kiện số {next(counter)}w"


def facts(paper: Paper) -> list[str]:
    """Every text of the paper that has to be seen, without the punctuation lists are given."""
    texts = []
    for part in walk(paper):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            values = value if isinstance(value, tuple) else (value,)
            texts += [text for text in values if isinstance(text, str) and text]
    return [text.rstrip(" .;") for text in texts if not isinstance(text, StrEnum)]


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_no_field_of_a_paper_is_forgotten_by_its_template(kind):
    paper = filled(PAPERS[kind], itertools.count(100))

    printed = layout.unspaced(layout.text(pdf_bytes(paper)))

    assert len(facts(paper)) == len(set(facts(paper))) >= 8  # a slip says little
    assert [fact for fact in facts(paper) if layout.unspaced(fact) not in printed] == []


@pytest.mark.parametrize("name", ["tay_ninh", "hoa_binh", "covenant"])
def test_every_fact_of_a_paper_is_printed(name, request):
    paper = request.getfixturevalue(name if name == "covenant" else f"{name}_report")
    printed = layout.unspaced(layout.text(request.getfixturevalue(f"{name}_pdf")))

    assert [fact for fact in facts(paper) if layout.unspaced(fact) not in printed] == []


def test_the_printed_report_lists_exactly_the_given_facts(tay_ninh_report, tay_ninh_pdf):
    text = layout.text(tay_ninh_pdf)
    members = text.partition("07 đơn vị thành viên: ")[2].partition(".")[0].split("; ")
    tasks = text.partition("NHIỆM VỤ NĂM 2023 ")[2].partition("Các phong trào thi đua trọng")[0]
    headings = re.findall(r"\b([IVX]+)\. [A-ZĐÀ-Ỹ]{3}", text.partition("Nơi nhận")[0])

    officers = re.findall(r"- ((?:Phó )?Trưởng khối): ([^.;]+)\.", text.partition("Thuận lợi")[0])

    assert tuple(members) == tay_ninh.MEMBERS
    assert officers == [("Trưởng khối", tay_ninh.MARKET), ("Phó Trưởng khối", tay_ninh.BANK)]
    numbered = [f"{place}. {task}" for place, task in enumerate(tay_ninh.TASKS, start=1)]
    assert tasks.strip() == " ".join([*tay_ninh_report.next_year.intro, *numbered])
    assert headings == ["I", "II", "III", "IV"]


def test_the_printed_tables_hold_exactly_the_given_rows(tay_ninh_report, tay_ninh_pdf):
    pages = layout.pages(tay_ninh_pdf)
    ranking, proposals = layout.tables(pages[2])
    (indicators,) = layout.tables(pages[5])
    given = tay_ninh_report.review

    assert ranking[1:] == [
        [row.rank, row.agency, row.self_text, row.appraised_text, row.final_text]
        for row in given.ranking.rows
    ]
    assert proposals[1:] == [
        [str(place), proposal.agency, proposal.award]
        for place, proposal in enumerate(given.proposals, start=1)
    ]
    assert [[row[1], row[3], row[4], row[6]] for row in indicators[1:]] == [
        [tay_ninh.TAX, "gần 10.500 tỷ đồng", "dự toán Bộ Tài chính giao", "gần 130%"],
        ["", "", "dự toán UBND tỉnh giao", "hơn 120%"],
        [tay_ninh.CUSTOMS, "trên 1.600 tỷ đồng", "dự toán Bộ Tài chính giao", "gần 140%"],
        ["", "", "chỉ tiêu Tổng cục Hải quan giao", "hơn 130%"],
        ["", "100%", "", ""],
    ]


def test_the_printed_score_annex_holds_exactly_the_given_points(tay_ninh_report, tay_ninh_pdf):
    rows = [row for page in layout.pages(tay_ninh_pdf)[3:5] for row in layout.tables(page)[0][1:]]
    given = [
        [line.label, *line.cells, line.total]
        for row in tay_ninh_report.scores.rows
        for line in row.lines
    ]

    assert [row[2:9] for row in rows] == given
    assert [row[1] for row in rows if row[1]] == [r.agency for r in tay_ninh_report.scores.rows]


def test_places_without_points_are_printed_without_columns_for_points(hoa_binh_pdf):
    page = layout.pages(hoa_binh_pdf)[1]

    assert layout.tables(page) == [
        [
            ["Xếp hạng", "Đơn vị", "Ghi chú"],
            [
                "1",
                "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Hòa Bình",
                "Đơn vị dẫn đầu Khối thi đua",
            ],
            ["2", "Cục Quản lý thị trường tỉnh Hòa Bình", ""],
            ["3", "Kho bạc Nhà nước Hòa Bình", ""],
        ]
    ]


def test_every_page_of_a_sample_is_marked_and_no_page_of_another(
    tay_ninh_pdf, hoa_binh_pdf, covenant_pdf
):
    marks = [
        [[line.text for line in layout.lines(page)].count("DỮ LIỆU MẪU") for page in pages]
        for pages in map(layout.pages, (tay_ninh_pdf, hoa_binh_pdf, covenant_pdf))
    ]

    assert marks == [[1] * 7, [0] * 2, [0] * 3]
    assert layout.text(tay_ninh_pdf).count("(Dữ liệu mẫu)") == 2  # ranking and score annex
    assert "mẫu" not in layout.text(hoa_binh_pdf)


def test_a_report_about_nothing_still_prints():
    paper = SummaryReport(
        sample=False,
        letterhead=LETTERHEAD,
        bloc="Khối thi đua Tổng hợp",
        cycle="2021",
        next_cycle="2022",
        subject="Tổng kết năm 2021",
        signature=SIGNATURE,
    )

    assert layout.text(pdf_bytes(paper)) == (
        "CỤC THUẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Huế, ngày tháng năm BÁO CÁO Tổng kết năm 2021 Trên đây là Báo cáo tổng kết năm 2021 "
        "của Khối thi đua Tổng hợp./. TRƯỞNG KHỐI"
    )


def test_a_covenant_of_nobody_still_prints():
    paper = Covenant(sample=False, letterhead=LETTERHEAD, bloc="Khối thi đua số 1", cycle="2022")

    assert layout.text(pdf_bytes(paper)) == (
        "CỤC THUẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Huế, ngày tháng năm GIAO ƯỚC THI ĐUA Khối thi đua số 1 năm 2022 Hôm nay, ngày tháng "
        "năm , đại diện lãnh đạo các đơn vị thành viên Khối thi đua số 1 thống nhất ký kết giao "
        "ước thi đua năm 2022 với các nội dung sau:"
    )


def test_an_undecided_award_and_the_way_of_selection_are_printed(hoa_binh_report):
    review = Review(
        proposals=(Proposal(agency="Ban Dân tộc", options=("Cờ thi đua", "Bằng khen")),),
        offices=(
            OfficeChoice(role="Trưởng khối", agency="Sở Nội vụ", status="đề xuất"),
            OfficeChoice(role="Phó Trưởng khối", agency="Cục Thuế", selection="bầu"),
        ),
    )
    empty = replace(hoa_binh_report, situation=Situation(), review=review)

    text = layout.text(pdf_bytes(empty))

    assert "Ban Dân tộc Chưa xác định (Cờ thi đua hoặc Bằng khen)" in text
    assert "- Trưởng khối: Sở Nội vụ (đề xuất); - Phó Trưởng khối: Cục Thuế (bầu)." in text
