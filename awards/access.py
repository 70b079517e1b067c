"""The one door to each record of this app: what a person may not see does not exist."""

from django.http import Http404

from awards.models import AwardCondition, Proposal
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
