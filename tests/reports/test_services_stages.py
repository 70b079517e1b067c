from decimal import Decimal

import pytest

from accounts.errors import NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from awards.states import ProposalState
from blocs.models import Season
from blocs.states import Stage
from reports.services import advance_season, step_back_season
from scoring.models import ScoreLine
from scoring.services import freeze_ranking
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_award_type,
    make_bloc_year,
    make_editor,
    make_officer,
    make_proposal,
    make_sheet,
    score,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "30", "I.2": "20", "II.1": "35"}


def moved(season: Season, to: Stage, *, actor=None, version: int = 1) -> Season:
    return advance_season(season_id=season.pk, to=to, seen_version=version, actor=actor)


def appraised_season(size: int = 2) -> tuple[Season, list]:
    """Return a season in peer review whose members' sheets are all appraised."""
    season, members = make_bloc_year(size, stage=Stage.BLOC_REVIEW)
    for member in members:
        sheet = make_sheet(season, member, state=SheetState.APPRAISED, points=POINTS)
        score(sheet, POINTS, layer="appraised")
    return season, members


def test_self_scoring_opens_a_sheet_for_every_member():
    season, members = make_bloc_year(3, stage=Stage.MID_REVIEW)
    assign(season)

    moved(season, Stage.SELF_SCORING, actor=make_editor(members[0]))

    assert season.sheets.count() == 3
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "season.advance",
        "season.open_sheets",
    ]


def test_a_season_without_a_table_scores_nothing_and_still_moves_on():
    season, members = make_bloc_year(2, stage=Stage.MID_REVIEW)
    secretary = make_editor(members[0])

    for version, stage in enumerate(
        [Stage.SELF_SCORING, Stage.APPRAISAL, Stage.BLOC_REVIEW, Stage.SUBMITTED], start=1
    ):
        moved(season, stage, actor=secretary, version=version)

    season.refresh_from_db()
    assert season.stage == Stage.SUBMITTED
    assert season.sheets.count() == 0


def test_the_review_waits_for_every_sheet_that_was_sent():
    season, members = make_bloc_year(3, stage=Stage.APPRAISAL)
    make_sheet(season, members[0], state=SheetState.APPRAISED)
    make_sheet(season, members[1], state=SheetState.SUBMITTED)
    make_sheet(season, members[2], state=SheetState.DRAFT)

    with pytest.raises(NotAllowed, match=f"Còn 1 phiếu .*: {members[1].short_name}\\."):
        moved(season, Stage.BLOC_REVIEW)

    season.refresh_from_db()
    assert (season.stage, season.version) == (Stage.APPRAISAL, 1)
    assert AuditEvent.objects.count() == 0


def test_the_dossier_waits_for_a_frozen_ranking():
    season, _ = appraised_season()

    with pytest.raises(NotAllowed, match="Chưa chốt xếp hạng"):
        moved(season, Stage.SUBMITTED)

    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    moved(season, Stage.SUBMITTED)
    season.refresh_from_db()
    assert season.stage == Stage.SUBMITTED


def test_a_ranking_that_no_longer_follows_from_the_points_is_refused():
    season, _ = appraised_season()
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    ScoreLine.objects.filter(criterion__key="I.1").update(appraised_points=Decimal(29))

    with pytest.raises(Refused, match="chốt lại"):
        moved(season, Stage.SUBMITTED)

    season.refresh_from_db()
    assert season.stage == Stage.BLOC_REVIEW


def test_a_proposal_that_is_only_an_idea_holds_the_dossier_back():
    season, members = make_bloc_year(2, stage=Stage.BLOC_REVIEW)
    proposal = make_proposal(season, members[1], award_type=make_award_type())

    with pytest.raises(NotAllowed, match=f"chưa thống nhất: {members[1].short_name}"):
        moved(season, Stage.SUBMITTED)

    type(proposal).objects.update(state=ProposalState.AGREED.value)
    with pytest.raises(NotAllowed, match=f"chưa gửi lên tỉnh: {members[1].short_name}"):
        moved(season, Stage.SUBMITTED)

    type(proposal).objects.update(state=ProposalState.SENT.value)
    assert moved(season, Stage.SUBMITTED).stage == Stage.SUBMITTED


