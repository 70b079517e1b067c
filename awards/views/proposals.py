"""The proposals of a season: the list, one of them, adding, and settling the award."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Invalid, Refused
from accounts.http import SignedInRequest
from accounts.navigation import back_path
from awards import services
from awards.access import proposal_for
from awards.forms import ChooseAwardForm, ProposalForm
from awards.permissions import can_choose_award, can_propose
from awards.selectors import award_text, proposal_rows
from awards.tables import ProposalFilter, ProposalTable
from awards.views.steps import detail_url, list_url, offered_steps
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.permissions import shown_depth
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def proposal_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    return _list_page(request, standing, season, ProposalForm(season=season))


@require_POST
@login_required
def proposal_add(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = ProposalForm(request.POST, season=season)
    if form.is_valid() and _add(request, season, form):
        messages.success(request, "Đã thêm đề nghị khen thưởng.")
        return redirect("awards:proposal-list", bloc, cycle)
    return _list_page(request, standing, season, form, status=422)


@require_safe
@login_required
def proposal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    seats = seats_of(proposal.season)
    context = {
        "proposal": proposal,
        "season": proposal.season,
        "award": award_text(proposal),
        "steps": offered_steps(standing, proposal, seats),
        "can_choose": can_choose_award(standing, proposal, seats),
        "choose_form": ChooseAwardForm(),
        "back": back_path(request, list_url(proposal.season)),
        "is_sample": is_sample(proposal.season),
        "crumbs": season_crumbs(
            proposal.season,
            Crumb("Đề nghị khen thưởng", list_url(proposal.season)),
            proposal.agency.short_name,
        ),
    }
    return render(request, "awards/proposal_detail.html", context)


@require_POST
@login_required
def proposal_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = proposal_for(standing_of(request.user), pk)
    form = ChooseAwardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect(detail_url(request, proposal))
    try:
        services.choose_award(
            proposal_id=proposal.pk,
            award_type_id=form.cleaned_data["award_type"].pk,
            seen_version=form.cleaned_data["seen_version"],
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã xác định hình thức khen thưởng.")
    return redirect(detail_url(request, proposal))


def _list_page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    form: ProposalForm,
    status: int = 200,
) -> HttpResponse:
    seats = seats_of(season)
    depth = shown_depth(standing, season, seats)
    found = ProposalFilter(request.GET, rows=proposal_rows(season, depth=depth))
    context = {
        "season": season,
        "table": ProposalTable(found.kept, request=request),
        "filter": found,
        "form": form,
        "can_propose": can_propose(standing, season, seats),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Đề nghị khen thưởng"),
    }
    return render(request, "awards/proposal_list.html", context, status=status)


def _add(request: SignedInRequest, season: Season, form: ProposalForm) -> bool:
    data = form.cleaned_data
    award = data["award_type"]
    try:
        services.propose_award(
            season_id=season.pk,
            agency_id=data["agency"].agency_id,
            award_type_id=award.pk if award else None,
            option_ids=() if award else [option.pk for option in data["options"]],
            local_label=data["local_label"],
            achievement=data["achievement"],
            actor=request.user,
        )
    except Invalid as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _first_error(form: ChooseAwardForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)
