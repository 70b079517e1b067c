"""The roll of a ballot: who is there, who holds a paper slip, who has voted."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.errors import Invalid, Refused
from accounts.http import SignedInRequest
from accounts.pages import require_form
from accounts.refusals import status_of
from awards import services
from awards.access import ballot_for
from awards.models import Ballot, BallotVoter
from awards.permissions import can_keep_roll
from awards.rules.ballot_workflow import ON_PAPER
from awards.selectors.ballot_pages import member_names, sees_roll
from awards.services import RollLine
from awards.states import BallotState, VoteChannel
from awards.views.ballot_acts import ballot_crumbs, ballot_url
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample

_THERE, _PAPER, _SEEN = "co-mat", "giay", "thay"


@require_form
@login_required
def ballot_roll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the roll; note who is there and who was handed a paper slip."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    if not sees_roll(standing, ballot, seats_of(ballot.season)):
        raise Http404("No such roll.")
    if request.method != "POST":
        return _page(request, standing, ballot)
    roll = list(ballot.voters.select_related("agency"))
    try:
        changed = services.mark_roll(
            ballot_id=pk,
            seen={voter.agency_id: _seen(request.POST, voter) for voter in roll},
            wanted={voter.agency_id: _wanted(request.POST, voter) for voter in roll},
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, f"{refusal} Chưa ghi nội dung nào.")
        return _page(request, standing, ballot, request.POST, refusal)
    said = f"Đã ghi thay đổi của {changed} đơn vị." if changed else "Không có gì thay đổi."
    messages.success(request, said)
    return redirect(ballot_url("ballot-roll", ballot))


def _page(
    request: SignedInRequest,
    standing: Standing,
    ballot: Ballot,
    typed: QueryDict | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    names = member_names(ballot.season)
    roll = list(ballot.voters.select_related("agency").order_by("pk"))
    bad = refusal.field if isinstance(refusal, Invalid) else ""
    context = {
        "ballot": ballot,
        "lines": [_line(voter, names, typed, bad) for voter in roll],
        "present": sum(voter.is_present for voter in roll),
        "voted": sum(voter.voted for voter in roll),
        "on_paper": ballot.method in ON_PAPER,
        "may_hand_out": ballot.state == BallotState.OPEN,
        "verdict": can_keep_roll(standing, ballot, seats_of(ballot.season)),
        "is_sample": is_sample(ballot.season),
        "crumbs": ballot_crumbs(ballot, "Danh sách cử tri"),
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "awards/ballot_roll.html", context, status=status)


def _line(
    voter: BallotVoter, names: Mapping[int, str], typed: QueryDict | None, bad: str
) -> dict[str, Any]:
    shown = _shown(voter) if typed is None else _wanted(typed, voter)
    return {
        "voter": voter,
        "name": names.get(voter.agency_id, voter.agency.name),
        "is_present": shown.is_present,
        "on_paper": shown.on_paper,
        "is_online": voter.channel == VoteChannel.ONLINE,
        "seen": _mark(_shown(voter)),
        "is_bad": bad == voter.agency.code,
    }


def _shown(voter: BallotVoter) -> RollLine:
    return RollLine(voter.is_present, voter.channel == VoteChannel.PAPER)


def _mark(line: RollLine) -> str:
    return f"{line.is_present:d}{line.on_paper:d}"


def _seen(data: QueryDict, voter: BallotVoter) -> RollLine:
    mark = data.get(f"{voter.agency.code}-{_SEEN}", "")
    return RollLine(is_present=mark[:1] == "1", on_paper=mark[1:] == "1")


def _wanted(data: QueryDict, voter: BallotVoter) -> RollLine:
    """Read a line; one that the page did not show stays as it is."""
    code = voter.agency.code
    if f"{code}-{_SEEN}" not in data:
        return _seen(data, voter)
    online = voter.channel == VoteChannel.ONLINE  # its boxes are locked and not sent
    return RollLine(
        is_present=online or f"{code}-{_THERE}" in data, on_paper=f"{code}-{_PAPER}" in data
    )
