"""What the bloc voted and decided, as its page shows it."""

from dataclasses import dataclass

from accounts.verdicts import Verdict
from blocs.models import Agency, Season
from blocs.permissions import Seats
from blocs.standing import Standing
from scoring.models import CriteriaTable, TieDecision
from scoring.permissions import can_record_vote
from scoring.rules.settings import TableRules
from scoring.selectors.given import votes_of
from scoring.selectors.results import rules_of
from scoring.states import Strategy, TieKind


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


def counts_votes(rules: TableRules | None) -> bool:
    """Say whether a vote has a part in the final points or the order of equal members."""
    if rules is None:
        return False
    return (
        rules.strategy is Strategy.VOTE_FIRST
        or any(rule.kind is TieKind.MORE_VOTES for rule in rules.ties)
        or any(layer == "vote" for layer, _ in rules.weights)
    )


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


def decisions_of(season: Season) -> list[TieDecision]:
    """Return the decisions on equal members, by place. One query."""
    rows = TieDecision.objects.filter(season=season).select_related("agency", "decided_by")
    return list(rows.order_by("place", "agency__name"))
