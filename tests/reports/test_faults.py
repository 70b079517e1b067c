"""A Redis that is down, frozen, restarted or emptied: no request hangs, no document is lost."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.urls import reverse

from blocs.models import NextTask, Season
from config.brokers import REDIS_OPTIONS
from reports import services
from reports.models import Document
from reports.services import broker
from reports.states import DocumentKind, DocumentState
from tests.factories import make_bloc_year, make_editor
from tests.fixtures.broker import _use_broker
from tests.fixtures.forked import Forked
from tests.fixtures.own_redis import OwnRedis
from tests.reports.jobs import asked_for, queued_document
from tests.reports.waiting import wait_for_state, wait_until

pytestmark = pytest.mark.worker
StartWorker = Callable[..., Forked]
READY, QUEUED = DocumentState.READY, DocumentState.QUEUED


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    server = OwnRedis(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def real_broker(memory_broker: None, redis: OwnRedis) -> Iterator[str]:
    """Publish to this test's own Redis, and let its workers listen there."""
    _use_broker(redis.url, REDIS_OPTIONS)
    yield redis.url
    redis.thaw()
    wait_until(lambda: broker._free_lines._value == 4, "the last publisher to end")
    _use_broker("memory://", {})


@pytest.fixture
def season(transactional_db: None, real_broker: str, client) -> Season:
    """Return a season whose secretariat is signed in."""
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))
    return season


def ask_on_page(client, season: Season) -> tuple[Document, float]:
    """Press the button for a new paper; return it and the seconds that the page took."""
    number = season.next_tasks.count() + 1
    NextTask.objects.create(season=season, position=number, text=f"Nhiệm vụ {number}.")
    kind = DocumentKind.SUMMARY_REPORT.value
    address = reverse("reports:document-ask", args=[season.bloc.code, season.cycle.label, kind])
    started = time.monotonic()
    answer = client.post(address)
    took = time.monotonic() - started
    assert answer.status_code == 302
    return Document.objects.latest("pk"), took


def nudge_seconds(number: int) -> float:
    started = time.monotonic()
    assert services.nudge(number) is False
    return time.monotonic() - started


def test_with_redis_down_the_page_answers_and_the_sweep_sends_it_later(
    client, season, redis, start_worker: StartWorker
):
    redis.stop()

    asked = [ask_on_page(client, season) for _ in range(3)]

    assert max(seconds for _, seconds in asked) < 4
    documents = [document for document, _ in asked]
    assert {(document.state, document.published_at) for document in documents} == {(QUEUED, None)}
    assert services.sweep_documents().nudged == 0
    redis.start()
    start_worker()
    for document in documents:
        asked_for(document, seconds_ago=11)
    assert services.sweep_documents().nudged == 3
    for document in documents:
        wait_for_state(document, READY)


def test_with_redis_frozen_no_page_hangs_and_nothing_is_lost(
    client, season, redis, start_worker: StartWorker
):
    ask_on_page(client, season)  # a connection is open before Redis freezes
    redis.freeze()

    asked = [ask_on_page(client, season) for _ in range(6)]

    assert max(seconds for _, seconds in asked) < 5
    documents = list(Document.objects.all())
    assert {document.state for document in documents} == {QUEUED}
    redis.thaw()
    start_worker()
    for document in documents:
        asked_for(document, seconds_ago=11)
    wait_until(lambda: broker._free_lines._value == 4, "the hanging publishers to end")
    services.sweep_documents()
    for document in documents:
        wait_for_state(document, READY)
    assert set(Document.objects.values_list("attempts", flat=True)) == {1}


def test_hanging_publishers_are_few(season, redis):
    redis.freeze()

    with ThreadPoolExecutor(8) as pool:
        waited = sorted(pool.map(nudge_seconds, range(8)))

    # Four wait for Redis; who comes later does not even try.
    assert max(waited[:4]) < 1
    assert min(waited[4:]) > broker.PATIENCE_SECONDS - 0.1


def test_an_emptied_redis_loses_messages_but_no_document(season, redis, start_worker: StartWorker):
    documents = [queued_document() for _ in range(5)]
    assert not Document.objects.filter(published_at=None).exists()

    redis.stop()  # killed, and it kept nothing on the disk
    redis.start()
    start_worker()
    for document in documents:
        asked_for(document, seconds_ago=90, published_ago=61)
    services.sweep_documents()

    for document in documents:
        wait_for_state(document, READY)


def test_a_worker_that_outlives_redis_works_on(season, redis, start_worker: StartWorker):
    start_worker()
    first = queued_document()
    wait_for_state(first, READY)

    redis.stop()
    redis.start()
    second = queued_document()

    wait_for_state(second, READY)
