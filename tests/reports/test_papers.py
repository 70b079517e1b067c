"""Papers as data: strict, clean, canonical, and counted as papers count their parts."""

import dataclasses
import json
import re
import typing
import unicodedata
from dataclasses import replace
from enum import StrEnum

import pytest
from django.template.loader import get_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.gather import GATHERERS, GATHERERS_OF_ONE
from reports.papers import (
    PAPERS,
    ContentError,
    Covenant,
    ScoreMatrixPaper,
    SummaryReport,
    fingerprint,
)
from reports.papers.annexes import ScoreGroup, ScoreLine, ScoreRow, ScoreTable
from reports.papers.base import (
    Authority,
    LegalBasis,
    Recipients,
    SignatureBlock,
    closed,
    numerals,
)
from reports.papers.content import Part
from reports.papers.covenant import SignatureCell, SigningPlace
from reports.papers.matrix import MatrixCell, MatrixHead, MatrixLine, ScoreMatrix
from reports.papers.results import BaselineText, IndicatorText, Proposal, Ranking, tells
from reports.papers.summary import Highlight, Results
from reports.states import DocumentKind
from tests.reports import tay_ninh

TEXT = st.text(max_size=12)
SIGNATURE = SignatureBlock(position="Trưởng khối")


def matrix_of(members: int) -> st.SearchStrategy:
    """Return any matrix with a cell for each of the members in every line."""
    cells = st.tuples(*[strategy_of(MatrixCell)] * members)
    line = st.builds(MatrixLine, TEXT, TEXT, TEXT, cells, st.just(True))
    return st.builds(
        ScoreMatrix,
        heads=st.tuples(*[strategy_of(MatrixHead)] * members),
        lines=st.lists(line, max_size=2).map(tuple),
        totals=cells,
        sample=st.just(True),
    )


def strategy_of(hint: typing.Any) -> st.SearchStrategy:
    """Return any value the type hint of a paper's field allows."""
    if typing.get_origin(hint) is tuple:
        return st.lists(strategy_of(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if hint is ScoreTable:
        return st.builds(ScoreTable, note=TEXT, sample=st.booleans(), rows=st.just(()))
    if hint is ScoreMatrix:
        return st.integers(0, 2).flatmap(matrix_of)
    if issubclass(hint, Part):
        hints = typing.get_type_hints(hint)
        names = [field.name for field in dataclasses.fields(hint)]
        return st.builds(hint, **{name: strategy_of(hints[name]) for name in names})
    if issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    plain = {bool: st.just(True), int: st.integers(0, 3)}  # a sample may hold anything
    return plain.get(hint, TEXT)


@pytest.mark.parametrize("kind", sorted(PAPERS))
@settings(max_examples=20, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_content_gives_the_same_paper_back(kind, data):
    paper = data.draw(strategy_of(PAPERS[kind]))

    stored = json.loads(json.dumps(paper.as_content()))
    again = PAPERS[kind].from_content(stored)

    assert again == paper
    assert again.as_content() == stored
    assert fingerprint(again) == fingerprint(paper)


def test_every_kind_of_document_has_its_paper():
    assert set(PAPERS) == {kind.value for kind in DocumentKind}
    assert PAPERS["bao-cao-tong-ket"] is SummaryReport
    assert PAPERS["giao-uoc"] is Covenant
    assert PAPERS["bang-tong-hop-diem"] is ScoreMatrixPaper


def test_the_fingerprint_is_canonical_and_changes_with_any_fact(covenant):
    shuffled = dict(reversed(covenant.as_content().items()))
    other = replace(covenant, cycle="2024")

    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint(covenant))
    assert fingerprint(Covenant.from_content(shuffled)) == fingerprint(covenant)
    assert fingerprint(other) != fingerprint(covenant)


def test_the_fingerprint_knows_the_kind_and_the_schema_version(covenant, monkeypatch):
    before = fingerprint(covenant)

    monkeypatch.setattr(Covenant, "schema", 2)
    of_next_schema = fingerprint(covenant)
    monkeypatch.setattr(Covenant, "schema", 1)
    monkeypatch.setattr(Covenant, "kind", "other")

    assert len({before, of_next_schema, fingerprint(covenant)}) == 3


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda content: content.pop("cycle"), "giao-uoc: missing .'cycle'., unknown .."),
        (lambda content: content.update(extra="1"), "giao-uoc: missing .., unknown .'extra'."),
        (lambda content: content.update(cycle=2023), "giao-uoc.cycle: expected str, found int"),
        (lambda content: content.update(sample="no"), "giao-uoc.sample: expected bool, found str"),
        (lambda content: content.update(cells="x"), "giao-uoc.cells: expected a list, found str"),
        (lambda content: content.update(targets=[]), "giao-uoc.targets: expected a mapping"),
        (
            lambda content: content["letterhead"].update(variant="C"),
            "giao-uoc.letterhead.variant: 'C' is not a valid",
        ),
        (
            lambda content: content["cells"][1].pop("agency"),
            r"giao-uoc.cells\[1\]: missing .'agency'.",
        ),
        (
            lambda content: content["targets"].update(sample=True),
            "giao-uoc: a paper with sample data must itself be marked",
        ),
    ],
)
def test_content_that_does_not_fit_is_refused_with_its_place(covenant, change, complaint):
    content = json.loads(json.dumps(covenant.as_content()))
    change(content)

    with pytest.raises(ContentError, match=complaint):
        Covenant.from_content(content)


