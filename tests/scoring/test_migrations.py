"""Documents come back out of the register without loss, and enter it again."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from scoring.models import Evidence, EvidenceDocument
from tests.factories import (
    line_of,
    make_bloc_year,
    make_document_of,
    make_evidence_file,
    make_sheet,
)

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("scoring", "0008_what_an_amendment_did")]


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
    MigrationExecutor(connection).migrate(targets)


def told(evidence, holder):
    return [
        (one.line_id, holder(one).title, holder(one).number, holder(one).file_id)
        for one in evidence.objects.order_by("pk")
    ]


def test_documents_come_back_out_of_the_register_and_enter_it_again(newest):
    season, agencies = make_bloc_year(3)
    sheet, other = make_sheet(season, agencies[1]), make_sheet(season, agencies[2])
    first, second, theirs = line_of(sheet, "I.1"), line_of(sheet, "I.2"), line_of(other, "I.1")
    file, day = make_evidence_file(agencies[1]), date(2022, 5, 4)
    both = make_document_of(agencies[1], title="Quyết định", file=file, issued_on=day)
    letter = {"title": "Công văn", "number": "5/CV"}
    for line, document in (
        (first, both),
        (second, both),
        (second, make_document_of(agencies[1], **letter)),
        (second, make_document_of(agencies[1], **letter)),
        (theirs, make_document_of(agencies[2], **letter)),
    ):
        Evidence.objects.create(line=line, document=document)
    was = told(Evidence, lambda one: one.document)

    MigrationExecutor(connection).migrate(BEFORE)

    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps
    assert told(old.get_model("scoring", "Evidence"), lambda one: one) == was
    assert "scoring_evidencedocument" not in connection.introspection.table_names()

    MigrationExecutor(connection).migrate(newest)

    assert told(Evidence, lambda one: one.document) == was
    # One for the file on two lines, two for the line that names one twice, one for the others.
    assert EvidenceDocument.objects.count() == 4
    assert EvidenceDocument.objects.get(file=file).issued_on == day
