"""Ballots and proposals that papers are made about."""

from collections.abc import Mapping

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot, Proposal
from awards.rules.ballot_workflow import ON_PAPER
from awards.selectors import award_text, labels_of
from awards.states import BallotState, ProposalState
from blocs.models import Season
from reports.subjects.base import Subject, short

PUT_FORWARD = (
    ProposalState.AGREED.value,
    ProposalState.SENT.value,
    ProposalState.APPRAISED.value,
    ProposalState.PASSED.value,
    ProposalState.GRANTED.value,
    ProposalState.REFUSED.value,
)


def ballots_on_paper(season: Season) -> list[Subject]:
    """Return the ballots that are voted on paper. One query."""
    used = season.ballots.living().filter(method__in=[one.value for one in ON_PAPER])
    return [_ballot(ballot, _may_print(ballot)) for ballot in used.order_by("pk")]


def ballots(season: Season) -> list[Subject]:
    """Return the ballots that were not declared void. One query."""
    return [
        _ballot(ballot, _is_closed(ballot)) for ballot in season.ballots.living().order_by("pk")
    ]


def _ballot(ballot: Ballot, ready: Verdict) -> Subject:
    return Subject(str(ballot.pk), str(ballot), ready=ready)


def _may_print(ballot: Ballot) -> Verdict:
    """Let slips be printed while they can be handed out, and never after."""
    if ballot.state == BallotState.OPEN:
        return YES
    if ballot.state == BallotState.DRAFT:
        return no("cuộc bỏ phiếu chưa mở, danh sách bầu còn thay đổi được")
    return no("đã kết thúc bỏ phiếu, không in thêm phiếu")


def _is_closed(ballot: Ballot) -> Verdict:
    if ballot.state == BallotState.CLOSED:
        return YES
    return no("cuộc bỏ phiếu chưa công bố kết quả")


def refused_proposals(season: Season) -> list[Subject]:
    """Return what the province turned down, each the own matter of its agency. Five queries."""
    refused = season.proposals.filter(state=ProposalState.REFUSED.value)
    names = dict(season.memberships.values_list("agency", "name"))
    found = refused.select_related("agency", "award_type").prefetch_related("options")
    labels = labels_of(season.bloc.province_id)
    return [_proposal(one, names, labels) for one in found.order_by("pk")]


def _proposal(proposal: Proposal, names: Mapping[int, str], labels: Mapping[int, str]) -> Subject:
    name = names.get(proposal.agency_id, proposal.agency.name)
    return Subject(
        str(proposal.pk), short(f"{name} – {award_text(proposal, labels)}"), proposal.agency_id
    )
