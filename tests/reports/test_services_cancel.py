"""Cancelled papers: from which states, by whom, and what becomes of a worker that is at it."""

from pathlib import Path

import pytest
from django import db
from django.conf import settings

from accounts.errors import NotAllowed
from accounts.models import AuditEvent
from reports import services
from reports.models import Document
from reports.render.progress import Point
from reports.services import jobs, reporting
from reports.states import DocumentKind, DocumentState, RenderStep
from tests.factories import make_bloc_year, make_editor, make_officer
from tests.reports.issuing import issue, ready_draft, season_of_2022
from tests.reports.jobs import asked_for, let_lease_run_out, queued_document

pytestmark = pytest.mark.django_db
CANCELLED, QUEUED, READY = DocumentState.CANCELLED, DocumentState.QUEUED, DocumentState.READY
FREE = {"claim": None, "step": "", "pages_laid": 0, "lease_until": None}


@pytest.fixture
def document() -> Document:
    return queued_document()


def row(document: Document) -> dict[str, object]:
    return Document.objects.values().get(pk=document.pk)


def stored_files() -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / "documents"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def cancel(document: Document, actor: object = None) -> Document:
    return services.cancel_document(document_id=document.pk, actor=actor)


@pytest.mark.parametrize("is_running", [False, True])
def test_a_paper_that_waits_or_is_made_is_cancelled_at_once(document, is_running):
    if is_running:
        services.claim(document.pk)

    cancel(document)

    held = row(document)
    assert (held["state"], held["error"]) == (CANCELLED, "")
    assert {name: held[name] for name in FREE} == FREE
    event = AuditEvent.objects.get(action="document.cancel")
    assert event.before["state"] == ("running" if is_running else "queued")
    assert event.after == {"state": "cancelled"}


@pytest.mark.parametrize("end", ["ready", "failed", "cancelled"])
def test_a_paper_that_is_over_is_not_cancelled(document, end):
    if end == "ready":
        services.make(document.pk)
    elif end == "failed":
        services.mark_failed(document.pk, "Lỗi")
    else:
        cancel(document)
    before, lines = row(document), AuditEvent.objects.count()

    with pytest.raises(NotAllowed, match="không còn việc lập để hủy"):
        cancel(document)

    assert (row(document), AuditEvent.objects.count()) == (before, lines)


def test_an_issued_paper_gets_its_file_whatever_happens():
    season, _ = season_of_2022()
    line = issue(ready_draft(season))

    with pytest.raises(NotAllowed, match="phải có tệp"):
        cancel(line.document)

    assert services.make(line.document_id)


def test_who_asked_may_cancel_though_the_seat_is_another_agencys_now():
    season, members = make_bloc_year(3)
    former = make_editor(members[2])
    document = services.ask_for_paper(
        season_id=season.pk, kind=DocumentKind.SUMMARY_REPORT.value, actor=None
    )
    with pytest.raises(NotAllowed, match="Chỉ đơn vị Trưởng khối"):
        cancel(document, former)
    Document.objects.update(requested_by=former)

    cancel(document, former)

    assert row(document)["state"] == CANCELLED


@pytest.mark.parametrize("who", ["head", "officer"])
def test_who_may_ask_may_cancel_what_another_asked_for(who):
    season, members = make_bloc_year(2)
    person = make_editor(members[0]) if who == "head" else make_officer(season.bloc)
    document = services.ask_for_paper(
        season_id=season.pk, kind=DocumentKind.SUMMARY_REPORT.value, actor=None
    )

    cancel(document, person)

    assert AuditEvent.objects.get(action="document.cancel").actor == person


def test_a_cancelled_paper_is_neither_taken_nor_sent_again(document, sent_tasks):
    cancel(document)
    asked_for(document, seconds_ago=500)

    assert services.claim(document.pk) is None
    assert services.make(document.pk) is False
    assert services.sweep_documents() == services.Swept()
    assert services.make_waiting_here() == services.Swept()
    assert (row(document)["state"], sent_tasks, stored_files()) == (CANCELLED, [], [])


@pytest.mark.parametrize("way", ["ask", "retry"])
def test_a_cancelled_paper_may_be_made_again_from_the_end_of_the_queue(document, way):
    first = row(document)["queued_at"]
    services.claim(document.pk)
    cancel(document)

    if way == "ask":
        again = services.ask_for_paper(season_id=document.season_id, kind=document.kind, actor=None)
        assert again.pk == document.pk
    else:
        services.retry_document(document_id=document.pk, actor=None)

    held = row(document)
    assert (held["state"], held["attempts"], held["started_at"]) == (QUEUED, 0, None)
    assert held["queued_at"] > first
    assert services.make(document.pk)


