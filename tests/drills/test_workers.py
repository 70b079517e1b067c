"""R1-R4: workers that are killed, and papers that kill or never end.

The quick proofs of R1-R3 are in tests/reports/test_worker.py, with a lease that is let run out;
here the lease, the sweep and the limits have their real lengths.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from reports import services
from reports.models import Document
from reports.states import DocumentState
from reports.tasks import make_document
from tests.drills.waiting import ready_among, seconds_until_over
from tests.fixtures.children import children_of, is_alive
from tests.fixtures.forked import Forked
from tests.reports.jobs import let_lease_run_out, queued_document, with_ranking_rows
from tests.reports.waiting import wait_for_attempt, wait_for_state, wait_until

pytestmark = pytest.mark.worker
StartWorker = Callable[..., Forked]
SLOW_ROWS, SLOWEST_ROWS = 300, 2_000
TOO_MANY_LETTERS = 100_000_000
READY, RUNNING, FAILED = DocumentState.READY, DocumentState.RUNNING, DocumentState.FAILED


def long_document(rows: int) -> Document:
    """Return a queued paper with so many rows; no worker hears of it before it has them."""
    with transaction.atomic():
        return with_ranking_rows(queued_document(), rows)


def files_made() -> int:
    return len(list((Path(settings.MEDIA_ROOT) / "documents").iterdir()))


def kill_child(worker: Forked) -> None:
    (child,) = children_of(worker.pid)
    os.kill(child, signal.SIGKILL)


@pytest.mark.drill("R1", long=True)
def test_a_paper_whose_child_was_killed_is_made_after_its_lease(
    start_worker: StartWorker, start_beat: Callable[[], None], tell
):
    worker = start_worker()
    start_beat()
    document = long_document(SLOW_ROWS)
    wait_for_state(document, RUNNING)

    kill_child(worker)
    took = seconds_until_over([document], patience=300)

    document.refresh_from_db()
    tell(took, "s until made after the kill", at_most=240)
    tell(document.attempts, "attempts", exactly=2)
    tell(files_made(), "files", exactly=1)


@pytest.mark.drill("R2", long=True)
def test_a_worker_killed_whole_loses_none_of_twenty(
    start_worker: StartWorker, start_beat: Callable[[], None], tell
):
    worker = start_worker()
    start_beat()
    documents = [queued_document() for _ in range(19)]
    slow = long_document(SLOW_ROWS)
    wait_for_state(slow, RUNNING)

    kill_child(worker)
    worker.kill()
    worker.wait(timeout=10)
    start_worker()
    took = seconds_until_over([*documents, slow], patience=300)

    tell(took, "s until all were made", at_most=240)
    tell(20 - ready_among([*documents, slow]), "papers lost of 20", exactly=0)
    tell(files_made(), "files", exactly=20)


@pytest.mark.drill("R3", long=True)
def test_a_poison_paper_is_given_up_and_twenty_neighbours_are_made(start_worker: StartWorker, tell):
    poison = long_document(SLOW_ROWS)
    neighbours = [queued_document() for _ in range(20)]
    worker = start_worker()
    for attempt in range(1, 4):
        wait_for_attempt(poison, attempt)
        kill_child(worker)
        let_lease_run_out(poison)
        services.sweep_documents()

    seconds_until_over(neighbours, patience=120)
    services.sweep_documents()

    poison.refresh_from_db()
    assert poison.state == FAILED
    tell(poison.attempts, "attempts", exactly=3)
    tell(ready_among(neighbours), "neighbours made of 20", exactly=20)


def too_big_document() -> Document:
    """Return a queued paper with one text that a worker's gigabyte does not hold."""
    with transaction.atomic():
        document = queued_document()
        with_ranking_rows(document, 1)
        document.content["review"]["ranking"]["rows"][0]["note"] = "a" * TOO_MANY_LETTERS
        document.save(update_fields=["content"])
        return document


def state_of(document: Document) -> tuple[str, int]:
    """Return state and attempts without the content, which may be huge."""
    return Document.objects.values_list("state", "attempts").get(pk=document.pk)


@pytest.mark.drill("R3", long=True)
def test_a_paper_that_memory_does_not_hold_is_given_up_and_twenty_neighbours_are_made(
    start_worker: StartWorker, tell
):
    poison = too_big_document()
    neighbours = [queued_document() for _ in range(20)]
    worker = start_worker()
    for attempt in range(1, 4):
        over = (FAILED if attempt == 3 else DocumentState.QUEUED, attempt)
        what = f"the end of attempt {attempt}"
        wait_until(lambda over=over: state_of(poison) == over, what, patience=170)
        let_lease_run_out(poison)
        services.sweep_documents()

    seconds_until_over(neighbours, patience=120)

    error = Document.objects.values_list("error", flat=True).get(pk=poison.pk)
    assert "vượt bộ nhớ" in error
    assert worker.poll() is None
    tell(state_of(poison)[1], "attempts at a paper that memory does not hold", exactly=3)
    tell(ready_among(neighbours), "neighbours made of 20 beside it", exactly=20)


@pytest.mark.drill("R4")
def test_a_paper_over_the_soft_limit_fails_and_says_so(
    start_worker: StartWorker, monkeypatch: pytest.MonkeyPatch
):
    worker = start_worker()
    wait_for_state(queued_document(), READY)  # the child has loaded what it needs
    monkeypatch.setattr("reports.services.documents.nudge", lambda _: True)
    document = long_document(SLOWEST_ROWS)

    # Celery gives each task the limits of the settings, whatever options the worker has.
    make_document.apply_async((document.pk,), soft_time_limit=2, time_limit=30)

    wait_for_state(document, FAILED)
    document.refresh_from_db()
    assert "quá thời gian" in document.error
    assert worker.poll() is None


def slowed(child: int, until: float) -> None:
    """Let the process work for a hundredth of the time, as on a machine that is far too busy."""
    while time.monotonic() < until:
        os.kill(child, signal.SIGSTOP)
        time.sleep(0.99)
        os.kill(child, signal.SIGCONT)
        time.sleep(0.01)


@pytest.mark.drill("R4", long=True)
def test_a_runaway_paper_meets_the_soft_limit(start_worker: StartWorker, tell):
    worker = start_worker()
    document = long_document(SLOWEST_ROWS)
    wait_for_state(document, RUNNING)
    started = time.monotonic()

    (child,) = children_of(worker.pid)
    slowed(child, started + 119)  # a quick machine makes it in the seconds that are left to it
    seconds_until_over([document], patience=30)

    document.refresh_from_db()
    assert "quá thời gian" in document.error
    tell(abs(time.monotonic() - started - 120), "s beside 120 until it failed", at_most=5)


@pytest.mark.drill("R4", long=True)
def test_a_paper_that_does_not_hear_the_soft_limit_is_killed_at_the_hard_one(
    start_worker: StartWorker, tell
):
    worker = start_worker()
    document = long_document(SLOWEST_ROWS)
    wait_for_state(document, RUNNING)
    started = time.monotonic()
    (child,) = children_of(worker.pid)
    os.kill(child, signal.SIGSTOP)

    time.sleep(170)
    assert is_alive(child)
    wait_until(lambda: not is_alive(child), "the hard limit")

    tell(abs(time.monotonic() - started - 180), "s beside 180 until the kill", at_most=5)
    neighbour = queued_document()
    wait_for_state(neighbour, READY)
    assert Document.objects.get(pk=document.pk).state == RUNNING
