"""What one agency explains of its points, round by round."""

import pytest

from blocs.models import Season
from blocs.states import Stage
from reports.gather import gather_explanation
from reports.papers import fingerprint
from reports.states import DocumentKind
from reports.subjects import subjects_of
from scoring import services
from scoring.models import LineReturn, ScoreLine, ScoreSheet, SheetReturn
from scoring.states import SheetAction, SheetState
from tests.factories import (
    NODES,
    NOON,
    assign,
    line_of,
    make_bloc_year,
    make_sheet,
    make_table,
    score,
)

pytestmark = pytest.mark.django_db
OWN = {"I.1": "36", "I.2": "20", "II.1": "30", "IV": "1"}
APPRAISED = {"I.1": "31.5", "I.2": "20", "II.1": "30", "IV": "3"}


def year():
    return make_bloc_year(3, stage=Stage.APPRAISAL)


def sheet_of(season, agency, state=SheetState.SUBMITTED):
    sheet = make_sheet(season, agency, state=state, points=OWN)
    score(sheet, APPRAISED, layer="appraised")
    return sheet


def give_back(sheet, **reasons):
    services.take(
        SheetAction.RETURN,
        sheet_id=sheet.pk,
        seen_version=ScoreSheet.objects.get(pk=sheet.pk).version,
        actor=None,
        reason="Xem lại hồ sơ",
        line_reasons={line_of(sheet, key).pk: text for key, text in reasons.items()},
    )


def paper_of(sheet):
    season = Season.objects.with_names().get(pk=sheet.season_id)
    return gather_explanation(season, sheet.agency.code)


def test_a_round_keeps_both_layers_as_they_stood_with_question_and_answer():
    season, members = year()
    sheet = sheet_of(season, members[2])
    give_back(sheet, **{"I.1": "Thiếu minh chứng"})
    LineReturn.objects.filter(line=line_of(sheet, "I.1")).update(answer="Đã bổ sung.")
    score(sheet, {"I.1": "10"})

    (one,) = paper_of(sheet).rounds

    assert one.title.startswith("Trả lại lần 1, ngày ")
    assert one.reason == "Xem lại hồ sơ"
    (line,) = one.lines
    assert (line.code, line.own, line.appraised, line.difference) == (
        "I.1",
        "36,00",
        "31,50",
        "−4,50",
    )
    assert (line.asked, line.answer) == ("Thiếu minh chứng", "Đã bổ sung.")


def test_rounds_stand_in_their_order_and_only_those_of_the_appraiser():
    season, members = year()
    sheet = sheet_of(season, members[2])
    give_back(sheet, **{"I.1": "Lần một"})
    ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.SUBMITTED.value)
    own = SheetReturn.objects.create(sheet=sheet, reason="Nhầm", returned_at=NOON, by_own_head=True)
    LineReturn.objects.create(sheet_return=own, line=line_of(sheet, "I.2"), reason="Nội bộ")
    give_back(sheet, **{"II.1": "Lần hai"})

    rounds = paper_of(sheet).rounds

    assert [one.title[:14] for one in rounds] == ["Trả lại lần 1,", "Trả lại lần 2,"]
    assert [[line.asked for line in one.lines] for one in rounds] == [["Lần một"], ["Lần hai"]]


def test_what_still_differs_after_the_appraisal_stands_last_and_unanswered_for_the_pen():
    season, members = year()
    sheet = sheet_of(season, members[2], SheetState.APPRAISED)
    ScoreLine.objects.filter(pk=line_of(sheet, "I.1").pk).update(appraisal_reason="Chưa đạt")

    (one,) = paper_of(sheet).rounds

    assert one.title == "Kết quả thẩm định"
    assert [(line.code, line.difference, line.asked, line.answer) for line in one.lines] == [
        ("I.1", "−4,50", "Chưa đạt", ""),
        ("IV", "−2,00", "", ""),
    ]
    assert [one.lines[1].own, one.lines[1].appraised] == ["−1,00", "−3,00"]


def test_an_appraisal_under_way_tells_nothing():
    season, members = year()

    assert paper_of(sheet_of(season, members[2])).rounds == ()


def test_where_others_give_the_points_the_agency_explains_nothing():
    season, members = year()
    province = {"I.1": {"scored_by": "province"}}
    assign(season, make_table(NODES, changes=province))
    sheet = sheet_of(season, members[2], SheetState.APPRAISED)

    (one,) = paper_of(sheet).rounds

    assert [line.code for line in one.lines] == ["IV"]


@pytest.mark.parametrize(("place", "title"), [(0, "Phó Trưởng khối"), (2, "Trưởng khối")])
def test_it_goes_to_who_appraises_the_agency(place, title):
    season, members = year()
    sheet = sheet_of(season, members[place], SheetState.APPRAISED)

    assert paper_of(sheet).addressees == (f"Đơn vị {title} ({season.bloc.name})",)


def test_only_who_has_something_to_explain_has_the_paper():
    season, members = year()
    own = SheetReturn.objects.create(
        sheet=sheet_of(season, members[0]), reason="Nhầm", returned_at=NOON, by_own_head=True
    )
    LineReturn.objects.create(sheet_return=own, line=line_of(own.sheet, "I.1"), reason="Nội bộ")
    give_back(sheet_of(season, members[1]), **{"I.1": "Vì sao"})
    sheet_of(season, members[2], SheetState.APPRAISED)

    found = subjects_of(season, DocumentKind.EXPLANATION.value)

    assert [bool(one.ready) for one in found] == [False, True, True]
    assert "không có dòng nào bị trả lại" in found[0].ready.reason


def test_the_same_rounds_give_the_same_paper():
    season, members = year()
    sheet = sheet_of(season, members[2], SheetState.APPRAISED)
    paper = paper_of(sheet)

    assert fingerprint(paper_of(sheet)) == fingerprint(paper)
    assert type(paper).from_content(paper.as_content()) == paper


@pytest.mark.parametrize("rounds", [1, 3])
def test_many_rounds_cost_no_more_queries(rounds, django_assert_num_queries):
    season, members = year()
    sheet = sheet_of(season, members[2])
    for _ in range(rounds):
        give_back(sheet, **{"I.1": "Vì sao", "II.1": "Vì sao"})
        ScoreSheet.objects.filter(pk=sheet.pk).update(state=SheetState.SUBMITTED.value)
    season = Season.objects.with_names().get(pk=season.pk)

    # sheet, name, offices, lines given back, rounds, final differences, sample
    with django_assert_num_queries(7):
        gather_explanation(season, members[2].code)
