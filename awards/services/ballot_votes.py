"""A slip cast online. What was chosen goes into the counters and nowhere else."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from awards.models import Ballot, BallotVoter
from awards.permissions import can_vote
from awards.rules.ballots import Slip, with_slip
from awards.selectors.ballots import has_approver
from awards.services.ballot_box import count_in, locked_box, sealed
from awards.services.ballot_rows import locked_ballot, locked_roll, places_of
from awards.states import VoteChannel
from blocs.standing import standing_of


@transaction.atomic
def cast_vote(
    *,
    ballot_id: int,
    agency_id: int,
    chosen: Collection[int],
    rejects_all: bool = False,
    actor: User,
) -> BallotVoter:
    """Cast the slip of one agency: the roll is marked and the counters grow, both or neither.

    No row is written that is the slip's own, every line of the roll is written again together
    with the box, and the audit says that the agency voted and nothing else.

    Args:
        chosen: the places of the nominees that the voter ticked.
        rejects_all: the voter ticked that it agrees with none of them; without either the
            slip is blank.

    Raises:
        NotAllowed: not open, not this person, or the agency voted before.
        Invalid: too many were ticked, or somebody who may not be; nothing was counted.
        Refused: no voter of this ballot, or the box does not open.
    """
    # Voters of one season queue for its row, so what can be read before it is read before it.
    standing, is_approved = standing_of(actor), has_approver(agency_id)
    ballot = locked_ballot(ballot_id)
    roll = locked_roll(ballot)
    voter = next((one for one in roll if one.agency_id == agency_id), None)
    if voter is None:
        raise Invalid("Đơn vị không có trong danh sách cử tri của cuộc bỏ phiếu này.")
    can_vote(standing, voter, has_approver=is_approved).demand()
    places, slip = places_of(ballot), Slip(frozenset(chosen), rejects_all)
    check_slip(ballot, voter, slip, places)
    box = locked_box(ballot)
    count = with_slip(count_in(box, roll, places), slip, max_choices=ballot.max_choices)
    _mark(ballot, voter)
    box.sealed = sealed(count, ballot_id=ballot.pk)
    box.save(update_fields=["sealed"])
    audit.record(
        actor=actor,
        action="ballot.vote",
        subject=ballot,
        before={},
        after={"voter": voter.agency.code},
    )
    return voter


def check_slip(ballot: Ballot, voter: BallotVoter, slip: Slip, places: dict[int, int]) -> None:
    """Refuse a slip that would not be valid, so that nobody loses a vote by mistake.

    Raises:
        Invalid: it names too many, somebody who does not stand, or contradicts itself.
    """
    if not slip.chosen <= set(places):
        raise Invalid("Phiếu có đơn vị không nằm trong danh sách.", field="chosen")
    if slip.chosen and slip.rejects_all:
        raise Invalid(
            "Quý vị vừa chọn đơn vị, vừa chọn “Không đồng ý đơn vị nào”. Đề nghị bỏ một trong hai.",
            field="chosen",
        )
    if len(slip.chosen) > ballot.max_choices:
        raise Invalid(
            f"Phiếu chọn {len(slip.chosen)} đơn vị, nhiều nhất là {ballot.max_choices}.",
            field="chosen",
        )
    if not ballot.self_vote and voter.agency_id in {places[place] for place in slip.chosen}:
        raise Invalid("Đơn vị không bỏ phiếu cho chính mình.", field="chosen")


def _mark(ballot: Ballot, voter: BallotVoter) -> None:
    """Mark the roll in one statement that writes every line of it anew.

    On PostgreSQL each line carries the number of the transaction that wrote it last; written
    alone, the voter's line would carry that of the box.
    """
    is_voter = Q(pk=voter.pk)
    BallotVoter.objects.filter(ballot=ballot).update(
        is_present=Case(When(is_voter, then=Value(value=True)), default=F("is_present")),
        voted=Case(When(is_voter, then=Value(value=True)), default=F("voted")),
        channel=Case(When(is_voter, then=Value(VoteChannel.ONLINE.value)), default=F("channel")),
    )
    voter.refresh_from_db(fields=["is_present", "voted", "channel"])
