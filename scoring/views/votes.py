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
from scoring.errors import MembersInvalid
from scoring.permissions import can_see_points
from scoring.rules.text import tidy_line
from scoring.selectors.facts import asks_vote
from scoring.selectors.given import (
    counts_in_mark,
    mark_of_places,
    mark_of_votes,
    places_of,
    votes_of,
)
from scoring.selectors.rankings import current_ranking
from scoring.selectors.samples import is_sample
from scoring.selectors.votes import (
    Tie,
    VoteRow,
    decisions_of,
    season_rules,
    ties_now,
    vote_rows,
)
from scoring.services.votes import VoteCount, record_member_votes, record_tie_decision
from scoring.states import TieKind

_WHOLE = re.compile(r"[0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was refused: what was typed, and why not."""

    typed: QueryDict
    refusal: Refused

    @property
    def bad_field(self) -> str:
        return self.refusal.field if isinstance(self.refusal, Invalid) else ""

    @property
    def faults(self) -> Mapping[str, str]:
        """What is wrong at which member, by code."""
        if isinstance(self.refusal, MembersInvalid):
            return self.refusal.errors
        return {self.bad_field: str(self.refusal)}

    @property
    def told(self) -> str:
        if len(self.faults) > 1:
            return f"Có {len(self.faults)} đơn vị cần xem lại, được đánh dấu đỏ bên dưới."
        return str(self.refusal)


@dataclass(frozen=True, slots=True)
class ShownVote:
    """One member's row: what is recorded, or what was typed and could not be."""

    row: VoteRow
    votes: str
    voters: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """One of several equal members: the place that was typed, and what is wrong with it."""

    agency: Agency
    place: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class ShownTie:
    """Equal members with what was typed about them."""

    tie: Tie
    places: tuple[ShownPlace, ...]
    reason: str = ""
    bad_field: str = ""


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
    counts, unreadable = _counts(season, request.POST)
    try:
        count = record_member_votes(
            season_id=season.pk,
            counts=counts,
            unreadable=unreadable,
            seen=request.POST.get("seen", ""),
            reason=request.POST.get("reason", ""),
            actor=request.user,
        )
    except Refused as refusal:
        sent = Sent(request.POST, refusal)
        messages.error(request, f"{sent.told} Chưa ghi nội dung nào.")
        return _page(request, standing, season, votes=sent)
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
        sent = Sent(request.POST, refusal)
        messages.error(request, f"{sent.told} Chưa ghi quyết định.")
        return _page(request, standing, season, decision=sent)
    messages.success(request, f"Đã ghi quyết định phân định {len(made)} đơn vị đồng hạng.")
    return redirect("scoring:votes", bloc, cycle)


def _page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    *,
    votes: Sent | None = None,
    decision: Sent | None = None,
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
        context |= _votes(season, rows, votes)
        ties = ties_now(season, standing, seats, is_frozen=is_frozen)
        context["ties"] = [_shown_tie(tie, decision) for tie in ties]
    sent = votes or decision
    status = status_of(sent.refusal) if sent else DONE
    return render(request, "scoring/votes.html", context, status=status)


def _votes(season: Season, rows: list[VoteRow], sent: Sent | None) -> Mapping[str, Any]:
    rules = season_rules(season)
    return {
        "rows": [_shown(row, sent) for row in rows],
        "can_record": any(row.can_record for row in rows),
        "why_not": next((row.can_record.reason for row in rows if not row.can_record), ""),
        "has_votes": any(row.counts for row in rows),
        "asks_vote": rules is not None and asks_vote(rules),
        "asks_decision": rules is not None
        and any(rule.kind is TieKind.DECISION for rule in rules.ties),
        "decisions": decisions_of(season),
        "votes_mark": mark_of_votes(votes_of(season)),
        "places_mark": mark_of_places(places_of(season)),
        "reason": sent.typed.get("reason", "") if sent else "",
        "bad_field": sent.bad_field if sent else "",
    }


def _shown(row: VoteRow, sent: Sent | None) -> ShownVote:
    """Return a member's row; one that was not touched shows what is on record."""
    code = row.agency.code
    votes, voters = (str(number) for number in row.counts) if row.counts else ("", "")
    typed = _typed(code, sent.typed) if sent else None
    if sent is None or typed is None:
        return ShownVote(row, votes, voters)
    return ShownVote(row, *typed, sent.faults.get(code, ""))


def _shown_tie(tie: Tie, sent: Sent | None) -> ShownTie:
    """Return equal members with what was typed, if the form that came back was about them."""
    names = [f"{agency.code}-place" for agency in tie.agencies]
    if sent is None or not any(name in sent.typed for name in names):
        return ShownTie(tie, tuple(ShownPlace(agency) for agency in tie.agencies))
    places = tuple(
        ShownPlace(agency, sent.typed.get(name, ""), sent.faults.get(agency.code, ""))
        for agency, name in zip(tie.agencies, names, strict=True)
    )
    return ShownTie(tie, places, sent.typed.get("reason", ""), sent.bad_field)


def _typed(code: str, data: QueryDict) -> tuple[str, str] | None:
    """Return what was typed for a member; None where the counts are those the page showed."""
    names = (f"{code}-votes", f"{code}-voters")
    votes, voters = (tidy_line(data.get(name, "")) for name in names)
    shown = counts_in_mark(data.get("seen", "")).get(code, ("", ""))
    return None if (votes, voters) in {("", ""), shown} else (votes, voters)


def _counts(season: Season, data: QueryDict) -> tuple[list[VoteCount], dict[str, str]]:
    """Read the counts that were typed, and tell at which member they cannot be read."""
    found, faults = [], {}
    for agency in _members(season):
        typed = _typed(agency.code, data)
        if typed is None:
            continue
        votes, voters = typed
        if _WHOLE.fullmatch(votes) and _WHOLE.fullmatch(voters):
            found.append(VoteCount(agency, int(votes), int(voters)))
        else:
            faults[agency.code] = _unreadable(agency)
    return found, faults


def _places(season: Season, data: QueryDict) -> list[tuple[Agency, int]]:
    found, faults = [], {}
    for agency in _members(season):
        place = tidy_line(data.get(f"{agency.code}-place", ""))
        if place and _WHOLE.fullmatch(place):
            found.append((agency, int(place)))
        elif place:
            faults[agency.code] = _unreadable(agency)
    if faults:
        raise MembersInvalid(faults)
    return found


def _members(season: Season) -> list[Agency]:
    members = season.memberships.select_related("agency").order_by("position")
    return [member.agency for member in members]


def _unreadable(agency: Agency) -> str:
    return f"{agency.short_name}: quý vị ghi đủ các ô bằng số nguyên."
