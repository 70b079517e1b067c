"""What each constraint of the ballots refuses, tried with raw writes."""

from datetime import timedelta

from awards.models import (
    Ballot,
    BallotBox,
    BallotOverride,
    BallotResult,
    BallotVoter,
    Nominee,
    NomineeResult,
    TellerCount,
)
from awards.states import BallotState
from tests.awards.balloting import RULE, make_ballot
from tests.constraints import Cases, change, repeat
from tests.factories import NOON, make_agency, make_season, make_user

LATER, EARLIER = NOON + timedelta(days=1), NOON - timedelta(days=1)
SLIPS = {"issued": 9, "returned": 8, "valid": 6, "invalid": 1, "blank": 1}


def closed():
    return make_ballot(state=BallotState.CLOSED)


def office(**fields):
    return make_ballot(purpose="office", role="head", **fields)


def nominee():
    return Nominee.objects.create(ballot=make_ballot(), agency=make_agency(), position=1)


def voter():
    return BallotVoter.objects.create(ballot=make_ballot(), agency=make_agency())


def box():
    return BallotBox.objects.get(ballot=make_ballot())


def teller(**fields):
    return TellerCount.objects.create(
        ballot=make_ballot(), teller=make_user(), **({"place": 1} | fields)
    )


def counted():
    return teller(**SLIPS, votes={"1": 6}, entered_at=NOON)


def new_result(**fields):
    values = {"members": 9, "present": 8, "has_quorum": True, **SLIPS, **fields}
    return BallotResult.objects.create(ballot=make_ballot(), **values)


def of_nominee(**fields):
    values = {"votes": 6, "base": 9, "reached": True, "threshold_strict": False}
    values |= {name: RULE[name] for name in ("threshold_numerator", "threshold_denominator")}
    return NomineeResult.objects.create(nominee=nominee(), **(values | fields))


def override(**fields):
    values = {"reason": "Theo ý kiến Hội đồng", "decision": "12/TB-HĐ", "decided_at": NOON}
    return BallotOverride.objects.create(nominee=nominee(), **(values | fields))


