from datetime import date
from decimal import Decimal

import pytest

from accounts.errors import Invalid, NotAllowed, Refused
from accounts.models import AuditEvent
from blocs.permissions import seats_of
from blocs.states import Role, Stage
from scoring.errors import GivenConflict
from scoring.models import CrossAssignment, LayerScore, ScoreLine
from scoring.rules.assignment import cross_pairs
from scoring.services.cross import (
    assign_cross_scorers,
    finish_cross_scoring,
    reopen_cross_scoring,
    save_cross_points,
)
from scoring.services.sheets import take
from scoring.states import GivenLayer, SheetAction, SheetState
from tests.factories import (
    appoint,
    join,
    line_of,
    make_agency,
    make_approver,
    make_editor,
    make_officer,
    make_user,
)
from tests.scoring.given import cross_year, edit, pair

pytestmark = pytest.mark.django_db

ALL_POINTS = {"I.1": "35", "I.2": "20", "II.1": "30"}


def pairs_of(season):
    rows = season.cross_assignments.order_by("scorer__code", "subject__code")
    return list(rows.values_list("scorer__code", "subject__code"))


def save(assignment, line, user, points="30", **more):
    row = edit(line, points, **more)
    return save_cross_points(assignment_id=assignment.pk, edit=row, actor=user)


def score_all(assignment, sheet, user=None):
    for key, points in ALL_POINTS.items():
        save(assignment, line_of(sheet, key), user, points)


def refused(assignment, line, user):
    with pytest.raises(NotAllowed) as refusal:
        save(assignment, line, user)
    assert not LayerScore.objects.filter(line=line).exists()
    return str(refusal.value)


def one_pair(**fields):
    """Return an assignment of the third member to the fourth, with the subject's sheet."""
    season, agencies, sheets = cross_year(**fields)
    return pair(season, agencies[2], agencies[3]), sheets[3]


def test_the_draw_follows_from_the_seed_that_the_audit_keeps():
    season, agencies, _ = cross_year(5, scorers=2)

    assign_cross_scorers(season_id=season.pk, seed="mua-xuan", actor=make_editor(agencies[0]))

    event = AuditEvent.objects.get(action="season.assign_cross_scorers")
    drawn = cross_pairs([agency.code for agency in agencies], 2, event.after["seed"])
    assert pairs_of(season) == drawn
    assert (event.after["seed"], event.after["scorers"]) == ("mua-xuan", 2)


def test_the_same_draw_again_changes_and_records_nothing():
    season, _, _ = cross_year()
    first = assign_cross_scorers(season_id=season.pk, seed="a", actor=None)

    again = assign_cross_scorers(season_id=season.pk, seed="a", actor=None)

    assert {row.pk for row in again} == {row.pk for row in first}
    assert AuditEvent.objects.filter(action="season.assign_cross_scorers").count() == 1


def test_a_new_draw_needs_a_reason_and_comes_before_the_first_points():
    season, agencies, sheets = cross_year()
    assign_cross_scorers(season_id=season.pk, seed="a", actor=None)
    before = pairs_of(season)
    other = next(s for s in "bcdefgh" if cross_pairs([a.code for a in agencies], 1, s) != before)
    with pytest.raises(Invalid, match="lý do phân công lại"):
        assign_cross_scorers(season_id=season.pk, seed=other, actor=None)
    assert pairs_of(season) == before

    assign_cross_scorers(season_id=season.pk, seed=other, reason="Thêm thành viên", actor=None)
    row = season.cross_assignments.select_related("subject").first()
    sheet = next(sheet for sheet in sheets if sheet.agency_id == row.subject_id)
    save(row, line_of(sheet, "I.1"), None)

    assert pairs_of(season) != before
    with pytest.raises(Refused, match="Đã có đơn vị chấm chéo"):
        assign_cross_scorers(season_id=season.pk, seed="a", reason="Đổi ý", actor=None)


def test_a_number_that_makes_members_score_each_other_is_refused_with_the_most_that_can():
    season, _, _ = cross_year(4, scorers=2)

    with pytest.raises(Invalid, match="nhiều nhất 1 phiếu") as refusal:
        assign_cross_scorers(season_id=season.pk, seed="a", actor=None)

    assert refusal.value.field == "scorers"
    assert not season.cross_assignments.exists()


def test_another_number_than_the_table_s_needs_a_reason():
    season, _, _ = cross_year(4, scorers=2)
    with pytest.raises(Invalid, match="khác với bảng tiêu chí"):
        assign_cross_scorers(season_id=season.pk, seed="a", scorers=1, actor=None)

    made = assign_cross_scorers(
        season_id=season.pk, seed="a", scorers=1, reason="Khối có 4 đơn vị", actor=None
    )

    assert len(made) == 4


def test_zero_in_the_table_lets_everybody_score_all_others():
    season, _, _ = cross_year(3, scorers=0)

    assert len(assign_cross_scorers(season_id=season.pk, seed="a", actor=None)) == 6


