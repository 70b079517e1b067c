"""Signing an issued paper: the file to sign, the signed file that comes back, who has signed."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest, opened
from accounts.pages import form_page, posted, require_form
from blocs.permissions import seats_of
from blocs.rules.writing import lower_first
from blocs.standing import standing_of
from reports import services
from reports.access import issued_document_for
from reports.crumbs import document_crumbs
from reports.models import Issue, SignedCopy
from reports.permissions import can_keep_copies, can_keep_signed_copy
from reports.selectors.signed_files import archive_faults_of
from reports.selectors.signing import signing_of
from reports.signing_forms import SignedFileForm
from reports.states import DocumentState

SIGNING = "Ký số"


@require_form
@login_required
def signing(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Show who has signed and who is still to; take a signed file in."""
    standing = standing_of(request.user)
    issue = issued_document_for(standing, uuid)
    seats = seats_of(issue.document.season)
    form = SignedFileForm(posted(request), request.FILES or None)
    told = signing_of(issue)
    return form_page(
        request,
        form,
        act=lambda: services.keep_signed_copy(
            issue_id=issue.pk, upload=form.cleaned_data["upload"], actor=request.user
        ),
        done=_said,
        to=lambda _: request.path,
        template="reports/signing.html",
        context=lambda: {
            "issue": issue,
            "document": issue.document,
            "signing": told,
            "can_sign": can_keep_signed_copy(standing, issue, seats, told.agencies_signing()),
            "can_scan": can_keep_copies(standing, issue, seats),
            "crumbs": document_crumbs(issue.document, SIGNING),
        },
    )


@require_GET
@login_required
def signing_download(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """Send the newest file to sign and note who took it."""
    issue = issued_document_for(standing_of(request.user), uuid)
    latest = issue.signed_copies.last()
    if latest is not None:
        return _send(request, issue, latest)
    if issue.document.state != DocumentState.READY:
        raise Http404("The paper is not made yet.")
    stream = opened(issue.document.file)
    services.record_download(document=issue.document, actor=request.user)
    return FileResponse(stream, as_attachment=True, filename=issue.document.file_name)


@require_GET
@login_required
def signed_copy_download(request: SignedInRequest, uuid: UUID, number: int) -> HttpResponseBase:
    """Send one signed state and note who took it."""
    issue = issued_document_for(standing_of(request.user), uuid)
    copy = issue.signed_copies.filter(number=number).first()
    if copy is None:
        raise Http404("No such signed copy.")
    return _send(request, issue, copy)


def _send(request: SignedInRequest, issue: Issue, copy: SignedCopy) -> FileResponse:
    stream = opened(copy.file)
    services.record_copy_download(issue=issue, copy=copy, actor=request.user)
    name = issue.document.file_name.replace(".pdf", f"-ky-{copy.number}.pdf")
    return FileResponse(stream, as_attachment=True, filename=name)


def _said(copy: SignedCopy) -> str:
    added = list(copy.signatures.all())
    said = f"Đã lưu bản ký lần {copy.number}: thêm {len(added)} chữ ký, mọi chữ ký đều nguyên vẹn."
    doubts = dict.fromkeys(one.get_trust_display() for one in added if not one.is_trusted)
    if doubts:
        said += f" Chứng thư số của chữ ký mới: {'; '.join(map(lower_first, doubts))}."
    if not (faults := archive_faults_of(copy)):
        return said
    return (
        f"{said} Lưu ý: {'; '.join(faults)}, nên bản ký này chưa đúng chuẩn lưu trữ PDF/A. Chữ ký "
        "vẫn có giá trị, bản ban hành vẫn là bản để lưu trữ; lần ký sau, đề nghị chọn hình chữ ký "
        "không có chữ hoặc phông chữ được nhúng."
    )
