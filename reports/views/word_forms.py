"""Forms of a province's own for Word copies: kept, looked at, ended."""

import io
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.pages import act_and_tell, form_page, posted, require_form
from awards.access import province_seen_for
from blocs.crumbs import Crumb
from blocs.models import Province
from blocs.standing import Standing, standing_of
from reports import services
from reports.access import word_form_for
from reports.models import DOCUMENT_KINDS
from reports.permissions import can_keep_word_forms
from reports.render.form_checks import starting_form
from reports.render.word.names import NAMES
from reports.selectors.word_forms import WITH_FORMS, form_rows, form_versions
from reports.word_forms import WordFormForm

TITLE = "Mẫu Word của"


@require_safe
@login_required
def form_list(request: SignedInRequest, province: str) -> HttpResponse:
    where = province_seen_for(standing_of(request.user), province)
    context = {"province": where, "rows": form_rows(where), "crumbs": _crumbs(where)}
    return render(request, "reports/word_form_list.html", context)


@require_form
@login_required
def form_kind(request: SignedInRequest, province: str, kind: str) -> HttpResponse:
    """Show the versions of one kind's form, and keep a new one that passes the trial."""
    standing = standing_of(request.user)
    where = province_seen_for(standing, province)
    label = _label(kind)
    form = WordFormForm(posted(request), request.FILES or None)
    return form_page(
        request,
        form,
        act=lambda: services.keep_word_form(
            province_id=where.pk, kind=kind, actor=request.user, **form.values
        ),
        done=lambda kept: f"Đã thử và nhận mẫu: {kept}.",
        to=reverse("reports:word-form", args=[where.code, kind]),
        template="reports/word_form.html",
        context=lambda: _context(standing, where, kind, label),
    )


@require_POST
@login_required
def form_end(request: SignedInRequest, province: str, kind: str, version: int) -> HttpResponse:
    """Go back to the form of the software."""
    held = word_form_for(standing_of(request.user), province, kind, version)
    act_and_tell(
        request,
        lambda: services.end_word_form(form_id=held.pk, actor=request.user),
        "Đã bỏ mẫu của tỉnh; bản Word lại lập theo mẫu có sẵn.",
    )
    return redirect("reports:word-form", province, kind)


@require_safe
@login_required
def form_file(request: SignedInRequest, province: str, kind: str, version: int) -> HttpResponseBase:
    """Hand over a version that was kept."""
    held = word_form_for(standing_of(request.user), province, kind, version)
    name = f"mau-{kind}-{province}-ban-{version}.docx"
    return FileResponse(io.BytesIO(bytes(held.data)), as_attachment=True, filename=name)


@require_safe
@login_required
def form_start(request: SignedInRequest, province: str) -> HttpResponseBase:
    """Hand over a form to begin one's own with."""
    province_seen_for(standing_of(request.user), province)
    return FileResponse(
        io.BytesIO(starting_form()), as_attachment=True, filename="mau-khoi-dau.docx"
    )


def _label(kind: str) -> str:
    if kind not in WITH_FORMS:
        raise Http404("No form may be kept for this kind.")
    return dict(DOCUMENT_KINDS)[kind]


def _context(standing: Standing, where: Province, kind: str, label: str) -> dict[str, Any]:
    return {
        "province": where,
        "kind": kind,
        "label": label,
        "names": NAMES,
        "versions": form_versions(where, kind),
        "can_keep": can_keep_word_forms(standing, where.pk),
        "crumbs": _crumbs(where, label),
    }


def _crumbs(where: Province, label: str = "") -> list[Crumb]:
    here = reverse("reports:word-form-list", args=[where.code])
    whole = f"{TITLE} {where.name}"
    return [Crumb(whole, here), Crumb(label)] if label else [Crumb(whole)]
