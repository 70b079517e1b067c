"""Real threads: a document's data is corrected while a sheet that refers to it is sent."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import AuditEvent
from blocs.states import Stage
from scoring import services
from scoring.models import EvidenceDocument
from scoring.services import documents
from scoring.states import SheetAction
from tests.factories import (
    line_of,
    make_approver,
    make_bloc_year,
    make_editor,
    make_season,
    make_sheet,
)
from tests.scoring import hostile

pytestmark = pytest.mark.django_db(transaction=True)
FULL = {"I.1": "35", "I.2": "20", "II.1": "40"}
PDF = hostile.pdf()


@pytest.fixture
def sheet():
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    return make_sheet(season, agencies[2], points=FULL)


@pytest.fixture
def document(sheet):
    return put_forward(sheet, make_editor(sheet.agency)).document


def put_forward(sheet, editor):
    upload = SimpleUploadedFile("a.pdf", PDF)
    line_id = line_of(sheet, "I.1").pk
    return services.attach_evidence(line_id=line_id, upload=upload, title="Cũ", actor=editor)


def send(sheet, approver):
    services.take(SheetAction.SUBMIT, sheet_id=sheet.pk, seen_version=1, actor=approver, reason="")


def correct(document, editor):
    return services.edit_document(
        document_id=document.pk,
        seen_version=1,
        title="Mới",
        number="",
        issued_on=None,
        issuer="",
        actor=editor,
    )


def correct_while(work, document, editor, monkeypatch):
    """Correct the document and do the work in another thread between the check and the save."""
    checked, worked = Event(), Event()
    read_facts = documents.facts_of

    def slow_facts(*args, **kwargs):
        checked.set()
        worked.wait(timeout=1)  # held out by our locks, the work ends only after us
        return read_facts(*args, **kwargs)

    def other():
        try:
            checked.wait(timeout=30)
            work()
            worked.set()
        finally:
            connection.close()

    monkeypatch.setattr(documents, "facts_of", slow_facts)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(other)
        correct(document, editor)
        waiting.result(timeout=30)


def actions():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_sheet_is_not_sent_while_its_document_is_corrected(sheet, document, monkeypatch):
    editor, approver = make_editor(sheet.agency), make_approver(sheet.agency)

    correct_while(lambda: send(sheet, approver), document, editor, monkeypatch)

    assert actions() == ["line.attach_evidence", "document.edit", "sheet.submit"]


def test_no_other_sheet_takes_the_document_while_it_is_corrected(sheet, document, monkeypatch):
    later = make_season(bloc=sheet.season.bloc, members=[sheet.agency], stage=Stage.SELF_SCORING)
    other = make_sheet(later, sheet.agency)
    editor = make_editor(sheet.agency)

    correct_while(lambda: put_forward(other, editor), document, editor, monkeypatch)

    assert actions() == ["line.attach_evidence", "document.edit", "line.attach_evidence"]
    assert AuditEvent.objects.order_by("id").last().after["title"] == "Mới"
    assert EvidenceDocument.objects.get().uses.count() == 2
