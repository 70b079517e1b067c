"""Scoring for a sector: the seasons that name the agency, and its lines in one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from blocs.crumbs import Crumb
from blocs.models import Season
from blocs.standing import Standing, standing_of
from scoring.access import sector_line_for, sector_season_for
from scoring.models import LayerScore
from scoring.selectors.samples import is_sample
from scoring.selectors.sector import (
    SectorCriterion,
    SectorRow,
    own_fields,
    sector_criteria,
    sector_duties,
)
from scoring.services.given import GivenEdit, save_sector_points
from scoring.views.given_cells import Answered, GivenCell, Save, cell_of, save_cell, save_cells
from scoring.views.line_answers import line_answer, reading_mark


@dataclass(frozen=True, slots=True)
class ShownCriterion:
    """One criterion and its members' cells; ``own`` names the agency where it is one of them."""

    criterion: SectorCriterion
    rows: tuple[tuple[SectorRow, GivenCell], ...]
    own: str = ""


@require_safe
@login_required
def sector_list(request: SignedInRequest) -> HttpResponse:
    """Show the seasons of all blocs that ask the person's agencies for points."""
    context = {
        "duties": sector_duties(standing_of(request.user)),
        "crumbs": [Crumb("Chấm điểm chuyên ngành")],
    }
    return render(request, "scoring/sector_list.html", context)


@require_safe
@login_required
def sector_page(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    return _page(request, standing, sector_season_for(standing, bloc, cycle))


@require_POST
@login_required
def sector_save(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Save line by line without scripts; a line that cannot be saved keeps what was typed."""
    standing = standing_of(request.user)
    season = sector_season_for(standing, bloc, cycle)
    lines = [row.line for one in sector_criteria(standing, season) for row in one.rows]
    answered = save_cells(lines, request.POST, _saver(request))
    if answered.saved:
        messages.success(request, f"Đã lưu {answered.saved} dòng.")
    if not answered.bad:
        return redirect("scoring:sector", bloc, cycle)
    messages.error(
        request, f"{answered.bad} dòng chưa lưu được; các dòng này được đánh dấu đỏ bên dưới."
    )
    return _page(request, standing, season, answered)


@require_POST
@login_required
def sector_line_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save one line as the script sends it; the points of those compared with it follow."""
    standing = standing_of(request.user)
    line = sector_line_for(standing, pk)
    answered = save_cell(line, request.POST, _saver(request))
    mark = reading_mark()
    criteria = sector_criteria(standing, line.sheet.season)
    own = next(one for one in criteria if one.node.key == line.criterion.key)
    shown = {row.line.pk: _cell(row, answered) for row in own.rows}
    context = {
        "cell": shown[pk],
        "others": [cell for number, cell in shown.items() if number != pk],
        "left": _left(criteria),
        "lines": _count(criteria),
        "form_id": "given-form",
        "shows_points": True,
    }
    status = answered.status if answered.bad else 200
    return line_answer(request, "scoring/_given_answer.html", context, mark=mark, status=status)


def _saver(request: SignedInRequest) -> Save:
    def save(edit: GivenEdit) -> LayerScore:
        return save_sector_points(edit=edit, actor=request.user)

    return save


def _page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    answered: Answered | None = None,
) -> HttpResponse:
    criteria = sector_criteria(standing, season)
    own = own_fields(standing, season)
    context = {
        "season": season,
        "agencies": sorted({one.agency.name for one in criteria}),
        "criteria": [_shown(one, own, answered) for one in criteria],
        "own": sorted(set(own.values())),
        "can_edit": any(row.can_score for one in criteria for row in one.rows),
        "why_not": next((row.can_score.reason for one in criteria for row in one.rows), ""),
        "left": _left(criteria),
        "lines": _count(criteria),
        "form_id": "given-form",
        "is_provisional": any(row.awaited.sector for one in criteria for row in one.rows),
        "is_sample": is_sample(season),
        "crumbs": [
            Crumb("Chấm điểm chuyên ngành", reverse("scoring:sector-list")),
            Crumb(f"{season.bloc.name}, {season.cycle.label}"),
        ],
    }
    return render(
        request, "scoring/sector.html", context, status=answered.status if answered else 200
    )


def _shown(
    criterion: SectorCriterion, own: Mapping[str, str], answered: Answered | None
) -> ShownCriterion:
    rows = tuple((row, _cell(row, answered)) for row in criterion.rows)
    return ShownCriterion(criterion, rows, own.get(criterion.node.key, ""))


def _cell(row: SectorRow, answered: Answered | None) -> GivenCell:
    return cell_of(row.line, row.score, row.can_score, answered, awaited=row.awaited)


def _left(criteria: list[SectorCriterion]) -> list[str]:
    """Name each line that still waits for points."""
    return [
        f"{one.node.key} ({row.name})"
        for one in criteria
        for row in one.rows
        if row.can_score and (row.score is None or row.score.points is None)
    ]


def _count(criteria: list[SectorCriterion]) -> int:
    return sum(len(one.rows) for one in criteria)
