"""A score sheet to Excel and back: check first, save only what was confirmed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest, workbook_response
from accounts.pages import require_form
from blocs.crumbs import Crumb, season_crumbs
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring.access import sheet_for
from scoring.errors import LinesRefused
from scoring.models import ScoreSheet
from scoring.permissions import can_edit_sheet, sees_departments
from scoring.selectors import sheet_grid
from scoring.selectors.samples import is_sample
from scoring.services.sheet_imports import (
    CheckedBook,
    check_sheet_book,
    save_sheet_book,
    sealable,
)
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.sealing import seal, unseal
from scoring.spreadsheets.sheet_reading import open_sheet_book
from scoring.spreadsheets.sheet_writing import written_sheet
from scoring.workbook_forms import SheetImportForm

PURPOSE = "sheet-import"
_SAVED_BEFORE = "Nội dung của tệp đã được lưu từ trước; lần bấm này không lưu thêm gì."


@require_safe
@login_required
def sheet_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand over a sheet that the person may see, to be filled in by its agency."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    season = sheet.season
    data = written_sheet(
        sheet,
        sheet_grid(sheet),
        is_sample=is_sample(season),
        shows_departments=sees_departments(standing, sheet, seats_of(season)),
    )
    name = f"phieu-{sheet.agency.code}-{season.bloc.code}-{season.cycle.label}.xlsx"
    return workbook_response(data, name)


@require_form
@login_required
def sheet_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the filled-in workbook; when one is sent, show its faults or its changes."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    verdict = can_edit_sheet(standing, sheet)
    if not verdict:
        messages.error(request, verdict.reason)
        return redirect(sheet)
    if request.method != "POST":
        return _asked(request, sheet, SheetImportForm())
    form = SheetImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, sheet, form)
    upload = form.cleaned_data["upload"]
    try:
        book = open_sheet_book(upload, upload.name)
        checked = check_sheet_book(sheet, sheet_grid(sheet), book, reader=request.user)
    except WorkbookFaults as refusal:
        return _asked(request, sheet, form, faults=refusal.faults)
    return _checked(request, sheet, checked)


@require_POST
@login_required
def sheet_import_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what was checked, as it was checked."""
    sheet = sheet_for(standing_of(request.user), pk)
    again = redirect("scoring:sheet-import", pk)
    try:
        held = _held(request, sheet)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return again
    try:
        count = save_sheet_book(sheet_id=sheet.pk, held=held["edits"], actor=request.user)
    except LinesRefused as refusal:
        messages.error(request, f"{refusal} Đề nghị quý vị tải lại tệp để kiểm tra.")
        return again
    except Refused as refusal:
        messages.error(request, f"{refusal} Chưa lưu nội dung nào của tệp.")
        return redirect(sheet)
    messages.success(request, f"Đã lưu {count} dòng từ tệp Excel." if count else _SAVED_BEFORE)
    return redirect(sheet)


def _held(request: SignedInRequest, sheet: ScoreSheet) -> dict[str, Any]:
    """Return what was checked for this sheet.

    Raises:
        Refused: it is not here any more, or is another sheet's.
    """
    held = unseal(request.POST.get("held", ""), purpose=PURPOSE, user_id=request.user.pk)
    if held["sheet"] != sheet.pk:
        raise Refused("Nội dung đã kiểm tra là của phiếu khác; đề nghị quý vị tải lại tệp.")
    return held


def _asked(
    request: SignedInRequest,
    sheet: ScoreSheet,
    form: SheetImportForm,
    *,
    faults: Sequence[CellFault] = (),
) -> HttpResponse:
    status = 200 if request.method != "POST" else 422
    context = {"sheet": sheet, "form": form, "faults": faults, "crumbs": _crumbs(sheet)}
    return render(request, "scoring/sheet_import.html", context, status=status)


def _checked(request: SignedInRequest, sheet: ScoreSheet, checked: CheckedBook) -> HttpResponse:
    held = {"sheet": sheet.pk, "edits": sealable(checked)}
    context = {
        "sheet": sheet,
        "changes": checked.changes,
        "lines": len(checked.edits),
        "held": seal(held, purpose=PURPOSE, user_id=request.user.pk),
        "is_sample": is_sample(sheet.season),
        "crumbs": _crumbs(sheet),
    }
    return render(request, "scoring/sheet_import_check.html", context)


def _crumbs(sheet: ScoreSheet) -> list[Crumb]:
    season = sheet.season
    listing = reverse("scoring:sheet-list", args=[season.bloc.code, season.cycle.label])
    return list(
        season_crumbs(
            season,
            Crumb("Phiếu chấm điểm", listing),
            Crumb(sheet.agency.short_name, sheet.get_absolute_url()),
            "Nhập từ Excel",
        )
    )
