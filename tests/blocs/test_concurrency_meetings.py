"""Real threads on a file of SQLite and on PostgreSQL: each meeting has a place of its own."""

from collections import Counter

import pytest

from accounts.models import AuditEvent
from blocs import services
from blocs.services import MeetingPlan, PurposeSpec
from blocs.services.meeting_plans import mark_of_meeting
from blocs.states import MeetingKind
from tests.factories import make_bloc_year, make_editor, make_meeting
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
PURPOSES = (PurposeSpec(MeetingKind.REGULAR),)


def test_meetings_added_at_once_stand_one_after_the_other():
    season, members = make_bloc_year(3)
    person = make_editor(members[0])

    def click(number: int):
        plan = MeetingPlan(f"Cuộc họp {number}", PURPOSES)
        return lambda: services.plan_meeting(season_id=season.pk, plan=plan, actor=person)

    answers = at_once(*[click(number) for number in range(4)])

    assert Counter(answers) == {"done": 4}
    assert sorted(season.meetings.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_a_change_and_a_cancelling_at_once_are_one():
    season, members = make_bloc_year(3)
    meeting, person = make_meeting(season), make_editor(members[0])
    held = {"season_id": season.pk, "position": 1, "seen": mark_of_meeting(meeting)}
    plan = MeetingPlan("Khác", PURPOSES)

    answers = at_once(
        lambda: services.change_meeting(**held, plan=plan, actor=person),
        lambda: services.cancel_meeting(**held, reason="Hoãn", actor=person),
    )

    assert Counter(answers) == {"done": 1, "Stale": 1}
    meeting.refresh_from_db()
    assert (meeting.name == "Khác") != bool(meeting.cancelled_because)
    assert AuditEvent.objects.filter(action__startswith="meeting.").count() == 1
