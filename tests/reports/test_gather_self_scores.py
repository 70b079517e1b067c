"""The score sheet of one agency as a paper."""

from decimal import Decimal

import pytest

from blocs.models import Bloc, Season
from blocs.states import Stage
from reports.gather import gather_self_scores
from reports.papers import fingerprint, signing_offices
from reports.states import DocumentKind
from reports.subjects import subjects_of
from scoring.models import ScoreLine
from scoring.states import CriterionKind, SheetState
from tests.factories import (
    assign,
    line_of,
    make_bloc_year,
    make_evidence,
    make_province,
    make_sheet,
    make_table,
    score,
)

pytestmark = pytest.mark.django_db
OWN = {"I.1": "36", "I.2": "20", "II.1": "30", "III": "5", "IV": "2"}


def sent_sheet(state: SheetState = SheetState.SUBMITTED):
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, members[2], state=state, points=OWN)
    score(sheet, {**OWN, "I.1": "31.5"}, layer="appraised")
    ScoreLine.objects.filter(pk=line_of(sheet, "I.1").pk).update(
        explanation="Vượt chỉ tiêu", appraisal_reason="Thiếu minh chứng"
    )
    return sheet


def paper_of(sheet):
    season = Season.objects.with_names().get(pk=sheet.season_id)
    return gather_self_scores(season, sheet.agency.code)


def lines_of(paper):
    return {line.code: line for line in paper.lines}


def test_the_sheet_prints_every_criterion_with_what_the_agency_gave_itself():
    sheet = sent_sheet()

    paper = paper_of(sheet)

    lines = lines_of(paper)
    assert list(lines) == ["I", "I.1", "I.2", "II", "II.1", "III", "IV"]
    assert (lines["I"].own, lines["I"].is_group) == ("56,00", True)
    assert (lines["I.1"].own, lines["I.1"].max_text) == ("36,00", "40")
    assert lines["IV"].own == "−2,00"
    assert (paper.total, paper.max_total) == ("89,00", "100")
    assert paper.total_words == "tám mươi chín điểm"
    assert paper.agency == paper.letterhead.issuing_org == sheet.agency.name
    assert paper.sent.startswith("Gửi lúc ")


def test_the_appraisal_stays_hidden_until_it_is_finished():
    paper = paper_of(sent_sheet())

    said = str(paper.as_content())
    assert not paper.appraised
    assert "31,50" not in said
    assert "−4,50" not in said
    assert "Thiếu minh chứng" not in said
    assert lines_of(paper)["I.1"].notes == ("Vượt chỉ tiêu",)


def test_a_finished_appraisal_stands_beside_the_claim_with_difference_and_reason():
    paper = paper_of(sent_sheet(SheetState.APPRAISED))

    line = lines_of(paper)["I.1"]
    assert paper.appraised
    assert (line.own, line.appraised, line.difference) == ("36,00", "31,50", "−4,50")
    assert line.notes == ("Vượt chỉ tiêu", "Thẩm định: Thiếu minh chứng")
    assert lines_of(paper)["I.2"].difference == ""
    assert lines_of(paper)["I"].difference == paper.total_difference == "−4,50"
    assert lines_of(paper)["II"].difference == ""
    assert paper.total_appraised == "84,50"


def test_evidence_is_numbered_and_listed_with_its_criterion():
    sheet = sent_sheet()
    make_evidence(line_of(sheet, "I.2"), title="Báo cáo năm", number="15/BC")
    make_evidence(line_of(sheet, "II.1"), title="Quyết định khen")
    make_evidence(line_of(sheet, "II.1"), title="Biên bản")

    paper = paper_of(sheet)

    assert [(one.place, one.code, one.title) for one in paper.evidence] == [
        ("1", "I.2", "Báo cáo năm"),
        ("2", "II.1", "Quyết định khen"),
        ("3", "II.1", "Biên bản"),
    ]
    assert (lines_of(paper)["I.2"].evidence, lines_of(paper)["II.1"].evidence) == ("1", "2, 3")


