from datetime import date

import pytest
from django.db import connection

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from awards import services
from awards.models import AwardRecord, AwardType
from awards.states import AwardBasis, ProposalAction, ProposalState
from blocs.states import Stage
from reports.services import advance_season, amend_season_table
from scoring import services as scoring_services
from scoring.models import AmendedLine, ScoreLine, ScoreSheet
from scoring.services import set_assigned
from scoring.states import CriterionKind, SheetAction, SheetState
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_award_type,
    make_bloc,
    make_bloc_year,
    make_cycle,
    make_officer,
    make_proposal,
    make_province,
    make_season,
    make_sheet,
    publish,
)
from tests.scoring.amending import amended
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


def test_a_provinces_own_form_counts_as_the_canonical_award_under_its_own_name(
    year, last_year, flags
):
    season, sheets = year
    own = make_award_type(
        name="Cờ thi đua hạng Nhất", province=make_province(), counts_as=flags[1], grade=1
    )
    give(sheets[2].agency, own, last_year)

    fill(season)

    line = line_of(sheets[2], "VI")
    assert (line.titles, line.self_actual) == (["co-tinh"], 1)
    assert line.titles_words.startswith("Cờ thi đua hạng Nhất (Quyết định")


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
        decision=services.DecisionNote(number="15/QĐ-UBND", decided_on=date(2023, 3, 5)),
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


def amend(season, table, **fields):
    return amend_season_table(
        season_id=season.pk,
        to_table=table,
        choices={},
        reason="Theo Quyết định số 9",
        seen_table=season.season_table.table_id,
        **{"actor": make_officer(season.bloc), **fields},
    )


def test_an_amended_table_counts_the_awards_that_it_names_now(year, last_year, flags):
    season, sheets = year
    agency = sheets[2].agency
    give(agency, AwardType.objects.get(code="bang-khen-tinh"), last_year)
    give(agency, flags[1], last_year)
    fill(season)
    rule = {"titles": {"bang-khen-tinh": "12"}, "years_back": 1}
    officer = make_officer(season.bloc)

    amend(season, amended(season.season_table.table, changes={"VI": {"rule": rule}}), actor=officer)

    line = line_of(sheets[2], "VI")
    assert (line.titles, line.self_points) == (["bang-khen-tinh"], 12)
    told = AmendedLine.objects.get(sheet=sheets[2])
    assert (told.before["titles"], told.before["self_points"]) == (["co-tinh"], "10.00")
    assert (told.after["titles"], told.after["self_points"]) == (["bang-khen-tinh"], "12.00")
    assert AuditEvent.objects.get(action="season.apply_amendment").actor == officer


def test_an_amended_table_counts_the_awards_of_the_year_it_looks_back_to(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], make_cycle(label="2021"))
    give(sheets[1].agency, flags[1], last_year)
    fill(season)
    rule = {"titles": {"co-tinh": "10"}, "years_back": 2}

    amend(season, amended(season.season_table.table, changes={"VI": {"rule": rule}}))

    assert [line_of(sheet, "VI").self_points for sheet in sheets] == [0, 0, 10]
    assert line_of(sheets[1], "VI").titles_words == "Không có danh hiệu được tính của năm 2021."


def test_a_bonus_that_the_amendment_adds_is_counted_at_once(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year)
    table = amended(
        season.season_table.table, added=[("VII", CriterionKind.AWARD_BONUS, "5")], publishes=False
    )
    table.criteria.filter(key="VII").update(rule={"titles": {"co-tinh": "5"}})

    amend(season, publish(table))

    assert [line_of(sheet, "VII").self_points for sheet in sheets] == [0, 0, 5]


def test_an_amendment_that_is_refused_counts_nothing(year, last_year, flags):
    season, sheets = year
    give(sheets[2].agency, flags[1], last_year)
    table = amended(season.season_table.table, changes={"VI": {"label": "Viết lại"}})
    events = AuditEvent.objects.count()

    with pytest.raises(NotAllowed):
        amend(season, table, actor=make_officer(make_bloc()))

    assert line_of(sheets[2], "VI").self_points is None
    assert AuditEvent.objects.count() == events


def test_a_record_that_is_corrected_or_revoked_is_counted_again(year, last_year, flags):
    season, sheets = year
    agency, officer = sheets[2].agency, make_officer(season.bloc)
    record = give(agency, flags[0], last_year)
    fill(season)

    AwardRecord.objects.filter(pk=record.pk).update(decision_number="99/QĐ-TTg")
    assert services.recount_titles(agency_id=agency.pk, actor=officer) == 1
    assert "Quyết định số 99/QĐ-TTg" in line_of(sheets[2], "VI").titles_words
    AwardRecord.objects.filter(pk=record.pk).update(award_type=flags[1])
    assert services.recount_titles(agency_id=agency.pk, actor=officer) == 1
    assert line_of(sheets[2], "VI").self_points == 10
    AwardRecord.objects.filter(pk=record.pk).update(
        revoked_on=date(2023, 5, 5), revocation_reason="Kê khai sai"
    )
    assert services.recount_titles(agency_id=agency.pk, actor=officer) == 1

    line = line_of(sheets[2], "VI")
    assert (line.titles, line.self_points) == ([], 0)
    assert services.recount_titles(agency_id=agency.pk, actor=officer) == 0
    assert AuditEvent.objects.filter(actor=officer, action="season.count_titles").count() == 3
