"""The slip of one agency: ticked, looked at once more, cast; afterwards no page knows it.

What was ticked travels in the body of the form and nowhere else: not in the address, which
servers write down, and not in the session, which is a row of the database.
"""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import require_form
from accounts.refusals import status_of
from awards import services
from awards.access import voter_for
from awards.models import BallotVoter
from awards.permissions import can_vote
from awards.rules.ballots import Slip
from awards.selectors.ballot_pages import matter_of, member_names
from awards.selectors.ballots import has_approver
from awards.selectors.words import labels_of
from awards.services.ballot_votes import check_slip
from awards.states import VoteChannel
from awards.views.ballot_acts import ballot_crumbs, ballot_url
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample

LOOK, MEND, CAST = "xem", "sua", "bo"
_TICKS, _NOBODY = "chon", "khong"
_PLACE = re.compile(r"[0-9]{1,4}")


@require_form
@login_required
def ballot_slip(request: SignedInRequest, pk: int, agency: str) -> HttpResponse:
    """Show the slip; then what was ticked, once more; then cast it."""
    standing = standing_of(request.user)
    voter = voter_for(standing, pk, agency)
    if voter.voted:
        return _voted_before(request, voter)
    if request.method != "POST":
        return _page(request, standing, voter, Slip())
    slip = _ticked(request)
    step = request.POST.get("buoc", LOOK)
    if step == MEND:
        return _page(request, standing, voter, slip)
    try:
        _check(standing, voter, slip)
        if step != CAST:
            return _page(request, standing, voter, slip, asks=True)
        services.cast_vote(
            ballot_id=pk,
            agency_id=voter.agency_id,
            chosen=slip.chosen,
            rejects_all=slip.rejects_all,
            actor=request.user,
        )
    except Refused as refusal:
        return _refused(request, standing, voter, slip, refusal)
    messages.success(request, "Đã nhận phiếu.")
    return redirect(ballot_url("ballot-voted", voter.ballot, agency))


@require_safe
@login_required
def ballot_voted(request: SignedInRequest, pk: int, agency: str) -> HttpResponse:
    """Say that the agency has voted; not what, not when."""
    voter = voter_for(standing_of(request.user), pk, agency)
    if not voter.voted:
        return redirect(ballot_url("ballot-slip", voter.ballot, agency))
    context = {
        "ballot": voter.ballot,
        "voter": voter,
        "name": member_names(voter.ballot.season).get(voter.agency_id, voter.agency.name),
        "is_sample": is_sample(voter.ballot.season),
        "crumbs": ballot_crumbs(voter.ballot, "Đã bỏ phiếu"),
    }
    return render(request, "awards/ballot_voted.html", context)


def _ticked(request: SignedInRequest) -> Slip:
    """Read the slip; what is no place becomes one that nobody has, and is refused by name."""
    sent = request.POST.getlist(_TICKS)
    places = frozenset(int(text) if _PLACE.fullmatch(text) else 0 for text in sent)
    return Slip(places, rejects_all=_NOBODY in request.POST)


def _check(standing: Standing, voter: BallotVoter, slip: Slip) -> None:
    can_vote(standing, voter, has_approver=has_approver(voter.agency_id)).demand()
    places = dict(voter.ballot.nominees.values_list("position", "agency"))
    check_slip(voter.ballot, voter, slip, places)


def _refused(
    request: SignedInRequest, standing: Standing, voter: BallotVoter, slip: Slip, refusal: Refused
) -> HttpResponse:
    """Show the slip again with what was ticked and why it was not taken."""
    fresh = voter_for(standing, voter.ballot_id, voter.agency.code)
    if fresh.voted:  # a second click, or a colleague who was faster
        return _voted_before(request, fresh)
    return _page(request, standing, fresh, slip, refusal=refusal)


def _voted_before(request: SignedInRequest, voter: BallotVoter) -> HttpResponse:
    if request.method == "POST":
        paper = voter.channel == VoteChannel.PAPER
        before = "Đơn vị đã nhận phiếu giấy" if paper else "Đơn vị đã bỏ phiếu trước đó"
        messages.warning(request, f"{before}; lần bỏ này không được tính.")
    return redirect(ballot_url("ballot-voted", voter.ballot, voter.agency.code))


def _page(
    request: SignedInRequest,
    standing: Standing,
    voter: BallotVoter,
    slip: Slip,
    *,
    asks: bool = False,
    refusal: Refused | None = None,
) -> HttpResponse:
    ballot = voter.ballot
    names = member_names(ballot.season)
    context: dict[str, Any] = {
        "ballot": ballot,
        "voter": voter,
        "name": names.get(voter.agency_id, voter.agency.name),
        "matter": matter_of(ballot, labels_of(ballot.season.bloc.province_id)),
        "nominees": [
            {
                "place": one.position,
                "name": names.get(one.agency_id, one.agency.name),
                "is_ticked": one.position in slip.chosen,
                "is_own": not ballot.self_vote and one.agency_id == voter.agency_id,
            }
            for one in ballot.nominees.select_related("agency").order_by("position")
        ],
        "rejects_all": slip.rejects_all,
        "is_blank": not slip.chosen and not slip.rejects_all,
        "verdict": can_vote(standing, voter, has_approver=has_approver(voter.agency_id)),
        "refusal": refusal,
        "is_sample": is_sample(ballot.season),
        "crumbs": ballot_crumbs(ballot, "Phiếu của đơn vị"),
    }
    name = "awards/ballot_slip_confirm.html" if asks else "awards/ballot_slip.html"
    return render(request, name, context, status=status_of(refusal) if refusal else 200)
