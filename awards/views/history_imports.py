"""Awards of earlier years from a file: check first, save only what was confirmed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import require_form
from awards.history_forms import AwardImportForm
from awards.services import import_awards
from awards.spreadsheets.matching import AwardRow, MatchedRow, matched
from awards.spreadsheets.reading import read_awards
from awards.spreadsheets.template import award_template
from awards.views.history import TITLE
from blocs.crumbs import Crumb
from blocs.standing import Standing, standing_of
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.sealing import seal, unseal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PURPOSE = "award-import"
Faults = tuple[CellFault, ...]


@require_form
@login_required
def award_import(request: SignedInRequest) -> HttpResponse:
    """Ask for a file; when one is sent, show its faults or what it would add."""
    standing = _keeper(request)
    if request.method != "POST":
        return _asked(request, AwardImportForm())
    form = AwardImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, form)
    upload = form.cleaned_data["upload"]
    try:
        written, findings = read_awards(upload, upload.name)
    except WorkbookFaults as refusal:
        return _asked(request, form, faults=refusal.faults)
    found = matched(written, findings, standing, today=timezone.localdate())
    if findings.faults:
        return _asked(request, form, faults=tuple(findings.faults))
    return _checked(request, found)


@require_POST
@login_required
def award_import_confirm(request: SignedInRequest) -> HttpResponse:
    """Save what was checked, as it was checked."""
    _keeper(request)
    again = redirect("awards:award-import")
    held = unseal(request.POST.get("held", ""), purpose=PURPOSE, user_id=request.user.pk)
    if held is None:
        messages.error(request, "Đã quá hai giờ từ lúc kiểm tra; đề nghị quý vị tải lại tệp.")
        return again
    rows = [AwardRow(**row) for row in held["rows"]]
    try:
        done = import_awards(rows=rows, new=held["new"], actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return again
    messages.success(request, f"Đã ghi {done.new} thành tích; {done.same} dòng đã có từ trước.")
    return redirect("awards:record-list")


@require_safe
@login_required
def award_import_template(request: SignedInRequest) -> HttpResponse:
    """Hand over the workbook to fill in."""
    _keeper(request)
    response = HttpResponse(award_template(), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, "mau-thanh-tich.xlsx")
    return response


def _keeper(request: SignedInRequest) -> Standing:
    """Return the standing of a person who keeps records for some province or bloc."""
    standing = standing_of(request.user)
    if not standing.manages.reaches_any:
        raise Http404("Nobody's import.")
    return standing


def _asked(request: SignedInRequest, form: AwardImportForm, *, faults: Faults = ()) -> HttpResponse:
    context = {"form": form, "faults": faults, "crumbs": _crumbs("Nhập từ tệp")}
    status = 422 if request.method == "POST" else 200
    return render(request, "awards/award_import.html", context, status=status)


def _checked(request: SignedInRequest, found: list[MatchedRow]) -> HttpResponse:
    """Show the rows; what is shown is sealed into the form that confirms it."""
    new = sum(one.is_new for one in found)
    held = {"rows": [one.row.as_json() for one in found], "new": new}
    context: dict[str, Any] = {
        "rows": found,
        "new": new,
        "same": len(found) - new,
        "held": seal(held, purpose=PURPOSE, user_id=request.user.pk),
        "crumbs": _crumbs("Kiểm tra tệp"),
    }
    return render(request, "awards/award_import_check.html", context)


def _crumbs(page: str) -> list[Crumb]:
    return [Crumb(TITLE, reverse("awards:record-list")), Crumb(page)]
