"""Appraisal: the agency's points and the appraiser's side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.permissions import Seats, seats_of
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.errors import LineConflict
from scoring.models import ScoreSheet
from scoring.people import expected_of, next_person, offered_acts
from scoring.permissions import (
    appraises,
    can_appraise,
    can_appraise_for_province,
    can_open_appraisal,
)
from scoring.rules.entries import Entry
from scoring.selectors import GridRow, SheetGrid, sheet_grid
from scoring.selectors.entries import entry_at, is_open_claim
from scoring.selectors.given_lines import sheet_given
from scoring.services.lines import LineEdit
from scoring.states import Layer
from scoring.views.bulk import BulkForm, conflict_with
from scoring.views.cells import NOTHING, Cells, Conflict, Returned
from scoring.views.layers import appraisal_page, layer_asked
from scoring.views.rounds import RoundColumns, round_columns, round_context, with_round
from scoring.views.sheets import page_context
from scoring.views.shown import (
    Choice,
    ShownRow,
    keep_lines,
    left_beside,
    left_of,
    show_rows,
    top_groups,
    with_given,
)

ALL, DIFFERING, EMPTY, NEEDED = "", "khac", "trong", "can"


@require_safe
@login_required
def appraisal(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    return _page(request, standing, sheet)


@require_POST
@login_required
def appraisal_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save line by line without scripts; a line that cannot be saved keeps what was typed."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    can_open_appraisal(standing, sheet, seats_of(sheet.season)).demand()
    layer = layer_asked(request)
    bulk = BulkForm(sheet_grid(sheet), layer, request.POST)
    faults, conflicts = dict(bulk.faults), {}
    for edit in bulk.edits:
        outcome = _save(request, edit, bulk.typed[edit.line_id])
        if isinstance(outcome, Conflict):
            conflicts[edit.line_id] = outcome
        elif outcome:
            faults[edit.line_id] = outcome
    bad = {*faults, *conflicts}
    saved = sum(edit.line_id not in bad for edit in bulk.edits)
    if saved:
        messages.success(request, f"Đã lưu {saved} dòng.")
    if not bad:
        return redirect(appraisal_page(sheet, layer))
    messages.error(
        request, f"{len(bad)} dòng chưa lưu được; các dòng này được đánh dấu đỏ bên dưới."
    )
    typed = {pk: words for pk, words in bulk.typed.items() if pk in bad}
    returned = Returned(typed=typed, messages=faults, conflicts=conflicts)
    return _page(request, standing, sheet_for(standing, pk), returned, 409 if conflicts else 422)


def _save(request: SignedInRequest, edit: LineEdit, typed: Cells) -> str | Conflict:
    """Save one line; return why not, or nothing."""
    try:
        services.save_appraisal(
            line_id=edit.line_id,
            seen_version=edit.seen_version,
            points=edit.points,
            reason=edit.words,
            layer=edit.layer,
            actor=request.user,
            actual=edit.actual,
            minus=edit.minus,
        )
    except LineConflict as refusal:
        return conflict_with(refusal.current, edit.layer, typed)
    except Refused as refusal:
        return str(refusal)
    return ""


@require_form
@login_required
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before all remaining claims are accepted on GET; accept them on POST."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": sheet.version})
    return form_page(
        request,
        form,
        act=lambda: services.accept_self_points(
            sheet_id=sheet.pk, actor=request.user, **form.values
        ),
        done=lambda count: f"Đã chấp nhận điểm tự chấm cho {count} dòng.",
        to=appraisal_page(sheet, Layer.APPRAISED),
        template="_parts/confirm_page.html",
        context=lambda: _accept_page(request, standing, sheet),
    )


def _accept_page(
    request: SignedInRequest, standing: Standing, sheet: ScoreSheet
) -> Mapping[str, Any]:
    grid = sheet_grid(sheet)
    count = sum(row.line is not None and is_open_claim(row.line) for row in grid.rows)
    ask = Confirmation(
        label="Chấp nhận điểm tự chấm",
        subject=sheet.agency.name,
        verdict=can_appraise(standing, sheet, seats_of(sheet.season)),
        consequences=(
            (
                f"{count} dòng đơn vị đã tự chấm và chưa thẩm định sẽ nhận điểm thẩm định bằng "
                "điểm tự chấm."
            ),
            "Các dòng đã thẩm định giữ nguyên.",
            "Quý vị vẫn sửa được từng dòng trước khi hoàn thành thẩm định.",
        ),
        page=appraisal_page(sheet, Layer.APPRAISED),
        page_name="trang thẩm định",
        hindrance="" if count else "Không còn dòng nào đơn vị đã tự chấm mà chưa thẩm định.",
        button=f"Chấp nhận {count} dòng",
    )
    return {**page_context(request, sheet, grid), "ask": ask}


def _page(
    request: SignedInRequest,
    standing: Standing,
    sheet: ScoreSheet,
    returned: Returned = NOTHING,
    status: int = 200,
) -> HttpResponse:
    seats = seats_of(sheet.season)
    can_open_appraisal(standing, sheet, seats).demand()
    layer = _layer_for(request, standing, sheet, seats)
    grid = sheet_grid(sheet)
    rows, left = show_rows(grid, layer, returned), left_of(grid, layer)
    verdict = _verdict(standing, sheet, seats, layer)
    wanted = request.GET.get("loc", ALL)
    kept = rows if wanted == ALL else keep_lines(rows, _keys(grid.rows, wanted, layer))
    told = round_context(standing, sheet, seats, grid)
    again, beside = _beside(kept, told, grid, layer)
    given = sheet_given(sheet, grid, standing)
    context = {
        **page_context(request, sheet, grid),
        **told,
        "layer": layer.value,
        "is_province": layer is Layer.PROVINCE,
        "rows": with_given(beside, given),
        "given": given,
        "again": again,
        "tops": top_groups(rows),
        "left": left_beside(left, kept, appraisal_page(sheet, layer)),
        "can_edit": verdict,
        **_turn(standing, sheet, seats),
        "choices": _choices(sheet, grid, layer),
        "wanted": wanted,
        "can_accept": bool(verdict) and layer is Layer.APPRAISED and left.count > 0,
        "save_url": appraisal_page(sheet, layer, "scoring:appraisal-save"),
        "other_layer": _other_layer(standing, sheet, seats, layer),
    }
    return render(request, "scoring/appraisal.html", context, status=status)


def _turn(standing: Standing, sheet: ScoreSheet, seats: Seats) -> Mapping[str, Any]:
    """Return whose turn it is, and what the page expects of the person."""
    return {
        "acts": offered_acts(standing, sheet, seats),
        "expected": expected_of(standing, sheet, seats),
        "next_person": next_person(sheet, seats),
    }


def _beside(
    rows: Iterable[ShownRow], told: Mapping[str, Any], grid: SheetGrid, layer: Layer
) -> tuple[RoundColumns | None, list[ShownRow]]:
    """Return the columns of the round before, and the rows with what became of them in it."""
    again = round_columns(told["returns"], grid) if layer is Layer.APPRAISED else None
    return again, with_round(rows, again.round if again else None, told["amended"])


def _layer_for(
    request: SignedInRequest, standing: Standing, sheet: ScoreSheet, seats: Seats
) -> Layer:
    """Return the asked layer; who does not appraise for the bloc sees the province's."""
    if layer_asked(request) is Layer.PROVINCE or not appraises(standing, sheet, seats):
        return Layer.PROVINCE
    return Layer.APPRAISED


