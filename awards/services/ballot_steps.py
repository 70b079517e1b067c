"""A ballot is opened, its voting ends, or it is declared void."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import Ballot, BallotVoter
from awards.permissions import can_take_ballot
from awards.rules.ballot_exposure import has_no_choice, safe_slips
from awards.rules.ballot_workflow import CAST_ONLINE, TRANSITIONS, too_few
from awards.rules.ballots import no_votes
from awards.selectors.ballot_counts import barred_in, least_slips
from awards.selectors.rule_days import why_not_given
from awards.services.ballot_box import empty, locked_box, sealed
from awards.services.ballot_rolls import renew_roll
from awards.services.ballot_rows import locked_ballot, locked_roll, places_of, snapshot
from awards.services.reasons import demand_reason
from awards.states import BallotAction, BallotMethod, BallotState, VoteChannel
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring.rules.text import tidy_line


@transaction.atomic
def open_ballot(*, ballot_id: int, seen_version: int, actor: User | None) -> Ballot:
    """Open a ballot: from now on slips are taken, and its rule and its nominees stay.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: not from this state, or not by this person.
        Refused: the form is not given on the day by which the season is judged, or a secret
            ballot with fewer voters than its safe number, or in which a nominee could name only
            the other one.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    demand(ballot, BallotAction.OPEN, actor)
    demand_given(ballot, actor)
    renew_roll(ballot)
    roll, places = locked_roll(ballot), places_of(ballot)
    if not set(places.values()) <= {voter.agency_id for voter in roll}:
        raise Refused("Danh sách bầu có đơn vị không còn là thành viên; quý vị sửa lại trước.")
    _demand_secrecy(ballot, roll, places)
    box = locked_box(ballot)
    box.sealed = sealed(no_votes(places), ballot_id=ballot.pk)
    box.save(update_fields=["sealed"])
    return move(ballot, BallotAction.OPEN, actor, times=("opened_at",), told={"voters": len(roll)})


@transaction.atomic
def end_voting(
    *, ballot_id: int, seen_version: int, reason: str = "", actor: User | None
) -> Ballot:
    """End the voting of a ballot that people count; no slip is taken or handed out any more.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: not from this state, or not by this person.
        Invalid: somebody has not voted and no reason is given.
        Refused: so few slips of one kind that counting them apart would show who cast them.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    demand(ballot, BallotAction.END_VOTING, actor)
    roll = locked_roll(ballot)
    said = reason_for_the_missing(ballot, roll, reason)
    if ballot.method == BallotMethod.MIXED:
        _demand_safe_boxes(ballot, roll, places_of(ballot))
    return move(ballot, BallotAction.END_VOTING, actor, times=("ended_at",), reason=said)


@transaction.atomic
def void_ballot(*, ballot_id: int, seen_version: int, reason: str, actor: User | None) -> Ballot:
    """Declare a ballot void: what was cast online is thrown away, nothing of it is ever shown.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: it has its result, or not by this person.
        Invalid: without a reason.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    demand(ballot, BallotAction.VOID, actor)
    said = demand_reason(reason, missing="Quý vị cần nêu lý do hủy cuộc bỏ phiếu.")
    return throw_away(ballot, said, actor)


def throw_away(ballot: Ballot, reason: str, actor: User | None) -> Ballot:
    """Empty the box of a held ballot and make it void."""
    empty(ballot)
    ballot.void_reason = reason
    return move(ballot, BallotAction.VOID, actor, reason=reason)


def demand(ballot: Ballot, action: BallotAction, actor: User | None) -> None:
    """Refuse an action that the person may not take now."""
    can_take_ballot(standing_of(actor), ballot, action, seats_of(ballot.season)).demand()


def demand_given(ballot: Ballot, actor: User | None) -> None:
    """Refuse to a person a vote on a form that ended after the ballot was set up."""
    if actor is None:
        return
    if refusal := why_not_given(ballot.season, ballot.award_type, timezone.localdate()):
        raise Refused(refusal)


