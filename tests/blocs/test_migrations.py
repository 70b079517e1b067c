"""Migrations that lose something on the way back: there, back, and there again."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from blocs.models import Registration, RegistrationItem, SectionRevision, Statement
from tests.factories import make_bloc_year

pytestmark = pytest.mark.django_db(transaction=True)
KINDS = "0016_kinds_of_targets"
SECTIONS = "0017_words_of_every_paper"


def one_way(direction: str, name: str) -> None:
    """Go this one migration's way: no other stands on the tables that it changes."""
    loader = MigrationLoader(connection)
    migration = loader.get_migration("blocs", name)
    state = loader.project_state(migration.dependencies)
    with connection.schema_editor(atomic=migration.atomic) as editor:
        getattr(migration, direction)(state, editor)


@pytest.fixture
def gone_back():
    """Go back when the test says so, and come forth again at its end."""
    went = []

    def go(name: str) -> None:
        one_way("unapply", name)
        went.append(name)

    yield go
    for name in went:
        one_way("apply", name)


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

    gone_back(KINDS)

    was = [("title", "Nội dung 1"), ("target", "Nội dung 2"), ("target", "Nội dung 3")]
    assert kinds(registration) == was
    with pytest.raises(IntegrityError), transaction.atomic():
        add(registration, "building")
    one_way("apply", KINDS)
    assert kinds(registration) == was
    add(registration, "building")
    with pytest.raises(IntegrityError), transaction.atomic():
        add(registration, "wish")
    one_way("unapply", KINDS)
    assert kinds(registration)[-1] == ("target", "Nội dung 4")


def keep(season, section):
    return SectionRevision.objects.create(
        season=season,
        section=section,
        number=1,
        cause="edited",
        content=[],
        made_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_words_of_other_papers_are_forgotten_on_the_way_back_and_those_of_the_report_stay(
    gone_back,
):
    season, _ = make_bloc_year(2)
    for position, section in enumerate(("review", "covenant_pledge"), start=1):
        Statement.objects.create(season=season, section=section, position=position, text="Lời.")
        keep(season, section)

    gone_back(SECTIONS)

    for model in (Statement, SectionRevision):
        assert list(model.objects.values_list("section", flat=True)) == ["review"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.create(season=season, section="covenant_pledge", position=9, text="Lời.")
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(season, "covenant_pledge")
    kept_states_never_change()


def test_kept_states_of_words_never_change_after_their_table_was_built_anew():
    keep(make_bloc_year(2)[0], "covenant_pledge")

    kept_states_never_change()


def kept_states_never_change():
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SectionRevision.objects.update(cause="drafted")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SectionRevision.objects.all().delete()
