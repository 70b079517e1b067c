import pytest

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.permissions import seats_of
from blocs.rules.stages import ORDER, has_reached
from blocs.standing import standing_of
from blocs.states import Stage
from scoring.models import ScoreSheet, SeasonTable
from scoring.permissions import can_see_points, shown_depth
from scoring.services.visibility import set_visibility
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_agency,
    make_bloc_year,
    make_editor,
    make_officer,
    make_ranking,
    make_season,
    make_sheet,
)

pytestmark = pytest.mark.django_db

USUAL = (Stage.BLOC_REVIEW, Stage.BLOC_REVIEW)


def set_to(season, totals_from, lines_from, *, seen=USUAL, actor=None):
    return set_visibility(
        season_id=season.pk, totals_from=totals_from, lines_from=lines_from, seen=seen, actor=actor
    )


def stored(season):
    row = SeasonTable.objects.get(season=season)
    return row.totals_from, row.lines_from


def scored(**fields):
    season, agencies = make_bloc_year(4, stage=Stage.BLOC_REVIEW, **fields)
    assign(season)
    sheets = [make_sheet(season, agency, state=SheetState.APPRAISED) for agency in agencies]
    return season, agencies, sheets


def move(season, stage):
    season.stage = stage.value
    season.save(update_fields=["stage"])


def test_who_runs_the_season_sets_when_totals_and_lines_open():
    season, agencies, _ = scored()
    head = make_editor(agencies[0])

    set_to(season, Stage.SUBMITTED, Stage.DECIDED, actor=head)

    assert stored(season) == (Stage.SUBMITTED, Stage.DECIDED)
    event = AuditEvent.objects.get(action="season.set_visibility")
    assert event.before == {"totals_from": "bloc_review", "lines_from": "bloc_review"}
    assert event.after == {"totals_from": "submitted", "lines_from": "decided"}


def test_others_set_nothing():
    season, agencies, _ = scored()

    for person in (make_editor(agencies[1]), make_editor(agencies[2]), make_editor(make_agency())):
        with pytest.raises(NotAllowed):
            set_to(season, Stage.SUBMITTED, Stage.DECIDED, actor=person)
    assert stored(season) == USUAL

    set_to(season, Stage.SUBMITTED, Stage.DECIDED, actor=make_officer(season.bloc))


@pytest.mark.parametrize("stage", [one for one in Stage if not has_reached(one, Stage.BLOC_REVIEW)])
def test_nothing_opens_before_the_review(stage):
    season, _, _ = scored()

    with pytest.raises(Invalid, match="trước bước bình xét"):
        set_to(season, stage, Stage.BLOC_REVIEW)

    assert stored(season) == USUAL


def test_lines_do_not_open_before_the_totals_that_they_add_up_to():
    season, _, _ = scored()

    with pytest.raises(Invalid, match="trước tổng điểm") as refusal:
        set_to(season, Stage.DECIDED, Stage.BLOC_REVIEW)

    assert refusal.value.field == "lines_from"


def test_a_setting_on_top_of_a_colleague_s_is_refused():
    season, _, _ = scored()
    set_to(season, Stage.SUBMITTED, Stage.DECIDED)

    with pytest.raises(Stale):
        set_to(season, Stage.CLOSED, Stage.CLOSED)

    assert stored(season) == (Stage.SUBMITTED, Stage.DECIDED)


def test_a_season_without_a_table_has_nothing_to_open():
    with pytest.raises(Refused, match="chưa được giao bảng"):
        set_to(make_season(stage=Stage.BLOC_REVIEW), *USUAL)


@pytest.mark.parametrize("stage", [one for one in ORDER if has_reached(one, Stage.BLOC_REVIEW)])
def test_the_others_sheets_open_to_a_member_from_the_stage_that_is_set(stage):
    season, agencies, sheets = scored()
    make_ranking(season)
    SeasonTable.objects.update(lines_from=Stage.PROVINCIAL_APPRAISAL.value)
    move(season, stage)

    seen = set(ScoreSheet.objects.visible_to(standing_of(make_editor(agencies[2]))))

    opened = has_reached(stage, Stage.PROVINCIAL_APPRAISAL)
    assert seen == (set(sheets) if opened else {sheets[2]})


def test_no_setting_opens_sheets_before_the_ranking_is_frozen_or_while_it_is_not_all_public():
    season, agencies, sheets = scored()
    standing = standing_of(make_editor(agencies[2]))
    move(season, Stage.DECIDED)
    assert set(ScoreSheet.objects.visible_to(standing)) == {sheets[2]}

    make_ranking(season)
    season.published_ranks = 3
    season.save(update_fields=["published_ranks"])

    assert set(ScoreSheet.objects.visible_to(standing)) == {sheets[2]}


@pytest.mark.parametrize("stage", [one for one in ORDER if has_reached(one, Stage.BLOC_REVIEW)])
def test_totals_and_ranks_open_to_a_member_from_the_stage_that_is_set(stage):
    season, agencies, _ = scored()
    SeasonTable.objects.update(totals_from=Stage.DECIDED.value)
    move(season, stage)
    seats, standing = seats_of(season), standing_of(make_editor(agencies[2]))

    verdict = can_see_points(standing, season, seats, is_frozen=True)

    opened = has_reached(stage, Stage.DECIDED)
    assert bool(verdict) is opened
    assert opened or "từ bước “đã quyết định" in verdict.reason
    assert shown_depth(standing, season, seats) == (None if opened else 0)
    assert not can_see_points(standing, season, seats, is_frozen=False)


def test_who_leads_or_oversees_sees_the_totals_whatever_is_set():
    season, agencies, _ = scored()
    SeasonTable.objects.update(totals_from=Stage.CLOSED.value)
    seats = seats_of(season)

    for person in (make_editor(agencies[0]), make_editor(agencies[1]), make_officer(season.bloc)):
        standing = standing_of(person)
        assert can_see_points(standing, season, seats, is_frozen=True)
        assert shown_depth(standing, season, seats) is None
