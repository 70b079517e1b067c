"""The votes of a closed ballot that a season's ranking may still take."""

from dataclasses import dataclass

from accounts.verdicts import YES, Verdict, no
from awards.models import Ballot
from awards.selectors.ballots import results_of
from blocs.models import Agency, Season
from blocs.permissions import Seats
from blocs.standing import Standing
from scoring.permissions import can_record_vote
from scoring.selectors.facts import asks_vote
from scoring.selectors.given import votes_of
from scoring.selectors.rankings import current_ranking
from scoring.selectors.votes import season_rules


@dataclass(frozen=True, slots=True)
class OpenVotes:
    """One member's votes that the ranking does not have yet: ``votes`` of ``voters``."""

    agency: Agency
    votes: int
    voters: int


def ranking_asks_votes(season: Season) -> bool:
    """Say whether the season's table ranks, or parts equals, by votes. One query."""
    rules = season_rules(season)
    return rules is not None and asks_vote(rules)


def votes_to_take_over(
    ballot: Ballot, standing: Standing, seats: Seats
) -> tuple[list[OpenVotes], Verdict]:
    """Return what the person may still record of a closed ballot, and whether they may.

    The votes keep their base, so the share in the ranking is the one that was voted on. Those
    of a ballot without a quorum decide nothing there either.
    """
    if not ballot.result.has_quorum:
        return [], no("Cuộc bỏ phiếu không đủ số đơn vị tham dự nên không chuyển số phiếu.")
    held = votes_of(ballot.season)
    frozen = current_ranking(ballot.season) is not None
    open_votes = [
        OpenVotes(row.nominee.agency, row.votes, row.base)
        for row in results_of(ballot)
        if row.base and held.get(row.nominee.agency.code) != (row.votes, row.base)
    ]
    if not open_votes:
        return [], no("Số phiếu đã được chuyển sang xếp hạng.")
    verdicts = [
        can_record_vote(standing, ballot.season, seats, one.agency.pk, is_frozen=frozen)
        for one in open_votes
    ]
    allowed = [one for one, verdict in zip(open_votes, verdicts, strict=True) if verdict]
    return allowed, YES if allowed else verdicts[0]
