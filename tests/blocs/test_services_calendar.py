from datetime import UTC, datetime, timedelta

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs import services
from blocs.models import CalendarStep, StepExtension
from blocs.states import StepKind
from tests.factories import (
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
