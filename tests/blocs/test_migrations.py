"""The two kinds of targets: the way there, and the way back to one."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from blocs.models import Registration, RegistrationItem
from tests.factories import make_bloc_year

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("blocs", "0015_meetings_planned_on_a_page")
KINDS = ("blocs", "0016_kinds_of_targets")


def one_way(direction: str) -> None:
    """Go this one migration's way: no other stands on the table that it changes."""
    loader = MigrationLoader(connection)
    migration, state = loader.get_migration(*KINDS), loader.project_state([BEFORE])
    with connection.schema_editor(atomic=migration.atomic) as editor:
        getattr(migration, direction)(state, editor)


@pytest.fixture
def gone_back():
    """Go back when the test says so, and come forth again at its end."""
    went = []

    def go() -> None:
        one_way("unapply")
        went.append(True)

    yield go
    if went:
        one_way("apply")


def add(registration, kind):
    position = registration.items.count() + 1
    return RegistrationItem.objects.create(
        registration=registration, position=position, kind=kind, content=f"Nội dung {position}"
    )


def kinds(registration):
    return list(registration.items.order_by("position").values_list("kind", "content"))


def test_targets_of_the_second_kind_become_targets_on_the_way_back(gone_back):
    season, members = make_bloc_year(2)
    registration = Registration.objects.create(season=season, agency=members[1])
    for kind in ("title", "building", "target"):
        add(registration, kind)

    gone_back()

    was = [("title", "Nội dung 1"), ("target", "Nội dung 2"), ("target", "Nội dung 3")]
    assert kinds(registration) == was
    with pytest.raises(IntegrityError), transaction.atomic():
        add(registration, "building")
    one_way("apply")
    assert kinds(registration) == was
    add(registration, "building")
    with pytest.raises(IntegrityError), transaction.atomic():
        add(registration, "wish")
    one_way("unapply")
    assert kinds(registration)[-1] == ("target", "Nội dung 4")
