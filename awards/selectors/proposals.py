"""Reads for the pages and papers about proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from awards.models import Proposal
from awards.selectors.words import award_name, labels_of
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
    """Return the season's proposals in the order of the award catalogue. Five queries.

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
    labels = labels_of(season.bloc.province_id)
    return [_row(proposal, names, ranked, labels) for proposal in proposals]


@dataclass(frozen=True, slots=True)
class Called:
    """The award of one proposal, and the one named instead of it, as the province calls them."""

    award: str
    fallback: str


def called(proposal: Proposal) -> Called:
    """Return what the page of one proposal calls its awards. At most two queries."""
    labels = labels_of(proposal.season.bloc.province_id)
    instead = proposal.fallback_award
    return Called(
        award=award_text(proposal, labels),
        fallback=award_name(instead, labels) if instead is not None else "",
    )


def _row(
    proposal: Proposal,
    names: Mapping[int, str],
    ranked: Mapping[int, RankingRow],
    labels: Mapping[int, str],
) -> ProposalRow:
    standing = ranked.get(proposal.agency_id)
    return ProposalRow(
        proposal=proposal,
        agency_name=names.get(proposal.agency_id, proposal.agency.name),
        award=award_text(proposal, labels),
        rank=standing.rank if standing else None,
        final_total=standing.final_total if standing else None,
    )


def award_text(proposal: Proposal, labels: Mapping[int, str] | None = None) -> str:
    """Name the award as the proposal or the province calls it, or the options while undecided.

    Args:
        labels: the province's own names, where the caller has read them for a list.
    """
    if labels is None:
        labels = labels_of(proposal.season.bloc.province_id)
    if proposal.award_type is not None:
        return proposal.local_label or award_name(proposal.award_type, labels)
    names = " / ".join(award_name(option, labels) for option in proposal.options.all())
    return f"Chưa xác định ({names})" if names else "Chưa xác định"
