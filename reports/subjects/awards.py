"""Ballots and proposals that papers are made about."""

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot, Proposal
from awards.rules.ballot_workflow import ON_PAPER
from awards.selectors import award_text, labels_of
from awards.states import BallotState, ProposalState
from blocs.models import Season
from reports.subjects.base import Subject, short

_PUT_FORWARD = (
    ProposalState.AGREED.value,
    ProposalState.SENT.value,
    ProposalState.APPRAISED.value,
    ProposalState.PASSED.value,
    ProposalState.GRANTED.value,
    ProposalState.REFUSED.value,
)


def put_forward(season: Season) -> QuerySet[Proposal]:
    """Return the proposals that the letter to the province speaks of."""
    return season.proposals.filter(state__in=_PUT_FORWARD, award_type__isnull=False)


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
    """Return what the province turned down, each the own matter of its agency. Four queries."""
    rows = season.proposals.filter(state=ProposalState.REFUSED.value)
    return [_proposal(one, name) for one, name in _named(season, rows)]


def living_proposals(season: Season) -> list[Subject]:
    """Return what was not withdrawn, each ready once its award is decided. Four queries."""
    rows = season.proposals.exclude(state=ProposalState.WITHDRAWN.value)
    undecided = no("chưa xác định hình thức khen thưởng")
    return [
        _proposal(one, name, YES if one.award_type_id else undecided)
        for one, name in _named(season, rows)
    ]


def _named(season: Season, rows: QuerySet[Proposal]) -> Iterator[tuple[Proposal, str]]:
    names = dict(season.memberships.values_list("agency", "name"))
    labels = labels_of(season.bloc.province_id)
    found = rows.select_related("agency", "award_type").prefetch_related("options")
    for one in found.order_by("pk"):
        name = names.get(one.agency_id, one.agency.name)
        yield one, short(f"{name} – {award_text(one, labels)}")


def _proposal(proposal: Proposal, name: str, ready: Verdict = YES) -> Subject:
    return Subject(str(proposal.pk), name, proposal.agency_id, ready)
