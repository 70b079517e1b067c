"""Real threads on a file of SQLite and on PostgreSQL: a programme is set once."""

from collections import Counter

import pytest

from accounts.models import AuditEvent
from blocs import services
from blocs.rules.programme import ProgrammeLine
from blocs.services.programme import mark_of_programme
from tests.factories import make_bloc_year, make_editor, make_meeting
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_programmes_at_once_are_one():
    season, members = make_bloc_year(3)
    meeting, person = make_meeting(season), make_editor(members[0])
    seen = mark_of_programme(meeting)

    def click(number: int):
        return lambda: services.set_programme(
            season_id=season.pk,
            position=meeting.position,
            lines=(ProgrammeLine(f"Lần {number}"),),
            seen=seen,
            actor=person,
        )

    answers = at_once(*[click(number) for number in range(4)])

    assert Counter(answers) == {"done": 1, "Stale": 3}
    assert meeting.programme.count() == 1
    assert AuditEvent.objects.filter(action="meeting.programme").count() == 1
