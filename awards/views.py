"""Pages of the award proposals of a season."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Invalid, Refused
from accounts.http import SignedInRequest
from accounts.navigation import BACK, back_path
from accounts.verdicts import Verdict
from awards import services
from awards.access import proposal_for
from awards.forms import ActionForm, ChooseAwardForm, ProposalForm
from awards.models import Proposal
from awards.permissions import can_choose_award, can_propose, can_take
from awards.rules.workflow import ACTIONS, next_state
from awards.selectors import award_text, proposal_rows
from awards.states import ProposalAction, ProposalState
from awards.tables import ProposalFilter, ProposalTable
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.rules.stages import Mover
from blocs.standing import Standing, standing_of
from scoring.permissions import shown_depth
from scoring.selectors.samples import is_sample

BUTTONS = {
    ProposalAction.AGREE: "Ghi nhận đã thống nhất",
    ProposalAction.SEND: "Gửi đề nghị lên tỉnh",
    ProposalAction.WITHDRAW: "Rút đề nghị",
    ProposalAction.RETURN: "Trả lại để xem xét",
    ProposalAction.GRANT: "Ghi nhận quyết định khen thưởng",
    ProposalAction.REFUSE: "Không chấp thuận",
}


@dataclass(frozen=True, slots=True)
class Step:
    """An action as the page shows it: allowed or greyed, with what it asks for."""

    action: str
    label: str
    verdict: Verdict
    needs_reason: bool
    needs_decision: bool


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
        "steps": [
            _step(standing, proposal, action, seats) for action in _wanted(standing, proposal)
        ],
        "can_choose": can_choose_award(standing, proposal, seats),
        "choose_form": ChooseAwardForm(),
        "back": back_path(request, _list_url(proposal.season)),
        "is_sample": is_sample(proposal.season),
        "crumbs": season_crumbs(
            proposal.season,
            Crumb("Đề nghị khen thưởng", _list_url(proposal.season)),
            proposal.agency.short_name,
        ),
    }
    return render(request, "awards/proposal_detail.html", context)


@require_POST
@login_required
def proposal_take(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    proposal = proposal_for(standing_of(request.user), pk)
    if action not in set(ProposalAction):
        raise Http404("No such action.")
    form = ActionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return _to_detail(request, proposal)
    try:
        services.take(
            ProposalAction(action),
            proposal_id=proposal.pk,
            seen_version=form.cleaned_data["seen_version"],
            actor=request.user,
            reason=form.cleaned_data["reason"],
            decision=_decision(form),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi nhận.")
    return _to_detail(request, proposal)


@require_POST
@login_required
def proposal_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = proposal_for(standing_of(request.user), pk)
    form = ChooseAwardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return _to_detail(request, proposal)
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
    return _to_detail(request, proposal)


def _list_page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    form: ProposalForm,
    status: int = 200,
) -> HttpResponse:
    seats = seats_of(season)
    depth = shown_depth(standing, season, seats)
    rows = ProposalFilter.apply(proposal_rows(season, depth=depth), request.GET)
    table = ProposalTable(rows, back=request.get_full_path())
    table.paginate_from(request)
    context = {
        "season": season,
        "table": table,
        "filter": ProposalFilter(request.GET or None),
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


def _wanted(standing: Standing, proposal: Proposal) -> list[ProposalAction]:
    """Return the steps that lead on from here; the bloc need not see the province's."""
    provincial = standing.manages.covers(proposal.season.bloc)
    return [
        action
        for action in BUTTONS
        if next_state(ProposalState(proposal.state), action) is not None
        and (provincial or ACTIONS[action].mover is Mover.SECRETARIAT)
    ]


def _step(standing: Standing, proposal: Proposal, action: ProposalAction, seats: Seats) -> Step:
    return Step(
        action=action.value,
        label=BUTTONS[action],
        verdict=can_take(standing, proposal, action, seats),
        needs_reason=ACTIONS[action].needs_reason,
        needs_decision=action is ProposalAction.GRANT,
    )


def _decision(form: ActionForm) -> services.Decision | None:
    data = form.cleaned_data
    if not (data["decision_number"] and data["decided_on"]):
        return None
    return services.Decision(number=data["decision_number"], decided_on=data["decided_on"])


def _first_error(form: ActionForm | ChooseAwardForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _to_detail(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    url = proposal.get_absolute_url()
    back = back_path(request, "")
    return redirect(f"{url}?{urlencode({BACK: back})}" if back else url)


def _list_url(season: Season) -> str:
    return reverse("awards:proposal-list", args=[season.bloc.code, season.cycle.label])
