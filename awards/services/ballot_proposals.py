"""Draft proposals for whom a closed ballot chose."""

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import Ballot, Proposal
from awards.permissions import can_propose_chosen
from awards.selectors.ballot_proposals import Chosen, not_yet_proposed
from awards.services.ballot_rows import locked_ballot
from awards.services.proposals import propose_award
from blocs.permissions import seats_of
from blocs.standing import standing_of


@transaction.atomic
def propose_chosen(*, ballot_id: int, seen_version: int, actor: User | None) -> list[Proposal]:
    """Put everybody whom a closed ballot chose forward for its award: all of them, or nobody.

    Who is proposed already is left alone, so that a second time changes nothing. What is asked
    of a proposal that is typed in is asked of these.

    Returns:
        the proposals that are new, as drafts.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: no result about an award, not in this stage, or not by this person.
        Refused: over a strict limit; the agency at which it is passed is named.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    can_propose_chosen(standing_of(actor), ballot, seats_of(ballot.season)).demand()
    made = [_propose(ballot, one, actor) for one in not_yet_proposed(ballot)]
    if made:
        audit.record(
            actor=actor,
            action="ballot.propose",
            subject=ballot,
            before={},
            after={"proposals": {row.agency.code: row.pk for row in made}},
        )
    return made


def _propose(ballot: Ballot, chosen: Chosen, actor: User | None) -> Proposal:
    agency = chosen.nominee.agency
    try:
        return propose_award(
            season_id=ballot.season_id,
            agency_id=agency.pk,
            award_type_id=ballot.award_type_id,
            nominee_id=chosen.nominee.pk,
            actor=actor,
        )
    except Invalid as refusal:
        raise Refused(_said(agency.short_name, refusal)) from refusal
    except Refused as refusal:
        raise type(refusal)(_said(agency.short_name, refusal)) from refusal


def _said(name: str, refusal: Refused) -> str:
    return f"{name}: {refusal} Chưa lập đề nghị nào theo kết quả này."
