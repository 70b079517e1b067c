"""An agency's register of documents: the list, one document's data, taking one out."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import act_and_tell, form_page, posted, require_form
from accounts.refusals import DONE
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


@require_form
@login_required
def document_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a document's data with its uses; correct it on POST."""
    standing = standing_of(request.user)
    document = document_for(standing, pk)
    form = DocumentForm(posted(request), initial=_initial(document))
    return form_page(
        request,
        form,
        act=lambda: edit_document(document_id=pk, actor=request.user, **form.cleaned_data),
        done="Đã lưu thông tin tài liệu.",
        to=back_path(request, _register(document)),
        template="scoring/document_edit.html",
        context=lambda: _page(request, document_for(standing, pk)),
    )


@require_POST
@login_required
def document_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a document that nobody uses out of the register."""
    standing = standing_of(request.user)
    document = document_for(standing, pk)
    status = act_and_tell(
        request,
        lambda: remove_document(document_id=pk, actor=request.user),
        f"Đã xóa “{document.title}” khỏi sổ tài liệu.",
    )
    if status == DONE:
        return redirect(back_path(request, _register(document)))
    context = {**_page(request, document), "form": DocumentForm(initial=_initial(document))}
    return render(request, "scoring/document_edit.html", context, status=status)


def _page(request: SignedInRequest, document: EvidenceDocument) -> Mapping[str, object]:
    standing = standing_of(request.user)
    return {
        "document": document,
        "row": document_row(document),
        "can_edit": can_edit_document(standing, document),
        "can_remove": can_remove_document(standing, document),
        "back": back_path(request, _register(document)),
        "crumbs": [
            Crumb(document.agency.short_name),
            Crumb("Sổ tài liệu minh chứng", _register(document)),
            Crumb(document.title),
        ],
    }


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