CASES: Cases = {
    "ballot_purpose_valid": lambda: change(make_ballot(), purpose="x"),
    "ballot_method_valid": lambda: change(make_ballot(), method="x"),
    "ballot_share_of_valid": lambda: change(make_ballot(), share_of="x"),
    "ballot_state_valid": lambda: change(make_ballot(), state="x"),
    "ballot_has_a_title": lambda: change(make_ballot(), title=""),
    "ballot_for_an_award_or_an_office": [
        lambda: change(make_ballot(), award_type=None),
        lambda: change(make_ballot(), role="head"),
        lambda: change(office(), role=""),
        lambda: change(office(), role="king"),
        lambda: change(office(), seats=2),
        lambda: change(office(), award_type=make_ballot().award_type),
    ],
    "ballot_hands_are_not_secret": lambda: change(make_ballot(), method="hands"),
    "ballot_threshold_between_none_and_all": [
        lambda: change(make_ballot(), threshold_numerator=0),
        lambda: change(make_ballot(), threshold_numerator=4),
        lambda: change(make_ballot(), threshold_denominator=101),
    ],
    "ballot_not_more_than_all": lambda: change(
        make_ballot(), threshold_numerator=3, threshold_strict=True
    ),
    "ballot_quorum_between_none_and_all": [
        lambda: change(make_ballot(), quorum_numerator=0),
        lambda: change(make_ballot(), quorum_numerator=4),
        lambda: change(make_ballot(), quorum_denominator=101),
    ],
    "ballot_seats_and_choices_from_one": [
        lambda: change(make_ballot(), seats=0),
        lambda: change(make_ballot(), max_choices=0),
    ],
    "ballot_self_vote_where_slips_are_the_base": lambda: change(
        make_ballot(), share_of="valid", self_vote=False
    ),
    "ballot_safe_number_when_secret": [
        lambda: change(make_ballot(), least_voters=2),
        lambda: change(make_ballot(is_secret=False), least_voters=0),
    ],
    "ballot_later_round_has_one_before": [
        lambda: change(make_ballot(), round_number=2),
        lambda: change(make_ballot(), round_number=0),
        lambda: change(make_ballot(), previous=make_ballot()),
    ],
    "ballot_one_next_round": lambda: [
        make_ballot(previous=first, round_number=2) for first in [closed()] for _ in range(2)
    ],
    "ballot_once_per_award_and_round": lambda: repeat(make_ballot()),
    "ballot_once_per_office_and_round": lambda: repeat(office()),
    "ballot_opened_has_its_time": [
        lambda: change(make_ballot(), opened_at=NOON),
        lambda: change(make_ballot(), state="open"),
    ],
    "ballot_ended_has_its_time": [
        lambda: change(make_ballot(state=BallotState.OPEN), ended_at=LATER),
        lambda: change(make_ballot(state=BallotState.OPEN), state="counting"),
    ],
    "ballot_closed_has_its_time": [
        lambda: change(make_ballot(state=BallotState.COUNTING), closed_at=LATER),
        lambda: change(make_ballot(state=BallotState.COUNTING), state="closed"),
    ],
    "ballot_times_in_order": [
        lambda: change(make_ballot(state=BallotState.COUNTING), ended_at=EARLIER),
        lambda: change(make_ballot(state=BallotState.COUNTING), state="closed", closed_at=EARLIER),
    ],
    "ballot_void_has_a_reason": [
        lambda: change(make_ballot(), state="void"),
        lambda: change(make_ballot(), void_reason="Nhầm"),
    ],
    "nominee_once_per_agency": lambda: repeat(nominee(), position=2),
    "nominee_own_position": lambda: repeat(nominee(), agency=make_agency()),
    "nominee_position_from_one": lambda: change(nominee(), position=0),
    "ballotvoter_channel_valid": lambda: change(
        voter(), channel="fax", voted=True, is_present=True
    ),
    "ballotvoter_once": lambda: repeat(voter()),
    "ballotvoter_voted_by_a_channel": [
        lambda: change(voter(), voted=True, is_present=True),
        lambda: change(voter(), channel="online", is_present=True),
    ],
    "ballotvoter_who_votes_is_there": lambda: change(voter(), voted=True, channel="online"),
    "BallotBox.ballot": lambda: repeat(box()),
    "tellercount_another_person": lambda: repeat(teller(), place=2),
    "tellercount_own_place": lambda: repeat(teller(), teller=make_user()),
    "tellercount_one_of_two": [
        lambda: change(teller(), place=0),
        lambda: change(teller(), place=3),
    ],
    "tellercount_all_numbers_or_none": [
        lambda: change(teller(), issued=9),
        lambda: change(counted(), votes=None),
        lambda: change(counted(), entered_at=None),
    ],
    "tellercount_adds_up": [
        lambda: change(counted(), valid=7),
        lambda: change(counted(), issued=7),
    ],
    "BallotResult.ballot": lambda: repeat(new_result()),
    "ballotresult_adds_up": [lambda: new_result(blank=0), lambda: new_result(issued=7)],
    "ballotresult_within_the_roll": [lambda: new_result(present=10), lambda: new_result(members=8)],
    "NomineeResult.nominee": lambda: repeat(of_nominee()),
    "nomineeresult_votes_within_base": lambda: of_nominee(votes=10),
    "nomineeresult_reached_as_computed": [
        lambda: of_nominee(votes=5),
        lambda: of_nominee(threshold_strict=True),  # 6/9 is not more than 2/3
        lambda: of_nominee(votes=0, base=0),
    ],
    "nomineeresult_elected_only_when_reached": lambda: of_nominee(
        votes=5, reached=False, elected=True
    ),
    "nomineeresult_tied_is_not_elected": [
        lambda: of_nominee(elected=True, tied=True),
        lambda: of_nominee(votes=5, reached=False, tied=True),
    ],
    "BallotOverride.nominee": lambda: repeat(override()),
    "ballotoverride_says_why": [lambda: override(reason=""), lambda: override(decision="")],
}


def allowed():
    """Write what stands at the limit of the constraints."""
    change(make_ballot(), threshold_numerator=3, quorum_numerator=3)
    change(make_ballot(is_secret=False), method="hands", least_voters=1)
    void = make_ballot()
    change(void, state="void", void_reason="Nhầm danh sách")
    repeat(Ballot.objects.get(pk=void.pk))  # a void ballot does not stand in the way of a new one
    season = make_season()
    office(season=season)
    make_ballot(season, purpose="office", role="deputy")
    change(voter(), voted=True, channel="paper", is_present=True)
    change(counted(), valid=7, invalid=0)
    new_result(issued=8)
    of_nominee(elected=True)
    of_nominee(votes=7, threshold_strict=True, tied=True)
    override()
