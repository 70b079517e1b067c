"""The file of an issued paper is made by the same job as any other; its number is never lost."""

from pathlib import Path

import pytest

from accounts.models import AuditEvent
from reports import services
from reports.models import Document, Issue
from reports.papers import PAPERS, Imprint, unpacked
from reports.render.pdf import pdf_bytes
from reports.states import DocumentState, IssueState
from tests.factories import make_editor
from tests.reports import layout
from tests.reports.issuing import issue, ready_draft, season_of_2022

pytestmark = pytest.mark.django_db


def file_of(document: Document) -> bytes:
    document.refresh_from_db()
    return Path(document.file.path).read_bytes()


def test_the_job_prints_the_drafts_words_with_number_and_code():
    season, _ = season_of_2022()
    line = issue(ready_draft(season))

    assert services.make(line.document_id)

    text = layout.text(file_of(line.document))
    assert "Số: 05/BC-KTĐ" in text
    assert "ngày 24 tháng 02 năm 2023" in text
    assert line.spoken_code in text
    assert season.bloc.name in text


def test_the_draft_keeps_its_blanks():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    issue(draft)
    Document.objects.filter(pk=draft.pk).update(
        state="queued", file="", sha256="", size=None, ready_at=None
    )

    services.make(draft.pk)

    text = layout.text(file_of(draft))
    assert "Số: /BC-KTĐ" in text
    assert "Mã xác minh" not in text


def test_the_worker_is_told_of_it(sent_tasks, django_capture_on_commit_callbacks):
    season, _ = season_of_2022()
    draft = ready_draft(season)

    with django_capture_on_commit_callbacks(execute=True):
        line = issue(draft)

    assert sent_tasks == [("reports.tasks.make_document", (line.document_id,))]


def test_a_failed_job_is_tried_again_and_number_and_code_stay():
    season, (head, _) = season_of_2022()
    clerk = make_editor(head)
    line = issue(ready_draft(season), actor=clerk)
    services.mark_failed(line.document_id, "Máy chủ hết chỗ.")
    before = Issue.objects.filter(pk=line.pk).values().get()

    services.retry_document(document_id=line.document_id, actor=clerk)
    made = services.make(line.document_id)

    document = Document.objects.get(pk=line.document_id)
    assert (made, document.state) == (True, DocumentState.READY)
    assert Issue.objects.filter(pk=line.pk).values().get() == before
    assert f"Số: {line.full_number}" in layout.text(file_of(document))


def test_the_same_line_gives_the_same_bytes_wherever_the_site_moved(settings):
    settings.SITE_URL = "https://thi-dua.example"
    season, _ = season_of_2022()
    line = issue(ready_draft(season))
    services.make(line.document_id)
    first = file_of(line.document)
    settings.SITE_URL = "https://another.example"

    kept = Document.objects.get(pk=line.document_id)
    imprint = unpacked(Imprint, kept.imprint, "imprint")
    again = pdf_bytes(PAPERS[kept.kind].from_content(kept.content), imprint)

    assert again == first


def test_a_paper_that_is_withdrawn_while_it_waits_is_still_made():
    season, _ = season_of_2022()
    line = issue(ready_draft(season))
    services.withdraw_issue(issue_id=line.pk, seen_version=1, reason="Ghi nhầm số.", actor=None)

    assert services.make(line.document_id)

    line.refresh_from_db()
    assert (line.state, line.document.state) == (IssueState.WITHDRAWN, DocumentState.READY)


def test_a_paper_whose_kind_changed_its_form_fails_with_a_reason_and_keeps_its_number():
    season, _ = season_of_2022()
    draft = ready_draft(season)
    line = issue(draft)
    broken = Document.objects.create(
        season=season,
        kind=draft.kind,
        content={},
        imprint=line.document.imprint,
        fingerprint="f" * 64,
        requested_at=line.issued_at,
    )

    assert not services.make(broken.pk)

    broken.refresh_from_db()
    assert (broken.state, "không khớp" in broken.error) == (DocumentState.FAILED, True)
    assert AuditEvent.objects.filter(action="document.fail").count() == 1