def stem(module_or_path: str) -> str:
    return module_or_path.removesuffix(".html").replace("/", ".").rpartition(".")[2]


@pytest.mark.parametrize("kind", PAPERS)
def test_a_kind_has_one_name_in_each_layer(kind):
    """Source: docs/decisions/0039."""
    gatherer = {**GATHERERS, **GATHERERS_OF_ONE}[kind]
    name = stem(PAPERS[kind].__module__)

    assert stem(gatherer.__module__) == name
    assert get_template(PAPERS[kind].template)
    assert name == "conference" or stem(PAPERS[kind].template) == name


def test_text_is_cleaned_on_the_way_in():
    decomposed = unicodedata.normalize("NFD", "Nguyễn thị trấn")
    basis = LegalBasis((f"{decomposed}\u202e\u00ad\x00\ud800", "một\r\nhai\u2028ba"))

    assert basis.lines == ("Nguyễn thị trấn", "một\nhai\nba")


def test_a_paper_holds_nothing_but_text_and_parts():
    with pytest.raises(TypeError, match="not list"):
        LegalBasis(["Căn cứ Luật"])
    with pytest.raises(TypeError, match="not float"):
        Recipients(archive=87.25)


def test_sample_data_cannot_hide_in_a_paper_that_is_not_marked(tay_ninh_report):
    with pytest.raises(ValueError, match="marked as a sample"):
        replace(tay_ninh_report, sample=False)


def test_a_score_line_has_one_text_per_group():
    row = ScoreRow(agency="Cục Thuế", lines=(ScoreLine("Tự chấm", ("1,00", "2,00")),))

    with pytest.raises(ValueError, match="Cục Thuế: one text per group"):
        ScoreTable(groups=(ScoreGroup("I", "Một"),), rows=(row,))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ()),
        (("Căn cứ A;",), ("Căn cứ A.",)),
        (("Căn cứ A.", "", "Căn cứ B", "Căn cứ C;"), ("Căn cứ A;", "Căn cứ B;", "Căn cứ C.")),
    ],
)
def test_lists_end_with_semicolons_and_a_full_stop(lines, expected):
    assert closed(lines) == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Thu tăng **5%** so với năm trước.", True),
        ("Thu tăng 5%, chi giảm.", True),
        ("Thu tăng 15%.", False),
        ("Thu tăng 2,5%.", False),
        ("Thu tăng 5% và đạt 12.000 tỷ đồng.", True),
    ],
)
def test_a_figure_is_told_whole_and_not_as_the_end_of_another_number(line, told):
    assert tells((line,), "5%") is told
    assert not tells((line,), "12")


