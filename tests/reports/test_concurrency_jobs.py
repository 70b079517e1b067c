"""Real threads: a paper is cancelled while it is taken, reported on, or stored."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings

from accounts.audit import Head, verify_chain
from accounts.models import AuditEvent
from reports import services
from reports.models import Document
from reports.services import files, jobs
from reports.states import DocumentState
from tests.reports.jobs import queued_document
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
CANCELLED, READY = DocumentState.CANCELLED, DocumentState.READY


def cancelling(document: Document):
    return lambda: services.cancel_document(document_id=document.pk, actor=None)


def stored_files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "documents"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("round_", range(5))
def test_a_paper_cancelled_while_it_is_taken_ends_cancelled_and_held_by_nobody(round_):
    document = queued_document()
    taken: list[Document | None] = []

    answers = at_once(
        cancelling(document), *[lambda: taken.append(services.claim(document.pk))] * 3
    )

    held = Document.objects.get()
    assert answers == ["done"] * 4
    assert (held.state, held.claim, held.lease_until) == (CANCELLED, None, None)
    assert sum(one is not None for one in taken) <= 1
    assert services.claim(document.pk) is None


def test_a_cancel_that_comes_while_the_file_is_put_in_its_place_is_too_late(monkeypatch):
    document = queued_document()
    put, answers = files.put_in_place, []
    late = Thread(target=lambda: answers.extend(at_once(cancelling(document))))

    def slow_put(part: Path, target: Path) -> None:
        put(part, target)
        late.start()
        late.join(timeout=0.3)  # it waits for the row that is held here

    monkeypatch.setattr(files, "put_in_place", slow_put)

    assert services.make(document.pk)

    late.join(timeout=30)
    assert answers == ["NotAllowed"]
    assert Document.objects.get().state == READY
    assert stored_files() == [f"{document.uuid}.pdf"]
    assert "document.cancel" not in actions()


@pytest.mark.parametrize("round_", range(5))
def test_a_paper_cancelled_while_it_is_stored_is_one_or_the_other(round_, monkeypatch):
    """Whoever comes first wins; file, state and audit agree in each case."""
    document = queued_document()
    render = jobs.pdf_bytes
    at_the_door = Barrier(2)

    def printed(*paper: object) -> bytes:
        data = render(*paper)
        at_the_door.wait(timeout=30)
        return data

    def cancel() -> None:
        at_the_door.wait(timeout=30)
        cancelling(document)()

    monkeypatch.setattr(jobs, "pdf_bytes", printed)

    answers = at_once(lambda: services.make(document.pk), cancel)

    held = Document.objects.get()
    if held.state == READY:
        assert answers == ["done", "NotAllowed"]
        assert stored_files() == [f"{document.uuid}.pdf"]
        assert actions() == ["document.ask", "document.ready"]
    else:
        assert (held.state, answers) == (CANCELLED, ["done", "done"])
        assert stored_files() == []
        assert actions() == ["document.ask", "document.cancel"]
    assert (held.claim, held.lease_until) == (None, None)
    assert isinstance(verify_chain(), Head)


def test_of_many_who_cancel_one_does_and_the_others_are_told():
    document = queued_document()

    answers = at_once(*[cancelling(document)] * 6)

    assert sorted(answers) == ["NotAllowed"] * 5 + ["done"]
    assert actions() == ["document.ask", "document.cancel"]
