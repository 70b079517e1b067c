"""Documents enter the register without loss, and come back out of it."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from tests.factories import line_of, make_bloc_year, make_evidence_file, make_sheet

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("scoring", "0008_what_an_amendment_did")]
AFTER = [("scoring", "0011_evidence_refers_to_documents")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture(autouse=True)
def cheap_passing_by(monkeypatch):
    """Build no models of migrations that are only passed by on the way back: nobody asks for them.

    Django builds them anew for each operation, which costs more than the way itself.
    """
    mutate_state = Migration.mutate_state

    def mutate_unbuilt(self, project_state, preserve=True):
        if not preserve:
            project_state.__dict__.pop("apps", None)
        return mutate_state(self, project_state, preserve)

    monkeypatch.setattr(Migration, "mutate_state", mutate_unbuilt)


@pytest.fixture
def newest():
    """Return the newest migrations, and bring the database to them again at the end."""
    targets = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield targets
    migrate(targets)


def told(evidence, holder):
    return [
        (one.line_id, holder(one).title, holder(one).number, holder(one).file_id)
        for one in evidence.objects.order_by("pk")
    ]


def test_documents_enter_the_register_and_come_back(newest):
    season, agencies = make_bloc_year(3)
    sheet, other = make_sheet(season, agencies[1]), make_sheet(season, agencies[2])
    first, second = line_of(sheet, "I.1").pk, line_of(sheet, "I.2").pk
    theirs = line_of(other, "I.1").pk
    file = make_evidence_file(agencies[1]).pk
    old = migrate(BEFORE).get_model("scoring", "Evidence")
    day = date(2022, 5, 4)
    for line, values in (
        (first, {"title": "Quyết định", "file_id": file, "issued_on": day}),
        (second, {"title": "Quyết định", "file_id": file, "issued_on": day}),
        (second, {"title": "Công văn", "number": "5/CV"}),
        (second, {"title": "Công văn", "number": "5/CV"}),
        (theirs, {"title": "Công văn", "number": "5/CV"}),
    ):
        old.objects.create(line_id=line, **values)
    was = told(old, lambda one: one)

    apps = migrate(AFTER)

    documents = apps.get_model("scoring", "EvidenceDocument").objects
    assert told(apps.get_model("scoring", "Evidence"), lambda one: one.document) == was
    # One for the file on two lines, two for the line that names one twice, one for the others.
    assert documents.count() == 4
    assert documents.get(file_id=file).issued_on == day
    assert told(migrate(BEFORE).get_model("scoring", "Evidence"), lambda one: one) == was
    # Whatever came later keeps them too.
    assert told(migrate(newest).get_model("scoring", "Evidence"), lambda one: one.document) == was
