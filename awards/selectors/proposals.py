"""Reads for the pages and papers about proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from awards.models import Proposal
from blocs.models import Season
from scoring.models import RankingRow


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal beside the frozen rank and points (in points) of its agency, if any."""

    proposal: Proposal
    agency_name: str
    award: str
    rank: int | None
    final_total: Decimal | None


def proposal_rows(season: Season, *, depth: int | None = None) -> list[ProposalRow]:
    """Return the season's proposals in the order of the award catalogue. Four queries.

    Args:
        depth: the last rank that the reader may see with its points; None for all.
    """
    proposals = list(Proposal.objects.filter(season=season).with_names())
    names = dict(season.memberships.values_list("agency_id", "name"))
    ranked = {
        row.agency_id: row
        for row in RankingRow.objects.filter(ranking__season=season, ranking__is_current=True)
        if depth is None or (row.rank is not None and row.rank <= depth)
    }
    return [_row(proposal, names, ranked) for proposal in proposals]


def _row(
    proposal: Proposal, names: Mapping[int, str], ranked: Mapping[int, RankingRow]
) -> ProposalRow:
    standing = ranked.get(proposal.agency_id)
    return ProposalRow(
        proposal=proposal,
        agency_name=names.get(proposal.agency_id, proposal.agency.name),
        award=award_text(proposal),
        rank=standing.rank if standing else None,
        final_total=standing.final_total if standing else None,
    )


def award_text(proposal: Proposal) -> str:
    """Name the award as the province calls it, or the options while it is undecided."""
    if proposal.award_type is not None:
        return proposal.local_label or proposal.award_type.name
    names = " / ".join(option.name for option in proposal.options.all())
    return f"Chưa xác định ({names})" if names else "Chưa xác định"
