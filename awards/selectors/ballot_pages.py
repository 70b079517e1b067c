"""Ballots as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.verdicts import Verdict
from awards.models import Ballot, BallotOverride, BallotVoter, Nominee, NomineeResult
from awards.permissions import can_override, can_vote
from awards.rules.ballot_words import share_text
from awards.selectors.ballots import agencies_with_approver, arithmetic_of
from awards.selectors.words import award_name, labels_of
from awards.states import BallotState
from blocs.models import Season
from blocs.permissions import Seats, can_run_season
from blocs.standing import Standing
from blocs.states import OfficeRole

NOBODY = "Chưa bầu được"
NO_QUORUM = "Không đủ số đơn vị tham dự"


def matter_of(ballot: Ballot, labels: Mapping[int, str]) -> str:
    """Say what a ballot is about: an award, or an office of the next year.

    Args:
        ballot: with its award type, season and bloc loaded.
        labels: the province's own names of awards, from ``labels_of``.
    """
    if ballot.award_type is not None:
        return award_name(ballot.award_type, labels)
    return f"{office_title(ballot.season, OfficeRole(ballot.role))} của năm thi đua sau"


def office_title(season: Season, role: OfficeRole) -> str:
    """Return what an office is called in this kind of bloc."""
    return season.bloc.head_title if role is OfficeRole.HEAD else season.bloc.deputy_title


def member_names(season: Season) -> dict[int, str]:
    """Return the members' names in the season, in its order. One query."""
    rows = season.memberships.order_by("position")
    return dict(rows.values_list("agency", "name"))


@dataclass(frozen=True, slots=True)
class BallotRow:
    """One ballot of a list: how many of its voters voted, and what came out."""

    ballot: Ballot
    matter: str
    voted: int
    voters: int
    outcome: str


def ballot_rows(season: Season) -> list[BallotRow]:
    """Return the season's ballots, the newest first. Five queries."""
    ballots = season.ballots.select_related("award_type", "result").annotate(
        voters_total=Count("voters"), voted_total=Count("voters", filter=Q(voters__voted=True))
    )
    names, named = member_names(season), _named_by_ballot(season)
    labels = labels_of(season.bloc.province_id)
    rows = []
    for ballot in ballots.order_by("-pk"):
        ballot.season = season
        found = [names.get(agency, "") for agency in named.get(ballot.pk, ())]
        rows.append(
            BallotRow(
                ballot=ballot,
                matter=matter_of(ballot, labels),
                voted=ballot.voted_total,
                voters=ballot.voters_total,
                outcome=_outcome(ballot, found),
            )
        )
    return rows


def _named_by_ballot(season: Season) -> dict[int, list[int]]:
    """Return by ballot the agencies that a count or a decision named. Two queries."""
    found: dict[int, list[int]] = {}
    elected = NomineeResult.objects.filter(nominee__ballot__season=season, elected=True)
    overrides = BallotOverride.objects.filter(nominee__ballot__season=season)
    for rows in (elected, overrides):
        pairs = rows.order_by("nominee__position").values_list("nominee__ballot", "nominee__agency")
        for ballot, agency in pairs:
            found.setdefault(ballot, []).append(agency)
    return found


def _outcome(ballot: Ballot, names: Sequence[str]) -> str:
    if ballot.state == BallotState.VOID:
        return ballot.void_reason
    if ballot.state != BallotState.CLOSED:
        return ""
    if names:
        return ", ".join(names)
    return NOBODY if ballot.result.has_quorum else NO_QUORUM


@dataclass(frozen=True, slots=True)
class OwnSlip:
    """The slip of one agency that the reader acts for."""

    voter: BallotVoter
    name: str
    verdict: Verdict


def own_slips(
    standing: Standing, ballot: Ballot, roll: Sequence[BallotVoter], names: Mapping[int, str]
) -> list[OwnSlip]:
    """Return the slips of the reader's agencies, and whether they may cast them. One query."""
    mine = [voter for voter in roll if voter.agency_id in standing.agency_ids]
    approved = agencies_with_approver([voter.agency_id for voter in mine]) if mine else frozenset()
    return [
        OwnSlip(
            voter,
            names.get(voter.agency_id, voter.agency.name),
            can_vote(standing, voter, has_approver=voter.agency_id in approved),
        )
        for voter in mine
    ]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What came out for one nominee, with the arithmetic, and what may go beyond it."""

    nominee: Nominee
    name: str
    votes: int
    base: int
    share: str
    arithmetic: str
    state: str
    label: str
    override: BallotOverride | None
    offers_override: bool


RESULT_LABELS: Mapping[str, str] = {
    "elected": "Được bầu",
    "tied": "Bằng nhau, chờ vòng sau",
    "reached": "Đạt mức nhưng không được bầu",
    "below": "Không đạt mức",
}


def result_lines(
    standing: Standing,
    ballot: Ballot,
    rows: Sequence[NomineeResult],
    names: Mapping[int, str],
) -> list[ResultLine]:
    """Return what came out of a closed ballot, in the order of its rows (``results_of``).

    A decision beyond the count is offered while a seat is free and no round is to fill it. One
    query where a seat is free.
    """
    named = sum(row.elected or hasattr(row.nominee, "override") for row in rows)
    is_open = bool(rows) and named < ballot.seats and not ballot.next_rounds.living().exists()
    lines = []
    for row in rows:
        row.nominee.ballot = ballot
        state = state_of(row)
        lines.append(
            ResultLine(
                nominee=row.nominee,
                name=names.get(row.nominee.agency_id, row.nominee.agency.name),
                votes=row.votes,
                base=row.base,
                share=share_text(row.votes, row.base),
                arithmetic=arithmetic_of(ballot, row),
                state=state,
                label=RESULT_LABELS[state],
                override=getattr(row.nominee, "override", None),
                offers_override=is_open
                and not hasattr(row.nominee, "override")
                and bool(can_override(standing, row.nominee)),
            )
        )
    return lines


def sees_roll(standing: Standing, ballot: Ballot, seats: Seats) -> bool:
    """Say whether the person may see who voted: who runs or oversees, and all once it is over."""
    if ballot.state == BallotState.CLOSED or standing.watches.covers(ballot.season.bloc):
        return True
    return bool(can_run_season(standing, ballot.season, seats))


def state_of(row: NomineeResult) -> str:
    if row.elected:
        return "elected"
    if row.tied:
        return "tied"
    return "reached" if row.reached else "below"
