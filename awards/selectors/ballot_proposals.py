"""Whom a closed ballot on an award chose, and who of them is not proposed for it yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from awards.models import Ballot, Nominee, NomineeResult, Proposal
from awards.selectors.ballots import arithmetic_of, results_of
from awards.states import ProposalState


@dataclass(frozen=True, slots=True)
class Chosen:
    """A nominee whom a ballot, or a recorded decision beyond it, chose; and the arithmetic."""

    nominee: Nominee
    said: str


def chosen_in(ballot: Ballot, rows: Sequence[NomineeResult]) -> list[Chosen]:
    """Return whom a closed ballot chose, in the order of its rows (``results_of``)."""
    return [
        Chosen(row.nominee, result_text(ballot, row))
        for row in rows
        if row.elected or hasattr(row.nominee, "override")
    ]


def not_yet_proposed(ballot: Ballot, rows: Sequence[NomineeResult] | None = None) -> list[Chosen]:
    """Return who of the chosen has no living proposal for the award. Two queries.

    A proposal that is undecided between this award and others is one for it.

    Args:
        rows: the results, where they are read already; it saves one query.
    """
    award = Q(award_type=ballot.award_type_id) | Q(
        award_type__isnull=True, options=ballot.award_type_id
    )
    living = Proposal.objects.filter(award, season=ballot.season_id)
    living = living.exclude(state=ProposalState.WITHDRAWN.value)
    held = set(living.order_by().values_list("agency", flat=True))
    chosen = chosen_in(ballot, results_of(ballot) if rows is None else rows)
    return [one for one in chosen if one.nominee.agency_id not in held]


def result_text(ballot: Ballot, row: NomineeResult) -> str:
    """Say how a ballot spoke of a nominee, and what decision went beyond it."""
    said = arithmetic_of(ballot, row)
    override = getattr(row.nominee, "override", None)
    return f"{said}; được chọn theo quyết định {override.decision}" if override else said


def ballot_of(proposal: Proposal) -> tuple[Ballot, str] | None:
    """Return the ballot whose result a proposal follows, and what it said. One query or none."""
    if proposal.nominee_id is None:
        return None
    rows = NomineeResult.objects.select_related("nominee__ballot", "nominee__override")
    row = rows.get(nominee=proposal.nominee_id)
    return row.nominee.ballot, result_text(row.nominee.ballot, row)
