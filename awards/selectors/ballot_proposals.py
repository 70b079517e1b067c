"""Whom a closed ballot on an award chose, and who of them is not proposed for it yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from awards.models import Ballot, Nominee, NomineeResult, Proposal
from awards.selectors.ballots import arithmetic_of, results_of
from awards.states import BallotState, ProposalState
from blocs.models import Season


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
    """Return the ballot that speaks of a proposal, and what it said. One query or none.

    It is the one whose result the proposal follows, or else the last closed round on the award
    in which the member stood.
    """
    if proposal.nominee_id is not None:
        rows = NomineeResult.objects.select_related("nominee__ballot", "nominee__override")
        row = rows.get(nominee=proposal.nominee_id)
    elif proposal.award_type_id is not None:
        stood = _stood_in(proposal.season, proposal.agency_id, proposal.award_type_id)
        if not stood:
            return None
        row = stood[-1]
    else:
        return None
    return row.nominee.ballot, result_text(row.nominee.ballot, row)


def passed_over(season: Season, agency_id: int, award_id: int) -> str:
    """Say in which ballot on an award a member stood and was not chosen; empty if it may go on.

    A recorded decision beyond the count chooses it too. One query.
    """
    rows = _stood_in(season, agency_id, award_id)
    # Without a quorum a ballot decided nothing.
    stood = [row for row in rows if row.nominee.ballot.result.has_quorum]
    if not stood or any(row.elected or hasattr(row.nominee, "override") for row in stood):
        return ""
    ballot = stood[-1].nominee.ballot
    said = arithmetic_of(ballot, stood[-1])
    return (
        f"Đơn vị không được chọn trong cuộc bỏ phiếu “{ballot}” ({said}). Đề nghị khác kết quả này "
        "cần có quyết định của tỉnh, ghi ở trang kết quả bỏ phiếu."
    )


def _stood_in(season: Season, agency_id: int, award_id: int) -> list[NomineeResult]:
    """Return what the closed ballots on an award said of a member, round by round."""
    rows = NomineeResult.objects.filter(
        nominee__agency=agency_id,
        nominee__ballot__season=season,
        nominee__ballot__award_type=award_id,
        nominee__ballot__state=BallotState.CLOSED.value,
    ).select_related("nominee__ballot__result", "nominee__override")
    return list(rows.order_by("nominee__ballot__round_number"))
