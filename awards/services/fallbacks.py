"""A refused agency is put forward for the award that its bloc named for this case."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from awards.models import DossierItem, Proposal
from awards.permissions import can_propose_fallback
from awards.selectors.gates import fallback_gate
from awards.services.moving import locked_proposal, snapshot
from awards.services.proposals import judgement_now
from awards.services.quota_gate import over_quota
from awards.states import ProposalState
from blocs.services.rows import checked
from blocs.standing import standing_of


@transaction.atomic
def propose_fallback(*, proposal_id: int, seen_version: int, actor: User | None) -> Proposal:
    """Make a proposal for the award named instead, as sent today, with the same dossier.

    The bloc agreed to it when it agreed to the refused one; the province appraises it anew.

    Raises:
        Stale: the refused proposal changed after the page was opened.
        NotAllowed: it is not refused, names no other award, not in this stage, not by this
            person, the agency is proposed for that award already, or something shuts it out of
            the other award as well.
        Refused: over a strict limit of the other award.
    """
    refused = locked_proposal(proposal_id, seen_version)
    can_propose_fallback(standing_of(actor), refused).demand()
    award, today = refused.fallback_award, timezone.localdate()
    fallback_gate(refused, today=today).demand()
    proposal = Proposal(
        season=refused.season,
        agency_id=refused.agency_id,
        award_type=award,
        achievement=refused.achievement,
        state=ProposalState.SENT.value,
        sent_on=today,
    )
    proposal.over_quota = over_quota(proposal, actor, adding=1)
    proposal.eligibility = judgement_now(proposal, today)
    checked(proposal).save(force_insert=True)
    DossierItem.objects.bulk_create(_copies(refused, proposal))
    audit.record(
        actor=actor,
        action="proposal.fallback",
        subject=proposal,
        before={},
        after=snapshot(proposal) | {"instead_of": refused.pk},
    )
    return proposal


def _copies(refused: Proposal, proposal: Proposal) -> list[DossierItem]:
    """Return the papers of the dossier; the report and the minutes speak of both awards."""
    return [
        DossierItem(
            proposal=proposal,
            kind=item.kind,
            state=item.state,
            reference=item.reference,
            document_id=item.document_id,
            note=item.note,
            checked_by_id=item.checked_by_id,
            checked_at=item.checked_at,
        )
        for item in refused.dossier.all()
    ]
