"""What may follow a result: another round, a decision beyond it, its votes in the ranking."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from awards.models import Ballot, BallotOverride, Nominee
from awards.permissions import can_override, can_start_next_round
from awards.rules.ballots import NextRound
from awards.selectors.ballot_ranking import votes_to_take_over
from awards.selectors.ballots import results_of, round_after
from awards.services.ballot_rows import locked_ballot, places_of, snapshot
from awards.services.ballot_steps import demand_given
from awards.services.ballots import BallotSpec, plant, spec_of
from awards.states import BallotState
from blocs.permissions import seats_of
from blocs.services.rows import GONE, checked
from blocs.standing import standing_of
from scoring.rules.text import tidy_line
from scoring.selectors.given import mark_of_votes, votes_of
from scoring.services.votes import VoteCount, record_member_votes


@transaction.atomic
def start_next_round(*, ballot_id: int, seen_version: int, actor: User | None) -> Ballot:
    """Set up the round that follows a closed one, by the same rule, with a new roll.

    Those equal at the last seat stand against each other; without a tie everybody who was not
    elected may stand again, and whoever runs the season may leave some out before opening it.

    Raises:
        Stale: the ballot changed after the page was opened.
        NotAllowed: it is not closed, or not by this person.
        Refused: every seat is taken, a decision has settled it, or the form has ended since.
        Invalid: the round is there already.
    """
    ballot = locked_ballot(ballot_id, seen_version)
    can_start_next_round(standing_of(actor), ballot, seats_of(ballot.season)).demand()
    following = round_after(ballot, results_of(ballot))
    if following is None:
        raise Refused("Đã bầu đủ số lượng nên không có vòng tiếp theo.")
    demand_given(ballot, actor)
    if BallotOverride.objects.filter(nominee__ballot=ballot).exists():
        raise Refused("Đã có quyết định về kết quả này nên không lập vòng tiếp theo.")
    made = Ballot(season=ballot.season, previous=ballot, round_number=ballot.round_number + 1)
    made = plant(made, _spec_of_round(ballot, following))
    audit.record(
        actor=actor,
        action="ballot.next_round",
        subject=made,
        before={"previous": ballot.pk},
        after=snapshot(made),
    )
    return made


def _spec_of_round(ballot: Ballot, following: NextRound) -> BallotSpec:
    """Return the rule of a round for the seats that are left and for who stands again."""
    places = places_of(ballot)
    standing = [places[place] for place in following.places]
    return replace(
        spec_of(ballot),
        seats=min(following.seats, len(standing)),
        max_choices=min(ballot.max_choices, following.seats, len(standing)),
        nominees=standing,
        meeting=None,
    )


@transaction.atomic
def override_result(
    *, nominee_id: int, decision: str, reason: str, actor: User | None
) -> BallotOverride:
    """Record a decision that names a nominee whom the count did not elect.

    The result stays as it was counted; pages show the decision beside it.

    Args:
        decision: the paper that decides, by its number and day.
        reason: on what ground.

    Raises:
        NotAllowed: no result yet, not by this person, or about an agency of theirs.
        Refused: the nominee is elected, every seat is taken, or another round is to decide.
        Invalid: the decision or the reason is missing.
    """
    ballot, nominee = _locked_nominee(nominee_id)
    can_override(standing_of(actor), nominee).demand()
    _demand_a_free_seat(ballot, nominee)
    paper, said = tidy_line(decision), tidy_line(reason)
    if not paper:
        raise Invalid("Quý vị cần ghi số, ngày của văn bản quyết định.", field="decision")
    if not said:
        raise Invalid("Quý vị cần nêu lý do.", field="reason")
    override = BallotOverride(nominee=nominee, decision=paper, reason=said, decided_by=actor)
    override.decided_at = timezone.now()
    checked(override).save(force_insert=True)
    audit.record(
        actor=actor,
        action="ballot.override",
        subject=ballot,
        before={},
        after={"agency": nominee.agency.code, "decision": paper},
        reason=said,
    )
    return override


@transaction.atomic
def take_votes_over(*, ballot_id: int, actor: User | None) -> int:
    """Record a closed ballot's votes where the ranking counts them, as far as the person may.

    Nobody records those of an agency they are a party to: the head leaves its own to the
    deputy or the province, who take them over in the same way.

    Returns:
        how many members' counts were new or changed.

    Raises:
        NotAllowed: not now, or nothing is left that this person may record.
        Refused: the ballot has no result, or is about an office.
    """
    ballot = locked_ballot(ballot_id)
    if ballot.state != BallotState.CLOSED or ballot.award_type is None:
        raise Refused("Chỉ chuyển được kết quả đã có của cuộc bỏ phiếu về khen thưởng.")
    counts, verdict = votes_to_take_over(ballot, standing_of(actor), seats_of(ballot.season))
    verdict.demand()
    return record_member_votes(
        season_id=ballot.season_id,
        counts=[VoteCount(one.agency, one.votes, one.voters) for one in counts],
        seen=mark_of_votes(votes_of(ballot.season)),
        reason=f"Theo kết quả {ballot}",
        actor=actor,
    )


def _locked_nominee(nominee_id: int) -> tuple[Ballot, Nominee]:
    """Return the ballot, held until the transaction ends, and the nominee in it."""
    ballot_id = Nominee.objects.filter(pk=nominee_id).values_list("ballot", flat=True).first()
    if ballot_id is None:
        raise Refused(GONE)
    ballot = locked_ballot(ballot_id)
    nominee = Nominee.objects.select_related("agency").get(pk=nominee_id)
    nominee.ballot = ballot
    return ballot, nominee


def _demand_a_free_seat(ballot: Ballot, nominee: Nominee) -> None:
    rows = results_of(ballot)
    overrides = BallotOverride.objects.filter(nominee__ballot=ballot)
    if any(row.elected and row.nominee_id == nominee.pk for row in rows):
        raise Refused("Đơn vị này đã được bầu theo kết quả kiểm phiếu.")
    if overrides.filter(nominee=nominee).exists():
        raise Refused("Đã có quyết định về đơn vị này.")
    if sum(row.elected for row in rows) + overrides.count() >= ballot.seats:
        raise Refused("Đã đủ số lượng được bầu nên không ghi thêm quyết định.")
    if ballot.next_rounds.living().exists():
        raise Refused("Đã lập vòng tiếp theo; kết quả do vòng ấy quyết định.")
