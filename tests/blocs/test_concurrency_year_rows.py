"""Real threads on a file of SQLite and on PostgreSQL: rows of a year's list, all at once."""

from collections import Counter

import pytest

from accounts.models import AuditEvent
from blocs.services import (
    MOVEMENTS,
    MovementSpec,
    add_row,
    change_row,
    mark_of_order,
    mark_of_row,
    order_rows,
)
from tests.factories import make_bloc_year, make_editor
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_changed_added_and_moved_at_once_lose_nothing():
    season, members = make_bloc_year(3)
    person = make_editor(members[0])
    a, b = (
        add_row(MOVEMENTS, season_id=season.pk, spec=MovementSpec(name), actor=None)
        for name in "AB"
    )
    seen, order = mark_of_row(MOVEMENTS, a), mark_of_order([a.pk, b.pk])

    def change(number: int):
        return lambda: change_row(
            MOVEMENTS,
            season_id=season.pk,
            pk=a.pk,
            spec=MovementSpec(f"Lần {number}"),
            seen=seen,
            actor=person,
        )

    def add():
        add_row(MOVEMENTS, season_id=season.pk, spec=MovementSpec("C"), actor=person)

    def move():
        order_rows(MOVEMENTS, season_id=season.pk, order=[b.pk, a.pk], seen=order, actor=person)

    changes = at_once(change(1), change(2), add, add, move)

    assert Counter(changes[:2]) == {"done": 1, "Stale": 1}
    assert changes[2:4] == ["done", "done"]
    assert changes[4] in {"done", "Stale"}  # a row that came before it makes its list an old one
    names = [row.name for row in MOVEMENTS.of(season)]
    assert Counter(name[:1] for name in names) == {"L": 1, "B": 1, "C": 1}
    assert AuditEvent.objects.filter(action="movement.change").count() == 1
    assert AuditEvent.objects.filter(action="movement.add").count() == 3
