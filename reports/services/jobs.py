"""Render jobs: claimed by one update, made without a lock, stored in one transaction.

Two deliveries, two workers or a late retry all end in one stored file: the render reads no
clock, so the same content gives the same bytes. Each claim has a key of its own, and only the
worker whose key stands in the row may report, give up or store: a job that was cancelled, or
that another worker has by now, hears nothing more from the old one (docs/decisions/0022).
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from billiard.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from accounts import audit
from accounts.errors import Refused
from reports.models import PENDING, Document
from reports.papers import ContentError
from reports.render.pdf import pdf_bytes
from reports.selectors.leases import (
    LEASE,
    MOST_ATTEMPTS,
    PAUSE_AFTER_FAULT,
    from_now,
    is_free,
    is_unheard,
)
from reports.selectors.stored import UNREADABLE, stored_paper
from reports.services import files
from reports.services.broker import nudge
from reports.services.reporting import NOT_HELD, OvertakenError, reporting
from reports.states import DocumentState, RenderStep

log = logging.getLogger("reports.jobs")

_TOO_OFTEN = (
    f"Đã thử lập văn bản {MOST_ATTEMPTS} lần nhưng tiến trình bị dừng giữa chừng. "
    "Đề nghị thử lại sau; nếu vẫn không được, báo người quản trị hệ thống."
)
_TOO_LONG = "Lập văn bản quá thời gian cho phép. Đề nghị rút gọn nội dung hoặc báo người quản trị."
_TOO_BIG = "Văn bản quá lớn, vượt bộ nhớ cho phép. Đề nghị tách bớt phụ lục rồi lập lại."
_FAULT = f"Lập văn bản gặp lỗi cả {MOST_ATTEMPTS} lần. Đề nghị báo người quản trị hệ thống."


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did, in numbers of documents; ``unsent`` is what it could not do."""

    nudged: int = 0
    failed: int = 0
    unsent: int = 0


def _unleased() -> QuerySet[Document]:
    return Document.objects.filter(is_free(), state__in=PENDING)


def claim(document_id: int) -> Document | None:
    """Take the job for 200 s, by one update; None when another has it or it is over.

    No audit line: a lease is bookkeeping of the machine and changes nothing a person decided.
    """
    key = uuid4()
    mine = _unleased().filter(pk=document_id, attempts__lt=MOST_ATTEMPTS)
    taken = mine.update(
        state=DocumentState.RUNNING.value,
        attempts=F("attempts") + 1,
        lease_until=from_now(LEASE),
        claim=key,
        started_at=Now(),
        step=RenderStep.PREPARING.value,
        pages_laid=0,
    )
    return Document.objects.filter(pk=document_id, claim=key).first() if taken else None


def make(document_id: int) -> bool:
    """Make and store the file of a document. Doing it again changes nothing.

    Returns:
        Whether this call made the file.
    """
    document = claim(document_id)
    if document is None:
        return False
    try:
        with reporting(document):
            data = _printed(document)
        with files.prepared_document(document, data) as put:
            _store(document, put, data)
    except OvertakenError:
        log.info("document %s was cancelled or is another worker's", document_id)
        return False
    except (Refused, ContentError, SoftTimeLimitExceeded) as error:
        log.warning("document %s cannot be made", document_id, exc_info=True)
        mark_failed(document_id, _hopeless(error), claim=document.claim)
        return False
    except Exception as error:
        log.exception("document %s failed in attempt %s", document_id, document.attempts)
        # A child that has grown may be too small for what a fresh one can make.
        _give_back(document, _TOO_BIG if isinstance(error, MemoryError) else _FAULT)
        return False
    return True


def _printed(document: Document) -> bytes:
    """Set the document as it is stored; an issued one with its number, day and code."""
    return pdf_bytes(*stored_paper(document))


def _hopeless(error: Exception) -> str:
    """Put into words a fault that another try would meet again."""
    if isinstance(error, Refused):
        return str(error)
    return UNREADABLE if isinstance(error, ContentError) else _TOO_LONG


def _give_back(document: Document, fault: str) -> None:
    """Let the job be tried again after a pause, or give it up after the last attempt."""
    if document.attempts >= MOST_ATTEMPTS:
        mark_failed(document.pk, fault, claim=document.claim)
        return
    again_at = from_now(PAUSE_AFTER_FAULT)
    Document.objects.filter(pk=document.pk, claim=document.claim).update(
        state=DocumentState.QUEUED.value, lease_until=again_at, queued_at=again_at, **NOT_HELD
    )


@transaction.atomic
def _store(document: Document, put: Callable[[], str], data: bytes) -> None:
    """Put the file in its place and say so, while nobody else can take or cancel the job.

    Raises:
        OvertakenError: somebody has.
    """
    rows = Document.objects.select_for_update(no_key=True).defer("content")
    held = rows.filter(pk=document.pk, claim=document.claim).first()
    if held is None:
        raise OvertakenError
    after = {
        "state": DocumentState.READY.value,
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": len(data),
    }
    Document.objects.filter(pk=held.pk).update(
        file=put(), lease_until=None, error="", ready_at=Now(), **NOT_HELD, **after
    )
    audit.record(
        actor=None,
        action="document.ready",
        subject=held,
        before={"state": held.state},
        after=after,
    )


@transaction.atomic
def mark_failed(document_id: int, reason: str, *, claim: UUID | None = None) -> bool:
    """Show the failure to the people who wait. A document that is ready stays ready.

    Args:
        reason: what to tell them, in Vietnamese.
        claim: the worker's key; nothing is done when the job is no longer that worker's.
    """
    rows = Document.objects.select_for_update(no_key=True).filter(state__in=PENDING)
    if claim is not None:
        rows = rows.filter(claim=claim)
    document = rows.filter(pk=document_id).first()
    if document is None:
        return False
    before = {"state": document.state, "attempts": document.attempts}
    after = {"state": DocumentState.FAILED.value, "error": reason[:300]}
    Document.objects.filter(pk=document.pk).update(lease_until=None, **NOT_HELD, **after)
    audit.record(
        actor=None,
        action="document.fail",
        subject=document,
        before=before,
        after=after,
    )
    return True


def sweep_documents() -> Swept:
    """Send again every job that no worker holds, and give up those tried three times.

    It stops at the first message the broker does not take; the next sweep goes on.
    """
    failed = _fail_worn_out()
    nudged = 0
    numbers = list(_lost().order_by("requested_at", "pk").values_list("pk", flat=True))
    for document_id in numbers:
        if not nudge(document_id):
            break
        nudged += 1
    return Swept(nudged=nudged, failed=failed, unsent=len(numbers) - nudged)


def make_waiting_here() -> Swept:
    """Make every waiting document in this process, without broker and worker."""
    failed = _fail_worn_out()
    waiting = list(_unleased().order_by("requested_at", "pk").values_list("pk", flat=True))
    made = sum(make(document_id) for document_id in waiting)
    return Swept(nudged=made, failed=failed, unsent=len(waiting) - made)


def _lost() -> QuerySet[Document]:
    """Keep the jobs that nobody holds and whose last message seems to be lost."""
    unheard = is_unheard("requested_at")
    return _unleased().filter(unheard, attempts__lt=MOST_ATTEMPTS)


def _fail_worn_out() -> int:
    worn_out = _unleased().filter(attempts__gte=MOST_ATTEMPTS).values_list("pk", flat=True)
    return sum(mark_failed(document_id, _TOO_OFTEN) for document_id in list(worn_out))
