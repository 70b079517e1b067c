"""What the bloc voted and decided, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.verdicts import Verdict
from blocs.models import Agency, Season
from blocs.permissions import Seats
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import CriteriaTable, TieDecision
from scoring.permissions import can_decide_tie, can_record_vote
from scoring.rules.settings import TableRules
from scoring.selectors.given import votes_of
from scoring.selectors.rankings import ranking_content
from scoring.selectors.results import rules_of
from scoring.states import TieKind


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One member with the counts on record, and whether the reader may write them."""

    agency: Agency
    name: str
    counts: tuple[int, int] | None
    can_record: Verdict


def season_rules(season: Season) -> TableRules | None:
    """Return the written rules of the season's table; None without a table. One query."""
    table = CriteriaTable.objects.filter(seasons__season=season).first()
    return None if table is None else rules_of(table)


def settles_ties_by_decision(season: Season) -> bool:
    """Say whether the season's table parts equal members by a recorded decision."""
    rules = season_rules(season)
    return rules is not None and any(rule.kind is TieKind.DECISION for rule in rules.ties)


def vote_rows(
    season: Season, standing: Standing, seats: Seats, *, is_frozen: bool
) -> list[VoteRow]:
    """Return every member with the votes on record, in the bloc's order. Two queries."""
    held = votes_of(season)
    members = season.memberships.select_related("agency").order_by("position")
    return [
        VoteRow(
            agency=member.agency,
            name=member.name,
            counts=held.get(member.agency.code),
            can_record=can_record_vote(
                standing, season, seats, member.agency_id, is_frozen=is_frozen
            ),
        )
        for member in members
    ]


@dataclass(frozen=True, slots=True)
class Tie:
    """Members that share a rank now, and whether the reader may part them."""

    rank: int
    agencies: tuple[Agency, ...]
    can_decide: Verdict


def ties_now(season: Season, standing: Standing, seats: Seats, *, is_frozen: bool) -> list[Tie]:
    """Return the shared ranks of the ranking as it would be frozen now.

    Nothing while a ranking is frozen, save in a season that was taken back: what it shares
    stays shared.
    """
    if is_frozen and season.stage != Stage.APPRAISAL:
        return []
    members = season.memberships.select_related("agency")
    agencies = {member.agency.code: member.agency for member in members}
    shared: dict[int, list[Agency]] = {}
    for row in ranking_content(season)["rows"]:
        if row["shared"]:
            shared.setdefault(row["rank"], []).append(agencies[row["agency"]])
    return [
        Tie(rank, tuple(held), _may_part(standing, season, seats, held))
        for rank, held in sorted(shared.items())
    ]


def _may_part(
    standing: Standing, season: Season, seats: Seats, agencies: Sequence[Agency]
) -> Verdict:
    ids = [agency.pk for agency in agencies]
    return can_decide_tie(standing, season, seats, ids, is_frozen=False)


def decisions_of(season: Season) -> list[TieDecision]:
    """Return the decisions on equal members, by place. One query."""
    rows = TieDecision.objects.filter(season=season).select_related("agency", "decided_by")
    return list(rows.order_by("place", "agency__name"))
