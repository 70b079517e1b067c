"""An agency's register of documents: the list, one document's data, taking one out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.http import SignedInRequest
from accounts.navigation import back_path
from blocs.crumbs import Crumb
from blocs.standing import standing_of
from scoring.access import document_for, register_agency_for
from scoring.document_lists import DocumentFilter, DocumentTable
from scoring.forms import DocumentForm
from scoring.models import EvidenceDocument
from scoring.permissions import can_edit_document, can_remove_document
from scoring.selectors.evidence import document_row, register_of
from scoring.services.documents import edit_document, remove_document


@require_safe
@login_required
def register(request: SignedInRequest, code: str) -> HttpResponse:
    agency = register_agency_for(standing_of(request.user), code)
    found = DocumentFilter(request.GET, rows=register_of(agency))
    context = {
        "agency": agency,
        "table": DocumentTable(found.kept, request=request),
        "filter": found,
        "total": len(found.rows),
        "crumbs": [Crumb(agency.short_name), Crumb("Sổ tài liệu minh chứng")],
    }
    return render(request, "scoring/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def document_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a document's data with its uses; correct it on POST."""
    standing = standing_of(request.user)
    document = document_for(standing, pk)
    if request.method != "POST":
        return _page(request, document, DocumentForm(initial=_initial(document)))
    form = DocumentForm(request.POST)
    if not form.is_valid():
        return _page(request, document, form, 422)
    try:
        edit_document(document_id=pk, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        named = refusal.field if isinstance(refusal, Invalid) else ""
        form.add_error(named if named in form.fields else None, str(refusal))
        status = {NotAllowed: 403, Stale: 409}.get(type(refusal), 422)
        return _page(request, document_for(standing, pk), form, status)
    messages.success(request, "Đã lưu thông tin tài liệu.")
    return redirect(back_path(request, _register(document)))


@require_POST
@login_required
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a document that nobody uses out of the register."""
    document = document_for(standing_of(request.user), pk)
    try:
        remove_document(document_id=pk, actor=request.user)
    except Refused as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else 422
        form = DocumentForm(initial=_initial(document))
        messages.error(request, str(refusal))
        return _page(request, document, form, status)
    messages.success(request, f"Đã xóa “{document.title}” khỏi sổ tài liệu.")
    return redirect(back_path(request, _register(document)))


def _page(
    request: SignedInRequest, document: EvidenceDocument, form: DocumentForm, status: int = 200
) -> HttpResponse:
    standing = standing_of(request.user)
    context = {
        "document": document,
        "row": document_row(document),
        "form": form,
        "can_edit": can_edit_document(standing, document),
        "can_remove": can_remove_document(standing, document),
        "back": back_path(request, _register(document)),
        "crumbs": [
            Crumb(document.agency.short_name),
            Crumb("Sổ tài liệu minh chứng", _register(document)),
            Crumb(document.title),
        ],
    }
    return render(request, "scoring/document_edit.html", context, status=status)


def _initial(document: EvidenceDocument) -> dict[str, object]:
    return {
        "seen_version": document.version,
        "title": document.title,
        "number": document.number,
        "issued_on": document.issued_on,
        "issuer": document.issuer,
    }


def _register(document: EvidenceDocument) -> str:
    return reverse("scoring:register", args=[document.agency.code])
