"""Cross-scoring: the sheet as its cross-scorer works on it, and handing the points over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import NotAllowed
from accounts.form_parts import PageForm
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.crumbs import Crumb, season_crumbs
from blocs.standing import Standing, standing_of
from scoring.access import cross_assignment_for
from scoring.models import CrossAssignment, LayerScore, ScoreSheet
from scoring.permissions import (
    can_cross_score,
    can_finish_cross_scoring,
    cross_scores,
)
from scoring.rules.workflow import SENT
from scoring.selectors.cross import (
    CrossRow,
    CrossSheet,
    cross_sheet,
)
from scoring.selectors.samples import is_sample
from scoring.services.cross import (
    finish_cross_scoring,
    save_cross_points,
)
from scoring.services.given import GivenEdit
from scoring.views.given_cells import Answered, GivenCell, Save, cell_of, save_cell, save_cells
from scoring.views.line_answers import line_answer, reading_mark


@dataclass(frozen=True, slots=True)
class ShownCross:
    """One row of the table: a group, a line that is only read, or one with its cells."""

    cross: CrossRow
    cell: GivenCell | None


@require_safe
@login_required
def cross_page(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    assignment, sheet = _opened(standing, pk)
    return _page(request, standing, assignment, sheet)


@require_POST
@login_required
def cross_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save line by line without scripts; a line that cannot be saved keeps what was typed."""
    standing = standing_of(request.user)
    assignment, sheet = _opened(standing, pk)
    lines = [row.row.line for row in cross_sheet(assignment, sheet).rows if row.row.line]
    answered = save_cells(lines, request.POST, _saver(request, assignment))
    if answered.saved:
        messages.success(request, f"Đã lưu {answered.saved} dòng.")
    if not answered.bad:
        return redirect("scoring:cross", pk)
    messages.error(
        request, f"{answered.bad} dòng chưa lưu được; các dòng này được đánh dấu đỏ bên dưới."
    )
    return _page(request, standing, assignment, sheet, answered)


@require_POST
@login_required
def cross_line_save(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Save one line as the script sends it; the answer replaces its marks and what is left."""
    standing = standing_of(request.user)
    assignment, sheet = _opened(standing, pk)
    found = sheet.lines.select_related("criterion").filter(pk=line).first()
    if found is None:
        raise Http404("No such line on this sheet.")
    answered = save_cell(found, request.POST, _saver(request, assignment))
    mark = reading_mark()
    crossed = cross_sheet(assignment, sheet)
    row = next(one for one in crossed.rows if one.row.line and one.row.line.pk == line)
    context = {
        "cell": cell_of(found, row.score, can_cross_score(standing, assignment, sheet), answered),
        "left": crossed.left,
        "lines": crossed.total,
        "form_id": "given-form",
    }
    status = answered.status if answered.bad else 200
    return line_answer(request, "scoring/_given_answer.html", context, mark=mark, status=status)


@require_form
@login_required
def cross_finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before the points are handed over on GET; hand them over on POST."""
    standing = standing_of(request.user)
    assignment, sheet = _opened(standing, pk)
    return form_page(
        request,
        PageForm(posted(request)),
        act=lambda: finish_cross_scoring(assignment_id=pk, actor=request.user),
        done="Đã hoàn thành chấm chéo.",
        to=reverse("scoring:cross", args=[pk]),
        template="_parts/confirm_page.html",
        context=lambda: _finish_page(standing, assignment, sheet),
    )


def _finish_page(
    standing: Standing, assignment: CrossAssignment, sheet: ScoreSheet
) -> Mapping[str, Any]:
    crossed = cross_sheet(assignment, sheet)
    left = f"Còn {len(crossed.left)} tiêu chí chưa chấm: {', '.join(crossed.left)}."
    ask = Confirmation(
        label="Hoàn thành chấm chéo",
        subject=sheet.agency.name,
        verdict=can_finish_cross_scoring(standing, assignment, sheet),
        consequences=(
            (
                f"Điểm của {assignment.scorer.name} cho {crossed.total} tiêu chí được tính vào "
                f"kết quả của {sheet.agency.name}."
            ),
            "Sau đó điểm không sửa được, trừ khi được mở lại và nêu lý do.",
            "Quý vị xem được điểm của các đơn vị khác đã hoàn thành chấm phiếu này.",
        ),
        page=reverse("scoring:cross", args=[assignment.pk]),
        page_name="phiếu",
        hindrance=left if crossed.left else "",
    )
    return {**_context(assignment, sheet, crossed), "ask": ask}


def _opened(standing: Standing, pk: int) -> tuple[CrossAssignment, ScoreSheet]:
    """Return the assignment and the sheet, once it was sent, to one who may score it."""
    assignment = cross_assignment_for(standing, pk)
    cross_scores(standing, assignment).demand()
    sheets = ScoreSheet.objects.select_related("agency")
    sheet = sheets.filter(season=assignment.season_id, agency=assignment.subject_id).first()
    if sheet is None or sheet.state not in SENT:
        raise NotAllowed(
            f"{assignment.subject.short_name} chưa gửi phiếu nên chưa xem và chấm chéo được."
        )
    sheet.season = assignment.season
    return assignment, sheet


def _saver(request: SignedInRequest, assignment: CrossAssignment) -> Save:
    def save(edit: GivenEdit) -> LayerScore:
        return save_cross_points(assignment_id=assignment.pk, edit=edit, actor=request.user)

    return save


def _page(
    request: SignedInRequest,
    standing: Standing,
    assignment: CrossAssignment,
    sheet: ScoreSheet,
    answered: Answered | None = None,
) -> HttpResponse:
    crossed = cross_sheet(assignment, sheet)
    can_score = can_cross_score(standing, assignment, sheet)
    context = {
        **_context(assignment, sheet, crossed),
        "rows": [_shown(row, can_score, answered) for row in crossed.rows],
        "can_edit": can_score,
        "can_finish": can_finish_cross_scoring(standing, assignment, sheet),
        "finish_url": reverse("scoring:cross-finish", args=[assignment.pk]),
    }
    return render(
        request, "scoring/cross.html", context, status=answered.status if answered else 200
    )


def _shown(row: CrossRow, can_score: Verdict, answered: Answered | None) -> ShownCross:
    line = row.row.line
    if line is None or not row.is_scored:
        return ShownCross(row, None)
    return ShownCross(row, cell_of(line, row.score, can_score, answered))


def _context(
    assignment: CrossAssignment, sheet: ScoreSheet, crossed: CrossSheet
) -> Mapping[str, Any]:
    season = assignment.season
    listing = reverse("scoring:cross-list", args=[season.bloc.code, season.cycle.label])
    return {
        "assignment": assignment,
        "sheet": sheet,
        "season": season,
        "left": crossed.left,
        "lines": crossed.total,
        "shows_others": assignment.finished_at is not None,
        "form_id": "given-form",
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, Crumb("Chấm chéo", listing), sheet.agency.short_name),
    }
