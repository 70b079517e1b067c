"""Who acts for whom in a ballot, and what closed ballots said."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from awards.models import Ballot, BallotVoter, Nominee, NomineeResult
from awards.rules.ballot_words import arithmetic_text, quorum_text
from awards.rules.ballots import Candidate, NextRound, Result, Vote, next_round
from awards.states import BallotPurpose, BallotState, ShareBase
from blocs.models import Agency, Appointment, Season
from blocs.states import OfficeRole, Role


def agencies_with_approver(
    agency_ids: Collection[int], *, today: date | None = None
) -> frozenset[int]:
    """Return the agencies for which somebody who may sign in approves today. One query."""
    day = today or timezone.localdate()
    rows = Appointment.objects.begun_by(day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=day),
        role=Role.APPROVER.value,
        agency__in=agency_ids,
        user__is_active=True,
    )
    found = rows.order_by().values_list("agency", flat=True)
    return frozenset(agency for agency in found if agency is not None)


def has_approver(agency_id: int, *, today: date | None = None) -> bool:
    """Say whether somebody approves for the agency today. One query."""
    return agency_id in agencies_with_approver([agency_id], today=today)


def arithmetic_of(ballot: Ballot, row: NomineeResult) -> str:
    """Say how a nominee's votes compare with what was needed."""
    return arithmetic_text(row.votes, row.base, ballot.threshold, ShareBase(ballot.share_of))


def quorum_of(ballot: Ballot) -> str:
    """Say whether enough members were there, of a closed ballot with its result."""
    return quorum_text(
        present=ballot.result.present,
        members=ballot.result.members,
        quorum=ballot.quorum,
        is_met=ballot.result.has_quorum,
    )


def results_of(ballot: Ballot) -> list[NomineeResult]:
    """Return what came out for each nominee, the highest share first. One query."""
    rows = NomineeResult.objects.filter(nominee__ballot=ballot)
    rows = rows.select_related("nominee__agency", "nominee__override__decided_by")
    return sorted(rows, key=lambda row: (-as_result(row).candidate.share, row.nominee.position))


def as_result(row: NomineeResult) -> Result:
    """Return a stored result as the rules know it."""
    candidate = Candidate(row.nominee.position, row.votes, row.base)
    return Result(candidate, row.reached, elected=row.elected, tied=row.tied)


def round_after(ballot: Ballot, rows: Iterable[NomineeResult]) -> NextRound | None:
    """Return who may stand in the round that follows a closed ballot, if one may."""
    return next_round([as_result(row) for row in rows], seats=ballot.seats)


def left_by(ballot: Ballot) -> tuple[int, frozenset[int]]:
    """Return the seats that a closed ballot left free, and the agencies that may stand for them."""
    following = round_after(ballot, results_of(ballot))
    if following is None:
        return 0, frozenset()
    standing = ballot.nominees.filter(position__in=following.places)
    return following.seats, frozenset(standing.values_list("agency", flat=True))


def vote_share_of(season: Season) -> dict[tuple[int, int], Vote]:
    """Return how the season's closed ballots spoke, by agency and award type. Two queries.

    The latest round in which an agency stood counts. Where it could not vote for itself it is
    left out of the members, and of those present if it was there.
    """
    rows = NomineeResult.objects.filter(
        nominee__ballot__season=season,
        nominee__ballot__state=BallotState.CLOSED.value,
        nominee__ballot__purpose=BallotPurpose.AWARD.value,
    )
    rows = rows.select_related("nominee__ballot__result").order_by("nominee__ballot__round_number")
    there = _who_was_there(season)
    found: dict[tuple[int, int], Vote] = {}
    for row in rows:
        ballot, agency = row.nominee.ballot, row.nominee.agency_id
        is_barred = not ballot.self_vote and (ballot.pk, agency) in there
        was_there = there.get((ballot.pk, agency), False)
        if ballot.award_type_id is not None:
            found[agency, ballot.award_type_id] = Vote(
                votes=row.votes,
                members=ballot.result.members - is_barred,
                present=ballot.result.present - (is_barred and was_there),
                valid=ballot.result.valid,
                has_quorum=ballot.result.has_quorum,
            )
    return found


def _who_was_there(season: Season) -> dict[tuple[int, int], bool]:
    """Return by ballot and agency whether each voter of the season's ballots was present."""
    roll = BallotVoter.objects.filter(ballot__season=season).order_by()
    return {
        (ballot, agency): there
        for ballot, agency, there in roll.values_list("ballot", "agency", "is_present")
    }


def elected(season: Season, role: OfficeRole) -> Agency | None:
    """Return who the season's ballots named for an office of the next cycle. Two queries.

    Elected by a count, or named by a recorded decision where no count elected anybody.
    """
    named = Nominee.objects.filter(
        ballot__season=season,
        ballot__state=BallotState.CLOSED.value,
        ballot__purpose=BallotPurpose.OFFICE.value,
        ballot__role=role.value,
    ).select_related("agency")
    by_count = named.filter(result__elected=True).order_by("-ballot__round_number").first()
    winner = by_count or named.filter(override__isnull=False).order_by("-pk").first()
    return winner.agency if winner else None
