"""The roll of a ballot: who may vote, who is there, who holds a paper slip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, NotAllowed
from accounts.models import User
from awards.models import Ballot, BallotVoter
from awards.permissions import can_keep_roll
from awards.rules.ballot_workflow import ON_PAPER
from awards.services.ballot_rows import locked_ballot, locked_roll
from awards.states import BallotMethod, BallotState, VoteChannel
from blocs.models import Attendance, Membership
from blocs.permissions import seats_of
from blocs.standing import standing_of


@dataclass(frozen=True, slots=True)
class RollLine:
    """What a page says of one voter: whether it is there, and whether it has a paper slip."""

    is_present: bool
    on_paper: bool


def renew_roll(ballot: Ballot, *, afresh: bool = False) -> None:
    """Bring the roll of a held ballot to the members of its season.

    Presence is taken from the meeting, if there is one; without it everybody is there, or,
    where all vote online, whoever votes.

    Args:
        afresh: forget what was noted about presence before.
    """
    members = Membership.objects.filter(season=ballot.season).order_by("position")
    agencies = list(members.values_list("agency", flat=True))
    roll = BallotVoter.objects.filter(ballot=ballot)
    (roll if afresh else roll.exclude(agency__in=agencies)).delete()
    held = set(roll.values_list("agency", flat=True))
    there = _present_of(ballot, agencies)
    BallotVoter.objects.bulk_create(
        BallotVoter(ballot=ballot, agency_id=agency, is_present=agency in there)
        for agency in agencies
        if agency not in held
    )


def _present_of(ballot: Ballot, agencies: Sequence[int]) -> set[int]:
    if ballot.meeting is not None:
        came = Attendance.objects.filter(meeting=ballot.meeting, present=True)
        return set(came.values_list("agency", flat=True))
    return set() if ballot.method == BallotMethod.ONLINE else set(agencies)


@transaction.atomic
def mark_roll(
    *,
    ballot_id: int,
    seen: Mapping[int, RollLine],
    wanted: Mapping[int, RollLine],
    actor: User | None,
) -> int:
    """Note who is there and who was handed a paper slip.

    Only what the person changed is written, so somebody who votes meanwhile is not in the way.

    Args:
        seen: the lines that the page was showing, by agency.
        wanted: the lines as the person left them.

    Returns:
        how many voters changed.

    Raises:
        NotAllowed: not now, or not by this person.
        Invalid: no voter, a slip for somebody who voted online or is not there, or slips where
            there are none; the agency's code is the field.
    """
    ballot = locked_ballot(ballot_id)
    can_keep_roll(standing_of(actor), ballot, seats_of(ballot.season)).demand()
    changed = {agency: line for agency, line in wanted.items() if seen.get(agency) != line}
    roll = {voter.agency_id: voter for voter in locked_roll(ballot)}
    before, after = {}, {}
    for agency_id, line in changed.items():
        voter = roll.get(agency_id)
        if voter is None:
            raise Invalid("Có đơn vị không có trong danh sách cử tri.")
        _check_line(ballot, voter, line)
        old = _told(voter)
        voter.is_present = line.is_present
        if voter.channel != VoteChannel.ONLINE:
            voter.channel = (VoteChannel.PAPER if line.on_paper else VoteChannel.NONE).value
            voter.voted = line.on_paper
        if _told(voter) != old:
            before[voter.agency.code], after[voter.agency.code] = old, _told(voter)
    if not after:
        return 0
    BallotVoter.objects.bulk_update(roll.values(), ["is_present", "voted", "channel"])
    audit.record(actor=actor, action="ballot.roll", subject=ballot, before=before, after=after)
    return len(after)


def _check_line(ballot: Ballot, voter: BallotVoter, line: RollLine) -> None:
    code, name = voter.agency.code, voter.agency.short_name
    gives = line.on_paper and voter.channel != VoteChannel.PAPER
    if gives and ballot.method not in ON_PAPER:
        raise Invalid("Cuộc bỏ phiếu này không dùng phiếu giấy.", field=code)
    if gives and ballot.state != BallotState.OPEN:
        raise NotAllowed("Phiếu giấy chỉ được phát khi cuộc bỏ phiếu đã mở.")
    if voter.channel == VoteChannel.ONLINE and (line.on_paper or not line.is_present):
        raise Invalid(f"{name} đã bỏ phiếu trực tuyến.", field=code)
    if line.on_paper and not line.is_present:
        raise Invalid(f"{name} không có mặt nên không nhận phiếu giấy.", field=code)


def _told(voter: BallotVoter) -> dict[str, object]:
    return {"present": voter.is_present, "channel": voter.channel}
