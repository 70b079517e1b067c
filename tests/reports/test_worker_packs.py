"""Packs with real Celery workers: from a click to the files, also through killed workers."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse

from config.celery import app
from reports import services
from reports.models import Document, Pack
from reports.services.pack_feeding import MOST_AT_ONCE
from reports.states import DocumentState, PackAction, PackState
from tests.factories import make_bloc_year, make_editor
from tests.fixtures.children import children_of
from tests.fixtures.forked import Forked
from tests.reports.jobs import let_lease_run_out, with_ranking_rows
from tests.reports.packing import COVENANT, ask_province, fresh, ranked_season
from tests.reports.waiting import wait_for_state, wait_until

pytestmark = pytest.mark.worker
StartWorker = Callable[..., Forked]
SLOW_ROWS = 300


def wait_for_pack(pack: Pack, state: str) -> Pack:
    wait_until(lambda: fresh(pack).state == state, f"pack {pack.pk} to be {state}")
    return fresh(pack)


def province_of(count: int) -> Pack:
    """Ask for the summary of so many blocs of one province."""
    season = ranked_season()
    for _ in range(count - 1):
        other, _ = make_bloc_year(2, cycle=season.cycle)
        other.bloc.province = season.bloc.province
        other.bloc.save()
    return ask_province(season)


def test_a_pack_goes_on_from_its_rows_when_a_worker_is_killed_and_the_queue_emptied(
    start_worker: StartWorker,
):
    worker = start_worker()
    pack = province_of(6)
    wait_until(Document.objects.exists, "a paper to be sent")
    slow = with_ranking_rows(Document.objects.order_by("pk").first(), SLOW_ROWS)
    wait_until(lambda: Document.objects.filter(attempts__gte=1).exists(), "a paper to be begun")

    for child in children_of(worker.pid):
        os.kill(child, signal.SIGKILL)
    worker.kill()
    worker.wait(timeout=10)
    with app.connection_for_write() as connection:
        connection.default_channel.queue_purge("celery")
    start_worker()
    for document in Document.objects.exclude(state=DocumentState.READY):
        let_lease_run_out(document)
    services.sweep_documents()
    services.sweep_packs()

    wait_for_pack(pack, PackState.READY)
    slow.refresh_from_db()
    assert slow.state == DocumentState.READY
    assert Document.objects.count() == 6
    assert pack.items.made().count() == 6


def test_a_paused_pack_finishes_what_is_begun_and_goes_on_when_resumed_and_so_does_one_click(
    start_worker: StartWorker, client
):
    pack = province_of(6)
    services.feed_packs()
    services.move_pack(pack_id=pack.pk, action=PackAction.PAUSE, actor=None)

    start_worker()

    for document in Document.objects.all():
        wait_for_state(document, DocumentState.READY)
    assert Document.objects.count() == MOST_AT_ONCE
    services.move_pack(pack_id=pack.pk, action=PackAction.RESUME, actor=None)
    wait_for_pack(pack, PackState.READY)
    assert Document.objects.count() == 6
    one_click_ends_in_a_bound_file_and_an_archive(client)


def one_click_ends_in_a_bound_file_and_an_archive(client) -> None:
    """Click where a worker is at work already."""
    season = ranked_season(label="2023")
    client.force_login(make_editor(season.memberships.get(position=1).agency))
    address = reverse("reports:pack-ask", args=[season.bloc.code, season.cycle.label])
    client.post(address, {"tron-bo": "1"})

    pack = wait_for_pack(Pack.objects.get(season=season), PackState.READY)
    assert Path(pack.bound.path).read_bytes().startswith(b"%PDF-")
    assert Path(pack.archive.path).read_bytes().startswith(b"PK")
    assert all(one.attempts == 1 for one in Document.objects.all())


def test_a_single_paper_is_not_kept_waiting_by_a_pack(start_worker: StartWorker):
    pack = province_of(14)
    services.feed_packs()
    mine = services.ask_for_paper(season_id=make_bloc_year(2)[0].pk, kind=COVENANT, actor=None)

    start_worker()

    mine = wait_for_state(mine, DocumentState.READY)
    before = Document.objects.filter(ready_at__lt=mine.ready_at).count()
    # A folder as broker keeps no strict order; test_services_packs counts the messages before it.
    assert before < 2 * MOST_AT_ONCE
    wait_for_pack(pack, PackState.READY)
