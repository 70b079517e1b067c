"""What people count: who is named to do it, and the numbers each of them writes down alone."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import Ballot, TellerCount
from awards.permissions import can_count, can_name_tellers
from awards.rules.ballot_counts import Fault, TellerNumbers
from awards.rules.ballot_words import COUNT_LAYS_OPEN
from awards.rules.ballot_workflow import TELLERS, too_few
from awards.rules.ballots import Count
from awards.selectors.ballot_counts import (
    barred_in,
    count_faults,
    lays_open,
    least_slips,
    numbers_of,
)
from awards.services.ballot_rows import locked_ballot, locked_roll, places_of
from awards.states import BallotMethod, VoteChannel
from blocs.permissions import judges_freely, seats_of
from blocs.services.rows import GONE
from blocs.standing import Standing, standing_of


class CountFaults(Invalid):
    """Numbers that do not add up; ``faults`` names each by its cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].text, field=faults[0].cell)
        self.faults = tuple(faults)


@transaction.atomic
def name_tellers(
    *, ballot_id: int, tellers: Sequence[User], seen_version: int, actor: User | None
) -> None:
    """Name who counts: two people of different agencies, or one for a show of hands.

    Who has counted already stays.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: not now, or not by this person.
        Invalid: the wrong number, the same person or agency twice, nobody of the bloc, or a
            party to a nominee where one counts alone.
        Refused: somebody has counted already who is not among them.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    can_name_tellers(standing_of(actor), ballot, seats_of(ballot.season)).demand()
    _check_tellers(ballot, tellers)
    held = list(ballot.teller_counts.select_related("teller"))
    kept = {count.teller_id: count for count in held if count.entered_at}
    if not set(kept) <= {teller.pk for teller in tellers}:
        raise Refused("Có người đã ghi kết quả kiểm phiếu nên không thay người ấy được.")
    TellerCount.objects.filter(ballot=ballot, entered_at__isnull=True).delete()
    taken = {count.place for count in kept.values()}
    free = [place for place in (1, 2) if place not in taken]
    fresh = [teller for teller in tellers if teller.pk not in kept]
    TellerCount.objects.bulk_create(
        TellerCount(ballot=ballot, teller=teller, place=place)
        for teller, place in zip(fresh, free, strict=False)
    )
    audit.record(
        actor=actor,
        action="ballot.tellers",
        subject=ballot,
        before={"tellers": [count.teller.username for count in held]},
        after={"tellers": [teller.username for teller in tellers]},
    )


@transaction.atomic
def enter_count(*, count_id: int, numbers: TellerNumbers, actor: User) -> TellerCount:
    """Write down what one teller counted; again, as long as there is no result.

    Of so few slips that they would show how somebody voted no votes are kept.

    Raises:
        NotAllowed: voting has not ended, or not by this person.
        CountFaults: the numbers do not add up; each is named by its cell.
        Refused: another person counts instead by now, or the sums would tell the slip of a
            nominee.
    """
    ballot_id = TellerCount.objects.filter(pk=count_id).values_list("ballot", flat=True).first()
    if ballot_id is None:
        raise Refused(GONE)
    ballot = locked_ballot(ballot_id)
    rows = TellerCount.objects.select_for_update(of=("self",), no_key=True)
    count = rows.filter(pk=count_id).first()
    if count is None:  # somebody else was named while we waited
        raise Refused(GONE)
    count.ballot = ballot
    can_count(standing_of(actor), count).demand()
    numbers = _checked(ballot, numbers)
    before = numbers_of(count)
    count.issued, count.returned = numbers.issued, numbers.returned
    count.valid, count.invalid, count.blank = numbers.valid, numbers.invalid, numbers.blank
    count.votes = {str(place): votes for place, votes in sorted(numbers.votes.items())}
    count.entered_at = timezone.now()
    count.save()
    audit.record(
        actor=actor,
        action="ballot.count",
        subject=ballot,
        before=asdict(before) if before else {},
        after=asdict(numbers),
    )
    return count


def _checked(ballot: Ballot, numbers: TellerNumbers) -> TellerNumbers:
    """Return the numbers that may be kept: of too few slips no votes are."""
    places, roll = places_of(ballot), locked_roll(ballot)
    faults = count_faults(ballot, places, roll, numbers)
    if faults:
        raise CountFaults(faults)
    barred = barred_in(ballot, places, roll, VoteChannel.PAPER)
    least = least_slips(ballot, barred)
    if too_few(numbers.returned, least=least, is_secret=ballot.is_secret):
        return replace(numbers, votes=dict.fromkeys(numbers.votes, 0))
    if lays_open(ballot, numbers.count, barred):
        raise Refused(COUNT_LAYS_OPEN)
    return numbers


def agreed_count(ballot: Ballot) -> tuple[int, Count]:
    """Return how many slips were handed out and what was counted, when all tellers agree.

    Raises:
        Refused: somebody has not counted yet, or two numbers differ.
    """
    found = [numbers_of(count) for count in ballot.teller_counts.order_by("place")]
    entered = [numbers for numbers in found if numbers is not None]
    wanted = TELLERS[BallotMethod(ballot.method)]
    if len(entered) < wanted:
        raise Refused(f"Mới có {len(entered)} trên {wanted} người kiểm phiếu ghi kết quả.")
    if any(numbers != entered[0] for numbers in entered):
        raise Refused(
            "Kết quả của hai người kiểm phiếu khác nhau; hai người cần kiểm lại cho thống nhất."
        )
    return entered[0].issued, entered[0].count


def _check_tellers(ballot: Ballot, tellers: Sequence[User]) -> None:
    wanted = TELLERS[BallotMethod(ballot.method)]
    if len({teller.pk for teller in tellers}) != wanted or len(tellers) != wanted:
        words = {1: "một người", 2: "hai người khác nhau"}[wanted]
        raise Invalid(f"Cần phân công {words} kiểm phiếu.", field="tellers")
    standings = [standing_of(teller) for teller in tellers]
    members = set(ballot.season.memberships.values_list("agency", flat=True))
    for teller, standing in zip(tellers, standings, strict=True):
        if not standing.agency_ids & members and not standing.manages.covers(ballot.season.bloc):
            raise Invalid(
                f"{teller.full_name} không thuộc đơn vị thành viên hay cơ quan thi đua, khen "
                "thưởng tỉnh.",
                field="tellers",
            )
    places = [standing.agency_ids & members for standing in standings]
    both_provincial = not any(places)
    if wanted > 1 and (frozenset.intersection(*places) or both_provincial):
        raise Invalid("Hai người kiểm phiếu cần ở hai đơn vị khác nhau.", field="tellers")
    if wanted == 1:
        _check_no_party(ballot, standings[0])


def _check_no_party(ballot: Ballot, standing: Standing) -> None:
    """Refuse a single teller who would count for an agency of their own."""
    for agency_id in places_of(ballot).values():
        verdict = judges_freely(standing, ballot.season, agency_id, "đếm kết quả biểu quyết")
        if not verdict:
            raise Invalid(
                "Người đếm một mình không được thuộc đơn vị có tên trong phiếu, kể cả đơn vị đã "
                "làm việc trong năm hoặc mới chia, tách, sáp nhập với đơn vị ấy.",
                field="tellers",
            )