def unvoted(ballot: Ballot, roll: Sequence[BallotVoter]) -> list[BallotVoter]:
    """Return who could still vote: everybody online, those present where slips are on paper."""
    if ballot.method == BallotMethod.HANDS:
        return []
    online = ballot.method in CAST_ONLINE
    return [voter for voter in roll if not voter.voted and (online or voter.is_present)]


def reason_for_the_missing(ballot: Ballot, roll: Sequence[BallotVoter], reason: str) -> str:
    """Return why voting ends although somebody has not voted; nobody is cut off in silence.

    Raises:
        Invalid: somebody has not voted and no reason is given.
    """
    said, missing = tidy_line(reason), len(unvoted(ballot, roll))
    if missing and not said:
        raise Invalid(
            f"Còn {missing} đơn vị chưa bỏ phiếu; quý vị cần nêu lý do kết thúc.", field="reason"
        )
    return said


def move(
    ballot: Ballot,
    action: BallotAction,
    actor: User | None,
    *,
    times: Sequence[str] = (),
    reason: str = "",
    told: dict[str, object] | None = None,
) -> Ballot:
    """Bring a held ballot to its next state, by the clock of the database, and record it.

    Args:
        times: the columns that note when.
        told: what the audit hears besides.
    """
    before = snapshot(ballot)
    ballot.state = TRANSITIONS[BallotState(ballot.state), action].value
    ballot.version += 1
    for column in times:
        setattr(ballot, column, Now())
    ballot.save(update_fields=["state", "version", "void_reason", *times])
    ballot.refresh_from_db(fields=list(times))
    audit.record(
        actor=actor,
        action=f"ballot.{action}",
        subject=ballot,
        before=before,
        after=snapshot(ballot) | (told or {}),
        reason=reason,
    )
    return ballot


def _demand_secrecy(ballot: Ballot, roll: Sequence[BallotVoter], places: Mapping[int, int]) -> None:
    """Refuse to open a secret ballot that cannot stay one."""
    agencies = {voter.agency_id for voter in roll}
    barred = 0 if ballot.self_vote else sum(agency in agencies for agency in places.values())
    voters, least = len(roll), safe_slips(ballot.least_voters, barred=barred)
    if too_few(voters, least=least, is_secret=ballot.is_secret):
        raise Refused(
            f"Danh sách chỉ có {voters} đơn vị, bỏ phiếu kín cần ít nhất {least}: ít hơn thì đoán "
            "được đơn vị nào bỏ phiếu thế nào. Quý vị chọn biểu quyết giơ tay hoặc bỏ phiếu không "
            "kín."
        )
    if ballot.is_secret and has_no_choice(len(places), barred=barred):
        raise Refused(
            "Chỉ có hai đơn vị được đề cử mà không được bỏ phiếu cho chính mình, nên ai cũng biết "
            "đơn vị này chỉ có thể chọn đơn vị kia. Quý vị cho phép bỏ phiếu cho chính mình, hoặc "
            "bỏ phiếu không kín."
        )


def _demand_safe_boxes(
    ballot: Ballot, roll: Sequence[BallotVoter], places: Mapping[int, int]
) -> None:
    """Refuse to part few slips from the rest: who counts the others could tell them."""
    for channel in (VoteChannel.ONLINE, VoteChannel.PAPER):
        slips = sum(voter.channel == channel for voter in roll)
        least = least_slips(ballot, barred_in(ballot, places, roll, channel))
        if too_few(slips, least=least, is_secret=ballot.is_secret):
            raise Refused(
                f"Chỉ có {slips} phiếu {'giấy' if channel is VoteChannel.PAPER else 'trực tuyến'}, "
                f"ít hơn {least}: kiểm riêng sẽ lộ phiếu của đơn vị. Quý vị để thêm "
                "đơn vị bỏ phiếu theo cách này, hoặc thu lại phiếu giấy chưa bỏ để bỏ trực tuyến."
            )