def test_the_province_decides_only_when_every_proposal_is_answered():
    season, members = make_bloc_year(2, stage=Stage.PROVINCIAL_APPRAISAL)
    make_proposal(season, members[1], award_type=make_award_type(), state=ProposalState.SENT.value)

    with pytest.raises(NotAllowed, match="tỉnh chưa trả lời"):
        moved(season, Stage.DECIDED, actor=make_officer())

    season.proposals.update(state=ProposalState.AGREED.value)
    with pytest.raises(NotAllowed, match="trả lại khối, chưa gửi lại"):
        moved(season, Stage.DECIDED, actor=make_officer())


def test_a_refusal_names_five_members_and_counts_the_others():
    season, members = make_bloc_year(7, stage=Stage.BLOC_REVIEW)
    for member in members:
        make_proposal(season, member, award_type=make_award_type())

    with pytest.raises(NotAllowed, match="và 2 đơn vị khác"):
        moved(season, Stage.SUBMITTED)


def test_a_stage_is_not_jumped_over():
    season, _ = make_bloc_year(2, stage=Stage.RUNNING)

    with pytest.raises(NotAllowed, match="không chuyển thẳng"):
        moved(season, Stage.APPRAISAL)


def test_a_stage_that_a_province_does_without_may_be_passed_over():
    season, _ = make_bloc_year(2, stage=Stage.SETUP)

    assert moved(season, Stage.RUNNING).stage == Stage.RUNNING


def test_a_member_does_not_move_the_season():
    season, members = make_bloc_year(3, stage=Stage.RUNNING)

    with pytest.raises(NotAllowed, match="Trưởng khối"):
        moved(season, Stage.MID_REVIEW, actor=make_editor(members[2]))


def test_the_secretariat_does_not_move_what_lies_with_the_province():
    season, members = make_bloc_year(2, stage=Stage.SUBMITTED)

    with pytest.raises(NotAllowed, match="tỉnh"):
        moved(season, Stage.PROVINCIAL_APPRAISAL, actor=make_editor(members[0]))


def test_an_old_page_moves_nothing():
    season, members = make_bloc_year(2, stage=Stage.RUNNING)
    secretary = make_editor(members[0])
    moved(season, Stage.MID_REVIEW, actor=secretary)

    with pytest.raises(Stale):
        moved(season, Stage.MID_REVIEW, actor=secretary)


def test_advancing_never_goes_back():
    season, _ = make_bloc_year(2, stage=Stage.APPRAISAL)

    with pytest.raises(NotAllowed, match="bước sau"):
        advance_season(
            season_id=season.pk, to=Stage.SELF_SCORING, seen_version=1, actor=None, reason="Sửa"
        )


def test_the_province_steps_back_with_a_reason():
    season, _ = make_bloc_year(2, stage=Stage.SUBMITTED)
    officer = make_officer(season.bloc)

    step_back_season(season_id=season.pk, seen_version=1, actor=officer, reason="Hồ sơ thiếu")

    season.refresh_from_db()
    assert season.stage == Stage.BLOC_REVIEW
    assert AuditEvent.objects.get().reason == "Hồ sơ thiếu"


def test_a_step_back_without_a_reason_is_refused():
    season, _ = make_bloc_year(2, stage=Stage.SUBMITTED)

    with pytest.raises(Refused, match="lý do"):
        step_back_season(
            season_id=season.pk, seen_version=1, actor=make_officer(season.bloc), reason="  "
        )


def test_the_secretariat_does_not_step_back():
    season, members = make_bloc_year(2, stage=Stage.APPRAISAL)

    with pytest.raises(NotAllowed, match="tỉnh"):
        step_back_season(
            season_id=season.pk, seen_version=1, actor=make_editor(members[0]), reason="Sửa"
        )


@pytest.mark.parametrize("stage", [Stage.SETUP, Stage.CLOSED])
def test_the_first_and_the_last_stage_have_nothing_to_go_back_to(stage):
    season, _ = make_bloc_year(2, stage=stage)

    with pytest.raises(NotAllowed):
        step_back_season(
            season_id=season.pk, seen_version=1, actor=make_officer(season.bloc), reason="Sửa"
        )