def test_what_one_agency_achieved_does_not_tell_of_another():
    said = Highlight(text="Thu ngân sách đạt 100 tỷ đồng.", agency="Cục Thuế")
    own, other = (
        IndicatorText(name="Thu ngân sách", agency=agency, value_text="100 tỷ đồng")
        for agency in ("Cục Thuế", "Cục Hải quan")
    )

    assert Results(indicators=(own, other), highlights=(said,)).untold_indicators == (other,)


def test_parts_without_content_are_left_out_of_the_count():
    assert numerals({"a": (), "b": "x", "c": Ranking(sample=True), "d": (1,)}) == {
        "b": "I",
        "d": "II",
    }


@pytest.mark.parametrize(
    ("baseline", "clause"),
    [
        (
            BaselineText(issuer="UBND tỉnh", label="dự toán", ratio_text="hơn 120%"),
            "đạt hơn 120% so với dự toán UBND tỉnh giao",
        ),
        (
            BaselineText(
                issuer="Bộ Tài chính và HĐND tỉnh",
                label="dự toán",
                value_text="5.591,8 tỷ đồng",
                ratio_text="ước 158%",
            ),
            "ước đạt 158% so với dự toán Bộ Tài chính và HĐND tỉnh giao (5.591,8 tỷ đồng)",
        ),
        (BaselineText(issuer="Sở", value_text="10 xã"), "kế hoạch Sở giao: 10 xã"),
        (BaselineText(ratio_text="90%"), "đạt 90% so với kế hoạch"),
    ],
)
def test_a_plan_is_compared_in_one_clause(baseline, clause):
    assert baseline.clause == clause


def test_a_result_is_one_sentence_with_all_its_comparisons():
    tax, customs, province = tay_ninh.INDICATORS
    estimate = IndicatorText(
        agency="Cục Thuế tỉnh",
        name="Thu nộp NSNN năm 2021",
        value_text="ước 8.841 tỷ đồng",
        year_on_year="tăng 2% so với cùng kỳ",
    )

    assert tax.sentence == (
        "Cục Thuế: thu ngân sách nhà nước gần 10.500 tỷ đồng; đạt gần 130% so với dự toán Bộ "
        "Tài chính giao; đạt hơn 120% so với dự toán UBND tỉnh giao"
    )
    assert customs.sentence == (
        "Cục Hải quan: thu ngân sách nhà nước trên 1.600 tỷ đồng; đạt gần 140% so với dự toán "
        "Bộ Tài chính giao; đạt hơn 130% so với chỉ tiêu Tổng cục Hải quan giao"
    )
    assert province.sentence.startswith("Hoàn thành chỉ tiêu Nghị quyết của tỉnh 100%; ")
    assert estimate.sentence == (
        "Cục Thuế tỉnh: thu nộp NSNN năm 2021 ước 8.841 tỷ đồng; tăng 2% so với cùng kỳ"
    )


def test_an_award_may_still_be_undecided():
    proposal = Proposal(
        agency="Ban Dân tộc",
        options=("Cờ thi đua của UBND tỉnh", "Bằng khen của UBND tỉnh"),
        points_text="95,50",
        votes_text="9/10",
    )

    assert proposal.award_text == (
        "Chưa xác định (Cờ thi đua của UBND tỉnh hoặc Bằng khen của UBND tỉnh)"
    )
    assert proposal.remarks == "95,50 điểm; 9/10 phiếu"


def test_a_signer_may_act_for_the_head_or_without_anyone():
    deputy = SignatureBlock(authority=Authority.FOR_THE_HEAD, principal="Giám đốc")

    assert deputy.capacity == "KT. Giám đốc"
    assert SIGNATURE.capacity == ""


def test_the_head_signs_first_the_deputy_second_then_the_blocs_order(covenant):
    places = [SigningPlace.MEMBER, SigningPlace.DEPUTY, SigningPlace.MEMBER, SigningPlace.HEAD]
    cells = tuple(
        SignatureCell(agency=name, place=place) for name, place in zip("ABCD", places, strict=True)
    )

    grid = replace(covenant, cells=cells).grid

    assert [[cell.agency for cell in row] for row in grid] == [["D", "B"], ["A", "C"]]