def _verdict(standing: Standing, sheet: ScoreSheet, seats: Seats, layer: Layer) -> Verdict:
    if layer is Layer.PROVINCE:
        return can_appraise_for_province(standing, sheet)
    return can_appraise(standing, sheet, seats)


def _other_layer(
    standing: Standing, sheet: ScoreSheet, seats: Seats, layer: Layer
) -> tuple[str, str] | None:
    """Return label and address of the other layer for a person who writes both."""
    both = standing.manages.covers(sheet.season.bloc) and appraises(standing, sheet, seats)
    if not both:
        return None
    if layer is Layer.PROVINCE:
        return "Sang điểm thẩm định", appraisal_page(sheet, Layer.APPRAISED)
    return "Sang điểm của tỉnh", appraisal_page(sheet, Layer.PROVINCE)


def _keys(rows: Iterable[GridRow], wanted: str, layer: Layer) -> list[str]:
    if wanted == NEEDED:
        return [row.node.key for row in rows if row.awaits_province]
    is_kept = _differs if wanted == DIFFERING else _is_empty
    return [row.node.key for row in rows if row.line and is_kept(row, layer)]


def _differs(row: GridRow, layer: Layer) -> bool:
    if layer is Layer.PROVINCE:
        return row.points.province is not None
    return row.differs


def _is_empty(row: GridRow, layer: Layer) -> bool:
    if row.line is None or entry_at(row.line, layer) not in {Entry.POINTS, Entry.RESULT}:
        return False
    given = row.points.province if layer is Layer.PROVINCE else row.points.appraised
    return given is None


def _choices(sheet: ScoreSheet, grid: SheetGrid, layer: Layer) -> list[Choice]:
    lines = sum(row.line is not None for row in grid.rows)
    differing = len(_keys(grid.rows, DIFFERING, layer))
    empty = len(_keys(grid.rows, EMPTY, layer))
    changed = "Tỉnh đã chấm lại" if layer is Layer.PROVINCE else "Có chênh lệch"
    missing = "Tỉnh chưa chấm" if layer is Layer.PROVINCE else "Chưa có điểm thẩm định"
    counted = [
        (ALL, "Tất cả", lines),
        (DIFFERING, changed, differing),
        (EMPTY, missing, empty),
    ]
    if layer is Layer.PROVINCE and any(row.is_province_s for row in grid.rows):
        counted.append((NEEDED, "Tỉnh cần chấm", len(_keys(grid.rows, NEEDED, layer))))
    return [
        Choice(value, label, count, appraisal_page(sheet, layer, wanted=value))
        for value, label, count in counted
    ]
