"""Races around deadlines and returns, with real threads on both databases."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from blocs.services import extend_step
from blocs.states import Stage, StepClosing, StepKind
from scoring import services
from scoring.models import LineReturn, ScoreLine, ScoreSheet, SheetReturn
from scoring.services.returns import mark_of_answer
from scoring.states import SheetAction, SheetState
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_step,
)
from tests.threads import together

pytestmark = pytest.mark.django_db(transaction=True)

FULL = {"I.1": "35", "I.2": "20", "II.1": "40"}
TIMES = range(4)


def take(action, sheet, actor, seen, **more):
    held = services.take(action, sheet_id=sheet.pk, seen_version=seen, actor=actor, **more)
    return held.state


@pytest.mark.parametrize("closing", list(StepClosing))
@pytest.mark.parametrize("time", TIMES)
def test_a_sheet_sent_while_time_is_given_is_judged_by_whoever_came_first(closing, time):
    season, (_, _, member) = make_bloc_year(3, stage=Stage.SELF_SCORING)
    sheet = make_sheet(season, member, points=FULL)
    now = timezone.now()
    step = make_step(
        season, StepKind.SELF_SCORING, due_at=now - timedelta(days=1), closing=closing.value
    )
    approver, officer = make_approver(member), make_officer(season.bloc)

    answers = together(
        lambda: take(SheetAction.SUBMIT, sheet, approver, 1),
        lambda: (
            extend_step(
                step_id=step.pk,
                agency=member,
                due_at=now + timedelta(days=1),
                reason="Bão lụt",
                actor=officer,
            ).reason
        ),
    )

    held = ScoreSheet.objects.get()
    order = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    assert answers[1] == "Bão lụt"
    if answers[0] == "NotAllowed":
        assert (closing, held.state) == (StepClosing.REFUSES, SheetState.DRAFT)
        assert order == ["step.extend"]
    else:
        first = order[0] == "sheet.submit"
        assert held.submitted_late is first  # in time only when the extension stood before
        assert not (first and closing is StepClosing.REFUSES)


@pytest.mark.parametrize("time", TIMES)
def test_a_return_keeps_the_points_that_stand_when_it_happens(time):
    season, (head, _, member) = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED, points=FULL)
    line = line_of(sheet, "I.1")
    first, second = make_editor(head), make_editor(head)

    answers = together(
        lambda: (
            services.save_appraisal(
                line_id=line.pk, seen_version=1, points=Decimal(30), reason="Thiếu", actor=first
            ).appraised_points
        ),
        lambda: take(
            SheetAction.RETURN,
            sheet,
            second,
            1,
            reason="Xem lại",
            line_reasons={line.pk: "Thiếu minh chứng"},
        ),
    )

    kept = LineReturn.objects.get(line=line)
    saved = ScoreLine.objects.get(pk=line.pk)
    assert answers[1] == SheetState.RETURNED
    assert answers[0] in {Decimal(30), "NotAllowed"}  # before the return, or too late for it
    assert kept.appraised_points == saved.appraised_points
    assert saved.appraised_points == (None if answers[0] == "NotAllowed" else Decimal(30))


@pytest.mark.parametrize("time", TIMES)
def test_two_returns_at_once_are_one_round(time):
    season, (head, _, member) = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED, points=FULL)
    people = [make_editor(head), make_editor(head)]

    answers = together(
        *(
            lambda person=person: take(SheetAction.RETURN, sheet, person, 1, reason="Xem lại")
            for person in people
        )
    )

    assert Counter(answers) == {"returned": 1, "Stale": 1}
    assert (SheetReturn.objects.count(), LineReturn.objects.count()) == (1, sheet.lines.count())


@pytest.mark.parametrize("time", TIMES)
def test_two_answers_to_one_line_are_one_answer_and_one_conflict(time):
    season, (_, _, member) = make_bloc_year(3, stage=Stage.APPRAISAL)
    sheet = make_sheet(season, member, state=SheetState.SUBMITTED, points=FULL)
    line = line_of(sheet, "I.1")
    take(SheetAction.RETURN, sheet, None, 1, reason="Xem lại", line_reasons={line.pk: "Thiếu"})
    back = LineReturn.objects.get(line=line)
    people = [make_editor(member), make_editor(member)]

    answers = together(
        *(
            lambda person=person: services.answer_lines(
                sheet_id=sheet.pk,
                answers=[services.Answer(back.pk, mark_of_answer(""), person.username)],
                actor=person,
            )
            for person in people
        )
    )

    assert Counter(map(str, answers)) == {"1": 1, "Stale": 1}
    winner = people[answers.index(1)]
    assert LineReturn.objects.get(pk=back.pk).answer == winner.username
