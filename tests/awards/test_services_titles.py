from datetime import date

import pytest
from django.db import connection

from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord, AwardType
from awards.states import AwardBasis, ProposalAction, ProposalState
from blocs.states import Stage
from reports.services import advance_season
from scoring import services as scoring_services
from scoring.models import ScoreLine, ScoreSheet
from scoring.services import set_assigned
from scoring.states import SheetAction, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_bloc_year,
    make_cycle,
    make_officer,
    make_proposal,
    make_season,
    make_sheet,
)
from tests.scoring.calculated import make_calculated_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING, cycle=make_cycle(label="2023"))
    assign(season, make_calculated_table())
    return season, [make_sheet(season, agency) for agency in agencies]


@pytest.fixture
def last_year():
    return make_cycle(label="2022")


@pytest.fixture
def flags():
    return AwardType.objects.get(code="co-chinh-phu"), AwardType.objects.get(code="co-tinh")


def give(agency, award_type, cycle, **fields):
    fields = {"decision_number": "12/QĐ-UBND", "decided_on": date(2023, 2, 5), **fields}
    return AwardRecord.objects.create(agency=agency, award_type=award_type, cycle=cycle, **fields)


def fill(season):
    return services.fill_titles(season_id=season.pk, actor=None)


def test_awards_of_the_reference_year_count_with_their_decisions(year, last_year, flags):
    season, sheets = year
    state, province = flags
    give(sheets[2].agency, province, last_year)
    give(sheets[2].agency, state, last_year, decision_number="9/QĐ-TTg", decided_on=None)

    assert fill(season) == 3

    line = line_of(sheets[2], "VI")
    assert (line.titles, line.self_actual, line.self_points) == (["co-chinh-phu", "co-tinh"], 2, 15)
    assert line.titles_words == (
        "Cờ thi đua của Chính phủ (Quyết định số 9/QĐ-TTg)\n"
        "Cờ thi đua của Ủy ban nhân dân tỉnh (Quyết định số 12/QĐ-UBND ngày 05/02/2023)"
    )
    event = AuditEvent.objects.get()
    assert event.action == "season.count_titles"
    assert event.after[f"VI {sheets[2].agency.code}"]["self_points"] == "15.00"


def test_who_holds_none_has_no_points_and_the_line_says_which_year_was_looked_at(year):
    season, sheets = year

    fill(season)

    line = line_of(sheets[0], "VI")
    assert (line.titles, line.self_actual, line.self_points) == ([], 0, 0)
    assert line.titles_words == "Không có danh hiệu được tính của năm 2022."


def test_other_years_other_awards_and_revoked_ones_do_not_count(year, last_year, flags):
    season, sheets = year
    agency = sheets[2].agency
    give(agency, flags[0], season.cycle)
    give(agency, flags[0], make_cycle(label="2021"))
    give(agency, AwardType.objects.get(code="bang-khen-tinh"), last_year)
    give(agency, flags[1], last_year, revoked_on=date(2023, 5, 5), revocation_reason="Kê khai sai")

    fill(season)

    assert line_of(sheets[2], "VI").titles == []


def test_an_award_on_another_ground_says_so(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year, basis=AwardBasis.THEMATIC.value)

    fill(season)

    assert line_of(sheets[2], "VI").titles_words.startswith(
        "Cờ thi đua của Ủy ban nhân dân tỉnh, theo chuyên đề"
    )


def test_counting_again_changes_and_records_nothing(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year)
    fill(season)

    assert fill(season) == 0
    assert AuditEvent.objects.count() == 1


def test_counting_costs_the_same_for_one_member_and_for_three(
    year, last_year, flags, django_assert_num_queries
):
    season, sheets = year

    def queries_for(count):
        chosen = [sheet.agency_id for sheet in sheets[:count]]
        # PostgreSQL also locks the audit's chain
        with django_assert_num_queries(8 + (connection.vendor == "postgresql")):
            services.fill_titles(season_id=season.pk, actor=None, agency_ids=chosen)

    queries_for(1)
    for sheet in sheets:
        give(sheet.agency, flags[1], last_year)
    queries_for(3)


def test_sheets_opened_by_the_stage_have_their_titles_counted(last_year, flags):
    season, agencies = make_bloc_year(3, stage=Stage.MID_REVIEW, cycle=make_cycle(label="2023"))
    assign(season, make_calculated_table())
    give(agencies[1], flags[0], last_year)

    advance_season(
        season_id=season.pk, to=Stage.SELF_SCORING, seen_version=season.version, actor=None
    )

    sheet = ScoreSheet.objects.get(season=season, agency=agencies[1])
    assert line_of(sheet, "VI").self_points == 15


def test_a_granted_award_counts_at_once_in_the_next_year(year, last_year, flags):
    season, sheets = year
    fill(season)
    earlier = make_season(
        members=[sheets[2].agency], cycle=last_year, stage=Stage.PROVINCIAL_APPRAISAL
    )
    proposal = make_proposal(
        earlier, sheets[2].agency, award_type=flags[1], state=ProposalState.SENT.value
    )

    services.take(
        ProposalAction.GRANT,
        proposal_id=proposal.pk,
        seen_version=1,
        actor=make_officer(earlier.bloc),
        decision=services.Decision(number="15/QĐ-UBND", decided_on=date(2023, 3, 5)),
    )

    line = line_of(sheets[2], "VI")
    assert (line.titles, line.self_points) == (["co-tinh"], 10)
    actions = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["season.count_titles", "proposal.grant", "season.count_titles"]


def test_a_season_past_its_appraisal_stands_as_it_was_judged(year, last_year, flags):
    season, sheets = year
    fill(season)
    season.stage = Stage.BLOC_REVIEW.value
    season.save(update_fields=["stage"])
    give(sheets[2].agency, flags[1], last_year)

    assert fill(season) == 0
    assert services.seasons_that_count(sheets[2].agency_id) == []
    assert line_of(sheets[2], "VI").titles == []


def test_a_line_taken_away_counts_nothing_and_comes_back_with_its_titles(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year)
    fill(season)
    line = line_of(sheets[2], "VI")
    why = {"line_id": line.pk, "reason": "Không xét", "actor": None}

    set_assigned(seen=True, is_assigned=False, **why)
    assert fill(season) == 0
    assert line_of(sheets[2], "VI").self_points is None
    set_assigned(seen=False, is_assigned=True, **why)

    assert line_of(sheets[2], "VI").self_points == 10


def test_finishing_the_appraisal_takes_the_points_of_titles_over(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year)
    fill(season)
    sheet = sheets[2]
    ScoreLine.objects.filter(sheet=sheet).exclude(criterion__key="VI").update(
        is_assigned=False, unassigned_reason="x"
    )
    ScoreSheet.objects.filter(pk=sheet.pk).update(
        state=SheetState.SUBMITTED.value, submitted_at=NOON
    )

    scoring_services.take(SheetAction.APPRAISE, sheet_id=sheet.pk, seen_version=1, actor=None)

    assert line_of(sheet, "VI").appraised_points == 10
