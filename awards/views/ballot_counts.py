"""Who counts, and what each teller writes down alone."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from accounts.refusals import status_of
from awards import services
from awards.access import ballot_for, own_count_for
from awards.ballot_forms import TellersForm
from awards.models import Ballot, TellerCount
from awards.permissions import can_count, can_name_tellers
from awards.rules.ballot_counts import CELLS, TellerNumbers, cell_of
from awards.rules.ballot_words import not_kept_text
from awards.rules.ballot_workflow import TELLERS, too_few
from awards.selectors.ballot_counts import barred_in, least_slips, numbers_of, slips_handed_out
from awards.selectors.ballot_pages import member_names
from awards.selectors.ballot_people import counts_of, people_who_may_count
from awards.states import BallotMethod, VoteChannel
from awards.views.ballot_acts import ballot_crumbs
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.selectors.samples import is_sample

_WHOLE = re.compile(r"[0-9]{1,4}")


@require_form
@login_required
def ballot_tellers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name who counts."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    wanted = TELLERS[BallotMethod(ballot.method)]
    form = TellersForm(
        posted(request),
        initial={"seen_version": ballot.version},
        people=people_who_may_count(ballot.season),
        wanted=wanted,
        named=[count.teller_id for count in counts_of(ballot)],
    )
    return form_page(
        request,
        form,
        act=lambda: services.name_tellers(ballot_id=pk, actor=request.user, **form.values),
        done="Đã phân công kiểm phiếu.",
        to=ballot,
        template="awards/ballot_tellers.html",
        context=lambda: {
            "ballot": ballot,
            "wanted": wanted,
            "verdict": can_name_tellers(standing, ballot, seats_of(ballot.season)),
            "is_sample": is_sample(ballot.season),
            "crumbs": ballot_crumbs(ballot, "Phân công kiểm phiếu"),
        },
    )


@require_form
@login_required
def ballot_count(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down one's own count; the other's is shown once both have counted."""
    standing = standing_of(request.user)
    count = own_count_for(standing, pk)
    if request.method != "POST":
        return _page(request, standing, count)
    places = list(count.ballot.nominees.values_list("position", flat=True))
    numbers = _read(request.POST, count.ballot, places)
    if isinstance(numbers, dict):
        return _page(request, standing, count, request.POST, numbers)
    try:
        services.enter_count(count_id=count.pk, numbers=numbers, actor=request.user)
    except services.CountFaults as refusal:
        found = {fault.cell: fault.text for fault in refusal.faults}
        return _page(request, standing, count, request.POST, found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, standing, count, request.POST, {}, status=status_of(refusal))
    messages.success(request, "Đã ghi số phiếu.")
    not_kept = _not_kept(count.ballot, numbers)
    if not_kept:
        messages.warning(request, not_kept)
    return redirect(count.ballot)


def _page(
    request: SignedInRequest,
    standing: Standing,
    count: TellerCount,
    typed: QueryDict | None = None,
    faults: Mapping[str, str] | None = None,
    *,
    status: int = 422,
) -> HttpResponse:
    ballot = count.ballot
    names = member_names(ballot.season)
    nominees = ballot.nominees.select_related("agency").order_by("position")
    listed = [(one.position, names.get(one.agency_id, one.agency.name)) for one in nominees]
    roll = list(ballot.voters.all())
    held = numbers_of(count)
    context = {
        "ballot": ballot,
        "count": count,
        "hands": ballot.method == BallotMethod.HANDS,
        "cells": [_cell(name, label, held, typed, faults or {}) for name, label in _labels(ballot)],
        "votes": [_cell(cell_of(place), name, held, typed, faults or {}) for place, name in listed],
        "issued": slips_handed_out(ballot, roll),
        "least": _least(ballot) if ballot.is_secret else 0,
        "not_kept": _not_kept(ballot, held),
        "present": sum(voter.is_present for voter in roll),
        "verdict": can_count(standing, count),
        "is_sample": is_sample(ballot.season),
        "crumbs": ballot_crumbs(ballot, "Ghi số phiếu"),
    }
    return render(
        request, "awards/ballot_count.html", context, status=200 if typed is None else status
    )


def _least(ballot: Ballot) -> int:
    """Return how many paper slips a secret ballot needs."""
    if ballot.self_vote:
        return ballot.least_voters
    places = dict(ballot.nominees.values_list("position", "agency"))
    return least_slips(ballot, barred_in(ballot, places, ballot.voters.all(), VoteChannel.PAPER))


def _not_kept(ballot: Ballot, numbers: TellerNumbers | None) -> str:
    """Say that a teller's votes were not kept; empty where they are."""
    least = _least(ballot)
    if numbers is None or not too_few(numbers.returned, least=least, is_secret=ballot.is_secret):
        return ""
    return not_kept_text(numbers.returned, least)


def _labels(ballot: Ballot) -> list[tuple[str, str]]:
    if ballot.method == BallotMethod.HANDS:
        return [("valid", "Số đơn vị tham gia biểu quyết")]
    return list(CELLS.items())


def _cell(
    name: str,
    label: str,
    held: TellerNumbers | None,
    typed: QueryDict | None,
    faults: Mapping[str, str],
) -> dict[str, Any]:
    value = "" if held is None else str(_value(held, name))
    return {
        "name": name,
        "label": label,
        "value": value if typed is None else typed.get(name, ""),
        "fault": faults.get(name, ""),
    }


def _value(held: TellerNumbers, name: str) -> int:
    kind, _, place = name.partition("-")
    return held.votes.get(int(place), 0) if place else int(getattr(held, kind))


def _read(data: QueryDict, ballot: Ballot, places: Sequence[int]) -> TellerNumbers | dict[str, str]:
    """Return the numbers, or by cell what is no number."""
    names = [name for name, _ in _labels(ballot)]
    names += [cell_of(place) for place in places]
    texts = {name: data.get(name, "").strip() for name in names}
    wrong = {
        name: "Quý vị ghi một số nguyên từ 0."
        for name, text in texts.items()
        if not _WHOLE.fullmatch(text)
    }
    if wrong:
        return wrong
    numbers = {name: int(text) for name, text in texts.items()}
    votes = {place: numbers[cell_of(place)] for place in places}
    if ballot.method == BallotMethod.HANDS:
        took_part = numbers["valid"]
        return TellerNumbers(took_part, took_part, took_part, 0, 0, votes)
    return TellerNumbers(**{name: numbers[name] for name in CELLS}, votes=votes)
