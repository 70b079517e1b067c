"""The one door to each record of this app: what a person may not see does not exist."""

from django.http import Http404

from awards.models import (
    AwardCondition,
    Ballot,
    BallotVoter,
    Nominee,
    Proposal,
    TellerCount,
)
from blocs.standing import Standing


def proposal_for(standing: Standing, pk: int) -> Proposal:
    """Return the proposal with its season, agency and award, or raise Http404."""
    proposal = Proposal.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if proposal is None:
        raise Http404("No such proposal.")
    return proposal


def condition_for(standing: Standing, pk: int) -> AwardCondition:
    """Return the written condition with its award and province, or raise Http404."""
    rows = AwardCondition.objects.visible_to(standing)
    row = rows.select_related("award_type", "province", "written_by").filter(pk=pk).first()
    if row is None:
        raise Http404("No such condition.")
    return row


def ballot_for(standing: Standing, pk: int) -> Ballot:
    """Return the ballot with its season and award, or raise Http404."""
    ballot = Ballot.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if ballot is None:
        raise Http404("No such ballot.")
    return ballot


def voter_for(standing: Standing, pk: int, agency_code: str) -> BallotVoter:
    """Return the line of the roll of one of the person's own agencies, or raise Http404."""
    ballot = ballot_for(standing, pk)
    rows = ballot.voters.select_related("agency").filter(agency__in=standing.agency_ids)
    voter = rows.filter(agency__code=agency_code).first()
    if voter is None:
        raise Http404("No such voter.")
    voter.ballot = ballot
    return voter


def nominee_for(standing: Standing, pk: int, position: int) -> Nominee:
    """Return a nominee by its place on the slip, or raise Http404."""
    ballot = ballot_for(standing, pk)
    nominee = ballot.nominees.select_related("agency").filter(position=position).first()
    if nominee is None:
        raise Http404("No such nominee.")
    nominee.ballot = ballot
    return nominee


def own_count_for(standing: Standing, pk: int) -> TellerCount:
    """Return the person's own count of a ballot, or raise Http404."""
    ballot = ballot_for(standing, pk)
    count = ballot.teller_counts.filter(teller=standing.user).first()
    if count is None:
        raise Http404("No such count.")
    count.ballot = ballot
    return count
