from datetime import UTC, datetime, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import CalendarStep, Season, StepExtension
from blocs.services.calendar import mark_of
from blocs.states import Role, StepClosing, StepKind
from tests.factories import (
    appoint,
    make_agency,
    make_approver,
    make_bloc_year,
    make_officer,
    make_season,
)

pytestmark = pytest.mark.django_db

OPENS, DUE = datetime(2022, 11, 1, tzinfo=UTC), datetime(2022, 12, 1, tzinfo=UTC)


def set_step(season, **changes):
    values = {"kind": StepKind.SELF_SCORING, "opens_at": OPENS, "due_at": DUE, "actor": None}
    return services.set_step(season_id=season.pk, **{**values, **changes})


def test_a_step_is_set_and_set_again():
    season = make_season()
    set_step(season)

    step = set_step(season, due_at=DUE + timedelta(days=5), grace_days=3)

    assert CalendarStep.objects.get() == step
    assert (step.due_at, step.grace_days) == (DUE + timedelta(days=5), 3)
    line = AuditEvent.objects.last()
    assert (line.action, line.before["grace_days"], line.after["grace_days"]) == ("step.set", 0, 3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_at": OPENS}, "due_at"),
        ({"grace_days": -1}, "grace_days"),
        ({"grace_days": 91}, "grace_days"),
    ],
)
def test_a_step_that_cannot_be_is_refused(changes, field):
    with pytest.raises(Invalid) as refusal:
        set_step(make_season(), **changes)

    assert refusal.value.field == field
    assert not CalendarStep.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_secretariat_sets_steps_and_the_province_gives_more_time():
    season, (head, _, third) = make_bloc_year()
    person = make_approver(head)
    step = set_step(season, actor=person)

    with pytest.raises(NotAllowed):
        set_step(season, actor=make_approver(third))
    with pytest.raises(NotAllowed):
        services.extend_step(
            step_id=step.pk, agency=third, due_at=DUE + timedelta(days=1), reason="x", actor=person
        )
    officer = make_officer(season.bloc)
    extension = services.extend_step(
        step_id=step.pk,
        agency=third,
        due_at=DUE + timedelta(days=1),
        reason=" Bão lụt ",
        actor=officer,
    )

    assert (extension.reason, extension.approved_by) == ("Bão lụt", officer)
    line = AuditEvent.objects.last()
    assert (line.action, line.reason) == ("step.extend", "Bão lụt")


def test_more_time_is_given_again_in_place_of_the_first():
    season, (_, _, third) = make_bloc_year()
    step = set_step(season)
    for days in (1, 2):
        services.extend_step(
            step_id=step.pk,
            agency=third,
            due_at=DUE + timedelta(days=days),
            reason="Bão lụt",
            actor=None,
        )

    assert StepExtension.objects.get().due_at == DUE + timedelta(days=2)
    assert AuditEvent.objects.last().before["due_at"].startswith("2022-12-02")


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(1, "  ", "reason"), (0, "Bão lụt", "due_at")]
)
def test_more_time_needs_a_reason_and_a_later_day(days, reason, field):
    season, (_, _, third) = make_bloc_year()
    step = set_step(season)

    with pytest.raises(Invalid) as refusal:
        services.extend_step(
            step_id=step.pk,
            agency=third,
            due_at=DUE + timedelta(days=days),
            reason=reason,
            actor=None,
        )

    assert refusal.value.field == field
    assert not StepExtension.objects.exists()


def test_a_stranger_gets_no_more_time():
    step = set_step(make_season())

    with pytest.raises(Invalid, match="không phải thành viên"):
        services.extend_step(
            step_id=step.pk,
            agency=make_agency(),
            due_at=DUE + timedelta(days=1),
            reason="Bão lụt",
            actor=None,
        )


def test_a_step_that_refuses_is_told_from_one_that_marks():
    season = make_season()
    assert set_step(season).closing == "marks_late"

    set_step(season, closing=StepClosing.REFUSES)

    assert CalendarStep.objects.get().closing == "refuses"
    line = AuditEvent.objects.last()
    assert (line.before["closing"], line.after["closing"]) == ("marks_late", "refuses")


def test_a_step_set_by_somebody_else_meanwhile_is_not_replaced():
    season = make_season()
    unseen = mark_of(None)
    seen = mark_of(set_step(season, seen=unseen))
    set_step(season, due_at=DUE + timedelta(days=1), seen=seen)

    for old in (unseen, seen):
        with pytest.raises(Stale):
            set_step(season, due_at=DUE + timedelta(days=9), seen=old)

    assert CalendarStep.objects.get().due_at == DUE + timedelta(days=1)
    assert AuditEvent.objects.count() == 2


def test_more_time_given_by_somebody_else_meanwhile_is_not_replaced():
    season, (_, _, third) = make_bloc_year()
    step = set_step(season)
    given = {"step_id": step.pk, "agency": third, "reason": "Bão lụt", "actor": None}
    unseen = mark_of(None)
    services.extend_step(due_at=DUE + timedelta(days=1), seen=unseen, **given)

    with pytest.raises(Stale):
        services.extend_step(due_at=DUE + timedelta(days=2), seen=unseen, **given)

    assert StepExtension.objects.get().due_at == DUE + timedelta(days=1)


@pytest.mark.parametrize("size", [1, 3])
def test_the_calendar_of_a_season_is_read_at_once(size, django_assert_num_queries):
    season, agencies = make_bloc_year(3)
    step = set_step(season, grace_days=1)
    set_step(season, kind=StepKind.APPRAISAL, due_at=DUE + timedelta(days=9))
    for agency in agencies[:size]:
        services.extend_step(
            step_id=step.pk,
            agency=agency,
            due_at=DUE + timedelta(days=4),
            reason="Bão lụt",
            actor=None,
        )
    season = Season.objects.get(pk=season.pk)

    with django_assert_num_queries(1):
        calendar = season.calendar
        deadlines = [calendar.deadline(StepKind.SELF_SCORING, agency.pk) for agency in agencies]

    assert deadlines == [DUE + timedelta(days=4)] * size + [DUE + timedelta(days=1)] * (3 - size)
    assert calendar.now.tzinfo is not None


def test_a_person_shuts_a_step_at_once_with_a_reason_only():
    season, (head, *_) = make_bloc_year()
    person = make_approver(head)
    set_step(season)
    lines = AuditEvent.objects.count()

    with pytest.raises(Invalid, match="lý do khóa ngay") as refusal:
        set_step(season, closing=StepClosing.REFUSES, reason=" ", actor=person)

    assert refusal.value.field == "reason"
    assert CalendarStep.objects.get().closing == StepClosing.MARKS_LATE
    assert AuditEvent.objects.count() == lines
    set_step(season, closing=StepClosing.REFUSES, reason=" Đã đủ phiếu ", actor=person)
    assert AuditEvent.objects.last().reason == "Đã đủ phiếu"
    set_step(season, closing=StepClosing.REFUSES, grace_days=1, actor=person)  # shut already


def test_nobody_gives_more_time_to_an_agency_they_act_for():
    season, (_, _, third) = make_bloc_year()
    step = set_step(season)
    officer = make_officer(season.bloc)
    appoint(officer, Role.APPROVER, agency=third)
    lines = AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="của đơn vị mình"):
        services.extend_step(
            step_id=step.pk, agency=third, due_at=DUE + timedelta(days=1), reason="x", actor=officer
        )

    assert not StepExtension.objects.exists()
    assert AuditEvent.objects.count() == lines