def test_a_calculated_criterion_shows_target_result_and_arithmetic():
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)
    nodes = [("I", CriterionKind.GROUP, "10"), ("I.1", CriterionKind.PROPORTIONAL, "10")]
    assign(season, make_table(nodes, changes={"I.1": {"unit": "tỷ đồng"}}))
    sheet = make_sheet(season, members[1], state=SheetState.SUBMITTED)
    sheet.lines.update(target=Decimal(100), self_actual=Decimal(90), self_points=Decimal(9))

    line = lines_of(paper_of(sheet))["I.1"]

    assert (line.target, line.result) == ("100 tỷ đồng", "90 tỷ đồng (90%)")
    assert line.notes == ("Cách tính: 10 × 90/100 = 9",)


@pytest.mark.parametrize(
    ("issued_by", "letterhead", "confirmed"),
    [
        ("Bộ Tư pháp", "", ["Xác nhận của Chủ tịch Ủy ban nhân dân tỉnh"]),
        (
            "Bộ Tư pháp",
            "ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU",
            ["Xác nhận của Chủ tịch Ủy ban nhân dân thành phố"],
        ),
        ("Ủy ban nhân dân tỉnh", "", []),
        ("", "", []),
    ],
)
def test_a_sheet_of_the_ministry_of_justice_is_confirmed_by_the_chairman(
    issued_by, letterhead, confirmed
):
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)
    Bloc.objects.filter(pk=season.bloc_id).update(province=make_province(letterhead=letterhead))
    assign(season, make_table(issued_by=issued_by))
    sheet = make_sheet(season, members[1], state=SheetState.SUBMITTED, points=OWN)

    paper = paper_of(sheet)

    signing = [one.signing_office.replace("\u00a0", " ") for one in paper.signing_order]
    assert signing == [*confirmed, "Người lập phiếu", "Thủ trưởng đơn vị"]
    assert len(signing_offices(paper)) == len(signing)


def test_a_criterion_that_is_not_the_agencys_says_so():
    sheet = sent_sheet()
    none = dict.fromkeys(("self_points", "appraised_points"))
    sheet.lines.filter(criterion__key="I.2").update(
        is_assigned=False, unassigned_reason="không có chức năng", **none
    )

    line = lines_of(paper_of(sheet))["I.2"]

    assert (line.own, line.notes) == ("", ("Không giao: không có chức năng",))


def test_a_sheet_can_be_printed_once_it_was_sent():
    season, members = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, members[1])
    make_sheet(season, members[2], state=SheetState.RETURNED)

    found = subjects_of(season, DocumentKind.SELF_SCORES.value)

    assert [(one.agency_id, bool(one.ready)) for one in found] == [
        (members[1].pk, False),
        (members[2].pk, True),
    ]
    assert found[0].ready.reason == "đơn vị chưa gửi phiếu"


def test_the_same_sheet_gives_the_same_paper():
    sheet = sent_sheet(SheetState.APPRAISED)
    paper = paper_of(sheet)

    assert fingerprint(paper_of(sheet)) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("criteria", [3, 180])
def test_a_long_sheet_costs_no_more_queries(criteria, django_assert_num_queries):
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)
    leaves = [(f"I.{number}", CriterionKind.MANUAL, "1") for number in range(1, criteria + 1)]
    assign(season, make_table([("I", CriterionKind.GROUP, str(criteria)), *leaves]))
    sheet = make_sheet(season, members[1], state=SheetState.APPRAISED)
    season = Season.objects.with_names().get(pk=season.pk)

    # sheet, member's name, table, criteria, lines, evidence, sample
    with django_assert_num_queries(7):
        gather_self_scores(season, sheet.agency.code)


def test_the_department_of_a_criterion_is_its_first_remark():
    sheet = sent_sheet()
    ScoreLine.objects.filter(pk=line_of(sheet, "I.1").pk).update(department="Phòng Kế hoạch")

    notes = lines_of(paper_of(sheet))["I.1"].notes

    assert notes == ("Tham mưu, thực hiện: Phòng Kế hoạch", "Vượt chỉ tiêu")