def test_a_table_without_cross_scoring_refuses_the_draw():
    season, _, _ = cross_year(scorers=None)

    with pytest.raises(Refused, match="không quy định chấm chéo"):
        assign_cross_scorers(season_id=season.pk, seed="a", actor=None)


def test_the_draw_is_made_by_who_runs_the_season_while_the_bloc_scores():
    season, agencies, _ = cross_year()
    for person in (make_editor(agencies[1]), make_editor(agencies[2]), make_user()):
        with pytest.raises(NotAllowed):
            assign_cross_scorers(season_id=season.pk, seed="a", actor=person)
    assert not season.cross_assignments.exists()

    assign_cross_scorers(season_id=season.pk, seed="a", actor=make_officer(season.bloc))
    type(season).objects.update(stage=Stage.BLOC_REVIEW.value)

    with pytest.raises(NotAllowed, match="bước tự chấm điểm hoặc bước thẩm định"):
        assign_cross_scorers(season_id=season.pk, seed="b", reason="x", actor=None)


def test_a_member_gives_points_to_the_sheet_it_was_given():
    assignment, sheet = one_pair()
    person = make_editor(assignment.scorer)

    row = save(assignment, line_of(sheet, "I.1"), person, "33.5", reason="Thiếu minh chứng")

    assert (row.layer, row.scorer, row.points) == (
        GivenLayer.CROSS,
        assignment.scorer,
        Decimal("33.5"),
    )
    assert sheet.lines.get(criterion__key="I.1").self_points == 38
    event = AuditEvent.objects.get(action="line.score_for_cross")
    assert (event.actor, event.after["scorer"]) == (person, assignment.scorer.code)


def test_two_members_score_one_line_each_for_itself():
    season, agencies, sheets = cross_year()
    line = line_of(sheets[3], "I.1")
    for scorer, points in ((agencies[1], "30"), (agencies[2], "40")):
        save(pair(season, scorer, agencies[3]), line, make_editor(scorer), points)

    assert set(LayerScore.objects.values_list("scorer", "points")) == {
        (agencies[1].pk, 30),
        (agencies[2].pk, 40),
    }


def test_nobody_else_gives_the_member_s_points():
    assignment, sheet = one_pair()
    season, line = assignment.season, line_of(sheet, "I.1")
    head, deputy = seats_of(season).head_id, seats_of(season).deputy_id
    agencies = {row.agency_id: row.agency for row in season.memberships.select_related("agency")}
    others = [make_editor(agencies[head]), make_approver(agencies[deputy])]
    others += [make_officer(season.bloc), make_officer(), make_editor(make_agency()), make_user()]
    others += [appoint(make_user(), Role.AUDITOR).user, make_editor(assignment.subject)]

    for person in others:
        assert "được giao chấm chéo" in refused(assignment, line, person)


def test_a_member_does_not_score_a_sheet_it_was_not_given():
    season, agencies, sheets = cross_year()
    assignment = pair(season, agencies[2], agencies[3])

    with pytest.raises(Refused, match="không thuộc phiếu được giao"):
        save(assignment, line_of(sheets[1], "I.1"), make_editor(agencies[2]))
    with pytest.raises(Refused, match="không thuộc phiếu được giao"):
        save(assignment, line_of(sheets[2], "I.1"), make_editor(agencies[2]))

    assert not LayerScore.objects.exists()


def test_an_assignment_of_another_season_opens_nothing():
    season, agencies, _ = cross_year()
    _, _, sheets = cross_year()
    assignment = pair(season, agencies[2], agencies[3])

    with pytest.raises(Refused):
        save(assignment, line_of(sheets[3], "I.1"), make_editor(agencies[2]))

    assert not LayerScore.objects.exists()


def test_a_second_appointment_takes_the_right_to_score_the_other_agency():
    assignment, sheet = one_pair()
    person = make_editor(assignment.scorer)
    appoint(person, Role.EDITOR, agency=assignment.subject)

    assert "chính đơn vị này" in refused(assignment, line_of(sheet, "I.1"), person)


def test_who_left_the_subject_this_year_does_not_score_it():
    assignment, sheet = one_pair()
    type(assignment.season.cycle).objects.update(
        starts_on=date(2020, 1, 1), ends_on=date(2099, 12, 31)
    )
    person = make_editor(assignment.scorer)
    appoint(person, Role.APPROVER, agency=assignment.subject, ends_on=date(2020, 1, 2))

    assert "đã làm việc cho đơn vị này" in refused(assignment, line_of(sheet, "I.1"), person)


def test_who_left_the_scorer_no_longer_scores():
    assignment, sheet = one_pair()
    person = make_user()
    appoint(person, Role.EDITOR, agency=assignment.scorer, ends_on=date(2020, 1, 2))

    assert "được giao chấm chéo" in refused(assignment, line_of(sheet, "I.1"), person)


@pytest.mark.parametrize("state", [SheetState.DRAFT, SheetState.AWAITING, SheetState.RETURNED])
def test_a_sheet_that_is_not_sent_is_not_scored(state):
    assignment, sheet = one_pair(state=state)

    assert "chưa gửi phiếu" in refused(
        assignment, line_of(sheet, "I.1"), make_editor(assignment.scorer)
    )