def meanwhile(monkeypatch, act):
    """Let ``act`` happen while the worker has set the paper and not stored it yet."""
    render = jobs.pdf_bytes

    def printed(*paper: object) -> bytes:
        monkeypatch.setattr(jobs, "pdf_bytes", render)
        data = render(*paper)
        act()
        return data

    monkeypatch.setattr(jobs, "pdf_bytes", printed)


def test_the_file_of_a_cancelled_paper_is_not_stored(document, monkeypatch):
    meanwhile(monkeypatch, lambda: cancel(document))

    assert services.make(document.pk) is False

    assert row(document)["state"] == CANCELLED
    assert stored_files() == []
    assert not AuditEvent.objects.filter(action="document.ready").exists()


def test_the_worker_of_a_cancelled_paper_does_no_harm_to_the_one_that_makes_it_again(
    document, monkeypatch
):
    """Both are in their first attempt: their keys alone tell them apart."""
    newer: list[Document] = []

    def cancel_and_ask_again() -> None:
        cancel(document)
        services.retry_document(document_id=document.pk, actor=None)
        newer.append(services.claim(document.pk))

    meanwhile(monkeypatch, cancel_and_ask_again)

    assert services.make(document.pk) is False

    held = row(document)
    assert (held["state"], held["attempts"]) == (DocumentState.RUNNING, 1)
    assert held["claim"] == newer[0].claim
    assert stored_files() == []


@pytest.mark.parametrize("fault", [MemoryError(), RuntimeError()])
def test_a_fault_of_an_old_worker_is_not_the_new_ones(document, monkeypatch, fault):
    def overtaken(*_: object) -> bytes:
        let_lease_run_out(document)
        assert services.claim(document.pk).attempts == 2
        raise fault

    monkeypatch.setattr(jobs, "pdf_bytes", overtaken)

    services.make(document.pk)

    held = row(document)
    assert (held["state"], held["attempts"], held["error"]) == (DocumentState.RUNNING, 2, "")
    assert held["claim"] is not None


def test_a_worker_whose_lease_ran_out_stores_what_nobody_else_took(document, monkeypatch):
    meanwhile(monkeypatch, lambda: let_lease_run_out(document))

    assert services.make(document.pk)

    assert row(document)["state"] == READY


def test_the_last_fault_of_a_paper_that_was_given_up_does_not_revive_it(document, monkeypatch):
    meanwhile(monkeypatch, lambda: services.mark_failed(document.pk, "Đã dừng."))

    assert services.make(document.pk) is False

    assert (row(document)["state"], stored_files()) == (DocumentState.FAILED, [])


class TestReporting:
    @pytest.fixture
    def taken(self, document) -> Document:
        return services.claim(document.pk)

    @pytest.fixture
    def clock(self, monkeypatch) -> list[float]:
        now = [100.0]
        monkeypatch.setattr(reporting, "monotonic", lambda: now[0])
        return now

    def test_a_new_step_is_told_at_once_and_pages_once_a_second(
        self, taken, clock, django_assert_num_queries
    ):
        reporter = reporting._Reporter(taken)

        with django_assert_num_queries(1):
            for page in range(50):
                reporter.report(Point(RenderStep.LAYING_OUT, page))
        assert row(taken)["pages_laid"] == 0
        clock[0] += 1.0
        with django_assert_num_queries(1):
            reporter.report(Point(RenderStep.LAYING_OUT, 50))

        assert (row(taken)["step"], row(taken)["pages_laid"]) == ("layout", 50)

    @pytest.mark.parametrize("act", ["cancel", "retake"])
    def test_who_lost_the_job_is_stopped_and_writes_nothing(self, taken, clock, act):
        if act == "cancel":
            cancel(taken)
        else:
            let_lease_run_out(taken)
            services.claim(taken.pk)
        before = row(taken)

        with pytest.raises(reporting.OvertakenError):
            reporting._Reporter(taken).report(Point(RenderStep.WRITING, 7))

        assert row(taken) == before

    def test_a_database_that_is_away_does_not_cost_the_paper(self, taken, clock, monkeypatch):
        reporter = reporting._Reporter(taken)

        def away(**_: object) -> int:
            raise db.OperationalError

        monkeypatch.setattr(reporter.mine, "update", away)

        reporter.report(Point(RenderStep.WRITING, 7))

        assert row(taken)["step"] == "prepare"


def test_a_cancelled_render_stops_at_its_next_step(document, monkeypatch):
    steps: list[str] = []
    report = reporting._Reporter.report

    def watched(reporter: reporting._Reporter, point: Point) -> None:
        steps.append(point.step)
        if point.step == RenderStep.LAYING_OUT:
            Document.objects.update(state="cancelled", lease_until=None, **reporting.NOT_HELD)
        report(reporter, point)

    monkeypatch.setattr(reporting._Reporter, "report", watched)

    assert services.make(document.pk) is False

    assert steps[-1] == RenderStep.LAYING_OUT
    assert (row(document)["state"], stored_files()) == (CANCELLED, [])
