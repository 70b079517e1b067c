import pytest
from django.utils import timezone

from blocs.states import Stage
from scoring.models import (
    Amendment,
    CrossAssignment,
    DeclaredFact,
    LayerScore,
    MemberVote,
    RankingRow,
    SheetReturn,
    TieDecision,
)
from scoring.states import SheetState
from tests.constraints import Cases, assert_refused, change, constraints_of, flat, repeat
from tests.factories import (
    NOON,
    assign,
    line_of,
    make_agency,
    make_bloc_year,
    make_evidence,
    make_evidence_file,
    make_ranking,
    make_season,
    make_sheet,
    make_table,
    make_user,
)

pytestmark = pytest.mark.django_db


def sheet(state=SheetState.DRAFT, **fields):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2], state=state, **fields)


def line(key="I.1"):
    return line_of(sheet(), key)


def draft():
    return make_table(published=False)


def leaf():
    return draft().criteria.get(key="I.1")


def row(**fields):
    fields = {"position": 1, "rank": 1, **fields}
    return RankingRow.objects.create(
        ranking=make_ranking(make_season()), agency=make_agency(), **fields
    )


def given(**fields):
    fields = {"layer": "sector", "scorer": make_agency(), "points": 5, **fields}
    held = line()
    return LayerScore.objects.create(
        line=held, min_points=0, max_points=held.max_points, given_at=NOON, **fields
    )


def pair():
    season, agencies = make_bloc_year(2)
    return CrossAssignment.objects.create(season=season, scorer=agencies[0], subject=agencies[1])


def vote():
    return MemberVote.objects.create(season=make_season(), agency=make_agency(), votes=5, voters=7)


def tie_decision():
    return TieDecision.objects.create(
        season=make_season(), agency=make_agency(), place=1, reason="Bốc thăm", decided_at=NOON
    )


def amendment(season=None, **fields):
    fields = {"reason": "Bổ sung tiêu chí", "applied_at": NOON, **fields}
    return Amendment.objects.create(
        season=season or make_season(), from_table=make_table(), to_table=make_table(), **fields
    )


def amended_line():
    held = sheet()
    return amendment(held.season).lines.create(
        sheet=held, key="I.1", policy="keep", before={}, after={}
    )


def fact(**fields):
    fields = {"condition": "ky-luat", "fact": "Bị khiển trách", "declared_at": NOON, **fields}
    return DeclaredFact.objects.create(season=make_season(), agency=make_agency(), **fields)


def given_back():
    return SheetReturn.objects.create(sheet=sheet(), reason="Sửa", returned_at=timezone.now())


def line_given_back():
    back = given_back()
    return back.lines.create(line=line_of(back.sheet, "I.1"), reason="Thiếu minh chứng")


