"""Scans of papers that were signed and stamped by hand."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.form_parts import ConfirmForm, ReasonField
from accounts.http import SignedInRequest, opened
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.permissions import seats_of
from blocs.standing import standing_of
from reports import services
from reports.access import issued_document_for
from reports.crumbs import signing_crumbs
from reports.models import Issue, ScannedCopy
from reports.permissions import can_keep_copies, can_withdraw_scan
from reports.signing_forms import ScanForm


@require_form
@login_required
def scan_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask for a scan and the day on which the paper was signed; keep it."""
    standing = standing_of(request.user)
    issue = issued_document_for(standing, uuid)
    form = ScanForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        act=lambda: services.keep_scan(
            issue_id=issue.pk, today=timezone.localdate(), actor=request.user, **form.values
        ),
        done="Đã lưu bản quét.",
        to=lambda _: issue.get_signing_url(),
        template="reports/scan_add.html",
        context=lambda: {
            "issue": issue,
            "document": issue.document,
            "can_scan": can_keep_copies(standing, issue, seats_of(issue.document.season)),
            "crumbs": signing_crumbs(issue, "Lưu bản ký, đóng dấu"),
        },
    )


@require_GET
@login_required
def scan_download(request: SignedInRequest, uuid: UUID, scan: UUID) -> HttpResponseBase:
    """Send a scan and note who took it."""
    issue = issued_document_for(standing_of(request.user), uuid)
    copy = _scan(issue, scan)
    stream = opened(copy.file)
    services.record_copy_download(issue=issue, copy=copy, actor=request.user)
    return FileResponse(
        stream, as_attachment=True, filename=copy.name, content_type=copy.content_type
    )


@require_form
@login_required
def scan_withdraw(request: SignedInRequest, uuid: UUID, scan: UUID) -> HttpResponse:
    """Ask why a scan is withdrawn, and mark it."""
    standing = standing_of(request.user)
    issue = issued_document_for(standing, uuid)
    copy = _scan(issue, scan)
    verdict = can_withdraw_scan(standing, issue, copy, seats_of(issue.document.season))
    form = ConfirmForm(
        posted(request),
        initial={"seen_version": copy.version},
        reason=ReasonField("Lý do bỏ", missing="Quý vị cần nêu lý do bỏ bản quét."),
    )
    return form_page(
        request,
        form,
        act=lambda: services.withdraw_scan(scan_id=copy.pk, actor=request.user, **form.values),
        done="Đã bỏ bản quét.",
        to=lambda _: issue.get_signing_url(),
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": _question(issue, copy, verdict),
            "is_sample": issue.document.is_sample,
            "crumbs": signing_crumbs(issue, "Bỏ bản quét"),
        },
    )


def _scan(issue: Issue, uuid: UUID) -> ScannedCopy:
    scan = issue.scanned_copies.filter(uuid=uuid).first()
    if scan is None:
        raise Http404("No such scan.")
    return scan


def _question(issue: Issue, scan: ScannedCopy, verdict: Verdict) -> Confirmation:
    return Confirmation(
        label="Bỏ bản quét",
        subject=scan.name,
        verdict=verdict,
        consequences=(
            "Bản quét được đánh dấu đã bỏ, kèm lý do và người bỏ; tệp vẫn được giữ để tra cứu.",
            "Trang xác minh không còn tính bản quét này.",
        ),
        page=issue.get_signing_url(),
        page_name="trang ký số",
        style="danger",
    )
