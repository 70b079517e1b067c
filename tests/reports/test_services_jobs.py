from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import AuditEvent
from reports import services
from reports.models import Document
from reports.services import jobs
from reports.states import DocumentState
from tests.reports.jobs import (
    HUGE_TABLE_ROWS,
    asked_for,
    let_lease_run_out,
    queued_document,
    with_ranking_rows,
)

QUEUED, RUNNING, FAILED = DocumentState.QUEUED, DocumentState.RUNNING, DocumentState.FAILED
Sent = list[tuple[str, tuple[int, ...]]]


@pytest.fixture
def document(db: None) -> Document:
    return queued_document()


def block_the_folder() -> Path:
    """Put a file where the folder of papers should be, so that no paper can be written."""
    blocker = Path(settings.MEDIA_ROOT) / "documents"
    blocker.parent.mkdir(parents=True)
    blocker.write_text("")
    return blocker


def test_a_claim_takes_the_job_for_two_hundred_seconds(document):
    taken = services.claim(document.pk)

    left = taken.lease_until - timezone.now()
    assert (taken.state, taken.attempts) == (RUNNING, 1)
    assert timedelta(seconds=195) < left < timedelta(seconds=205)


def test_a_job_that_another_worker_holds_is_not_taken(document):
    services.claim(document.pk)

    assert services.claim(document.pk) is None

    document.refresh_from_db()
    assert document.attempts == 1


def test_a_job_whose_lease_ran_out_is_taken_again(document):
    services.claim(document.pk)
    let_lease_run_out(document)

    assert services.claim(document.pk).attempts == 2


def test_a_job_is_not_taken_a_fourth_time(document):
    for _ in range(3):
        services.claim(document.pk)
        let_lease_run_out(document)

    assert services.claim(document.pk) is None


@pytest.mark.parametrize("state", [FAILED, DocumentState.READY])
def test_a_job_that_is_over_is_not_taken(document, state):
    if state is FAILED:
        services.mark_failed(document.pk, "Lỗi")
    else:
        services.make(document.pk)

    assert services.claim(document.pk) is None


@pytest.mark.django_db(transaction=True)
def test_of_twenty_workers_one_takes_the_job():
    document = queued_document()

    def take(_: int) -> bool:
        try:
            return services.claim(document.pk) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        taken = list(pool.map(take, range(20)))

    assert sum(taken) == 1


def test_a_paper_that_is_too_large_fails_at_once_and_says_so(document):
    with_ranking_rows(document, HUGE_TABLE_ROWS)

    assert services.make(document.pk) is False

    document.refresh_from_db()
    assert (document.state, document.attempts) == (FAILED, 1)
    assert f"{HUGE_TABLE_ROWS} dòng" in document.error


def test_content_of_an_unknown_shape_fails_at_once_and_says_so(document):
    Document.objects.update(content={})

    services.make(document.pk)

    document.refresh_from_db()
    assert (document.state, document.attempts) == (FAILED, 1)
    assert "không khớp" in document.error


def give_out(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    """Let every render end in the fault."""

    def render(*_: object) -> bytes:
        raise fault

    monkeypatch.setattr(jobs, "pdf_bytes", render)


def test_what_another_try_would_meet_again_fails_at_once(document, monkeypatch):
    give_out(monkeypatch, SoftTimeLimitExceeded())

    services.make(document.pk)

    document.refresh_from_db()
    assert (document.state, document.attempts) == (FAILED, 1)
    assert "quá thời gian" in document.error


def test_a_paper_that_memory_does_not_hold_is_tried_three_times(document, monkeypatch):
    give_out(monkeypatch, MemoryError())

    for attempt in (1, 2, 3):
        let_lease_run_out(document)
        assert services.make(document.pk) is False
        document.refresh_from_db()
        assert document.attempts == attempt
        assert document.state == (FAILED if attempt == 3 else QUEUED)

    assert "vượt bộ nhớ" in document.error


def test_a_disk_that_refuses_is_tried_again_after_a_pause(document):
    blocker = block_the_folder()

    assert services.make(document.pk) is False

    document.refresh_from_db()
    pause = document.lease_until - timezone.now()
    assert (document.state, document.attempts) == (QUEUED, 1)
    assert timedelta(seconds=25) < pause < timedelta(seconds=35)
    blocker.unlink()
    let_lease_run_out(document)
    assert services.make(document.pk)


def test_after_the_third_fault_the_document_has_failed_for_good(document):
    block_the_folder()

    for _ in range(3):
        services.make(document.pk)
        let_lease_run_out(document)

    document.refresh_from_db()
    assert (document.state, document.attempts) == (FAILED, 3)
    assert "cả 3 lần" in document.error
    assert AuditEvent.objects.filter(action="document.fail").count() == 1


def test_a_fault_leaves_no_half_file(document, monkeypatch):
    folder = Path(settings.MEDIA_ROOT) / "documents"
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))

    services.make(document.pk)

    assert list(folder.iterdir()) == []
    document.refresh_from_db()
    assert document.state == QUEUED


