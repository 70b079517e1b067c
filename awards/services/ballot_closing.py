"""A ballot is counted and closed: the result is computed, frozen, and shown from then on."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.errors import Refused
from accounts.models import User
from awards.models import Ballot, BallotResult, BallotVoter, NomineeResult
from awards.rules.ballot_words import LAYS_OPEN, too_few_text
from awards.rules.ballot_workflow import COUNTED_BY_PEOPLE
from awards.rules.ballots import Candidate, Count, Result, has_quorum, outcome, together
from awards.selectors.ballot_counts import (
    barred_in,
    bases_of,
    lays_open,
    least_slips,
    turnout_of,
)
from awards.services.ballot_box import count_in, empty, locked_box
from awards.services.ballot_counts import agreed_count
from awards.services.ballot_rows import locked_ballot, locked_roll, places_of
from awards.services.ballot_steps import demand, move, reason_for_the_missing, throw_away
from awards.states import BallotAction, BallotMethod, VoteChannel


@transaction.atomic
def close_ballot(
    *, ballot_id: int, seen_version: int, reason: str = "", actor: User | None
) -> Ballot:
    """Count a ballot and freeze what came out; the box is emptied in the same transaction.

    A secret ballot with fewer slips than its safe number, or whose sums would tell the slip of
    a nominee, becomes void instead: nothing of what was cast is shown or kept.

    Args:
        reason: why voting ends although somebody has not voted; needed where no separate step
            ended it.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: not from this state, or not by this person.
        Invalid: somebody has not voted and no reason is given.
        Refused: the tellers have not counted or do not agree, or the box is not to be trusted.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    demand(ballot, BallotAction.CLOSE, actor)
    roll, places = locked_roll(ballot), places_of(ballot)
    by_people = ballot.method in COUNTED_BY_PEOPLE
    said = "" if by_people else reason_for_the_missing(ballot, roll, reason)
    issued, count, unsafe = _counted(ballot, roll, places)
    if unsafe:
        return throw_away(ballot, unsafe, actor)
    results = outcome_of(ballot, roll, places, count)
    result = write_result(ballot, roll, issued, count)
    codes = write_nominees(ballot, results)
    empty(ballot)
    times = ("closed_at",) if by_people else ("ended_at", "closed_at")
    told = {"slips": slips_of(result), "votes": told_votes(codes, results)}
    return move(ballot, BallotAction.CLOSE, actor, times=times, reason=said, told=told)


def _counted(
    ballot: Ballot, roll: Sequence[BallotVoter], places: Mapping[int, int]
) -> tuple[int, Count, str]:
    """Return slips handed out, what was counted, and why that would show how somebody voted."""
    if ballot.method == BallotMethod.ONLINE:
        count = count_in(locked_box(ballot), roll, list(places))
        return len(roll), count, _unsafe(ballot, count, barred_in(ballot, places, roll))
    issued, paper = agreed_count(ballot)
    if ballot.method != BallotMethod.MIXED:
        return issued, paper, _unsafe(ballot, paper, barred_in(ballot, places, roll))
    online = count_in(locked_box(ballot), roll, list(places))
    count = together(online, paper)
    by_paper = barred_in(ballot, places, roll, VoteChannel.PAPER)
    by_line = barred_in(ballot, places, roll, VoteChannel.ONLINE)
    return (
        len(roll),
        count,
        _unsafe(ballot, count, by_paper | by_line)
        or _unsafe_apart(ballot, paper, by_paper)
        or _unsafe_apart(ballot, online, by_line),
    )


def _unsafe(ballot: Ballot, count: Count, barred: frozenset[int]) -> str:
    """Say why the sums of a secret ballot would show how somebody voted; empty if they do not."""
    least = least_slips(ballot, barred)
    if ballot.is_secret and count.returned < least:
        return too_few_text(count.returned, least)
    return LAYS_OPEN if lays_open(ballot, count, barred) else ""


def _unsafe_apart(ballot: Ballot, count: Count, barred: frozenset[int]) -> str:
    """Say the same of one of two boxes: who counts one knows the other; empty shows nothing."""
    return _unsafe(ballot, count, barred) if count.returned else ""


def outcome_of(
    ballot: Ballot, roll: Sequence[BallotVoter], places: Mapping[int, int], count: Count
) -> tuple[Result, ...]:
    """Return what the numbers mean for each nominee, by the ballot's rule.

    Raises:
        Refused: somebody has more votes than there are others who voted.
    """
    bases = bases_of(ballot, places, roll, valid=count.valid)
    candidates = [Candidate(place, votes, bases[place]) for place, votes in count.votes.items()]
    if any(one.votes > one.base for one in candidates):
        raise Refused(
            "Có đơn vị được nhiều phiếu hơn số đơn vị khác đã bỏ phiếu, tức là có phiếu tự bỏ cho "
            "mình. Người kiểm phiếu cần ghi phiếu ấy là không hợp lệ."
        )
    turnout = turnout_of(roll, valid=count.valid)
    return outcome(
        candidates,
        ballot.threshold,
        seats=ballot.seats,
        has_quorum=has_quorum(
            present=turnout.present, members=turnout.members, quorum=ballot.quorum
        ),
    )


def write_result(
    ballot: Ballot, roll: Sequence[BallotVoter], issued: int, count: Count
) -> BallotResult:
    """Freeze the numbers of slips."""
    turnout = turnout_of(roll, valid=count.valid)
    return BallotResult.objects.create(
        ballot=ballot,
        members=turnout.members,
        present=turnout.present,
        issued=issued,
        returned=count.returned,
        valid=count.valid,
        invalid=count.invalid,
        blank=count.blank,
        has_quorum=has_quorum(
            present=turnout.present, members=turnout.members, quorum=ballot.quorum
        ),
    )


def write_nominees(ballot: Ballot, results: Sequence[Result]) -> dict[int, str]:
    """Write what came out for each nominee; return the agencies' codes by place."""
    nominees = {one.position: one for one in ballot.nominees.select_related("agency")}
    NomineeResult.objects.bulk_create(
        NomineeResult(
            nominee=nominees[one.candidate.place],
            votes=one.candidate.votes,
            base=one.candidate.base,
            threshold_numerator=ballot.threshold_numerator,
            threshold_denominator=ballot.threshold_denominator,
            threshold_strict=ballot.threshold_strict,
            reached=one.reached,
            elected=one.elected,
            tied=one.tied,
        )
        for one in results
    )
    return {position: one.agency.code for position, one in nominees.items()}


def slips_of(result: BallotResult) -> dict[str, int]:
    """Return the numbers of slips, as the audit keeps them."""
    names = ("members", "present", "issued", "returned", "valid", "invalid", "blank")
    return {name: getattr(result, name) for name in names}


def told_votes(codes: Mapping[int, str], results: Sequence[Result]) -> dict[str, dict[str, object]]:
    """Return by agency what came out for it, as the audit keeps it."""
    return {
        codes[one.candidate.place]: {
            "votes": one.candidate.votes,
            "base": one.candidate.base,
            "reached": one.reached,
            "elected": one.elected,
            "tied": one.tied,
        }
        for one in results
    }
