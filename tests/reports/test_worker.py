"""Real Celery workers: on the folder broker, and on Redis where the suite runs with it."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import AuditEvent
from reports import services
from reports.models import Document
from reports.states import DocumentKind, DocumentState
from reports.tasks import make_document
from tests.factories import make_bloc_year, make_editor
from tests.fixtures.children import children_of
from tests.fixtures.forked import Forked
from tests.reports.jobs import (
    HUGE_TABLE_ROWS,
    let_lease_run_out,
    queued_document,
    with_ranking_rows,
)
from tests.reports.waiting import wait_for_attempt, wait_for_state, wait_until

pytestmark = pytest.mark.worker
StartWorker = Callable[..., Forked]
READY, RUNNING, FAILED = DocumentState.READY, DocumentState.RUNNING, DocumentState.FAILED
# Enough rows that the render is still going on when the test looks.
SLOW_ROWS = 300
# The longest that is allowed: about ten seconds, of which nothing is made after the word to stop.
LONG_ROWS = HUGE_TABLE_ROWS - 20
STOPS_WITHIN_SECONDS = 8

ALWAYS_READY = list(DocumentKind)[:4]  # those that need no facts but a season


def stored_files() -> list[str]:
    return sorted(path.name for path in (Path(settings.MEDIA_ROOT) / "documents").iterdir())


def kill_child(worker: Forked) -> None:
    (child,) = children_of(worker.pid)
    os.kill(child, signal.SIGKILL)


def test_a_worker_makes_each_paper_once_and_tells_of_the_one_that_is_too_large(
    start_worker: StartWorker, client
):
    """A message that comes five times makes one file; a page asks while the worker is there."""
    too_large = with_ranking_rows(queued_document(), HUGE_TABLE_ROWS)
    repeated = queued_document()
    for _ in range(4):
        make_document.delay(repeated.pk)
    season, members = make_bloc_year(3)
    client.force_login(make_editor(members[0]))
    start_worker()

    code, label = season.bloc.code, season.cycle.label
    for kind in ALWAYS_READY:
        client.post(reverse("reports:document-ask", args=[code, label, kind.value]))

    asked = [wait_for_state(one, READY) for one in Document.objects.filter(season=season)]
    assert sorted(document.kind for document in asked) == sorted(ALWAYS_READY)
    made = [*asked, wait_for_state(repeated, READY)]
    assert stored_files() == sorted(f"{document.uuid}.pdf" for document in made)
    assert [document.attempts for document in made] == [1] * 5
    assert AuditEvent.objects.filter(action="document.ready").count() == 5
    wait_for_state(too_large, FAILED)
    assert f"{HUGE_TABLE_ROWS} dòng" in too_large.error


def test_a_child_killed_in_the_middle_costs_one_attempt(start_worker: StartWorker):
    worker = start_worker()
    document = with_ranking_rows(queued_document(), SLOW_ROWS)
    wait_for_state(document, RUNNING)

    kill_child(worker)
    let_lease_run_out(document)
    services.sweep_documents()

    wait_for_state(document, READY)
    assert document.attempts == 2
    assert stored_files() == [f"{document.uuid}.pdf"]
    assert AuditEvent.objects.filter(action="document.ready").count() == 1


def test_a_worker_killed_whole_loses_nothing(start_worker: StartWorker):
    worker = start_worker()
    documents = [with_ranking_rows(queued_document(), SLOW_ROWS) for _ in range(3)]
    wait_for_state(documents[0], RUNNING)

    kill_child(worker)
    worker.kill()
    worker.wait(timeout=10)
    start_worker()
    for document in Document.objects.exclude(state=READY):
        let_lease_run_out(document)
    services.sweep_documents()

    for document in documents:
        wait_for_state(document, READY)
    assert len(stored_files()) == 3


def test_a_document_that_kills_its_worker_is_given_up_and_the_others_go_on(
    start_worker: StartWorker,
):
    worker = start_worker()
    poison = with_ranking_rows(queued_document(), SLOW_ROWS)
    for attempt in range(1, 4):
        wait_for_attempt(poison, attempt)
        kill_child(worker)
        let_lease_run_out(poison)
        services.sweep_documents()
    neighbours = [queued_document() for _ in range(3)]

    for neighbour in neighbours:
        wait_for_state(neighbour, READY)
    poison.refresh_from_db()
    assert (poison.state, poison.attempts) == (FAILED, 3)
    assert "3 lần" in poison.error
    assert worker.poll() is None


def test_a_long_render_stops_soon_after_it_is_cancelled_and_the_next_paper_is_made(
    start_worker: StartWorker,
):
    worker = start_worker()
    long = with_ranking_rows(queued_document(), LONG_ROWS)
    wait_until(lambda: pages_of(long) > 0, "pages to be told")

    services.cancel_document(document_id=long.pk, actor=None)
    cancelled_at = time.monotonic()
    following = queued_document()

    wait_for_state(following, READY)
    assert time.monotonic() - cancelled_at < STOPS_WITHIN_SECONDS
    long.refresh_from_db()
    assert (long.state, long.attempts, long.claim) == (DocumentState.CANCELLED, 1, None)
    assert stored_files() == [f"{following.uuid}.pdf"]
    assert worker.poll() is None


def pages_of(document: Document) -> int:
    document.refresh_from_db()
    return document.pages_laid
