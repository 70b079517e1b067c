"""Awards or ratings of earlier years from a file: check first, save only what was confirmed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest, workbook_response
from accounts.pages import require_form
from awards.history_forms import HistoryImportForm
from awards.services.import_kinds import KINDS, RATINGS, Faults, FileKind, Found
from awards.views.history import TITLE
from blocs.crumbs import Crumb
from blocs.standing import Standing, standing_of
from scoring.spreadsheets.faults import WorkbookFaults
from scoring.spreadsheets.sealing import seal, unseal


@require_form
@login_required
def file_import(request: SignedInRequest, kind: str) -> HttpResponse:
    """Ask for a file; when one is sent, show its faults or what it would add."""
    standing, thing = _keeper(request), KINDS[kind]
    if request.method != "POST":
        return _asked(request, thing, HistoryImportForm())
    form = HistoryImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, thing, form)
    upload = form.cleaned_data["upload"]
    try:
        found, faults = thing.check(upload, upload.name, standing, today=timezone.localdate())
    except WorkbookFaults as refusal:
        return _asked(request, thing, form, faults=refusal.faults)
    if faults:
        return _asked(request, thing, form, faults=faults)
    return _checked(request, thing, found)


@require_POST
@login_required
def file_import_confirm(request: SignedInRequest, kind: str) -> HttpResponse:
    """Save what was checked, as it was checked."""
    _keeper(request)
    thing = KINDS[kind]
    again = redirect(f"awards:{thing.name}")
    try:
        held = unseal(request.POST.get("held", ""), purpose=thing.name, user_id=request.user.pk)
        rows = [thing.row(**row) for row in held["rows"]]
        done = thing.enter(rows=rows, new=held["new"], actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return again
    messages.success(request, thing.said(done))
    return redirect("awards:record-list")


@require_safe
@login_required
def file_import_template(request: SignedInRequest, kind: str) -> HttpResponse:
    """Hand over the workbook to fill in."""
    _keeper(request)
    return workbook_response(KINDS[kind].template(), KINDS[kind].file_name)


def _keeper(request: SignedInRequest) -> Standing:
    """Return the standing of a person who keeps records for some province or bloc."""
    standing = standing_of(request.user)
    if not standing.manages.reaches_any:
        raise Http404("Nobody's import.")
    return standing


def _asked(
    request: SignedInRequest, thing: FileKind, form: HistoryImportForm, *, faults: Faults = ()
) -> HttpResponse:
    heading = f"Nhập {thing.what} từ tệp"
    context = {
        "form": form,
        "faults": faults,
        "heading": heading,
        "what": thing.what,
        "template_url": reverse(f"awards:{thing.name}-template"),
        "others": [(reverse(f"awards:{one.name}"), one.what) for one in KINDS.values()],
        "crumbs": _crumbs(heading),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "awards/award_import.html", context, status=status)


def _checked(request: SignedInRequest, thing: FileKind, found: Found) -> HttpResponse:
    """Show the rows; what is shown is sealed into the form that confirms it."""
    new = sum(one.is_new for one in found)
    held = {"rows": [one.row.as_json() for one in found], "new": new}
    context: dict[str, Any] = {
        "rows": found,
        "new": new,
        "same": len(found) - new,
        "what": thing.what,
        "is_rating": thing is RATINGS,
        "again": reverse(f"awards:{thing.name}"),
        "confirm": reverse(f"awards:{thing.name}-confirm"),
        "held": seal(held, purpose=thing.name, user_id=request.user.pk),
        "crumbs": _crumbs("Kiểm tra tệp"),
    }
    return render(request, "awards/award_import_check.html", context)


def _crumbs(page: str) -> list[Crumb]:
    return [Crumb(TITLE, reverse("awards:record-list")), Crumb(page)]
