"""The award side of a season in the canonical form of a season file.

Ballots hold numbers and the roll only; one that is under way is left out, since what lies in its
box must not be in any file.
"""

from collections.abc import Mapping
from typing import Any

from awards.models import (
    AwardRecord,
    Ballot,
    CouncilVote,
    DecisionLine,
    DossierItem,
    Nominee,
    Opinion,
    Proposal,
)
from awards.states import BallotState, DecisionState, DossierState, ProposalState
from blocs.models import Season
from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.plain import NOBODY, plain, plain_value, threshold_of
from scoring.rules.text import tidy_line

_ANSWERED = {ProposalState.REFUSED.value, ProposalState.WITHDRAWN.value}
_HELD = [BallotState.DRAFT.value, BallotState.CLOSED.value, BallotState.VOID.value]
_MOST_OF_A_REFERENCE = 300


def read_ballots(season: Season) -> list[dict[str, Any]]:
    """Return the season's ballots but those under way, in the order they were set up."""
    rows = season.ballots.filter(state__in=_HELD).select_related("award_type", "meeting", "result")
    rows = rows.prefetch_related(
        "nominees__agency", "nominees__result", "nominees__override", "voters__agency"
    )
    return [_ballot(row) for row in rows.order_by("pk")]


def _ballot(row: Ballot) -> dict[str, Any]:
    is_draft = row.state == BallotState.DRAFT
    return {
        **plain(row, "title", "method", "share_of", "seats", "max_choices", "self_vote"),
        **plain(row, "least_voters", "state", "opened_at", "ended_at", "closed_at", "void_reason"),
        "award": row.award_type.code if row.award_type else None,
        "role": row.role or NOBODY,
        "round": row.round_number,
        "secret": row.is_secret,
        "threshold": threshold_of(row),
        "quorum": {"numerator": row.quorum_numerator, "denominator": row.quorum_denominator},
        "meeting": row.meeting.name if row.meeting else None,
        "nominees": [_nominee(one) for one in row.nominees.all()],
        "roll": [] if is_draft else _roll(row),
        "count": plain(row.result, "issued", "valid", "invalid", "blank")
        if row.state == BallotState.CLOSED
        else None,
    }


def _roll(row: Ballot) -> list[dict[str, Any]]:
    return [
        {
            "agency": voter.agency.code,
            "present": voter.is_present,
            "voted": voter.channel or NOBODY,
        }
        for voter in row.voters.all()
    ]


def _nominee(row: Nominee) -> dict[str, Any]:
    override = getattr(row, "override", None)
    return {
        "agency": row.agency.code,
        "votes": row.result.votes if hasattr(row, "result") else None,
        "override": plain(override, "decision", "reason") if override else None,
    }


def read_proposals(season: Season) -> list[dict[str, Any]]:
    """Return the season's proposals with dossier and opinions. Six queries."""
    rows = season.proposals.select_related(
        "agency", "award_type", "fallback_award", "nominee__ballot"
    ).prefetch_related("options", "dossier__document", "opinions")
    issuers = {
        (record.agency_id, record.award_type_id, record.decision_number): record.issuer
        for record in AwardRecord.objects.filter(
            cycle=season.cycle_id, agency__in=rows.values("agency")
        )
    }
    answered = set(_ANSWERED)
    if has_reached(Stage(season.stage), Stage.SUBMITTED):  # then it was sent, and came back
        answered.add(ProposalState.AGREED.value)
    return [
        _proposal(row, issuers) | {"answer": row.answer if row.state in answered else ""}
        for row in rows.order_by("pk")
    ]


def _proposal(row: Proposal, issuers: Mapping[tuple[int, int, str], str]) -> dict[str, Any]:
    decision = None
    if row.award_type and row.state == ProposalState.GRANTED:
        issuer = issuers.get((row.agency_id, row.award_type.pk, row.decision_number), "")
        decision = {
            "number": row.decision_number,
            "decided_on": plain_value(row.decided_on),
            "issuer": "" if issuer == row.award_type.decided_by else issuer,
        }
    return {
        "agency": row.agency.code,
        "award": row.award_type.code if row.award_type else None,
        "options": [option.code for option in row.options.all()],
        **plain(row, "local_label", "state", "achievement", "sent_on"),
        "decision": decision,
        "fallback": row.fallback_award.code if row.fallback_award else None,
        "voted_in_round": row.nominee.ballot.round_number if row.nominee else None,
        "dossier": [_item(item) for item in row.dossier.all() if _says_something(item)],
        "opinions": [_opinion(opinion) for opinion in row.opinions.all()],
    }


def _says_something(item: DossierItem) -> bool:
    is_found = item.state != DossierState.MISSING
    return is_found or bool(item.reference or item.note or item.document_id)


def _item(item: DossierItem) -> dict[str, Any]:
    """Return a paper; a document on the register is told by its name, as files hold none."""
    reference = item.reference or (tidy_line(str(item.document)) if item.document else "")
    return plain(item, "kind", "state", "note") | {"reference": reference[:_MOST_OF_A_REFERENCE]}


def _opinion(row: Opinion) -> dict[str, Any]:
    columns = ("asked_on", "due_on", "answer", "answered_on", "text", "document")
    return {"name": row.agency_name, **plain(row, *columns)}


def read_sessions(season: Season) -> list[dict[str, Any]]:
    """Return the council's sittings that voted on proposals of the season. One query.

    What the bloc withdrew after the vote is no proposal any more, and its votes are left out.
    """
    rows = CouncilVote.objects.filter(proposal__season=season)
    rows = rows.exclude(proposal__state=ProposalState.WITHDRAWN.value)
    rows = rows.select_related("session", "proposal__agency", "proposal__award_type")
    found: dict[int, dict[str, Any]] = {}
    for vote in rows.order_by("pk"):
        session = vote.session
        told = found.setdefault(
            session.pk,
            {
                **plain(session, "name", "held_on", "members", "present", "base", "source"),
                "threshold": threshold_of(session),
                "votes": [],
            },
        )
        told["votes"].append(_named(vote.proposal) | plain(vote, "agreed", "disagreed", "invalid"))
    return list(found.values())


def read_decisions(season: Season) -> list[dict[str, Any]]:
    """Return the decisions that name proposals of the season. One query.

    In a draft only what it may still grant: a proposal may have been refused meanwhile.
    """
    rows = DecisionLine.objects.filter(proposal__season=season)
    rows = rows.select_related("decision", "proposal__agency", "proposal__award_type")
    found: dict[int, dict[str, Any]] = {}
    for line in rows.order_by("pk"):
        decision, proposal = line.decision, line.proposal
        if decision.state == DecisionState.DRAFT and proposal.state != ProposalState.PASSED:
            continue
        columns = ("number", "issued_on", "issuer", "signer_office", "note", "state")
        told = found.setdefault(decision.pk, plain(decision, *columns) | {"proposals": []})
        told["proposals"].append(_named(proposal))
    return list(found.values())


def _named(proposal: Proposal) -> dict[str, Any]:
    award = proposal.award_type
    return {"agency": proposal.agency.code, "award": award.code if award else None}
