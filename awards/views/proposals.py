"""The proposals of a season: the list, one of them, adding, and settling the award."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import act_and_tell, form_page
from accounts.verdicts import Verdict
from awards import services
from awards.access import proposal_for
from awards.forms import ChooseAwardForm, ProposalForm
from awards.models import DecisionLine, Proposal
from awards.models.labels import DOSSIER_KINDS
from awards.permissions import (
    can_check_dossier,
    can_choose_award,
    can_propose,
    can_propose_fallback,
    can_refer_dossier,
    sees_every_judgement,
)
from awards.rules.workflow import WAITING
from awards.selectors import called, proposal_rows
from awards.selectors.ballot_proposals import ballot_of
from awards.selectors.gates import fallback_gate, gate
from awards.selectors.quotas import quota_state
from awards.selectors.rule_days import rule_day
from awards.states import Answer, DecisionState, ProposalAction, ProposalState
from awards.tables import ProposalFilter, ProposalTable
from awards.views.eligibility import LABELS as _ANSWERS
from awards.views.eligibility import answer_url
from awards.views.steps import WAITS, detail_url, list_url, offered_steps
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.standing import Standing, standing_of
from scoring.permissions import shown_depth
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def proposal_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    context = _list_context(request, standing, season) | {
        "form": ProposalForm(season=season, day=_day(season))
    }
    return render(request, "awards/proposal_list.html", context)


@require_POST
@login_required
def proposal_add(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = ProposalForm(request.POST, season=season, day=_day(season))
    return form_page(
        request,
        form,
        act=lambda: _add(request, season, form),
        done=_added,
        to=list_url(season),
        template="awards/proposal_list.html",
        context=lambda: _list_context(request, standing, season),
    )


@require_safe
@login_required
def proposal_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    proposal = proposal_for(standing, pk)
    seats = seats_of(proposal.season)
    context = {
        "proposal": proposal,
        "season": proposal.season,
        "called": called(proposal),
        "steps": offered_steps(standing, proposal, seats),
        "reads_answer": _reads_answer(standing, proposal),
        "waits": WAITS.get(ProposalState(proposal.state), ""),
        "can_choose": can_choose_award(standing, proposal, seats),
        "choose_form": ChooseAwardForm(season=proposal.season, day=_day(proposal.season)),
        "back": back_path(request, list_url(proposal.season)),
        "is_sample": is_sample(proposal.season),
        "crumbs": season_crumbs(
            proposal.season,
            Crumb("Đề nghị khen thưởng", list_url(proposal.season)),
            proposal.agency.short_name,
        ),
        **_sections(standing, proposal, seats),
    }
    return render(request, "awards/proposal_detail.html", context)


@require_POST
@login_required
def proposal_choose(request: SignedInRequest, pk: int) -> HttpResponse:
    proposal = proposal_for(standing_of(request.user), pk)
    season = proposal.season
    form = ChooseAwardForm(request.POST, season=season, day=_day(season))
    act_and_tell(
        request,
        lambda: services.choose_award(
            proposal_id=proposal.pk,
            award_type_id=form.cleaned_data["award_type"].pk,
            seen_version=form.cleaned_data["seen_version"],
            actor=request.user,
        ),
        "Đã xác định hình thức khen thưởng.",
        form=form,
    )
    return redirect(detail_url(request, proposal))


def _day(season: Season) -> date:
    """Return the day whose rules judge the season: what can be given on it may be proposed."""
    return rule_day(season, timezone.localdate()).day


def _list_context(
    request: SignedInRequest, standing: Standing, season: Season
) -> dict[str, object]:
    seats = seats_of(season)
    depth = shown_depth(standing, season, seats)
    found = ProposalFilter(request.GET, rows=proposal_rows(season, depth=depth))
    return {
        "season": season,
        "table": ProposalTable(found.kept, request=request),
        "filter": found,
        "quotas": quota_state(season, timezone.localdate()),
        "can_propose": can_propose(standing, season, seats),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Đề nghị khen thưởng"),
    }


def _added(proposal: Proposal) -> str:
    """Say that it is added, and what will stand in the way of agreeing on it."""
    found = gate(proposal, ProposalAction.AGREE, today=timezone.localdate())
    warning = "" if found else f" Lưu ý, chưa thống nhất và gửi được: {found.reason}"
    over = f" Lưu ý: {proposal.over_quota}" if proposal.over_quota else ""
    return f"Đã thêm đề nghị khen thưởng.{warning}{over}"


def _stands_now(proposal: Proposal) -> Verdict | None:
    """Say whether today's records still let what waits at the province be adopted."""
    if proposal.state not in WAITING:
        return None
    return gate(proposal, ProposalAction.ADOPT, today=timezone.localdate())


def _reads_answer(standing: Standing, proposal: Proposal) -> bool:
    """Say whether the person may read why it was returned, refused or withdrawn."""
    if not proposal.answer:
        return True
    return Proposal.objects.told_to(standing).filter(pk=proposal.pk).exists()


def _sections(standing: Standing, proposal: Proposal, seats: Seats) -> dict[str, object]:
    """Return what the page shows of eligibility, dossier, opinions, council and decision."""
    season = proposal.season
    held = {item.kind: item for item in proposal.dossier.select_related("document", "checked_by")}
    award, can_fall_back = proposal.award_type, can_propose_fallback(standing, proposal)
    shows = award is not None and (
        proposal.agency_id in standing.agency_ids or sees_every_judgement(standing, season, seats)
    )
    return {
        "voted": ballot_of(proposal),
        "judgement": proposal.eligibility if shows else None,
        "stands": _stands_now(proposal) if shows else None,
        "lacking": _lacking(proposal.eligibility) if shows and proposal.eligibility else (),
        "answer_label": _ANSWERS.get((proposal.eligibility or {}).get("answer", ""), ""),
        "answer_url": answer_url(season, proposal.agency.code, award.code)
        if award is not None and shows
        else "",
        "dossier": [(label, held.get(kind)) for kind, label in DOSSIER_KINDS],
        # What others wrote to the province about a member is not for the other members.
        "opinions": proposal.opinions.all() if standing.watches.covers(season.bloc) else (),
        "votes": proposal.council_votes.select_related("session")
        if _reads_answer(standing, proposal)
        else (),
        "line": DecisionLine.objects.select_related("decision").filter(
            proposal=proposal, decision__state=DecisionState.PUBLISHED.value
        ),
        "can_refer": can_refer_dossier(standing, proposal, seats),
        "can_check": can_check_dossier(standing, proposal),
        "can_fall_back": can_fall_back,
        "fallback": fallback_gate(proposal, today=timezone.localdate()) if can_fall_back else None,
        "provincial": standing.manages.covers(season.bloc),
    }


def _lacking(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what was missing when it was sent: each condition with what it lacked.

    What no condition says, that the award has no rules, stands last without one.
    """
    lines = [
        (line["wording"], line["missing"])
        for line in kept["routes"][0]["lines"]
        if not line["is_warning"] and line["answer"] != Answer.MET
    ]
    return [*lines, *(("", said) for said in kept["missing"][len(lines) :])]


def _add(request: SignedInRequest, season: Season, form: ProposalForm) -> Proposal:
    data = form.cleaned_data
    award, fallback = data["award_type"], data["fallback_award"]
    return services.propose_award(
        season_id=season.pk,
        agency_id=data["agency"].agency_id,
        award_type_id=award.pk if award else None,
        option_ids=() if award else [option.pk for option in data["options"]],
        local_label=data["local_label"],
        achievement=data["achievement"],
        fallback_award_id=fallback.pk if fallback else None,
        actor=request.user,
    )
