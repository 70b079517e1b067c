"""The one door to each record of this app: what a person may not see does not exist."""

from django.http import Http404

from awards.models import (
    AwardCondition,
    AwardRecord,
    AwardType,
    Ballot,
    BallotVoter,
    CompletionRating,
    CouncilSession,
    Decision,
    Nominee,
    Opinion,
    Proposal,
    Quota,
    TellerCount,
)
from awards.selectors.condition_pages import provinces_of
from awards.selectors.history_pages import agencies_seen, leads_a_season_of
from awards.selectors.province_quotas import provinces_overseen, years_of
from awards.states import ProposalState
from blocs.models import Agency, Cycle, Province
from blocs.standing import Standing


def proposal_for(standing: Standing, pk: int) -> Proposal:
    """Return the proposal with its season, agency and award, or raise Http404."""
    proposal = Proposal.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if proposal is None:
        raise Http404("No such proposal.")
    return proposal


def refusal_for(standing: Standing, pk: int) -> Proposal:
    """Return a refused proposal whose notice the person may read, or raise Http404."""
    proposal = Proposal.objects.told_to(standing).with_names().filter(pk=pk).first()
    if proposal is None or proposal.state != ProposalState.REFUSED:
        raise Http404("No such notice.")
    return proposal


def condition_for(standing: Standing, pk: int) -> AwardCondition:
    """Return the written condition with its award and province, or raise Http404."""
    rows = AwardCondition.objects.visible_to(standing)
    row = rows.select_related("award_type", "province", "written_by").filter(pk=pk).first()
    if row is None:
        raise Http404("No such condition.")
    return row


def province_seen_for(standing: Standing, code: str) -> Province:
    """Return a province that the person oversees or belongs to, or raise Http404."""
    for province in provinces_of(standing):
        if province.code == code:
            return province
    raise Http404("No such province.")


def award_type_for(standing: Standing, code: str, *, province: Province | None = None) -> AwardType:
    """Return an award of the catalogue: the law's, or of a province that the person sees.

    Args:
        province: the one whose catalogue is meant; None for any that the person sees.
    """
    row = AwardType.objects.filter(code=code).first()
    seen = {one.pk for one in ([province] if province else provinces_of(standing))}
    if row is None or row.province_id not in {None, *seen}:
        raise Http404("No such award.")
    return row


def quota_for(standing: Standing, pk: int) -> Quota:
    """Return the limit with its award and brackets, or raise Http404."""
    row = Quota.objects.visible_to(standing).with_names().filter(pk=pk).first()
    if row is None:
        raise Http404("No such limit.")
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


def opinion_for(standing: Standing, pk: int) -> Opinion:
    """Return the opinion with its proposal, or raise Http404."""
    row = Opinion.objects.select_related("proposal").filter(pk=pk).first()
    if row is None:
        raise Http404("No such opinion.")
    row.proposal = proposal_for(standing, row.proposal_id)
    return row


def session_for(standing: Standing, pk: int) -> CouncilSession:
    """Return the sitting of the council with its province and year, or raise Http404."""
    rows = CouncilSession.objects.overseen_by(standing).select_related("province", "cycle")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("No such sitting.")
    return row


def province_year_for(standing: Standing, code: str, cycle_label: str) -> tuple[Province, Cycle]:
    """Return a province that the person oversees and a year of its blocs, or raise Http404."""
    province = provinces_overseen(standing).filter(code=code).first()
    if province is not None:
        for cycle in years_of(province):
            if cycle.label == cycle_label:
                return province, cycle
    raise Http404("No such year of a province.")


def decision_for(standing: Standing, pk: int) -> Decision:
    """Return the decision with its province and year, or raise Http404."""
    rows = Decision.objects.visible_to(standing).select_related("province", "cycle", "published_by")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404("No such decision.")
    return row


def agency_for(standing: Standing, code: str) -> Agency:
    """Return the agency with its province, if the person sees its history, or raise Http404."""
    agency = Agency.objects.select_related("province").filter(code=code).first()
    if agency is None or not _sees_history(standing, agency.pk):
        raise Http404("No such agency.")
    return agency


def award_record_for(standing: Standing, pk: int) -> AwardRecord:
    """Return an award on record with its agency, award and cycle, or raise Http404."""
    rows = AwardRecord.objects.select_related("agency__province", "award_type", "cycle")
    record = rows.filter(pk=pk).first()
    if record is None or not _sees_history(standing, record.agency_id):
        raise Http404("No such record.")
    return record


def rating_for(standing: Standing, pk: int) -> CompletionRating:
    """Return a rating on record with its agency and cycle, or raise Http404."""
    rows = CompletionRating.objects.select_related("agency__province", "cycle")
    rating = rows.filter(pk=pk).first()
    if rating is None or not _sees_history(standing, rating.agency_id):
        raise Http404("No such rating.")
    return rating


def _sees_history(standing: Standing, agency_id: int) -> bool:
    if agencies_seen(standing).filter(pk=agency_id).exists():
        return True
    return leads_a_season_of(standing, agency_id)
