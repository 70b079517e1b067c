"""Give a sheet back with reasons by line, and answer the lines that came back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import require_form
from accounts.refusals import show_refusal
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.forms import StepForm
from scoring.models import ScoreSheet
from scoring.permissions import can_open_appraisal, can_take
from scoring.rules.text import tidy
from scoring.selectors import GridRow, SheetGrid, sheet_grid
from scoring.selectors.rounds import rounds_left
from scoring.selectors.samples import is_sample
from scoring.states import SheetAction
from scoring.views.rounds import sheet_crumbs

NO_REASON = "Quý vị ghi lý do trả lại của dòng này, hoặc bỏ dấu chọn."


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of the table: whether the line goes back, why, and what is wrong with that."""

    row: GridRow
    is_picked: bool = False
    why: str = ""
    fault: str = ""


class ReturnForm:
    """The picked lines and their reasons, as they were posted.

    A reason picks its line by itself. A picked line without one takes over what the appraiser
    wrote for the difference.
    """

    def __init__(self, grid: SheetGrid, data: QueryDict) -> None:
        self.grid = grid
        self.rows = [self._read(row, data) for row in grid.rows]
        self.faults = sum(bool(one.fault) for one in self.rows)

    @property
    def reasons(self) -> dict[int, str]:
        """Why single lines go back, by the line's number."""
        return {
            one.row.line.pk: one.why or one.row.line.appraisal_reason
            for one in self.rows
            if one.row.line is not None and one.is_picked
        }

    @staticmethod
    def _read(row: GridRow, data: QueryDict) -> ReturnRow:
        if row.line is None:
            return ReturnRow(row)
        why = data.get(f"{row.line.pk}-why", "")
        is_picked = f"{row.line.pk}-back" in data or bool(tidy(why))
        lacks = is_picked and not tidy(why) and not row.line.appraisal_reason
        return ReturnRow(row, is_picked, why, NO_REASON if lacks else "")


@require_form
@login_required
def sheet_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the reasons on GET; give the sheet back on POST. What was typed is never lost."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    can_open_appraisal(standing, sheet, seats_of(sheet.season)).demand()  # it shows the points
    lines = ReturnForm(sheet_grid(sheet), request.POST)
    if request.method != "POST":
        form = StepForm(initial={"seen_version": sheet.version}, action=SheetAction.RETURN)
        return _return_page(request, sheet, form, lines)
    form = StepForm(request.POST, action=SheetAction.RETURN)
    if not form.is_valid() or lines.faults:
        return _return_page(request, sheet, form, lines, 422)
    try:
        services.take(
            SheetAction.RETURN,
            sheet_id=sheet.pk,
            actor=request.user,
            line_reasons=lines.reasons,
            **form.cleaned_data,
        )
    except Refused as refusal:
        return _return_page(request, sheet, form, lines, show_refusal(form, refusal))
    messages.success(request, "Đã trả lại phiếu cho đơn vị.")
    return redirect("scoring:appraisal", sheet.pk)


def _return_page(
    request: SignedInRequest,
    sheet: ScoreSheet,
    form: StepForm,
    lines: ReturnForm,
    status: int = 200,
) -> HttpResponse:
    form.fields["reason"].label = "Lý do chung"
    form.fields["reason"].widget.attrs["rows"] = 2
    verdict = can_take(standing_of(request.user), sheet, SheetAction.RETURN, seats_of(sheet.season))
    left = rounds_left(sheet)
    context: Mapping[str, object] = {
        "sheet": sheet,
        "is_sample": is_sample(sheet.season),
        "verdict": verdict,
        "form": form,
        "grid": lines.grid,
        "differing": sum(one.row.differs for one in lines.rows),
        "rows": lines.rows,
        "faults": lines.faults,
        "left": left,
        "number": left.used + 1,
        "page": reverse("scoring:appraisal", args=[sheet.pk]),
        "crumbs": sheet_crumbs(sheet, "Trả lại đơn vị"),
    }
    return render(request, "scoring/sheet_return.html", context, status=status)
