"""Asking for papers. The row is the truth about a job; the broker is only told about it."""

import hashlib
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from reports.gather import gather_paper
from reports.models import Document
from reports.papers import PAPERS, Paper, fingerprint
from reports.permissions import can_ask_for_paper, can_cancel_document, can_retry_document
from reports.services.broker import nudge
from reports.services.reporting import NOT_HELD
from reports.states import ABOUT_ONE, MADE_AGAIN, DocumentState
from reports.subjects import Subject, is_ready, subject_of


@transaction.atomic
def ask_for_paper(*, season_id: int, kind: str, actor: User | None, subject: str = "") -> Document:
    """Return the document of the season's facts as they are now; have it made if it is new.

    Same facts, same fingerprint, the same document: a click twice, or twenty at once, is one
    row and one file. A document that failed or was cancelled is tried again.

    Args:
        kind: a key of ``reports.papers.PAPERS``.
        subject: the key of the one ballot, agency or proposal that the paper is about.

    Raises:
        Invalid: there is no such kind of paper, or nothing of that key.
        NotAllowed: not by this person, or the facts are not there yet.
    """
    if kind not in PAPERS:
        raise Invalid(f"Không có loại văn bản “{kind}”.", field="kind")
    season = locked_season(season_id)
    about = _about(season, kind, subject)
    agency_id = about.agency_id if about else None
    can_ask_for_paper(standing_of(actor), season, seats_of(season), kind, agency_id).demand()
    (about.answer if about else is_ready(season, kind)).demand()
    paper = gather_paper(season, kind, subject)
    known = Document.objects.select_for_update(no_key=True).filter(
        season=season, kind=kind, subject=subject, fingerprint=fingerprint(paper)
    )
    document = known.first()
    if document is None:
        return store_paper(season, paper, actor, about)
    if document.state in MADE_AGAIN:
        start_over(document, actor)
    return document


@transaction.atomic
def retry_document(*, document_id: int, actor: User | None) -> Document:
    """Have a failed or cancelled document made again, with all its attempts before it.

    Raises:
        NotAllowed: it is neither, or not by this person.
    """
    document = _locked(document_id)
    can_retry_document(standing_of(actor), document, seats_of(document.season)).demand()
    start_over(document, actor)
    return document


@transaction.atomic
def cancel_document(*, document_id: int, actor: User | None) -> Document:
    """Take a document out of the queue, or away from the worker that makes it.

    That worker finds its claim gone at its next report, within a few seconds, and stops; its
    file is not stored. The document may be asked for again at once.

    Raises:
        NotAllowed: it is made already, it is issued, or not by this person.
    """
    document = _locked(document_id)
    can_cancel_document(standing_of(actor), document, seats_of(document.season)).demand()
    before = {"state": document.state, "attempts": document.attempts}
    after = {"state": DocumentState.CANCELLED.value}
    Document.objects.filter(pk=document.pk).update(lease_until=None, error="", **NOT_HELD, **after)
    audit.record(
        actor=actor, action="document.cancel", subject=document, before=before, after=after
    )
    document.refresh_from_db(fields=["state", "lease_until", "error", *NOT_HELD])
    return document


def _locked(document_id: int) -> Document:
    """Return the document with its season, both held."""
    season_id = Document.objects.values_list("season_id", flat=True).get(pk=document_id)
    season = locked_season(season_id)
    document = Document.objects.select_for_update(no_key=True).get(pk=document_id)
    document.season = season
    return document


@transaction.atomic
def record_download(*, document: Document, actor: User, word: bytes | None = None) -> None:
    """Note who took a copy of a paper out of the system.

    Args:
        word: the Word copy, where it was that and not the file.
    """
    after = {"sha256": document.sha256}
    if word is not None:
        after = {"sha256": hashlib.sha256(word).hexdigest(), "format": "docx"}
    audit.record(
        actor=actor,
        action="document.download",
        subject=document,
        before={},
        after=after,
    )


def _about(season: Season, kind: str, key: str) -> Subject | None:
    """Return what the paper is about; None where that is the whole season."""
    if kind not in ABOUT_ONE:
        if key:
            raise Invalid("Loại văn bản này lập cho cả năm thi đua.", field="subject")
        return None
    about = subject_of(season, kind, key)
    if about is None:
        raise Invalid("Quý vị vui lòng chọn nội dung cần lập văn bản.", field="subject")
    return about


def store_paper(
    season: Season, paper: Paper, actor: User | None, about: Subject | None = None
) -> Document:
    """Store a paper and have it made; whoever calls this has asked for the rights."""
    document = Document.objects.create(
        season=season,
        kind=paper.kind,
        subject=about.key if about else "",
        subject_name=about.name if about else "",
        agency_id=about.agency_id if about else None,
        content=paper.as_content(),
        fingerprint=fingerprint(paper),
        is_sample=paper.sample,
        requested_by=actor,
        requested_at=timezone.now(),
    )
    after = {"kind": document.kind, "fingerprint": document.fingerprint, "state": document.state}
    if about is not None:
        after["subject"] = about.key
    audit.record(actor=actor, action="document.ask", subject=document, before={}, after=after)
    transaction.on_commit(partial(nudge, document.pk))
    return document


def start_over(document: Document, actor: User | None) -> None:
    """Have a held document made again; whoever calls this has asked for the rights."""
    before = {"state": document.state, "error": document.error, "attempts": document.attempts}
    document.state = DocumentState.QUEUED.value
    document.error = ""
    document.attempts = 0
    document.lease_until = None
    document.published_at = None
    document.queued_at = timezone.now()
    document.started_at = None
    document.save(
        update_fields=[
            "state",
            "error",
            "attempts",
            "lease_until",
            "published_at",
            "queued_at",
            "started_at",
        ]
    )
    audit.record(
        actor=actor,
        action="document.retry",
        subject=document,
        before=before,
        after={"state": document.state},
    )
    transaction.on_commit(partial(nudge, document.pk))
