"""R5-R8: a Redis that is stopped, frozen, killed, emptied and started ten times.

The quick proofs are in tests/reports/test_faults.py; here the numbers and times of the catalogue.
"""

import math
import time
from collections.abc import Callable

import pytest
from django.urls import reverse

from blocs.models import NextTask, Season
from reports import services
from reports.models import Document
from reports.states import DocumentKind, DocumentState
from tests.drills.waiting import ready_among, seconds_until_over
from tests.factories import make_bloc_year, make_editor
from tests.fixtures.forked import Forked
from tests.fixtures.own_redis import OwnRedis
from tests.reports.jobs import asked_for, queued_document
from tests.reports.waiting import wait_for_state

pytestmark = pytest.mark.worker
StartWorker = Callable[..., Forked]
LOST = [pytest.param(False, id="kept on disk"), pytest.param(True, id="emptied")]


@pytest.fixture
def season(transactional_db: None, real_broker: str, client) -> Season:
    season, members = make_bloc_year(2)
    client.force_login(make_editor(members[0]))
    return season


@pytest.fixture
def site_at_work(season: Season, start_worker: StartWorker, start_beat) -> None:
    """Let a worker and the clock run."""
    start_worker()
    start_beat()


def ask_on_page(client, season: Season) -> float:
    """Ask for a new paper on its page; return the seconds that the page took."""
    number = season.next_tasks.count() + 1
    NextTask.objects.create(season=season, position=number, text=f"Nhiệm vụ {number}.")
    kind = DocumentKind.SUMMARY_REPORT.value
    address = reverse("reports:document-ask", args=[season.bloc.code, season.cycle.label, kind])
    started = time.monotonic()
    answer = client.post(address)
    took = time.monotonic() - started
    assert answer.status_code == 302
    return took


def look_at_pages(client, season: Season) -> list[float]:
    """Look at the pages that people see meanwhile; return the seconds that each took."""
    year = [season.bloc.code, season.cycle.label]
    uuid = Document.objects.latest("pk").uuid
    addresses = [
        reverse("reports:home"),
        reverse("reports:document-list", args=year),
        reverse("reports:document-detail", args=[uuid]),
    ]
    return [seconds_of(client, address) for address in addresses]


def seconds_of(client, address: str) -> float:
    started = time.monotonic()
    assert client.get(address).status_code == 200
    return time.monotonic() - started


def ninety_fifth(seconds: list[float]) -> float:
    """Return the time that 95 of 100 pages did not exceed, by the nearest rank."""
    return sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]


@pytest.mark.drill("R5", long=True)
def test_ten_papers_asked_for_without_redis_are_made_after_its_return(
    client, season, redis: OwnRedis, site_at_work: None, tell
):
    redis.stop()

    took = []
    for _ in range(10):
        took += [ask_on_page(client, season), *look_at_pages(client, season)]
    redis.start()
    documents = list(Document.objects.all())
    recovered = seconds_until_over(documents, patience=120)

    tell(ninety_fifth(took), f"s, p95 of {len(took)} pages without Redis", at_most=2)
    tell(max(took), "s for the slowest page without Redis", at_most=10)
    tell(ready_among(documents), "papers made of 10", exactly=10)
    tell(recovered, "s until all were made", at_most=90)


@pytest.mark.drill("R6", long=True)
def test_a_minute_of_frozen_redis_hangs_no_page_and_loses_no_paper(
    client, season, redis: OwnRedis, site_at_work: None, tell
):
    ask_on_page(client, season)  # a connection is open before Redis freezes
    redis.freeze()
    thaw_at = time.monotonic() + 60

    took = []
    while time.monotonic() < thaw_at:
        took.append(ask_on_page(client, season))
        time.sleep(3)
    redis.thaw()
    documents = list(Document.objects.all())
    seconds_until_over(documents, patience=150)

    tell(max(took), "s for the slowest page while frozen", at_most=10)
    tell(len(documents) - ready_among(documents), "papers lost", exactly=0)


@pytest.mark.drill("R7", long=True)
@pytest.mark.parametrize("emptied", LOST)
def test_twenty_queued_papers_outlive_the_death_of_redis(
    season, redis: OwnRedis, start_worker: StartWorker, emptied, tell
):
    documents = [queued_document() for _ in range(20)]

    redis.stop()
    redis.start()
    if emptied:
        redis.empty()
        for document in documents:
            asked_for(document, seconds_ago=90, published_ago=61)
        services.sweep_documents()
    start_worker()
    seconds_until_over(documents, patience=120)

    how = "emptied" if emptied else "kept on disk"
    tell(ready_among(documents), f"papers made of 20, Redis {how}", exactly=20)


@pytest.mark.drill("R8", long=True)
def test_a_worker_outlives_ten_restarts_of_redis(
    season, redis: OwnRedis, start_worker: StartWorker, tell
):
    start_worker()
    wait_for_state(queued_document(), DocumentState.READY)
    took = []
    for number in range(10):
        redis.stop()
        time.sleep(0.5 + number * 7.5 / 9)
        redis.start()
        document = queued_document()
        started = time.monotonic()
        wait_for_state(document, DocumentState.READY)
        took.append(time.monotonic() - started)

    tell(len(took), "recoveries of 10", exactly=10)
    tell(max(took), "s for the slowest recovery", at_most=10)