def test_a_season_past_its_appraisal_is_not_scored():
    assignment, sheet = one_pair(stage=Stage.BLOC_REVIEW)

    assert "Đã qua bước thẩm định" in refused(
        assignment, line_of(sheet, "I.1"), make_editor(assignment.scorer)
    )


def test_a_line_that_is_not_assigned_gets_no_points():
    assignment, sheet = one_pair()
    line = line_of(sheet, "I.1")
    ScoreLine.objects.filter(pk=line.pk).update(
        is_assigned=False, unassigned_reason="Không có", self_points=None
    )

    with pytest.raises(Refused, match="không được giao tiêu chí này"):
        save(assignment, line, make_editor(assignment.scorer))


@pytest.mark.parametrize("key", ["III", "IV"])
def test_what_is_added_or_taken_off_is_left_to_the_appraisal(key):
    assignment, sheet = one_pair()

    with pytest.raises(Refused, match="Điểm thưởng, điểm trừ"):
        save(assignment, line_of(sheet, key), make_editor(assignment.scorer), "5")

    assert not LayerScore.objects.exists()


def test_a_colleague_s_points_are_not_overwritten():
    assignment, sheet = one_pair()
    line = line_of(sheet, "I.1")
    save(assignment, line, make_editor(assignment.scorer), "30")

    with pytest.raises(GivenConflict, match="đang lưu 30,00"):
        save(assignment, line, make_editor(assignment.scorer), "20")

    assert LayerScore.objects.get().points == 30


def test_points_are_handed_over_by_the_member_s_head_when_every_line_has_them():
    assignment, sheet = one_pair()
    editor, approver = make_editor(assignment.scorer), make_approver(assignment.scorer)
    with pytest.raises(Refused, match=r"chưa chấm: I\.1, I\.2, II\.1\."):
        finish_cross_scoring(assignment_id=assignment.pk, actor=approver)
    score_all(assignment, sheet, editor)
    with pytest.raises(NotAllowed, match="Chỉ thủ trưởng"):
        finish_cross_scoring(assignment_id=assignment.pk, actor=editor)

    finish_cross_scoring(assignment_id=assignment.pk, actor=approver)

    assert CrossAssignment.objects.get().finished_at is not None
    assert AuditEvent.objects.filter(action="cross.finish").count() == 1
    with pytest.raises(NotAllowed, match="đã hoàn thành chấm chéo"):
        save(assignment, line_of(sheet, "I.1"), editor, "1", seen=1)
    with pytest.raises(NotAllowed, match="đã hoàn thành chấm chéo"):
        finish_cross_scoring(assignment_id=assignment.pk, actor=approver)


def test_a_finished_scoring_is_given_back_with_a_reason_by_who_runs_the_season():
    assignment, sheet = one_pair()
    score_all(assignment, sheet)
    finish_cross_scoring(assignment_id=assignment.pk, actor=None)
    head = make_editor(sheet.season.memberships.get(position=1).agency)
    with pytest.raises(Invalid, match="lý do"):
        reopen_cross_scoring(assignment_id=assignment.pk, reason=" ", actor=head)
    with pytest.raises(NotAllowed):
        reopen_cross_scoring(
            assignment_id=assignment.pk, reason="x", actor=make_approver(assignment.scorer)
        )

    reopen_cross_scoring(assignment_id=assignment.pk, reason="Chấm nhầm dòng", actor=head)

    assert CrossAssignment.objects.get().finished_at is None
    assert AuditEvent.objects.get(action="cross.reopen").reason == "Chấm nhầm dòng"


def test_the_subject_does_not_give_its_scoring_back_though_it_leads_the_bloc():
    season, agencies, sheets = cross_year()
    assignment = pair(season, agencies[2], agencies[0])
    score_all(assignment, sheets[0])
    finish_cross_scoring(assignment_id=assignment.pk, actor=None)

    with pytest.raises(NotAllowed, match="chính đơn vị này"):
        reopen_cross_scoring(
            assignment_id=assignment.pk, reason="Điểm thấp", actor=make_editor(agencies[0])
        )


def test_a_sheet_that_is_returned_gives_its_cross_scorings_back_with_their_points():
    assignment, sheet = one_pair()
    score_all(assignment, sheet)
    finish_cross_scoring(assignment_id=assignment.pk, actor=None)

    take(
        SheetAction.RETURN,
        sheet_id=sheet.pk,
        seen_version=sheet.version,
        reason="Bổ sung minh chứng",
        actor=None,
    )

    assert CrossAssignment.objects.get().finished_at is None
    assert LayerScore.objects.count() == 3
    event = AuditEvent.objects.get(action="sheet.return")
    assert event.after["cross_reopened"] == [assignment.scorer.code]


def test_a_new_member_joins_the_next_draw():
    season, _, _ = cross_year()
    assign_cross_scorers(season_id=season.pk, seed="a", actor=None)
    join(season, make_agency())

    made = assign_cross_scorers(season_id=season.pk, seed="a", reason="Thêm đơn vị", actor=None)

    assert len(made) == 5
