"""The list of sheets, one sheet, and its save without scripts."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.refusals import status_of
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.errors import LinesRefused
from scoring.models import ScoreSheet
from scoring.people import expected_of, next_person, offered_acts, sees_appraisal, sees_given
from scoring.permissions import appraises, can_edit_sheet, can_open_sheets, sees_departments
from scoring.rules.awaited import most_awaited, why_provisional
from scoring.selectors import SheetGrid, season_scores, sheet_grid
from scoring.selectors.due import sheet_deadline
from scoring.selectors.given_lines import sheet_given
from scoring.selectors.lateness import would_be_late
from scoring.selectors.samples import is_sample
from scoring.states import Layer, SheetState
from scoring.tables import SheetFilter, SheetTable, sheet_rows
from scoring.views.bulk import BulkForm, conflict_with
from scoring.views.by_department import by_department
from scoring.views.cells import NOTHING, Returned
from scoring.views.rounds import round_context, with_round
from scoring.views.shown import left_beside, left_of, show_rows, top_groups, with_given

BEFORE_SENDING = frozenset({SheetState.DRAFT.value, SheetState.AWAITING.value})


@require_safe
@login_required
def sheet_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    scores = season_scores(season)
    visible = set(ScoreSheet.objects.visible_to(standing).filter(season=season).values_list("pk"))
    rows = sheet_rows(season, scores, {pk for (pk,) in visible}, standing, seats)
    found = SheetFilter(request.GET, rows=rows)
    context = {
        "season": season,
        "table": SheetTable(found.kept, request=request),
        "filter": found,
        "why_provisional": why_provisional(most_awaited(row.awaited for row in rows), is_sum=True),
        "is_sample": is_sample(season),
        "can_open": can_open_sheets(standing, season, seats),
        "without_sheet": sum(member.sheet is None for member in scores.members),
        "has_table": bool(scores.columns),
        "crumbs": season_crumbs(season, "Phiếu chấm điểm"),
    }
    return render(request, "scoring/sheet_list.html", context)


@require_safe
@login_required
def sheet_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    return sheet_page(request, standing, sheet)


@require_POST
@login_required
def sheet_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save the whole sheet, all or nothing; what was typed is never lost."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    bulk = BulkForm(sheet_grid(sheet), Layer.SELF, request.POST)
    try:
        count = services.save_lines(
            sheet_id=sheet.pk, edits=bulk.edits, actor=request.user, unreadable=bulk.faults
        )
    except LinesRefused as refusal:
        conflicts = {
            line_id: conflict_with(line, Layer.SELF, bulk.typed[line_id])
            for line_id, line in refusal.conflicts.items()
        }
        status = 409 if conflicts else 422
        returned = bulk.returned(refusal.errors, conflicts)
        return _sheet_again(request, standing, sheet, returned, status)
    except Refused as refusal:
        messages.error(request, f"{refusal} Nội dung quý vị vừa nhập chưa được lưu.")
        again = sheet_for(standing, pk)
        return _sheet_again(request, standing, again, bulk.returned(), status_of(refusal))
    messages.success(request, f"Đã lưu {count} dòng." if count else "Không có dòng nào thay đổi.")
    asked = request.GET.urlencode()  # the department whose lines were shown
    return redirect(sheet.get_absolute_url() + (f"?{asked}" if asked else ""))


def _sheet_again(
    request: SignedInRequest, standing: Standing, sheet: ScoreSheet, returned: Returned, status: int
) -> HttpResponse:
    if returned.messages or returned.conflicts:
        count = len({*returned.messages, *returned.conflicts})
        messages.error(
            request,
            f"Chưa lưu nội dung nào: {count} dòng cần xem lại, được đánh dấu đỏ bên dưới.",
        )
    return sheet_page(request, standing, sheet, returned, status)


def sheet_page(
    request: SignedInRequest,
    standing: Standing,
    sheet: ScoreSheet,
    returned: Returned = NOTHING,
    status: int = 200,
) -> HttpResponse:
    """Return the page of one sheet, to be written in or only read."""
    seats = seats_of(sheet.season)
    grid = sheet_grid(sheet)
    rows = show_rows(grid, Layer.SELF, returned)
    kept = by_department(request, sheet, rows, shows=sees_departments(standing, sheet, seats))
    is_own = sheet.agency_id in standing.agency_ids
    can_edit = can_edit_sheet(standing, sheet)
    shows_appraisal = sees_appraisal(standing, sheet, seats) and grid.total.appraised is not None
    told = round_context(standing, sheet, seats, grid)
    given = sheet_given(sheet, grid, standing) if sees_given(standing, sheet, seats) else None
    context = {
        **page_context(request, sheet, grid),
        **told,
        "layer": Layer.SELF.value,
        "rows": with_given(with_round(kept.rows, told["round"], told["amended"]), given),
        "kept": kept,
        "given": given,
        "tops": top_groups(rows),
        "left": left_beside(left_of(grid, Layer.SELF), kept.rows, sheet.get_absolute_url()),
        "can_edit": can_edit,
        "is_own": is_own,
        **(_sending(sheet, grid) if is_own and sheet.state in BEFORE_SENDING else {}),
        "shows_appraisal": shows_appraisal,
        "acts": offered_acts(standing, sheet, seats),
        "expected": expected_of(standing, sheet, seats),
        "next_person": next_person(sheet, seats),
        "appraises": bool(appraises(standing, sheet, seats)),
        "may_appraise_province": standing.manages.covers(sheet.season.bloc),
    }
    return render(request, "scoring/sheet_detail.html", context, status=status)


def _sending(sheet: ScoreSheet, grid: SheetGrid) -> dict[str, Any]:
    """Return until when the agency may send its sheet in time, and what it costs afterwards."""
    return {"due_at": sheet_deadline(sheet), "late": would_be_late(sheet, grid.table)}


def page_context(request: SignedInRequest, sheet: ScoreSheet, grid: SheetGrid) -> Mapping[str, Any]:
    """Return what every page about one sheet needs."""
    season: Season = sheet.season
    places = [season.bloc.code, season.cycle.label]
    listing = reverse("scoring:sheet-list", args=places)
    asked = back_path(request, listing)
    back = asked if asked.startswith(listing) else listing  # the list as the person left it
    return {
        "sheet": sheet,
        "season": season,
        "grid": grid,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, Crumb("Phiếu chấm điểm", back), sheet.agency.short_name),
    }
