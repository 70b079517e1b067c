"""The short achievement that a proposal tells of its member."""

from django.db import transaction

from accounts import audit
from accounts.models import User
from awards.models import Proposal
from awards.permissions import can_complete
from awards.services.moving import locked_proposal, snapshot
from blocs.permissions import seats_of
from blocs.services.rows import checked
from blocs.standing import standing_of


@transaction.atomic
def amend_achievement(
    *, proposal_id: int, seen_version: int, achievement: str, actor: User | None
) -> Proposal:
    """Correct the short achievement of a proposal that is not at the province.

    Args:
        achievement: at most ``MOST_ACHIEVEMENT`` characters.

    Raises:
        Stale: the proposal changed after the page was opened.
        NotAllowed: the province has the proposal, or not by this person.
        Invalid: it is too long.
    """
    proposal = locked_proposal(proposal_id, seen_version)
    can_complete(standing_of(actor), proposal, seats_of(proposal.season)).demand()
    before = snapshot(proposal)
    proposal.achievement = achievement.strip()
    proposal.version += 1
    checked(proposal).save(update_fields=["achievement", "version"])
    audit.record(
        actor=actor,
        action="proposal.amend_achievement",
        subject=proposal,
        before=before,
        after=snapshot(proposal),
    )
    return proposal
