"""What ballots ask of a person: to vote, to count, to end the voting and make the result public."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from awards.models import Ballot, BallotVoter, TellerCount
from awards.permissions import can_count, can_vote
from awards.rules.ballot_workflow import COUNTED_BY_PEOPLE, TELLERS
from awards.selectors.ballot_counts import numbers_of
from awards.services.ballot_steps import unvoted
from awards.states import BallotMethod, BallotState
from blocs.permissions import is_secretariat
from blocs.standing import Standing
from reports.selectors.duty import Duty
from reports.selectors.facts import SeasonFacts


def ballot_duties(standing: Standing, facts: SeasonFacts) -> Iterator[Duty]:
    """Yield what the ballots of a season ask of the person now."""
    for ballot in facts.ballots:
        ballot.season = facts.season  # the rights ask the ballot for its season
        roll = list(ballot.voters.all())
        yield from _own_slips(standing, facts, ballot, roll)
        yield from _own_count(standing, ballot)
        if is_secretariat(standing, facts.seats):
            yield from _to_end(ballot, roll)
            yield from _to_publish(ballot)


def _own_slips(
    standing: Standing, facts: SeasonFacts, ballot: Ballot, roll: Sequence[BallotVoter]
) -> Iterator[Duty]:
    for voter in roll:
        voter.ballot = ballot
        has_approver = voter.agency_id in facts.approved
        if voter.agency_id in standing.agency_ids and can_vote(
            standing, voter, has_approver=has_approver
        ):
            sentence = f"{voter.agency.short_name} chưa bỏ phiếu: {ballot}."
            url = reverse("awards:ballot-slip", args=[ballot.pk, voter.agency.code])
            yield Duty(ballot.season, sentence, "Bỏ phiếu", url)


def _own_count(standing: Standing, ballot: Ballot) -> Iterator[Duty]:
    for count in ballot.teller_counts.all():
        count.ballot = ballot
        if count.entered_at is None and can_count(standing, count):
            sentence = f"Quý vị được phân công kiểm phiếu, chưa ghi số phiếu: {ballot}."
            url = reverse("awards:ballot-count", args=[ballot.pk])
            yield Duty(ballot.season, sentence, "Ghi số phiếu", url)


def _to_end(ballot: Ballot, roll: Sequence[BallotVoter]) -> Iterator[Duty]:
    """Tell whoever runs the season that nobody is left to vote; hands are not on the roll."""
    if ballot.state != BallotState.OPEN or unvoted(ballot, roll):
        return
    if ballot.method == BallotMethod.HANDS:
        sentence = f"Cuộc biểu quyết đang mở: {ballot}. Kết thúc khi các đơn vị đã biểu quyết."
    else:
        sentence = f"Mọi đơn vị đã bỏ phiếu: {ballot}."
    by_people = ballot.method in COUNTED_BY_PEOPLE
    label = "Kết thúc bỏ phiếu" if by_people else "Kết thúc và công bố kết quả"
    url = reverse("awards:ballot-end" if by_people else "awards:ballot-close", args=[ballot.pk])
    yield Duty(ballot.season, sentence, label, url)


def _to_publish(ballot: Ballot) -> Iterator[Duty]:
    if ballot.state != BallotState.COUNTING:
        return
    counts = list(ballot.teller_counts.all())
    if len(counts) < TELLERS[BallotMethod(ballot.method)]:
        sentence = f"Đã kết thúc bỏ phiếu, chưa phân công người kiểm phiếu: {ballot}."
        url = reverse("awards:ballot-tellers", args=[ballot.pk])
        yield Duty(ballot.season, sentence, "Phân công", url)
    elif all(count.entered_at for count in counts):
        yield _counted(ballot, counts)


def _counted(ballot: Ballot, counts: Sequence[TellerCount]) -> Duty:
    found = [numbers_of(count) for count in counts]
    if all(numbers == found[0] for numbers in found):
        url = reverse("awards:ballot-close", args=[ballot.pk])
        return Duty(ballot.season, f"Đã kiểm phiếu xong: {ballot}.", "Công bố kết quả", url)
    sentence = f"Số phiếu của hai người kiểm phiếu khác nhau: {ballot}."
    return Duty(ballot.season, sentence, "Xem chỗ khác nhau", ballot.get_absolute_url())
