"""Proposals for whom a ballot chose: a page that says who and what stands in the way, then all."""

from collections.abc import Iterator, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone

from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from awards import services
from awards.access import ballot_for
from awards.models import Ballot, Proposal
from awards.permissions import can_propose_chosen
from awards.rules.quotas import QuotaAnswer
from awards.selectors import labels_of
from awards.selectors.ballot_pages import matter_of, member_names
from awards.selectors.ballot_proposals import Chosen, not_yet_proposed
from awards.selectors.gates import award_gate
from awards.selectors.quotas import quota_answers
from awards.states import BallotState
from awards.views.ballot_acts import PROPOSE, ballot_crumbs, none_left
from awards.views.steps import list_url
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring.selectors.samples import is_sample


@require_form
@login_required
def ballot_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put forward for the award whom the ballot chose."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    form = ConfirmForm(posted(request), initial={"seen_version": ballot.version})
    verdict = can_propose_chosen(standing, ballot, seats_of(ballot.season))
    return form_page(
        request,
        form,
        act=lambda: services.propose_chosen(ballot_id=pk, actor=request.user, **form.values),
        done=lambda made: _done(ballot, made),
        to=list_url(ballot.season),
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": _ask(ballot, verdict),
            "is_sample": is_sample(ballot.season),
            "crumbs": ballot_crumbs(ballot, PROPOSE),
        },
    )


def _ask(ballot: Ballot, verdict: Verdict) -> Confirmation:
    """Say what will happen, and why it cannot."""
    chosen = not_yet_proposed(ballot) if ballot.state == BallotState.CLOSED else []
    answers = _limits(ballot, chosen)
    refused = " ".join(one.refuses for one in answers if one.refuses)
    matter = matter_of(ballot, labels_of(ballot.season.bloc.province_id))
    return Confirmation(
        label=PROPOSE,
        subject=str(ballot),
        verdict=verdict,
        consequences=(
            f"Lập {len(chosen)} đề nghị ở trạng thái “Dự kiến”: {matter}.",
            *_sentences(ballot, chosen),
            *(one.warns for one in answers if one.warns),
            "Đề nghị ghi tên cuộc bỏ phiếu và tỷ lệ phiếu; còn phải được thống nhất rồi mới gửi.",
        )
        if chosen
        else ("Không có đề nghị nào được lập.",),
        page=ballot.get_absolute_url(),
        page_name="cuộc bỏ phiếu",
        hindrance=refused if chosen else none_left(ballot),
    )


def _limits(ballot: Ballot, chosen: Sequence[Chosen]) -> list[QuotaAnswer]:
    """Return what the limits say when all of them are proposed."""
    if not chosen or ballot.award_type is None:
        return []
    return quota_answers(
        ballot.season,
        ballot.award_type,
        agency_ids=[one.nominee.agency_id for one in chosen],
        adding=len(chosen),
        today=timezone.localdate(),
    )


def _sentences(ballot: Ballot, chosen: Sequence[Chosen]) -> Iterator[str]:
    """Say of each how it was chosen, and what will stand in the way of agreeing on it."""
    names, today = member_names(ballot.season), timezone.localdate()
    for one in chosen:
        agency = one.nominee.agency
        yield f"{names.get(agency.pk, agency.name)}: {one.said}."
        gate = award_gate(ballot.season, agency.pk, ballot.award_type, today=today)
        if not gate:
            yield f"Lưu ý, {agency.short_name} chưa thống nhất và gửi được: {gate.reason}"


def _done(ballot: Ballot, made: Sequence[Proposal]) -> str:
    if not made:
        return f"{none_left(ballot)} Không có gì thay đổi."
    return f"Đã lập {len(made)} đề nghị khen thưởng theo kết quả bỏ phiếu."