def test_a_slow_worker_that_lost_its_lease_does_no_harm(document, monkeypatch):
    render = jobs.pdf_bytes

    def overtaken(*paper: object) -> bytes:
        monkeypatch.setattr(jobs, "pdf_bytes", render)
        let_lease_run_out(document)
        assert services.make(document.pk)  # the second worker, faster than the first
        return render(*paper)

    monkeypatch.setattr(jobs, "pdf_bytes", overtaken)

    services.make(document.pk)

    document.refresh_from_db()
    assert (document.state, document.attempts) == (DocumentState.READY, 2)
    assert AuditEvent.objects.filter(action="document.ready").count() == 1
    assert len(list((Path(settings.MEDIA_ROOT) / "documents").iterdir())) == 1


def test_a_ready_document_never_fails(document):
    services.make(document.pk)

    assert services.mark_failed(document.pk, "Lỗi") is False

    document.refresh_from_db()
    assert document.state == DocumentState.READY


def set_state(document: Document, name: str) -> None:
    """Bring a document into one of the situations that a sweep finds."""
    arrange: dict[str, Callable[[], None]] = {
        "just asked": lambda: asked_for(document, seconds_ago=2),
        "never sent": lambda: asked_for(document, seconds_ago=20),
        "sent lately": lambda: asked_for(document, seconds_ago=500, published_ago=30),
        "sent long ago": lambda: asked_for(document, seconds_ago=500, published_ago=90),
    }
    arrange[name]()


@pytest.mark.parametrize(
    ("situation", "sent_again"),
    [("just asked", False), ("never sent", True), ("sent lately", False), ("sent long ago", True)],
)
def test_a_sweep_sends_what_seems_to_be_lost(document, sent_tasks: Sent, situation, sent_again):
    set_state(document, situation)

    swept = services.sweep_documents()

    wanted = [("reports.tasks.make_document", (document.pk,))] if sent_again else []
    assert sent_tasks == wanted
    assert (swept.nudged, swept.failed, swept.unsent) == (int(sent_again), 0, 0)


def test_a_sweep_leaves_a_running_job_alone(document, sent_tasks: Sent):
    asked_for(document, seconds_ago=500, published_ago=500)
    services.claim(document.pk)

    services.sweep_documents()

    assert sent_tasks == []


def test_a_sweep_sends_a_job_whose_worker_died(document, sent_tasks: Sent):
    services.claim(document.pk)
    let_lease_run_out(document)

    services.sweep_documents()

    assert sent_tasks == [("reports.tasks.make_document", (document.pk,))]


def test_a_sweep_does_not_send_the_same_job_every_time(document, sent_tasks: Sent):
    asked_for(document, seconds_ago=500)

    services.sweep_documents()
    services.sweep_documents()

    assert len(sent_tasks) == 1


def test_a_sweep_gives_up_what_died_three_times(document, sent_tasks: Sent):
    for _ in range(3):
        services.claim(document.pk)
        let_lease_run_out(document)

    swept = services.sweep_documents()

    document.refresh_from_db()
    assert (swept.failed, sent_tasks) == (1, [])
    assert (document.state, document.attempts) == (FAILED, 3)
    assert "3 lần" in document.error


def test_a_sweep_does_not_take_the_last_attempt_from_its_worker(document):
    for _ in range(2):
        services.claim(document.pk)
        let_lease_run_out(document)
    services.claim(document.pk)

    assert services.sweep_documents().failed == 0

    document.refresh_from_db()
    assert document.state == RUNNING


@pytest.mark.django_db
def test_waiting_documents_are_made_here_without_a_worker():
    made = [queued_document() for _ in range(3)]
    with_ranking_rows(made[1], HUGE_TABLE_ROWS)

    swept = services.make_waiting_here()

    states = Document.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["ready", "failed", "ready"]
    assert (swept.nudged, swept.unsent) == (2, 1)


@pytest.mark.django_db
def test_the_message_carries_nothing_but_the_number(
    sent_tasks: Sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        document = queued_document()

    document.refresh_from_db()
    assert sent_tasks == [("reports.tasks.make_document", (document.pk,))]
    assert document.published_at is not None
