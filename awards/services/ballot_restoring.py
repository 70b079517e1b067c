"""A ballot that was held before, or elsewhere, written down from its minutes by the operator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import Ballot, BallotVoter
from awards.permissions import can_prepare_ballot, can_restore_ballot
from awards.rules.ballot_counts import TellerNumbers
from awards.rules.ballots import Count
from awards.selectors.ballot_counts import count_faults
from awards.services.ballot_closing import (
    outcome_of,
    slips_of,
    told_votes,
    write_nominees,
    write_result,
)
from awards.services.ballot_rows import places_of, snapshot
from awards.services.ballots import BallotSpec, check_later_round, check_spec, plant
from awards.states import BallotMethod, BallotState, VoteChannel
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.services.rows import checked, locked_season
from blocs.standing import standing_of


@dataclass(frozen=True, slots=True)
class RollNote:
    """What the roll says of one voter."""

    is_present: bool
    channel: VoteChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBallot:
    """What is on record of a ballot that came to its end.

    Args:
        roll: who could vote, by agency, in the order of the roll.
        issued: slips handed out; ``count`` is None where the ballot is void.
    """

    roll: Mapping[int, RollNote]
    issued: int = 0
    count: Count | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    closed_at: datetime | None = None
    void_reason: str = ""


@transaction.atomic
def restore_ballot(
    *,
    season_id: int,
    spec: BallotSpec,
    round_number: int,
    held: HeldBallot | None,
    actor: User | None,
) -> Ballot:
    """Write down a ballot with the numbers that were counted; what they mean is computed.

    Args:
        held: None for a ballot that is only set up.

    Raises:
        NotAllowed: not in this stage, or by a person.
        Invalid: the rule contradicts itself, there is a ballot on the matter, or the round
            before is missing.
        Refused: the numbers do not add up, do not fit the roll, or show how somebody voted.
    """
    standing = standing_of(actor)
    can_restore_ballot(standing).demand()
    season = locked_season(season_id)
    can_prepare_ballot(standing, season, seats_of(season), spec.purpose).demand()
    check_spec(season, spec)
    ballot = Ballot(season=season, round_number=round_number)
    ballot.previous = _round_before(season, spec, round_number)
    check_later_round(ballot, spec)
    ballot = plant(ballot, spec)
    told = _bring_to_its_end(ballot, held) if held is not None else {}
    audit.record(
        actor=actor,
        action="ballot.restore",
        subject=ballot,
        before={},
        after=snapshot(ballot) | told,
    )
    return ballot


def _round_before(season: Season, spec: BallotSpec, round_number: int) -> Ballot | None:
    if round_number == 1:
        return None
    rows = season.ballots.filter(
        award_type=spec.award,
        role=spec.role.value if spec.role else "",
        round_number=round_number - 1,
        state=BallotState.CLOSED.value,
    )
    before = rows.first()
    if before is None:
        raise Invalid(f"Vòng {round_number} cần có kết quả của vòng {round_number - 1}.")
    return before


def _bring_to_its_end(ballot: Ballot, held: HeldBallot) -> dict[str, object]:
    """Write roll, numbers and times of a planted ballot; return what the audit hears."""
    BallotVoter.objects.filter(ballot=ballot).delete()
    BallotVoter.objects.bulk_create(
        BallotVoter(
            ballot=ballot,
            agency_id=agency,
            is_present=note.is_present,
            voted=note.channel is not VoteChannel.NONE,
            channel=note.channel.value,
        )
        for agency, note in held.roll.items()
    )
    told = _write_count(ballot, held, held.count) if held.count is not None else {}
    ballot.opened_at, ballot.ended_at = held.opened_at, held.ended_at
    ballot.closed_at, ballot.void_reason = held.closed_at, held.void_reason
    ballot.state = (BallotState.VOID if held.count is None else BallotState.CLOSED).value
    ballot.version += 1
    checked(ballot).save()
    return told


def _write_count(ballot: Ballot, held: HeldBallot, count: Count) -> dict[str, object]:
    roll, places = list(ballot.voters.order_by("pk")), places_of(ballot)
    _check_slips(ballot, roll, held.issued, count)
    numbers = TellerNumbers(
        issued=held.issued,
        returned=count.returned,
        valid=count.valid,
        invalid=count.invalid,
        blank=count.blank,
        votes=count.votes,
    )
    by_roll = {BallotMethod.PAPER.value, BallotMethod.HANDS.value}
    faults = count_faults(ballot, places, roll, numbers)
    wrong = [one.text for one in faults if one.cell != "issued" or ballot.method in by_roll]
    if wrong:
        raise Refused(" ".join(wrong))
    results = outcome_of(ballot, roll, places, count)
    result = write_result(ballot, roll, held.issued, count)
    codes = write_nominees(ballot, results)
    return {"slips": slips_of(result), "votes": told_votes(codes, results)}


def _check_slips(ballot: Ballot, roll: list[BallotVoter], issued: int, count: Count) -> None:
    """Refuse numbers that the roll contradicts, and so few that they show how somebody voted."""
    online = sum(voter.channel == VoteChannel.ONLINE for voter in roll)
    paper = sum(voter.channel == VoteChannel.PAPER for voter in roll)
    method = BallotMethod(ballot.method)
    if method in {BallotMethod.ONLINE, BallotMethod.MIXED}:
        if issued != len(roll):
            raise Refused(f"Số phiếu phát ra phải bằng số cử tri ({len(roll)}).")
        if not online <= count.returned <= online + paper:
            raise Refused(
                f"Số phiếu thu về ({count.returned}) không khớp với danh sách cử tri: {online} "
                f"phiếu trực tuyến, {paper} phiếu giấy."
            )
    if ballot.is_secret and count.returned < ballot.least_voters:
        raise Refused(
            f"Bỏ phiếu kín cần ít nhất {ballot.least_voters} phiếu; ít hơn thì không có giá trị và "
            "không ghi số phiếu."
        )
