from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs.models import CalendarStep, Season, StepExtension
from blocs.states import Stage, StepKind
from scoring import services
from scoring.models import ScoreSheet, SheetReturn
from scoring.states import SheetAction, SheetState
from tests.factories import (
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_step,
    score,
)

pytestmark = pytest.mark.django_db

S, A = SheetState, SheetAction
FULL = {"I.1": "35", "I.2": "20", "II.1": "0"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


def take(action, sheet, actor=None, *, seen=None, reason=""):
    version = ScoreSheet.objects.get(pk=sheet.pk).version if seen is None else seen
    return services.take(
        action, sheet_id=sheet.pk, seen_version=version, actor=actor, reason=reason
    )


def state_of(sheet):
    return ScoreSheet.objects.get(pk=sheet.pk).state


def test_a_sheet_walks_through_its_whole_year(year):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    editor, approver, appraiser = make_editor(member), make_approver(member), make_editor(head)

    take(A.ASK_APPROVAL, sheet, editor)
    take(A.SEND_BACK, sheet, approver, reason="Bổ sung giải trình")
    assert state_of(sheet) == S.DRAFT
    take(A.ASK_APPROVAL, sheet, editor)
    take(A.SUBMIT, sheet, approver)
    take(A.RETURN, sheet, appraiser, reason="Thiếu minh chứng I.1")
    take(A.ASK_APPROVAL, sheet, editor)
    take(A.SEND_BACK, sheet, approver, reason="Chưa đạt")
    assert state_of(sheet) == S.RETURNED  # sent once, so never a draft again
    take(A.SUBMIT, sheet, approver)
    services.accept_self_points(sheet_id=sheet.pk, seen_version=9, actor=appraiser)
    take(A.APPRAISE, sheet, appraiser)
    take(A.REOPEN, sheet, appraiser, reason="Chấm nhầm II.1")
    held = take(A.APPRAISE, sheet, appraiser)

    assert (held.state, held.version, held.rounds) == (S.APPRAISED, 12, 4)
    reasons = SheetReturn.objects.filter(sheet=sheet).order_by("pk")
    assert list(reasons.values_list("reason", "by_own_head", "returned_by")) == [
        ("Bổ sung giải trình", True, approver.pk),
        ("Thiếu minh chứng I.1", False, appraiser.pk),
        ("Chưa đạt", True, approver.pk),
        ("Chấm nhầm II.1", False, appraiser.pk),
    ]
    events = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert events == [
        "sheet.ask_approval",
        "sheet.send_back",
        "sheet.ask_approval",
        "sheet.submit",
        "sheet.return",
        "sheet.ask_approval",
        "sheet.send_back",
        "sheet.submit",
        "sheet.accept_self_points",
        "sheet.appraise",
        "sheet.reopen",
        "sheet.appraise",
    ]


def test_the_audit_says_from_where_to_where_by_whom_and_why(year):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, state=S.SUBMITTED, points=FULL)
    appraiser = make_editor(head)

    take(A.RETURN, sheet, appraiser, reason="  Thiếu minh chứng ")

    event = AuditEvent.objects.get()
    assert (event.actor, event.reason) == (appraiser, "Thiếu minh chứng")
    assert event.before == {"state": "submitted"}
    assert event.after == {"state": "returned", "submitted_late": False}


@pytest.mark.parametrize("action", [A.SUBMIT, A.ASK_APPROVAL])
def test_an_incomplete_sheet_is_not_sent_and_its_empty_criteria_are_named(year, action):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points={"I.2": "0"})
    actor = make_editor(member) if action is A.ASK_APPROVAL else make_approver(member)

    with pytest.raises(Refused) as refusal:
        take(action, sheet, actor)

    assert str(refusal.value).endswith("còn tiêu chí chưa chấm điểm: I.1, II.1.")
    assert state_of(sheet) == S.DRAFT
    assert not AuditEvent.objects.exists()


def test_an_appraisal_is_finished_when_every_claim_has_points_and_each_change_a_reason(year):
    season, (head, _, member) = year
    points = {**FULL, "III": "5"}
    sheet = make_sheet(season, member, state=S.SUBMITTED, points=points)
    appraiser = make_editor(head)
    score(sheet, {"I.1": "30", "I.2": "20"}, layer="appraised")

    with pytest.raises(Refused, match=r"chưa thẩm định: II\.1, III\.$"):
        take(A.APPRAISE, sheet, appraiser)
    score(sheet, {"II.1": "0", "III": "5", "IV": "2"}, layer="appraised")
    with pytest.raises(Refused, match=r"khác điểm tự chấm: I\.1, IV\.$"):
        take(A.APPRAISE, sheet, appraiser)
    sheet.lines.filter(criterion__key__in=["I.1", "IV"]).update(appraisal_reason="Theo hồ sơ")
    take(A.APPRAISE, sheet, appraiser)

    assert state_of(sheet) == S.APPRAISED


