"""Drafts say what the figures say, each as a reference, and nothing where nothing is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocs.rules.figures import compared, figures_in, is_key, printed
from blocs.rules.narrative import Paragraph
from blocs.states import NarrativeSection
from reports.rules.drafts import draft_of
from reports.rules.figure_keys import Entry, Keys, book_of, slug
from reports.rules.paper_sections import STANDARD_SECTIONS
from reports.rules.year_figures import (
    AwardFigures,
    PlaceFigures,
    PlanFigures,
    ResultFigures,
    YearFigures,
)


def entry(key, value):
    return Entry(key, "tên", value, "nhóm")


def year(**fields):
    values = {"bloc": "Khối {A}", "short": "Khối", "cycle": "2022", "last_cycle": "2021"}
    return YearFigures(**{**values, **fields})


WHOLE = year(
    members=entry("m", "07"),
    members_change=entry("mc", "tăng 01 đơn vị"),
    registered=entry("r", "07 đơn vị"),
    targets=entry("t", "21 chỉ tiêu"),
    titles=entry("ti", "07 danh hiệu"),
    results=(
        ResultFigures(
            name="Thu ngân sách",
            agency="cuc-thue",
            value=entry("v", "ước 8.841 tỷ đồng"),
            plans=(
                PlanFigures(
                    plan="dự toán Bộ Tài chính giao",
                    value=entry("p", "5.591,8 tỷ đồng"),
                    ratio=entry("pr", "ước đạt 158%"),
                ),
                PlanFigures(plan="dự toán HĐND tỉnh giao", change=entry("pc", "tăng 3%")),
            ),
            past_change=entry("y", "tăng 2%"),
        ),
        ResultFigures(
            name="Tỷ lệ hoàn thành",
            subject="Toàn tỉnh",
            plans=(PlanFigures(plan="kế hoạch UBND tỉnh giao", ratio=entry("k", "đạt 100%")),),
        ),
    ),
    movements=entry("pt", "03 phong trào thi đua"),
    meetings=entry("h", "02 hội nghị, cuộc họp"),
    tasks=entry("nv", "05 nhiệm vụ"),
    next_movements=entry("ps", "02 phong trào thi đua"),
    awards=(
        AwardFigures(
            award="Cờ thi đua", count=entry("c", "03 đơn vị"), change=entry("cc", "không thay đổi")
        ),
        AwardFigures(award="Bằng khen", count=entry("b", "05 đơn vị")),
    ),
    ranked=entry("rk", "07 đơn vị"),
    places=tuple(
        PlaceFigures(
            agency=f"Sở {n}", place=entry(f"p{n}", f"thứ {n}"), points=entry(f"d{n}", "9 điểm")
        )
        for n in range(1, 6)
    ),
    proposals=entry("dn", "03 đề nghị"),
    proposed=(AwardFigures(award="Cờ thi đua", count=entry("dc", "01 đơn vị")),),
)


@pytest.mark.parametrize(
    ("section", "lines"),
    [
        (
            NarrativeSection.SITUATION,
            ["Năm 2022, Khối {A} có 07 đơn vị thành viên, tăng 01 đơn vị so với năm 2021."],
        ),
        (
            NarrativeSection.POLITICAL_TASKS,
            [
                (
                    "Thu ngân sách ước 8.841 tỷ đồng; ước đạt 158% so với dự toán Bộ Tài chính "
                    "giao (5.591,8 tỷ đồng); tăng 3% so với dự toán HĐND tỉnh giao; tăng 2% "
                    "so với cùng kỳ năm trước."
                ),
                "Toàn tỉnh: tỷ lệ hoàn thành đạt 100% so với kế hoạch UBND tỉnh giao.",
            ],
        ),
        (
            NarrativeSection.MOVEMENTS,
            [
                "Đầu năm, 07 đơn vị đã đăng ký thi đua với 21 chỉ tiêu và 07 danh hiệu.",
                "Trong năm, Khối đã hưởng ứng, tổ chức thực hiện 03 phong trào thi đua.",
            ],
        ),
        (
            NarrativeSection.COMMENDATION,
            [
                (
                    "Kết quả khen thưởng đối với các đơn vị thành viên trong năm: Cờ thi đua: 03 "
                    "đơn vị, không thay đổi so với năm 2021; Bằng khen: 05 đơn vị."
                )
            ],
        ),
        (
            NarrativeSection.BLOC_ACTIVITIES,
            ["Trong năm thi đua, Khối đã tổ chức 02 hội nghị, cuộc họp."],
        ),
        (
            NarrativeSection.REVIEW,
            [
                (
                    "Qua chấm điểm, bình xét, 07 đơn vị được xếp hạng, công bố. Các đơn vị xếp "
                    "hạng cao: Sở 1 (thứ 1, 9 điểm); Sở 2 (thứ 2, 9 điểm); Sở 3 (thứ 3, 9 điểm)."
                ),
                "Khối có 03 đề nghị khen thưởng, trong đó: Cờ thi đua: 01 đơn vị.",
            ],
        ),
        (NarrativeSection.LIMITATIONS, []),
        (
            NarrativeSection.NEXT_YEAR,
            ["Năm sau, Khối tập trung thực hiện 05 nhiệm vụ và 02 phong trào thi đua."],
        ),
    ],
)
def test_a_draft_tells_the_figures_of_its_section(section, lines):
    assert [printed(one.text) for one in draft_of(section, WHOLE)] == lines


def test_a_result_is_told_of_the_agency_whose_it_is():
    assert [one.agency for one in draft_of(NarrativeSection.POLITICAL_TASKS, WHOLE)] == [
        "cuc-thue",
        "",
    ]


@pytest.mark.parametrize("section", NarrativeSection)
def test_every_figure_of_a_draft_is_one_of_the_book_and_current(section):
    book = book_of(WHOLE.entries)

    for one in draft_of(section, WHOLE):
        assert figures_in(one.text) or section in STANDARD_SECTIONS
        assert [x.state for x in compared(one.text, book) if x.state] == ["current"] * len(
            figures_in(one.text)
        )


@pytest.mark.parametrize("section", sorted(set(NarrativeSection) - STANDARD_SECTIONS))
def test_a_year_without_data_has_no_draft(section):
    assert draft_of(section, year()) == ()


def test_what_is_not_known_is_not_told():
    bare = year(registered=entry("r", "02 đơn vị"), ranked=entry("rk", "00 đơn vị"))

    assert draft_of(NarrativeSection.MOVEMENTS, bare) == (
        Paragraph("Đầu năm, {02 đơn vị|r} đã đăng ký thi đua."),
    )
    assert draft_of(NarrativeSection.REVIEW, bare) == (
        Paragraph("Qua chấm điểm, bình xét, {00 đơn vị|rk} được xếp hạng, công bố."),
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Thu ngân sách", "thu-ngan-sach"),
        ("Thu nộp ngân sách nhà nước năm 2021", "thu-nop-ngan-sach-nha-nuoc"),
        ("Tỷ lệ đỗ năm học 2025-2026", "ty-le-do-nam-hoc"),
        ("Đ/c & “Đỗ”", "d-c-do"),
        ("2021", "2021"),
        ("!!!", "khac"),
        ("Ế" * 60, "e" * 48),
        ("một hai " * 20, "mot-hai-mot-hai-mot-hai-mot-hai-mot-hai-mot-hai"),
    ],
)
def test_names_become_words_of_keys(text, word):
    assert slug(text) == word


@given(st.text(max_size=200))
def test_every_name_gives_a_word_that_a_key_may_hold(text):
    assert is_key(slug(text))


def test_the_same_key_is_given_out_once():
    keys = Keys()

    given_out = [keys.take(key) for key in ("a", "a", "a-2", "a", "b")]

    assert given_out == ["a", "a-2", "a-2-2", "a-3", "b"]
