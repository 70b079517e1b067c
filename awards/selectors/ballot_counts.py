"""What was counted in a ballot, and of how many votes are a share."""

from collections.abc import Iterable, Mapping, Sequence

from awards.models import Ballot, BallotVoter, TellerCount
from awards.rules.ballot_counts import Fault, TellerNumbers, cell_of, faults_of
from awards.rules.ballot_exposure import safe_slips, tells_a_slip
from awards.rules.ballots import Count, Turnout, base_of
from awards.states import BallotMethod, ShareBase, VoteChannel


def turnout_of(roll: Sequence[BallotVoter], *, valid: int) -> Turnout:
    """Return how many could vote, were there, and cast a valid slip."""
    return Turnout(len(roll), sum(voter.is_present for voter in roll), valid)


def bases_of(
    ballot: Ballot, places: Mapping[int, int], roll: Sequence[BallotVoter], *, valid: int
) -> dict[int, int]:
    """Return of how many each nominee's votes are a share, by its place on the slip.

    Args:
        places: the nominees' agencies by place.
    """
    voters = {voter.agency_id: voter for voter in roll}
    turnout = turnout_of(roll, valid=valid)
    return {
        place: base_of(
            ShareBase(ballot.share_of),
            turnout,
            is_barred=not ballot.self_vote and agency in voters,
            is_present=agency in voters and voters[agency].is_present,
        )
        for place, agency in places.items()
    }


def barred_in(
    ballot: Ballot,
    places: Mapping[int, int],
    roll: Iterable[BallotVoter],
    channel: VoteChannel | None = None,
) -> frozenset[int]:
    """Return the places of the nominees that cast a slip and may not vote for themselves.

    Args:
        places: the nominees' agencies by place.
        channel: only who cast its slip in this way; None for any.
    """
    if ballot.self_vote:
        return frozenset()
    voted = {
        voter.agency_id
        for voter in roll
        if voter.voted and (channel is None or voter.channel == channel)
    }
    return frozenset(place for place, agency in places.items() if agency in voted)


def least_slips(ballot: Ballot, barred: frozenset[int]) -> int:
    """Return how many slips a box needs, where those nominees cast one into it."""
    return safe_slips(ballot.least_voters, barred=len(barred))


def lays_open(ballot: Ballot, count: Count, barred: frozenset[int]) -> bool:
    """Say whether the sums of a secret box would tell the slip of one of those nominees."""
    return ballot.is_secret and tells_a_slip(count, barred, max_choices=ballot.max_choices)


def numbers_of(count: TellerCount) -> TellerNumbers | None:
    """Return what a teller wrote down, or None before that."""
    if count.entered_at is None or count.votes is None:
        return None
    return TellerNumbers(
        issued=count.issued or 0,
        returned=count.returned or 0,
        valid=count.valid or 0,
        invalid=count.invalid or 0,
        blank=count.blank or 0,
        votes={int(place): votes for place, votes in count.votes.items()},
    )


def slips_handed_out(ballot: Ballot, roll: Sequence[BallotVoter]) -> int | None:
    """Return how many paper slips the roll says were handed out; None for a show of hands."""
    if ballot.method == BallotMethod.HANDS:
        return None
    return sum(voter.channel == VoteChannel.PAPER for voter in roll)


def count_faults(
    ballot: Ballot, places: Mapping[int, int], roll: Sequence[BallotVoter], numbers: TellerNumbers
) -> tuple[Fault, ...]:
    """Return what a teller's numbers say that cannot be, cell by cell.

    Besides the arithmetic: no more hands than agencies are there, and nobody has more votes
    than there are others where nobody may vote for itself.
    """
    issued = slips_handed_out(ballot, roll)
    faults = list(
        faults_of(
            numbers,
            issued=numbers.issued if issued is None else issued,
            max_choices=ballot.max_choices,
        )
    )
    present = sum(voter.is_present for voter in roll)
    if issued is None and numbers.issued > present:
        faults.append(Fault("valid", f"Chỉ có {present} đơn vị có mặt."))
    bases = bases_of(ballot, places, roll, valid=numbers.valid)
    faults += [
        Fault(cell_of(place), f"Đơn vị không tự bỏ phiếu cho mình nên nhiều nhất {bases[place]}.")
        for place, votes in sorted(numbers.votes.items())
        if numbers.valid >= votes > bases[place]
    ]
    return tuple(faults)