@pytest.mark.parametrize(
    ("state", "action"),
    [(S.SUBMITTED, A.RETURN), (S.APPRAISED, A.REOPEN), (S.AWAITING, A.SEND_BACK)],
)
def test_what_goes_back_needs_a_reason(year, state, action):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, state=state, points=FULL)
    actor = make_approver(member) if action is A.SEND_BACK else make_editor(head)

    for reason in ("", "  \n", "\u200e"):
        with pytest.raises(Invalid) as refusal:
            take(action, sheet, actor, reason=reason)
        assert refusal.value.field == "reason"

    assert state_of(sheet) == state
    assert not SheetReturn.objects.exists()
    assert not AuditEvent.objects.exists()


def test_an_old_page_is_stale_before_anything_else(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    take(A.SUBMIT, sheet, make_approver(member))

    with pytest.raises(Stale):
        take(A.SUBMIT, sheet, make_approver(member), seen=1)

    assert AuditEvent.objects.count() == 1


def test_a_person_without_the_right_changes_nothing(year):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, points=FULL)

    for actor in (make_editor(member), make_approver(head)):
        with pytest.raises(NotAllowed):
            take(A.SUBMIT, sheet, actor)

    assert state_of(sheet) == S.DRAFT
    assert not AuditEvent.objects.exists()


def test_a_page_opened_before_the_stage_moved_is_refused_after(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    Season.objects.filter(pk=season.pk).update(stage=Stage.APPRAISAL.value)

    with pytest.raises(NotAllowed, match="Bước tự chấm điểm đã kết thúc"):
        take(A.SUBMIT, sheet, make_approver(member))
    assert state_of(sheet) == S.DRAFT


def submitted_late(season, agency):
    sheet = make_sheet(season, agency, points=FULL)
    return take(A.SUBMIT, sheet).submitted_late


def test_without_a_deadline_nothing_is_late(year):
    season, agencies = year

    assert submitted_late(season, agencies[0]) is False


def test_lateness_is_marked_and_not_refused_half_open_with_grace_and_extension(year):
    season, agencies = year
    now = timezone.now()
    step = make_step(season, StepKind.SELF_SCORING, due_at=now + timedelta(minutes=5))

    assert submitted_late(season, agencies[0]) is False
    CalendarStep.objects.filter(pk=step.pk).update(due_at=now - timedelta(days=2))
    assert submitted_late(season, agencies[1]) is True
    sheet = make_sheet(season, agencies[2], points=FULL)
    StepExtension.objects.create(
        step=step,
        agency=agencies[2],
        due_at=now + timedelta(days=1),
        reason="Sáp nhập",
        approved_at=now,
    )
    assert take(A.SUBMIT, sheet).submitted_late is False


def test_days_of_grace_are_not_late(year):
    season, agencies = year
    past = timezone.now() - timedelta(days=2)
    make_step(season, StepKind.SELF_SCORING, due_at=past, grace_days=3)

    assert submitted_late(season, agencies[0]) is False
    CalendarStep.objects.update(grace_days=1)
    assert submitted_late(season, agencies[1]) is True


@pytest.mark.parametrize(("due_in", "late"), [(-5, True), (5, False)])
@pytest.mark.parametrize("shift", [-6 * 60, 6 * 60])
def test_the_database_s_clock_decides_even_when_the_page_s_clock_is_wrong(
    year, due_in, late, shift
):
    season, agencies = year
    due_at = datetime.now(tz=UTC) + timedelta(minutes=due_in)
    make_step(season, StepKind.SELF_SCORING, due_at=due_at)
    sheet = make_sheet(season, agencies[0], points=FULL)

    with time_machine.travel(datetime.now(tz=UTC) + timedelta(minutes=shift)):
        held = take(A.SUBMIT, sheet)

    assert held.submitted_late is late


def test_only_the_first_sending_can_be_late(year):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    step = make_step(season, StepKind.SELF_SCORING, due_at=timezone.now() + timedelta(hours=1))
    take(A.SUBMIT, sheet)
    CalendarStep.objects.filter(pk=step.pk).update(due_at=F("opens_at") + timedelta(days=1))
    take(A.RETURN, sheet, make_editor(head), reason="Sửa I.1")

    held = take(A.SUBMIT, sheet)

    assert (held.submitted_late, held.state) == (False, S.SUBMITTED)


def test_a_sheet_of_noughts_is_sent_and_an_empty_one_is_not(year):
    season, (_, _, member) = year
    empty = make_sheet(season, member)
    approver = make_approver(member)

    with pytest.raises(Refused, match=r"I\.1, I\.2, II\.1"):
        take(A.SUBMIT, empty, approver)
    score(empty, {"I.1": "0", "I.2": "0", "II.1": "0"})
    take(A.SUBMIT, empty, approver)

    assert state_of(empty) == S.SUBMITTED
