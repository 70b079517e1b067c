"""Who scores whom in cross-scoring: the list, the draw, giving a finished one back."""

import secrets
from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import act_and_tell, first_error
from accounts.refusals import status_of
from accounts.spoken_forms import SpokenForm
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.permissions import seats_of, was_secretariat
from blocs.standing import Standing, standing_of
from scoring.permissions import can_assign_cross_scorers, can_reopen_cross_scoring
from scoring.permissions.given import cross_scores
from scoring.rules.assignment import most_scorers
from scoring.rules.workflow import SENT
from scoring.selectors.cross import (
    Progress,
    cross_duties,
    cross_progress,
    cross_scorers_of,
    mark_of_pairs,
)
from scoring.selectors.draws import draws_of, is_public
from scoring.selectors.samples import is_sample
from scoring.services.cross import assign_cross_scorers, reopen_cross_scoring

SEED_BYTES = 6


class DrawForm(SpokenForm):
    """How many sheets each member scores, and why another number or a new draw."""

    scorers = forms.IntegerField(label="Số phiếu mỗi đơn vị chấm", min_value=0, max_value=100)
    reason = forms.CharField(label="Lý do", required=False, max_length=500)


class ReopenForm(SpokenForm):
    """Why a finished cross-scoring is given back."""

    reason = forms.CharField(label="Lý do mở lại", required=False, max_length=500)


@require_safe
@login_required
def cross_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show what one's agencies were given to score, and to who runs the season all of it."""
    standing = standing_of(request.user)
    return _list(request, standing, bloc, cycle)


@require_POST
@login_required
def cross_assign(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Draw who scores whom; the seed is made here and kept in the audit."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = DrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return _list(request, standing, bloc, cycle, status=422, typed=request.POST)
    try:
        made = assign_cross_scorers(
            season_id=season.pk,
            seed=secrets.token_hex(SEED_BYTES),
            seen=request.POST.get("seen", ""),
            actor=request.user,
            **form.cleaned_data,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        status = status_of(refusal)
        return _list(request, standing, bloc, cycle, status=status, typed=request.POST)
    messages.success(request, f"Đã bốc thăm phân công {len(made)} lượt chấm chéo.")
    return redirect("scoring:cross-list", bloc, cycle)


@require_POST
@login_required
def cross_reopen(request: SignedInRequest, bloc: str, cycle: str, pk: int) -> HttpResponse:
    """Give a finished cross-scoring back to its scorer."""
    season = season_for(standing_of(request.user), bloc, cycle)
    if not season.cross_assignments.filter(pk=pk).exists():
        raise Http404("No such cross-scoring in this season.")
    form = ReopenForm(request.POST)
    act_and_tell(
        request,
        lambda: reopen_cross_scoring(assignment_id=pk, actor=request.user, **form.cleaned_data),
        "Đã mở lại việc chấm chéo.",
        form=form,
    )
    return redirect("scoring:cross-list", bloc, cycle)


def _list(
    request: SignedInRequest,
    standing: Standing,
    bloc: str,
    cycle: str,
    *,
    status: int = 200,
    typed: QueryDict | None = None,
) -> HttpResponse:
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    sees_all = was_secretariat(standing, seats) or standing.watches.covers(season.bloc)
    progress = cross_progress(season) if sees_all else []
    members, by_table = season.memberships.count(), cross_scorers_of(season)
    context = {
        "season": season,
        "duties": [
            (row, cross_scores(standing, row.assignment)) for row in cross_duties(standing, season)
        ],
        "progress": [
            (row, can_reopen_cross_scoring(standing, row.assignment, seats)) for row in progress
        ],
        "sees_all": sees_all,
        "by_table": by_table,
        "scorers": by_table if typed is None else typed.get("scorers", ""),
        "reason": "" if typed is None else typed.get("reason", ""),
        "seen": _mark_of(progress),
        "members": members,
        "most": most_scorers(members),
        "can_assign": can_assign_cross_scorers(standing, season, seats),
        "has_begun": any(row.given or row.assignment.finished_at for row in progress),
        "sent_states": SENT,
        "draws": draws_of(season) if sees_all or is_public(season) else None,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Chấm chéo"),
    }
    return render(request, "scoring/cross_list.html", context, status=status)


def _mark_of(progress: Iterable[Progress]) -> str:
    rows = (row.assignment for row in progress)
    return mark_of_pairs((row.scorer.code, row.subject.code) for row in rows)
