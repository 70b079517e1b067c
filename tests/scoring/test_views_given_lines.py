"""Who gave what to a line stands beside it, for those who may see it."""

from decimal import Decimal

import pytest

from blocs.models import Season
from blocs.states import Role, Stage
from scoring.models import CrossAssignment, LayerScore, ScoreSheet, SeasonTable
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import written_rules
from scoring.states import CriterionKind, GivenLayer, Scorer, SheetState, Strategy
from tests.factories import (
    NOON,
    appoint,
    assign,
    line_of,
    make_agency,
    make_bloc_year,
    make_editor,
    make_officer,
    make_ranking,
    make_sheet,
    make_table,
    make_user,
    score,
)
from tests.scoring.pages import sheet_page, sign_in, text_of

pytestmark = pytest.mark.django_db
PAGES = ("appraisal", "sheet-detail")


def give(line, layer, scorer, points, **fields):
    return LayerScore.objects.create(
        line=line,
        layer=layer.value,
        scorer=scorer,
        points=points,
        min_points=line.min_points,
        max_points=line.max_points,
        given_at=NOON,
        **fields,
    )


def given_year(members=5, *, scorers=2, leaves=1, state=SheetState.SUBMITTED, **rules):
    """Return a season, its members, the sector agency, and the last member's sheet.

    The members from the third on score it, each line with 30 points and more; the sector
    agency gives 8,5 on an index of 85.
    """
    season, agencies = make_bloc_year(members, stage=Stage.APPRAISAL)
    sector = make_agency(short_name="Sở Chuyên ngành")
    nodes = [("I", CriterionKind.GROUP, f"{40 * leaves}"), ("V", CriterionKind.GROUP, "20")]
    nodes += [(f"I.{place + 1}", CriterionKind.MANUAL, "40") for place in range(leaves)]
    nodes += [("V.1", CriterionKind.EXTERNAL, "10"), ("V.2", CriterionKind.MANUAL, "10")]
    named = {"scored_by": Scorer.SECTOR.value, "sector": sector}
    changes = {"V.1": {**named, "rule": {"from": "0", "to": "100"}}, "V.2": named}
    table = make_table(
        sorted(nodes),
        changes=changes,
        rules=written_rules(TableRules(cross_scorers=scorers, **rules)),
    )
    assign(season, table)
    subject = agencies[-1]
    sheet = make_sheet(season, subject, state=state, points={"I.1": "38"})
    give(line_of(sheet, "V.1"), GivenLayer.SECTOR, sector, "8.5", actual=85, reason="Theo chỉ số")
    for place, scorer in enumerate(agencies[2 : 2 + scorers]):
        CrossAssignment.objects.create(
            season=season, scorer=scorer, subject=subject, finished_at=NOON
        )
        for line in sheet.lines.filter(criterion__key__startswith="I."):
            give(line, GivenLayer.CROSS, scorer, 30 + place, reason=f"Lý do {place}")
    return season, agencies, sector, sheet


def read(client, person, sheet, page="appraisal"):
    sign_in(client, person)
    return text_of(client.get(sheet_page(page, sheet)))


@pytest.mark.parametrize("page", PAGES)
def test_the_appraiser_reads_who_gave_what_and_why(client, page):
    _, agencies, _, sheet = given_year()

    said = read(client, make_editor(agencies[0]), sheet, page)

    assert "Chấm chéo: 2/2 đơn vị đã hoàn thành. Điểm và lý do hiện dưới từng tiêu chí." in said
    assert "Chấm chéo: trung bình 30,50 của 2 đơn vị" in said
    for place, scorer in enumerate(agencies[2:4]):
        assert f"{scorer.short_name}: 3{place},00 – Lý do {place}" in said
    assert "Sở Chuyên ngành: 8,50 điểm (kết quả 85) – Theo chỉ số" in said
    assert "Sở Chuyên ngành chưa chấm." in said


def test_the_province_and_an_auditor_read_it_too(client):
    season, _, _, sheet = given_year()

    assert "trung bình 30,50" in read(client, make_officer(season.bloc), sheet)
    auditor = appoint(make_user(), Role.AUDITOR, province=season.bloc.province).user
    assert "trung bình 30,50" in read(client, auditor, sheet, "sheet-detail")


