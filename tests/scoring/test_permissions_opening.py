"""The calendar opens and shuts the work on a sheet, by the database's clock."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from blocs.models import StepExtension
from blocs.permissions import seats_of
from blocs.standing import standing_of
from blocs.states import Stage, StepClosing, StepKind
from scoring import services
from scoring.models import ScoreSheet
from scoring.permissions import can_appraise, can_edit_sheet, can_take
from scoring.states import SheetAction, SheetState
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_sheet,
    make_step,
)

pytestmark = pytest.mark.django_db

S, A = SheetState, SheetAction
FULL = {"I.1": "35", "I.2": "20", "II.1": "0"}
HOUR = timedelta(hours=1)
REFUSES = {"closing": StepClosing.REFUSES.value}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


def step(season, kind=StepKind.SELF_SCORING, *, opens=-2, due=2, **fields):
    now = datetime.now(tz=UTC)
    times = {"opens_at": now + opens * HOUR, "due_at": now + due * HOUR}
    return make_step(season, kind, **times, **fields)


def extend(held, agency, hours):
    StepExtension.objects.create(
        step=held,
        agency=agency,
        due_at=datetime.now(tz=UTC) + hours * HOUR,
        reason="Bão lụt",
        approved_at=timezone.now(),
    )


def asked(sheet):
    return ScoreSheet.objects.with_names().get(pk=sheet.pk)


def may_edit(sheet, person):
    return can_edit_sheet(standing_of(person), asked(sheet))


def may_appraise(sheet, person):
    held = asked(sheet)
    return can_appraise(standing_of(person), held, seats_of(held.season))


def test_a_sheet_is_not_scored_before_its_step_opens(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member)
    held = step(season, opens=1)
    opens = timezone.localtime(held.opens_at)

    verdict = may_edit(sheet, make_editor(member))

    assert not verdict
    assert f"“Tự chấm điểm” mở từ {opens:%H:%M} ngày" in verdict.reason


@pytest.mark.parametrize(
    ("fields", "extended_by", "open_"),
    [
        ({}, None, True),  # marked as late only
        (REFUSES, None, False),
        ({**REFUSES, "grace_days": 1}, None, True),
        (REFUSES, 1, True),
        (REFUSES, -1, False),  # the extension is over too
    ],
)
def test_after_the_deadline_a_step_refuses_only_where_it_says_so(year, fields, extended_by, open_):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    held = step(season, opens=-9, due=-2, **fields)
    if extended_by is not None:
        extend(held, member, extended_by)
    editor, approver = make_editor(member), make_approver(member)

    verdicts = [
        may_edit(sheet, editor),
        can_take(standing_of(editor), asked(sheet), A.ASK_APPROVAL, seats_of(season)),
        can_take(standing_of(approver), asked(sheet), A.SUBMIT, seats_of(season)),
    ]

    assert [bool(verdict) for verdict in verdicts] == [open_] * 3
    assert all(("đã khóa từ" in verdict.reason) is not open_ for verdict in verdicts)


def test_another_agency_s_extension_opens_nothing(year):
    season, (_, deputy, member) = year
    sheet = make_sheet(season, member)
    extend(step(season, opens=-9, due=-2, **REFUSES), deputy, 5)

    assert not may_edit(sheet, make_editor(member))


def test_a_refused_save_and_sending_change_nothing(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    step(season, opens=-9, due=-2, **REFUSES)
    line = line_of(sheet, "I.1")

    with pytest.raises(NotAllowed, match="đã khóa từ"):
        services.save_line(
            line_id=line.pk,
            seen_version=1,
            points=None,
            explanation="x",
            actor=make_editor(member),
        )
    with pytest.raises(NotAllowed, match="đã khóa từ"):
        services.take(A.SUBMIT, sheet_id=sheet.pk, seen_version=1, actor=make_approver(member))

    assert (asked(sheet).state, line_of(sheet, "I.1").explanation) == (S.DRAFT, "")
    assert not AuditEvent.objects.exists()


def test_a_sheet_that_came_back_is_corrected_while_the_appraisal_is_open(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, state=S.RETURNED, points=FULL)
    step(season, opens=-9, due=-5, **REFUSES)
    editor = make_editor(member)

    assert may_edit(sheet, editor)
    held = step(season, StepKind.APPRAISAL, opens=-4, due=-1, **REFUSES)
    assert "“Thẩm định điểm” đã khóa" in may_edit(sheet, editor).reason
    extend(held, member, 1)
    assert may_edit(sheet, editor)


@pytest.mark.parametrize(
    ("times", "fields", "reason"),
    [
        ({"opens": 1}, {}, "“Thẩm định điểm” mở từ"),
        ({"opens": -9, "due": -1}, {}, ""),
        ({"opens": -9, "due": -1}, REFUSES, "“Thẩm định điểm” đã khóa từ"),
        ({}, REFUSES, ""),
    ],
)
def test_the_appraisal_opens_and_shuts_too(year, times, fields, reason):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, state=S.SUBMITTED, points=FULL)
    step(season, StepKind.APPRAISAL, **times, **fields)
    person = make_editor(head)

    verdict = may_appraise(sheet, person)
    given_back = can_take(standing_of(person), asked(sheet), A.RETURN, seats_of(season))

    assert bool(verdict) is (reason == "")
    assert reason in verdict.reason
    assert bool(given_back) is bool(verdict)


def test_the_operator_s_command_is_above_the_calendar(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    step(season, opens=-9, due=-2, **REFUSES)

    services.take(A.SUBMIT, sheet_id=sheet.pk, seen_version=1, actor=None)

    assert (asked(sheet).state, asked(sheet).submitted_late) == (S.SUBMITTED, True)


@pytest.mark.parametrize("shift", [-9, 9])
def test_the_database_s_clock_opens_and_shuts_whatever_the_page_s_clock_says(year, shift):
    season, (_, _, member) = year
    sheet = make_sheet(season, member)
    editor = make_editor(member)
    step(season, **REFUSES)

    with time_machine.travel(datetime.now(tz=UTC) + shift * HOUR):
        verdict = may_edit(sheet, editor)

    assert verdict


def test_the_days_late_are_counted_at_the_first_sending(year):
    season, (head, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    due = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    make_step(season, StepKind.SELF_SCORING, due_at=due - timedelta(days=2), grace_days=1)

    services.take(A.SUBMIT, sheet_id=sheet.pk, seen_version=1, actor=make_approver(member))
    event = AuditEvent.objects.last()
    services.take(
        A.RETURN, sheet_id=sheet.pk, seen_version=2, actor=make_editor(head), reason="Sửa"
    )
    season.steps.update(due_at=due - timedelta(days=9))
    services.take(A.SUBMIT, sheet_id=sheet.pk, seen_version=3, actor=make_approver(member))

    assert event.after == {"state": "submitted", "submitted_late": True, "days_late": 2}
    assert (asked(sheet).submitted_late, asked(sheet).days_late) == (True, 2)


def test_only_the_operator_says_how_late_a_sheet_was(year):
    season, (_, _, member) = year
    sheet = make_sheet(season, member, points=FULL)
    step(season, opens=-999, due=-99)
    told = {"sheet_id": sheet.pk, "seen_version": 1, "days_late": 3}

    with pytest.raises(ValueError, match="operator"):
        services.take(A.SUBMIT, actor=make_approver(member), **told)
    assert asked(sheet).state == S.DRAFT
    services.take(A.SUBMIT, actor=None, **told)

    assert (asked(sheet).submitted_late, asked(sheet).days_late) == (True, 3)
