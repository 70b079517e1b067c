"""Evidence of one line: beside its row, or as a page of its own; and the files themselves."""

import uuid
from collections.abc import Mapping

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import wants_a_part
from accounts.errors import Refused
from accounts.http import SignedInRequest, opened
from accounts.pages import require_form
from accounts.refusals import show_refusal, status_of
from blocs.crumbs import Crumb, season_crumbs
from blocs.standing import Standing, standing_of
from scoring.access import (
    evidence_file_for,
    evidence_for,
    line_for,
    line_with_evidence_for,
)
from scoring.forms import EvidenceForm
from scoring.models import Evidence, ScoreLine
from scoring.permissions import can_edit_sheet
from scoring.selectors.evidence import flagged, offered_documents, other_uses
from scoring.services.evidence import attach_document, attach_evidence, detach_evidence
from scoring.views.numbers import posted_number

# What a browser may show by itself; everything else is handed over as a file to keep.
INLINE: Mapping[str, str] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
}


@require_safe
@login_required
def evidence_list(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    standing = standing_of(request.user)
    found = _on_sheet(line_with_evidence_for(standing, line), pk)
    return _answer(request, standing, found, EvidenceForm(line_id=found.pk))


@require_POST
@login_required
def evidence_add(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    standing = standing_of(request.user)
    found = _line_of(standing, pk, line)
    form = EvidenceForm(request.POST, request.FILES, line_id=found.pk)
    if not form.is_valid():
        return _answer(request, standing, found, form, 422)
    try:
        made = attach_evidence(line_id=found.pk, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _answer(request, standing, found, form, show_refusal(form, refusal))
    return _changed(request, standing, found, _added(made, form))


@require_POST
@login_required
def evidence_use(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Put a document of the register forward for the line."""
    standing = standing_of(request.user)
    found = _line_of(standing, pk, line)
    form = EvidenceForm(line_id=found.pk)
    wanted = posted_number(request.POST.get("document", ""))
    if wanted is None:
        trouble = "Quý vị chọn một tài liệu trong sổ."
        return _answer(request, standing, found, form, 422, trouble=trouble)
    try:
        attach_document(line_id=found.pk, document_id=wanted, actor=request.user)
    except Refused as refusal:
        status = status_of(refusal)
        return _answer(request, standing, found, form, status, trouble=str(refusal))
    return _changed(request, standing, found, "Đã thêm minh chứng từ sổ tài liệu.")


@require_form
@login_required
def evidence_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before a document is taken back on GET; take it back on POST."""
    standing = standing_of(request.user)
    evidence = evidence_for(standing, pk)
    line = evidence.line
    if request.method != "POST":
        return _ask(request, standing, evidence)
    try:
        detach_evidence(evidence_id=pk, actor=request.user)
    except Refused as refusal:
        form = EvidenceForm(line_id=line.pk)
        status = status_of(refusal)
        return _answer(request, standing, line, form, status, trouble=str(refusal))
    return _changed(request, standing, line, "Đã gỡ minh chứng.")


@require_safe
@login_required
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type]  # knows no arguments
def evidence_file(request: SignedInRequest, file_uuid: uuid.UUID) -> FileResponse:
    """Hand over a private file to a person who sees a sheet that refers to it."""
    stored = evidence_file_for(standing_of(request.user), file_uuid)
    shown_as = INLINE.get(stored.extension)
    content = opened(stored.file)
    response = FileResponse(
        content,
        as_attachment=shown_as is None or "tai-ve" in request.GET,
        filename=stored.name,
        content_type=shown_as or "application/octet-stream",
    )
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _line_of(standing: Standing, sheet_pk: int, line_pk: int) -> ScoreLine:
    return _on_sheet(line_for(standing, line_pk), sheet_pk)


def _on_sheet(line: ScoreLine, sheet_pk: int) -> ScoreLine:
    if line.sheet_id != sheet_pk:
        raise Http404("No such line on this sheet.")
    return line


def _ask(request: SignedInRequest, standing: Standing, evidence: Evidence) -> HttpResponse:
    """Return what the removal means: beside the row for htmx, else as a page."""
    line, sheet = evidence.line, evidence.line.sheet
    context = {
        "evidence": evidence,
        "sheet": sheet,
        "season": sheet.season,
        "criterion": line.criterion,
        "verdict": can_edit_sheet(standing, sheet),
        "consequences": _consequences(evidence),
        "page": _page(line),
        "crumbs": season_crumbs(
            sheet.season,
            Crumb(f"Phiếu của {sheet.agency.short_name}", _row(line)),
            Crumb(f"Minh chứng mục {line.criterion.key}", _page(line)),
            "Gỡ bỏ",
        ),
    }
    name = (
        "scoring/_evidence_remove.html" if wants_a_part(request) else "scoring/evidence_remove.html"
    )
    return render(request, name, context)


def _consequences(evidence: Evidence) -> list[str]:
    key = evidence.line.criterion.key
    said = [f"Minh chứng không còn ở mục {key}; điểm và giải trình của mục giữ nguyên."]
    others = other_uses(evidence)
    kept = f", còn là minh chứng của {others} mục khác" if others else ""
    said.append(f"Tài liệu vẫn ở trong sổ tài liệu của đơn vị{kept}.")
    return [*said, "Việc gỡ bỏ được ghi vào nhật ký."]


def _added(made: Evidence, form: EvidenceForm) -> str:
    """Say that it was added, or that the register had the file already."""
    upload = form.cleaned_data["upload"]
    if upload is None or not made.document.uses.exclude(pk=made.pk).exists():
        return "Đã thêm minh chứng."
    return (
        f"Tệp này đã có trong sổ với tên “{made.document.title}”; phần mềm dùng tài liệu đã có, "
        "không lưu thêm bản nữa. Sửa thông tin tài liệu ở sổ tài liệu."
    )


def _changed(
    request: SignedInRequest, standing: Standing, line: ScoreLine, sentence: str
) -> HttpResponse:
    if wants_a_part(request):
        return _answer(request, standing, line, EvidenceForm(line_id=line.pk), said=sentence)
    messages.success(request, sentence)
    return redirect(_page(line))


def _answer(
    request: SignedInRequest,
    standing: Standing,
    line: ScoreLine,
    form: EvidenceForm,
    status: int = 200,
    *,
    trouble: str = "",
    said: str = "",
) -> HttpResponse:
    """Return the panel: alone for htmx, else inside a page."""
    items = list(line.evidence.select_related("document__file").order_by("pk"))
    can_edit = can_edit_sheet(standing, line.sheet)
    back = _row(line)
    context = {
        "sheet": line.sheet,
        "season": line.sheet.season,
        "line": line,
        "criterion": line.criterion,
        "items": flagged(items, line),
        "first_shown": next((one.document for one in items if is_shown(one.document.file)), None),
        "can_edit": can_edit,
        "offered": offered_documents(line) if can_edit else (),
        "form": form,
        "trouble": trouble,
        "said": said,
        "back": back,
        "crumbs": season_crumbs(
            line.sheet.season,
            Crumb(f"Phiếu của {line.sheet.agency.short_name}", back),
            f"Minh chứng mục {line.criterion.key}",
        ),
    }
    name = "scoring/_evidence_panel.html" if wants_a_part(request) else "scoring/evidence_list.html"
    return render(request, name, context, status=status)


def is_shown(file: object) -> bool:
    """Say whether a browser may show the file beside the row."""
    return getattr(file, "extension", None) in INLINE


def _page(line: ScoreLine) -> str:
    return reverse("scoring:evidence-list", args=[line.sheet_id, line.pk])


def _row(line: ScoreLine) -> str:
    """Return the address of the line in its sheet."""
    return f"{line.sheet.get_absolute_url()}#dong-{line.pk}"