def test_the_mean_leaves_out_what_the_table_leaves_out(client):
    rules = {"drop_extremes": True, "strategy": Strategy.AVERAGE_OF_MEMBERS}
    _, agencies, _, sheet = given_year(6, scorers=3, **rules)
    first = LayerScore.objects.filter(scorer=agencies[2], line__criterion__key="I.1")
    first.update(points=Decimal("10.25"))

    said = read(client, make_editor(agencies[0]), sheet)

    text = "trung bình 31,00 (bỏ một điểm cao nhất, một điểm thấp nhất) của 3 đơn vị"
    assert f"Chấm chéo: {text}" in said


def test_what_is_not_handed_over_is_only_counted(client):
    _, agencies, _, sheet = given_year()
    CrossAssignment.objects.filter(scorer=agencies[2]).update(finished_at=None)

    said = read(client, make_editor(agencies[0]), sheet)

    assert "Chấm chéo: 1/2 đơn vị đã hoàn thành." in said
    assert f"Chấm chéo, {agencies[3].short_name}: 31,00 – Lý do 1" in said
    assert "Lý do 0" not in said


@pytest.mark.parametrize("page", PAGES)
def test_an_appraiser_that_scores_the_sheet_too_reads_the_others_once_it_has_finished(client, page):
    season, agencies, _, sheet = given_year()
    own = CrossAssignment.objects.create(season=season, scorer=agencies[0], subject=sheet.agency)
    person = make_editor(agencies[0])

    before = read(client, person, sheet, page)
    CrossAssignment.objects.filter(pk=own.pk).update(finished_at=NOON)
    after = read(client, person, sheet, page)

    assert "hoàn thành rồi mới xem được điểm của các đơn vị khác" in before
    assert "Lý do 0" not in before
    assert "trung bình" not in before
    assert "Sở Chuyên ngành: 8,50 điểm" in before
    assert "trung bình 30,50 của 2 đơn vị" in after


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        (SheetState.SUBMITTED, False),
        (SheetState.APPRAISED, True),
        (SheetState.RETURNED, True),
    ],
)
def test_the_agency_reads_it_once_its_sheet_is_appraised_or_came_back(client, state, sees):
    _, _, _, sheet = given_year(state=state)
    score(sheet, {"I.1": "36"}, layer="appraised")

    said = read(client, make_editor(sheet.agency), sheet, "sheet-detail")

    assert ("Sở Chuyên ngành: 8,50 điểm (kết quả 85) – Theo chỉ số" in said) is sees
    assert ("trung bình 30,50 của 2 đơn vị" in said) is sees


def test_a_draft_tells_its_agency_nothing_of_what_the_sector_gives_already(client):
    _, _, _, sheet = given_year(scorers=0, state=SheetState.DRAFT)

    said = read(client, make_editor(sheet.agency), sheet, "sheet-detail")

    assert "8,50" not in said


def test_other_members_never_read_who_gave_what(client):
    season, agencies, _, sheet = given_year(state=SheetState.APPRAISED)
    score(sheet, {"I.1": "36"}, layer="appraised")
    make_ranking(season)
    Season.objects.update(stage=Stage.BLOC_REVIEW.value)
    SeasonTable.objects.update(lines_from=Stage.BLOC_REVIEW.value)

    for other in agencies[1:3]:
        said = read(client, make_editor(other), sheet, "sheet-detail")
        assert "36,00" in said
        assert "Lý do 0" not in said
        assert "Theo chỉ số" not in said
        assert "Chấm chéo:" not in said


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_for_few_lines_and_scorers_and_for_many(
    client, page, many, django_assert_num_queries
):
    _, agencies, _, sheet = given_year(2 + many + 1, scorers=many, leaves=many)
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, sheet, seats, calendar, table, criteria, lines, given points,
    # evidence, sample; beside the lines: who scores the sheet, and what was given; amendments
    with django_assert_num_queries(15):
        said = text_of(client.get(sheet_page(page, sheet)))

    assert said.count("Lý do 0") == many


def test_a_table_that_asks_nobody_else_costs_nothing_more(client, django_assert_num_queries):
    season, agencies = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, agencies[2], state=SheetState.SUBMITTED)
    sign_in(client, make_editor(agencies[0]))

    with django_assert_num_queries(12):
        client.get(sheet_page("appraisal", sheet))
    assert ScoreSheet.objects.count() == 1
