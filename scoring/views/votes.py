"""What the bloc voted on its members, and the decisions that part equal members."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Invalid, Refused
from accounts.http import SignedInRequest
from accounts.refusals import DONE, status_of
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Agency, Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.permissions import can_see_points
from scoring.rules.text import tidy_line
from scoring.selectors.facts import asks_vote
from scoring.selectors.given import mark_of_places, mark_of_votes, places_of, votes_of
from scoring.selectors.rankings import current_ranking
from scoring.selectors.samples import is_sample
from scoring.selectors.votes import VoteRow, decisions_of, season_rules, ties_now, vote_rows
from scoring.services.votes import VoteCount, record_member_votes, record_tie_decision
from scoring.states import TieKind

_WHOLE = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class ShownVote:
    """One member's row: what is recorded, or what was typed and could not be."""

    row: VoteRow
    votes: str
    voters: str
    message: str = ""


@require_safe
@login_required
def votes_page(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    return _page(request, standing, season_for(standing, bloc, cycle))


@require_POST
@login_required
def votes_save(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Record the counts that were typed; a member whose cells are empty keeps its own."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    try:
        count = record_member_votes(
            season_id=season.pk,
            counts=_counts(season, request.POST),
            seen=request.POST.get("seen", ""),
            reason=request.POST.get("reason", ""),
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, f"{refusal} Chưa ghi nội dung nào.")
        return _page(request, standing, season, request.POST, refusal)
    said = f"Đã ghi số phiếu xếp hạng của {count} đơn vị." if count else "Không có gì thay đổi."
    messages.success(request, said)
    return redirect("scoring:votes", bloc, cycle)


@require_POST
@login_required
def tie_save(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Record a decision on members that share a rank."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    try:
        made = record_tie_decision(
            season_id=season.pk,
            places=_places(season, request.POST),
            seen=request.POST.get("seen", ""),
            reason=request.POST.get("reason", ""),
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, f"{refusal} Chưa ghi quyết định.")
        return _page(request, standing, season, request.POST, refusal)
    messages.success(request, f"Đã ghi quyết định phân định {len(made)} đơn vị đồng hạng.")
    return redirect("scoring:votes", bloc, cycle)


def _page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    typed: QueryDict | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    seats = seats_of(season)
    is_frozen = current_ranking(season) is not None
    can_see = can_see_points(standing, season, seats, is_frozen=is_frozen)
    context: dict[str, Any] = {
        "season": season,
        "can_see": can_see,
        "is_frozen": is_frozen,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Phiếu xếp hạng và đồng hạng"),
    }
    if can_see:
        rows = vote_rows(season, standing, seats, is_frozen=is_frozen)
        context |= _votes(season, rows, typed, refusal)
        context["ties"] = ties_now(season, standing, seats, is_frozen=is_frozen)
    status = status_of(refusal) if refusal else DONE
    return render(request, "scoring/votes.html", context, status=status)


def _votes(
    season: Season,
    rows: list[VoteRow],
    typed: QueryDict | None,
    refusal: Refused | None,
) -> Mapping[str, Any]:
    rules = season_rules(season)
    return {
        "rows": [_shown(row, typed, refusal) for row in rows],
        "can_record": any(row.can_record for row in rows),
        "why_not": next((row.can_record.reason for row in rows if not row.can_record), ""),
        "has_votes": any(row.counts for row in rows),
        "asks_vote": rules is not None and asks_vote(rules),
        "asks_decision": rules is not None
        and any(rule.kind is TieKind.DECISION for rule in rules.ties),
        "decisions": decisions_of(season),
        "votes_mark": mark_of_votes(votes_of(season)),
        "places_mark": mark_of_places(places_of(season)),
        "reason": typed.get("reason", "") if typed else "",
        "bad_field": refusal.field if isinstance(refusal, Invalid) else "",
    }


def _shown(row: VoteRow, typed: QueryDict | None, refusal: Refused | None) -> ShownVote:
    code = row.agency.code
    votes, voters = (str(number) for number in row.counts) if row.counts else ("", "")
    if typed is not None:
        votes = typed.get(f"{code}-votes", votes)
        voters = typed.get(f"{code}-voters", voters)
    is_meant = isinstance(refusal, Invalid) and refusal.field == code
    return ShownVote(row, votes, voters, str(refusal) if is_meant else "")


def _counts(season: Season, data: QueryDict) -> list[VoteCount]:
    """Read the counts that were typed; empty cells ask for nothing."""
    found = []
    for agency in _members(season):
        votes = tidy_line(data.get(f"{agency.code}-votes", ""))
        voters = tidy_line(data.get(f"{agency.code}-voters", ""))
        if votes or voters:
            found.append(VoteCount(agency, _whole(votes, agency), _whole(voters, agency)))
    return found


def _places(season: Season, data: QueryDict) -> list[tuple[Agency, int]]:
    found = []
    for agency in _members(season):
        place = tidy_line(data.get(f"{agency.code}-place", ""))
        if place:
            found.append((agency, _whole(place, agency)))
    return found


def _members(season: Season) -> list[Agency]:
    members = season.memberships.select_related("agency").order_by("position")
    return [member.agency for member in members]


def _whole(text: str, agency: Agency) -> int:
    if not _WHOLE.fullmatch(text):
        raise Invalid(
            f"{agency.short_name}: quý vị ghi đủ các ô bằng số nguyên.", field=agency.code
        )
    return int(text)
