"""Putting a pack together: attempts, leases, faults, the sweep."""

from pathlib import Path

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from accounts.models import AuditEvent
from reports import services, tasks
from reports.models import Document, Pack, PackItem
from reports.services import pack_feeding, pack_jobs
from reports.states import PackAction, PackItemState, PackState
from tests.reports.jobs import asked_for
from tests.reports.packing import (
    COVENANT,
    SUMMARY,
    ask,
    ask_province,
    fresh,
    let_pack_lease_run_out,
    made,
    ranked_season,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
Sent = list[tuple[str, tuple[int, ...]]]


@pytest.fixture
def complete() -> Pack:
    """Return a pack whose papers are made and whose files are not."""
    pack = ask(ranked_season(), [SUMMARY, COVENANT])
    services.feed_packs()
    services.make_waiting_here()
    services.feed_packs()
    return fresh(pack)


def test_a_pack_whose_papers_are_there_waits_to_be_put_together(complete):
    assert complete.state == PackState.ASSEMBLING


def test_two_workers_put_a_pack_together_once(complete):
    assert pack_jobs.claim_pack(complete.pk) is not None
    assert services.assemble(complete.pk) is False

    let_pack_lease_run_out(complete)
    assert services.assemble(complete.pk) is True
    assert services.assemble(complete.pk) is False
    assert AuditEvent.objects.filter(action="pack.ready").count() == 1


def test_a_pack_that_kills_its_worker_three_times_is_given_up(complete):
    for _ in range(3):
        assert pack_jobs.claim_pack(complete.pk) is not None
        let_pack_lease_run_out(complete)

    services.sweep_packs()

    given_up = fresh(complete)
    assert (given_up.state, given_up.attempts) == (PackState.FAILED, 3)
    assert "3 lần" in given_up.error


def test_a_paper_whose_file_is_gone_stops_the_pack_with_its_name(complete):
    document = Document.objects.get(kind=SUMMARY)
    data = Path(document.file.path).read_bytes()
    Path(document.file.path).unlink()

    services.assemble(complete.pk)

    failed = fresh(complete)
    assert failed.state == PackState.FAILED
    assert "“Báo cáo tổng kết” không còn trên máy chủ" in failed.error
    assert not list((Path(settings.MEDIA_ROOT) / "packs").iterdir())

    Path(document.file.path).write_bytes(data)
    services.move_pack(pack_id=complete.pk, action=PackAction.RETRY, actor=None)
    assert made(complete).state == PackState.READY


def test_a_paper_whose_file_was_changed_stops_the_pack(complete):
    path = Path(Document.objects.get(kind=SUMMARY).file.path)
    path.write_bytes(path.read_bytes() + b"x")

    services.assemble(complete.pk)

    assert "không còn đúng như khi lập" in fresh(complete).error


def give_out(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    def bind(*_: object) -> None:
        raise fault

    monkeypatch.setattr(pack_jobs, "bind_pack", bind)


def test_what_another_try_would_meet_again_fails_at_once(complete, monkeypatch):
    give_out(monkeypatch, SoftTimeLimitExceeded())

    services.assemble(complete.pk)

    assert (fresh(complete).state, fresh(complete).attempts) == (PackState.FAILED, 1)
    assert "quá lớn" in fresh(complete).error


def test_a_worker_without_memory_leaves_the_pack_to_a_fresh_one(complete, monkeypatch):
    with monkeypatch.context() as patch:
        give_out(patch, MemoryError())
        assert services.assemble(complete.pk) is False
    waiting = fresh(complete)
    assert (waiting.state, waiting.attempts, waiting.error) == (PackState.ASSEMBLING, 1, "")
    assert services.assemble(complete.pk) is False  # only after a pause
    let_pack_lease_run_out(complete)

    assert services.assemble(complete.pk) is True
    assert fresh(complete).state == PackState.READY


def test_a_pack_that_no_worker_s_memory_suffices_for_is_given_up_as_too_large(
    complete, monkeypatch
):
    give_out(monkeypatch, MemoryError())

    for attempt in range(1, 4):
        assert services.assemble(complete.pk) is False
        assert fresh(complete).attempts == attempt
        let_pack_lease_run_out(complete)

    assert fresh(complete).state == PackState.FAILED
    assert "quá lớn" in fresh(complete).error


def test_a_disk_that_refuses_is_tried_again_and_then_given_up(complete):
    (Path(settings.MEDIA_ROOT) / "packs").write_text("")

    for attempt in range(1, 4):
        assert services.assemble(complete.pk) is False
        assert fresh(complete).attempts == attempt
        let_pack_lease_run_out(complete)

    assert fresh(complete).state == PackState.FAILED
    assert "cả 3 lần" in fresh(complete).error


def test_a_lost_message_is_sent_again_by_the_sweep(complete, sent_tasks: Sent):
    let_pack_lease_run_out(complete)

    tasks.sweep_documents_task()

    assert ("reports.tasks.assemble_pack", (complete.pk,)) in sent_tasks


def test_the_sweep_goes_on_from_the_rows_when_every_message_was_lost(sent_tasks: Sent):
    pack = ask(ranked_season(), [SUMMARY, COVENANT])

    tasks.sweep_documents_task()
    for document in Document.objects.all():
        asked_for(document, seconds_ago=60)
    tasks.sweep_documents_task()

    sent = [key for name, key in sent_tasks if name.endswith("make_document")]
    assert sorted(sent) == sorted((pk,) for pk in Document.objects.values_list("pk", flat=True))
    assert fresh(pack).state == PackState.MAKING


def test_a_paper_that_cannot_be_read_is_given_up_and_the_others_go_on(monkeypatch):
    season = ranked_season()
    pack = ask_province(season)
    good = ask(season, [COVENANT])

    def break_down(**_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(pack_feeding, "ask_for_paper", break_down)

    assert made(good).state == PackState.READY
    assert fresh(pack).state == PackState.FAILED
    assert PackItem.objects.get(pack=pack).state == PackItemState.LEFT_OUT
    assert "Đọc số liệu" in PackItem.objects.get(pack=pack).error


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_paper_that_came_to_nothing_before_the_pack_is_made_with_it(is_cancelled):
    season = ranked_season()
    poor = services.ask_for_paper(season_id=season.pk, kind=SUMMARY, actor=None)
    if is_cancelled:
        services.cancel_document(document_id=poor.pk, actor=None)
    else:
        services.mark_failed(poor.pk, "Máy chủ hết chỗ.")

    pack = made(ask(season, [SUMMARY]))

    assert (pack.state, pack.error) == (PackState.READY, "")
    assert pack.items.get().document == poor


def test_a_retry_of_a_province_asks_again_for_what_came_to_nothing_only():
    season = ranked_season()
    pack = ask_province(season, "bien-ban-binh-xet")
    services.feed_packs()
    poor = Document.objects.get()
    services.mark_failed(poor.pk, "Máy chủ hết chỗ.")
    assert made(pack).state == PackState.FAILED

    services.move_pack(pack_id=pack.pk, action=PackAction.RETRY, actor=None)

    assert made(pack).state == PackState.READY
    poor.refresh_from_db()
    assert (Document.objects.count(), poor.state) == (1, "ready")


def test_a_pack_cancelled_while_its_papers_are_made_is_never_put_together():
    pack = ask(ranked_season(), [SUMMARY])
    services.feed_packs()
    services.move_pack(pack_id=pack.pk, action=PackAction.CANCEL, actor=None)

    document = Document.objects.get()
    tasks.make_document(document.pk)

    document.refresh_from_db()
    assert (fresh(pack).state, document.state) == (PackState.CANCELLED, "ready")


def test_delivered_twice_the_task_puts_one_pack_together(complete):
    tasks.assemble_pack(complete.pk)
    first = Pack.objects.values().get()
    tasks.assemble_pack(complete.pk)

    assert first["state"] == PackState.READY
    assert Pack.objects.values().get() == first
