"""Real threads on a file of SQLite and on PostgreSQL: a season is handed over once."""

from collections import Counter

import pytest

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from blocs.models import Handover, HandoverReceipt, Season
from blocs.services import receive_handover
from blocs.states import Stage, StepKind
from reports import services
from reports.models import Document
from reports.selectors.handover import handover_plan
from tests.blocs.handing import DAY, hand, make_leaving_year
from tests.factories import NOON, make_approver, make_editor, make_officer, make_step
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def ready():
    season, members = make_leaving_year()
    make_step(season, StepKind.DOSSIER, due_at=NOON)
    season = Season.objects.with_names().get(pk=season.pk)
    return season, members, handover_plan(season).mark


def hand_over(season, seen, person):
    return lambda: services.hand_over_season(season_id=season.pk, on=DAY, seen=seen, actor=person)


def test_two_handovers_at_once_are_one():
    season, (old, *_), seen = ready()
    people = [make_approver(old), make_officer(season.bloc)] * 3

    answers = at_once(*[hand_over(season, seen, person) for person in people])

    assert Counter(answers) == {"done": 1, "Refused": 5}
    assert (Handover.objects.count(), Season.objects.count()) == (1, 2)
    assert Document.objects.filter(kind="bien-ban-ban-giao").count() == 1
    assert AuditEvent.objects.filter(action="season.hand_over").count() == 1
    assert Season.objects.get(cycle__label="2026").steps.count() == 1
    assert isinstance(verify_chain(), Head)


def test_a_step_of_the_year_comes_before_the_handover_or_after_it_and_never_between():
    season, (old, *_), seen = ready()
    season.stage = Stage.PROVINCIAL_APPRAISAL.value
    season.save(update_fields=["stage"])
    seen = handover_plan(season).mark

    moved, handed = at_once(
        lambda: services.advance_season(
            season_id=season.pk,
            to=Stage.DECIDED,
            seen_version=season.version,
            actor=make_officer(season.bloc),
        ),
        hand_over(season, seen, make_approver(old)),
    )

    assert moved == "done"
    assert handed in {"done", "Stale"}
    assert Handover.objects.count() == (handed == "done")


def test_a_handover_is_received_once():
    season, (_, new, _), _ = ready()
    handover = hand(season)
    people = [make_editor(new) for _ in range(4)]

    answers = at_once(
        *[lambda who=who: receive_handover(handover_id=handover.pk, actor=who) for who in people]
    )

    assert Counter(answers) == {"done": 1, "Refused": 3}
    assert HandoverReceipt.objects.count() == 1
