"""The frozen ranking and the proposals, as far as the bloc publishes them."""

from collections.abc import Mapping

from awards.models import Proposal as ProposalRow
from awards.selectors import award_name, labels_of
from awards.states import ProposalState
from blocs.rules.writing import count_text, date_text, points_text
from reports.gather.facts import Roster
from reports.papers.results import Proposal, Ranking, RankingRow, Unranked
from reports.wording import joined, with_remark
from scoring.models import Ranking as Frozen
from scoring.models import RankingRow as FrozenRow
from scoring.states import RankingOrigin

_SHARED = "đồng hạng"
_STATE_REMARKS = {
    ProposalState.DRAFT.value: "dự kiến",
    ProposalState.REFUSED.value: "không được chấp thuận",
}


def read_frozen(roster: Roster) -> tuple[Frozen | None, list[FrozenRow]]:
    """Read the ranking that counts now, with its rows by rank. Two queries at most."""
    frozen = Frozen.objects.current().filter(season=roster.season).first()
    if frozen is None:
        return None, []
    rows = list(frozen.rows.select_related("agency").order_by("position"))
    return frozen, sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.position))


def published(roster: Roster, rows: list[FrozenRow]) -> list[FrozenRow]:
    """Keep the ranked rows that the bloc makes public."""
    depth = roster.season.published_ranks
    return [row for row in rows if row.rank is not None and (depth is None or row.rank <= depth)]


def ranking_text(roster: Roster, frozen: Frozen | None, rows: list[FrozenRow]) -> Ranking:
    """Write the ranking; points only where it was computed from points."""
    if frozen is None:
        return Ranking()
    depth = roster.season.published_ranks
    computed = frozen.origin == RankingOrigin.COMPUTED
    return Ranking(
        rows=tuple(_place(roster, row, computed=computed) for row in published(roster, rows)),
        unranked=tuple(
            Unranked(agency=roster.name_of(row.agency), reason=row.reason)
            for row in rows
            # Of a source that names the first places only, the others are just not known.
            if row.rank is None and (computed or depth is None)
        ),
        depth_note="" if depth is None else f"Chỉ công bố {count_text(depth)} thứ hạng đầu.",
        sample=frozen.is_sample,
    )


def _place(roster: Roster, row: FrozenRow, *, computed: bool) -> RankingRow:
    return RankingRow(
        rank=str(row.rank),
        agency=roster.name_of(row.agency),
        self_text=points_text(row.self_total) if computed else "",
        appraised_text=points_text(row.appraised_total) if computed else "",
        final_text=points_text(row.final_total) if computed else "",
        note=joined((_SHARED if row.shared else "", row.reason)),
    )


def proposal_texts(
    roster: Roster, rows: list[FrozenRow], *, answered: bool = True
) -> tuple[Proposal, ...]:
    """Write the proposals that were not withdrawn. Three queries.

    Args:
        answered: with what the province answered; without it they stand as the bloc made them.
    """
    labels = labels_of(roster.season.bloc.province_id)
    points = {row.agency_id: points_text(row.final_total) for row in published(roster, rows)}
    proposals = (
        roster.season.proposals.exclude(state=ProposalState.WITHDRAWN.value)
        .select_related("agency", "award_type")
        .prefetch_related("options")
        .order_by("award_type__position", "pk")
    )
    return tuple(
        _proposal(roster, row, points.get(row.agency_id, ""), labels, _remark(row, told=answered))
        for row in proposals
    )


def _proposal(
    roster: Roster, row: ProposalRow, points: str, labels: Mapping[int, str], remark: str
) -> Proposal:
    award = award_name(row.award_type, labels) if row.award_type else ""
    return Proposal(
        agency=roster.name_of(row.agency),
        award=with_remark(award, row.local_label) if award else "",
        options=tuple(award_name(option, labels) for option in row.options.all()),
        points_text=points,
        note=joined(map(_unended, (remark, row.achievement, "" if award else row.local_label))),
    )


def _unended(part: str) -> str:
    """Return a part of a note as it stands before a semicolon."""
    return part.rstrip().rstrip(".")


def _remark(row: ProposalRow, *, told: bool) -> str:
    if not told:
        return _STATE_REMARKS[row.state] if row.state == ProposalState.DRAFT else ""
    if row.state == ProposalState.GRANTED and row.decided_on:
        return f"Quyết định số {row.decision_number} ngày {date_text(row.decided_on)}"
    return joined((_STATE_REMARKS.get(row.state, ""), row.answer), ": ")
