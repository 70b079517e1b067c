from decimal import Decimal

import pytest

from blocs.states import Stage
from scoring.models import Ranking, ScoreSheet
from scoring.rules.frozen_first import FIRST_SCHEMA, in_first_schema
from scoring.rules.frozen_text import fingerprint
from scoring.rules.recompute import first_difference
from scoring.selectors import is_outdated, ranking_content, ranking_table, season_scores
from scoring.selectors.facts import season_facts
from scoring.selectors.matrix import frozen_matrix, live_matrix
from scoring.services import freeze_ranking
from scoring.states import CriterionKind, FactState, SheetState
from tests.factories import assign, make_bloc_year, make_ranking, make_sheet, make_table, score
from tests.scoring.ruled_season import decide, declare, make_ruled_year

pytestmark = pytest.mark.django_db


def facts_of(season):
    return season_facts(season, season.season_table.table)


def freeze(season):
    return freeze_ranking(season_id=season.pk, seen_version=1, actor=None)


def test_everything_the_ranks_follow_from_is_gathered():
    season, agencies = make_ruled_year(2)
    sheet = season.sheets.get(agency=agencies[0])
    ScoreSheet.objects.filter(pk=sheet.pk).update(submitted_late=True, days_late=3)
    declare(season, agencies[0], "vang-hop", "Vắng ngày 5/3")
    declare(season, agencies[0], "don-thu", "Chưa rõ", FactState.DECLARED)
    declare(season, agencies[0], "don-thu", "Bác bỏ", FactState.DISMISSED)
    decide(season, agencies[0], 2)

    facts = facts_of(season)

    first = facts.members[0]
    assert (first.days_late, first.vote, first.place) == (3, (4, 5), 2)
    assert [(fact.condition, fact.text) for fact in first.facts] == [("vang-hop", "Vắng ngày 5/3")]
    assert first.lines["I.1"].cross == {agencies[1].code: Decimal(35)}
    assert first.lines["I.2"].result_appraised.actual == 90
    assert first.lines["I.2"].result_self.target == 100
    (sector,) = first.lines["II"].sector_actual.items()
    assert sector[1] == 50
    assert facts.rules.decimals == 2


def test_the_ranking_follows_the_table_s_written_rules():
    season, agencies = make_ruled_year(3)
    declare(season, agencies[1], "vang-hop", "Vắng ngày 5/3")
    declare(season, agencies[2], "ky-luat", "Quyết định 12")
    decide(season, agencies[0], 1)

    table = ranking_table(season)

    # I.1: (0,6 × 30 + 0,2 × 35) / 0,8 = 31,25; I.2: 18; II: 20; 80 % of it and 20 % of 4/5 votes
    assert [(row.raw_total, row.final_total, row.percent) for row in table.rows] == [
        (Decimal("71.40"), Decimal("71.40"), Decimal("71.40")),
        (Decimal("71.40"), Decimal("70.40"), Decimal("70.40")),
    ]
    assert (table.rows[0].vote_points, table.rows[0].band) == (16, "Hoàn thành tốt")
    assert [(one.label, one.points) for one in table.rows[1].deductions] == [("Vắng họp khối", 1)]
    assert [row.reason for row in table.unranked] == [
        "Không xét xếp hạng: Bị kỷ luật (Quyết định 12)."
    ]


def test_a_recorded_decision_parts_equal_members_and_is_named():
    season, agencies = make_ruled_year(2)
    decide(season, agencies[1], 1)

    table = ranking_table(season)

    assert [(row.rank, row.agency_code, row.parted_by) for row in table.rows] == [
        (1, agencies[1].code, "Theo quyết định đã ghi nhận"),
        (2, agencies[0].code, "Theo quyết định đã ghi nhận"),
    ]


def test_what_was_frozen_of_a_ruled_season_proves_itself_and_stops_fitting_with_a_new_fact():
    season, agencies = make_ruled_year(2)

    ranking = freeze(season)
    before = is_outdated(season, ranking)
    declare(season, agencies[0], "vang-hop", "Vắng ngày 5/3")

    held = Ranking.objects.get(pk=ranking.pk)
    assert first_difference(held.content) is None
    assert fingerprint(held.content) == held.sha256
    assert (before, is_outdated(season, held)) == (False, True)
    assert ranking_table(season).rows[0].percent == Decimal("71.40")


@pytest.mark.parametrize("size", [1, 3])
def test_a_ruled_ranking_costs_the_same_for_one_member_and_for_many(
    django_assert_num_queries, size
):
    season, agencies = make_ruled_year(size)
    for agency in agencies:
        declare(season, agency, "vang-hop", "Vắng ngày 5/3")
        decide(season, agency, 1)

    # table, sample, criteria, sheets, lines, given points, facts, votes, decisions, members
    with django_assert_num_queries(10):
        ranking_content(season)
    with django_assert_num_queries(6):  # table, criteria, sheets, lines, given points, members
        season_scores(season)


def test_the_matrix_shows_final_points_by_the_strategy_live_and_frozen():
    season, agencies = make_ruled_year(2)
    codes = {agency.code for agency in agencies}

    live = live_matrix(season_scores(season), codes)
    frozen = frozen_matrix(freeze(season), codes)

    points = live.rows[0].groups[1]
    assert (points.final, points.sector) == (20, 20)
    assert live.rows[0].groups[0].final == Decimal("49.25")
    assert frozen == live


def test_results_of_members_that_are_not_appraised_still_compare_the_others():
    season, agencies = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    rule = {"on_target_share": "0.5", "excess": "over_target"}
    nodes = [("I", CriterionKind.LEADER_RELATIVE, "40"), ("II", CriterionKind.MANUAL, "10")]
    assign(season, make_table(nodes, changes={"I": {"rule": rule}}))
    for agency, actual, state in zip(
        agencies, (110, 120), (SheetState.APPRAISED, SheetState.SUBMITTED), strict=True
    ):
        sheet = make_sheet(season, agency, state=state, points={"II": "10"})
        sheet.lines.filter(criterion__key="I").update(target=100, appraised_actual=actual)

    facts = facts_of(season)

    assert set(facts.members[1].lines) == {"I"}
    assert ranking_table(season).rows[0].final_total == 40


def test_a_ranking_of_the_first_schema_is_shown_proved_and_still_fits():
    season, agencies = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    for agency, points in zip(agencies, ("30", "35"), strict=True):
        full = {"I.1": points, "I.2": "20", "II.1": "40"}
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=full)
        score(sheet, full, layer="appraised")
    content = in_first_schema(ranking_content(season))
    old = make_ranking(
        season, content=content, sha256=fingerprint(content), origin="computed", is_current=True
    )

    table = ranking_table(season)
    fitting = is_outdated(season, old)
    same = freeze(season)
    matrix = frozen_matrix(old, {agencies[0].code})
    score(season.sheets.get(agency=agencies[0]), {"I.1": "29"}, layer="appraised")

    assert content["schema"] == FIRST_SCHEMA
    assert [(row.rank, row.final_total, row.raw_total) for row in table.rows] == [
        (1, 95, None),
        (2, 90, None),
    ]
    assert first_difference(content) is None
    assert matrix.rows[0].total.final == 90
    assert (fitting, same, is_outdated(season, old)) == (False, old, True)