CASES: Cases = {
    "table_state_valid": lambda: change(draft(), state="lost", published_at=NOON),
    "table_once_per_version": lambda: repeat(draft()),
    "table_scale_positive": [
        lambda: change(draft(), scale=0),
        lambda: change(draft(), scale=-1),
    ],
    "table_not_its_own_source": [
        lambda: (it := draft()) and change(it, amends=it),
        lambda: (it := draft()) and change(it, cloned_from=it),
    ],
    "table_draft_iff_never_published": [
        lambda: change(draft(), published_at=NOON),
        lambda: change(draft(), state="published"),
        lambda: change(draft(), state="closed"),
    ],
    "criterion_kind_valid": lambda: change(leaf(), kind="judged"),
    "criterion_own_key": lambda: repeat(leaf(), position=99),
    "criterion_own_position": lambda: repeat(leaf(), key="IX"),
    "criterion_direction_valid": lambda: change(leaf(), direction="up"),
    "criterion_scorer_valid": lambda: change(leaf(), scored_by="public"),
    "criterion_sector_is_named": [
        lambda: change(leaf(), scored_by="sector"),
        lambda: change(leaf(), sector=make_agency()),
    ],
    "criterion_range_in_order": [
        lambda: change(leaf(), max_points=0),
        lambda: change(leaf(), max_points="-1", min_points="-2"),
        lambda: change(leaf(), min_points="0.01"),
    ],
    "criterion_step_positive": lambda: change(leaf(), step=0),
    "criterion_not_its_own_parent": lambda: (it := leaf()) and change(it, parent=it),
    "SeasonTable.season": lambda: repeat(assign(make_season()), table=make_table()),
    "seasontable_totals_from_valid": lambda: change(assign(make_season()), totals_from="spring"),
    "seasontable_lines_from_valid": lambda: change(assign(make_season()), lines_from="spring"),
    "sheet_state_valid": lambda: change(sheet(SheetState.SUBMITTED), state="lost"),
    "sheet_one_per_agency_and_season": lambda: repeat(sheet()),
    "sheet_sent_has_its_time": [
        lambda: change(sheet(), submitted_at=NOON),
        lambda: change(sheet(), state="submitted"),
        lambda: change(sheet(SheetState.RETURNED), submitted_at=None),
        lambda: change(sheet(SheetState.APPRAISED), submitted_at=None),
        lambda: change(sheet(SheetState.SUBMITTED), state="draft"),
    ],
    "sheet_late_only_when_submitted": lambda: change(sheet(), submitted_late=True),
    "sheet_days_late_only_when_late": lambda: change(sheet(SheetState.SUBMITTED), days_late=1),
    "line_once_per_criterion": lambda: repeat(line()),
    "line_self_in_range": [
        lambda: change(line(), self_points="40.01"),
        lambda: change(line(), self_points="-0.01"),
    ],
    "line_appraised_in_range": [
        lambda: change(line(), appraised_points="40.01"),
        lambda: change(line(), appraised_points="-0.01"),
    ],
    "line_province_in_range": [
        lambda: change(line(), province_points="40.01", province_reason="x"),
        lambda: change(line(), province_points="-0.01", province_reason="x"),
    ],
    "line_province_has_a_reason": lambda: change(line(), province_points=1),
    "line_not_assigned_has_no_points": [
        lambda: change(line(), is_assigned=False, unassigned_reason="x", self_points=1),
        lambda: change(line(), is_assigned=False, unassigned_reason="x", appraised_points=1),
        lambda: change(
            line(), is_assigned=False, unassigned_reason="x", province_points=1, province_reason="x"
        ),
    ],
    "line_not_assigned_has_a_reason": lambda: change(line(), is_assigned=False),
    "layerscore_layer_valid": lambda: change(given(), layer="peers"),
    "layerscore_once_per_scorer": lambda: repeat(given()),
    "layerscore_in_range": [
        lambda: change(given(), points="40.01"),
        lambda: change(given(), points="-0.01"),
    ],
    "crossassignment_once": lambda: repeat(pair()),
    "crossassignment_not_oneself": lambda: (it := pair()) and change(it, subject=it.scorer),
    "membervote_once": lambda: repeat(vote()),
    "membervote_in_range": [
        lambda: change(vote(), votes=8),
        lambda: change(vote(), votes=0, voters=0),
    ],
    "tiedecision_once": lambda: repeat(tie_decision(), place=2),
    "tiedecision_from_one": lambda: change(tie_decision(), place=0),
    "tiedecision_has_a_reason": lambda: change(tie_decision(), reason=""),
    "amendment_once": lambda: repeat(amendment()),
    "amendment_has_a_reason": lambda: change(amendment(), reason=""),
    "amendedline_policy_valid": lambda: change(amended_line(), policy="drop"),
    "amendedline_change_valid": lambda: change(amended_line(), change="lost"),
    "amendedline_once": lambda: repeat(amended_line()),
    "amendedline_names_its_key": lambda: change(amended_line(), key=""),
    "declaredfact_state_valid": lambda: change(fact(), state="heard", decided_at=NOON),
    "declaredfact_says_something": lambda: change(fact(), fact=""),
    "declaredfact_decided_has_its_time": [
        lambda: change(fact(), decided_at=NOON),
        lambda: change(fact(), state="confirmed"),
        lambda: change(fact(), state="dismissed"),
    ],
    "declaredfact_decided_by_another": lambda: (
        (it := fact(declared_by=make_user()))
        and change(it, state="confirmed", decided_at=NOON, decided_by=it.declared_by)
    ),
    "return_has_a_reason": lambda: change(given_back(), reason=""),
    "return_of_one_kind": lambda: change(given_back(), by_own_head=True, is_reopening=True),
    "linereturn_once_per_round": lambda: repeat(line_given_back()),
    "EvidenceFile.uuid": lambda: repeat(make_evidence_file(make_agency()), sha256="f" * 64),
    "evidencefile_once_per_agency": lambda: repeat(
        make_evidence_file(make_agency()), uuid="12345678-1234-5678-1234-567812345678"
    ),
    "evidencefile_not_empty": lambda: change(make_evidence_file(make_agency()), size=0),
    "evidence_once_per_line": lambda: repeat(
        make_evidence(line(), file=make_evidence_file(make_agency()))
    ),
    "evidencedocument_has_a_title": lambda: change(make_evidence(line()).document, title=""),
    "ranking_origin_valid": lambda: change(make_ranking(make_season()), origin="guessed"),
    "ranking_own_number": lambda: repeat(make_ranking(make_season()), is_current=False),
    "ranking_one_current": lambda: repeat(make_ranking(make_season()), number=2),
    "rankingrow_once": lambda: repeat(row(), position=2),
    "rankingrow_own_position": lambda: repeat(row(), agency=make_agency()),
    "rankingrow_rank_from_one": lambda: change(row(), rank=0),
    "rankingrow_unranked_has_a_reason": lambda: change(row(), rank=None),
}


@pytest.mark.parametrize(("name", "case"), flat(CASES))
def test_the_database_refuses_what_must_never_be(name, case):
    assert_refused("scoring", name, case)


def test_every_constraint_has_its_case():
    assert set(CASES) == set(constraints_of("scoring"))


def test_what_the_constraints_allow_is_allowed():
    season = make_season()
    make_ranking(season, is_current=False)
    make_ranking(season, is_current=False)
    make_ranking(season)
    row(rank=None, reason="Chưa thẩm định.")
    held = line("I.1")
    change(held, self_points=0, appraised_points=40, province_points=None)
    change(held, province_points="39.75", province_reason="Kết luận")
    make_evidence(held)
    make_evidence(held)
    change(sheet(SheetState.AWAITING), submitted_at=NOON)

    held.refresh_from_db()
    assert (held.self_points, held.appraised_points) == (0, 40)
    assert season.rankings.count() == 3


def test_records_say_who_they_are():
    made = sheet(SheetState.SUBMITTED)
    table = make_table(title="Bảng 2022")

    assert str(made) == f"{made.agency.name}, {made.season.bloc.name}, {made.season.cycle.label}"
    assert str(table) == "Bảng 2022"
    assert str(leaf()) == "I.1 Tiêu chí I.1"
    assert str(line_of(made, "I.1")) == "I.1: None"
    assert str(row(rank=None, reason="x")).startswith("—. Sở")
    assert made.get_state_display() == "Đã gửi, chờ thẩm định"
