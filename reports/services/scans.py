"""Scans of papers that were signed and stamped by hand, kept beside the issued paper."""

import uuid
from datetime import date

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from accounts.whole_files import keep_handed_in
from blocs.permissions import seats_of
from blocs.rules.paper_days import day_fault
from blocs.rules.writing import date_text
from blocs.standing import standing_of
from reports.models import Document, Issue, ScannedCopy, SignedCopy
from reports.permissions import can_keep_copies, can_withdraw_scan
from reports.rules.days import first_day_of
from reports.services.locks import locked_issue
from scoring.uploads import CheckedUpload, Readable, check_upload

FOLDER = "scans"
FORMS = frozenset({"pdf", "jpg", "png"})
NO_SCAN = "Chỉ nhận bản quét dạng PDF, JPG hoặc PNG."
NOT_ON_PAPER = (
    "Đây là tệp của chính văn bản này (bản dự thảo, bản ban hành, bản đã ký số hoặc bản được thay "
    "thế), không phải bản quét của bản giấy đã ký và đóng dấu. Tệp đã ký số thì tải lên ở trang "
    "ký số."
)
CHANGED = "Bản quét này đã được người khác bỏ. Đề nghị tải lại trang."


def keep_scan(
    *, issue_id: int, upload: Readable, name: str, signed_on: date, today: date, actor: User | None
) -> ScannedCopy:
    """Keep a scan of a paper as it was signed and stamped by hand.

    Args:
        name: as the sender's computer calls the file.
        signed_on: the day on which it was signed.

    Raises:
        NotAllowed: the paper is no longer in force, or not by this person.
        Invalid: the file cannot be accepted or is kept already, or the day does not hold.
    """
    issue = Issue.objects.with_names().get(pk=issue_id)
    can_keep_copies(standing_of(actor), issue, seats_of(issue.document.season)).demand()
    checked = check_upload(upload, name)
    if checked.extension not in FORMS:
        raise Invalid(NO_SCAN, field="upload")
    _check_day(issue, signed_on, today)
    stored = keep_handed_in(f"{FOLDER}/{uuid.uuid4()}.{checked.extension}", checked.data)
    try:
        return _keep(issue_id, stored, checked, signed_on, actor)
    except BaseException:
        default_storage.delete(stored)
        raise


def _check_day(issue: Issue, signed_on: date, today: date) -> None:
    document = issue.document
    first = first_day_of(document.kind, document.season.cycle.starts_on)
    fault = day_fault(signed_on, today=today, first=first, of="Ngày ký")
    if fault:
        raise Invalid(fault, field="signed_on")


@transaction.atomic
def _keep(
    issue_id: int, stored: str, checked: CheckedUpload, signed_on: date, actor: User | None
) -> ScannedCopy:
    issue = locked_issue(issue_id)
    can_keep_copies(standing_of(actor), issue, seats_of(issue.document.season)).demand()
    if _is_of_the_screen(issue, checked.sha256):
        raise Invalid(NOT_ON_PAPER, field="upload")
    same = issue.scanned_copies.kept().filter(sha256=checked.sha256).first()
    if same is not None:
        raise Invalid(f"Bản quét này đã được lưu với tên “{same.name}”.", field="upload")
    scan = ScannedCopy.objects.create(
        issue=issue,
        file=stored,
        name=checked.name,
        extension=checked.extension,
        content_type=checked.content_type,
        size=len(checked.data),
        sha256=checked.sha256,
        signed_on=signed_on,
        uploaded_by=actor,
        uploaded_at=timezone.now(),
    )
    after = {"scan": scan.name, "sha256": scan.sha256, "signed_on": date_text(signed_on)}
    audit.record(
        actor=actor, action="document.scan", subject=issue.document, before={}, after=after
    )
    return scan


def _is_of_the_screen(issue: Issue, sha256: str) -> bool:
    """Say whether the file was made here or signed digitally: for this paper or another version."""
    paper = issue.document
    versions = Document.objects.filter(
        season=paper.season_id, kind=paper.kind, subject=paper.subject
    )
    signed = SignedCopy.objects.filter(issue__document__in=versions, sha256=sha256)
    return versions.filter(sha256=sha256).exists() or signed.exists()


@transaction.atomic
def withdraw_scan(*, scan_id: int, seen_version: int, reason: str, actor: User | None) -> None:
    """Mark a scan as withdrawn; its file stays.

    Raises:
        Stale: somebody withdrew it after the page was opened.
        NotAllowed: not by this person.
        Invalid: no reason is given.
    """
    issue_id = ScannedCopy.objects.values_list("issue", flat=True).get(pk=scan_id)
    issue = locked_issue(issue_id)
    scan = ScannedCopy.objects.select_for_update(no_key=True).get(pk=scan_id)
    if scan.version != seen_version:
        raise Stale(CHANGED)
    can_withdraw_scan(standing_of(actor), issue, scan, seats_of(issue.document.season)).demand()
    if not reason.strip():
        raise Invalid("Quý vị cần nêu lý do bỏ bản quét.", field="reason")
    scan.withdrawn_by = actor
    scan.withdrawn_at = timezone.now()
    scan.reason = reason.strip()
    scan.version += 1
    scan.save(update_fields=["withdrawn_by", "withdrawn_at", "reason", "version"])
    audit.record(
        actor=actor,
        action="document.scan_withdraw",
        subject=issue.document,
        before={"scan": scan.name, "sha256": scan.sha256},
        after={},
        reason=scan.reason,
    )
