"""Cases for the constraints about dossiers, opinions, council votes and decisions."""

from datetime import date
from typing import Any

from awards.models import CouncilVote, DecisionLine, DossierItem, Opinion
from tests.awards.decided import make_decision, make_session
from tests.constraints import Cases, change, repeat
from tests.factories import (
    NOON,
    make_agency,
    make_award_type,
    make_proposal,
    make_season,
)

DAY, BEFORE = date(2023, 3, 1), date(2023, 2, 28)


def proposal(**fields: Any):
    return make_proposal(make_season(), make_agency(), award_type=make_award_type(), **fields)


def item(**fields: Any) -> DossierItem:
    return DossierItem.objects.create(proposal=proposal(), kind="minutes", **fields)


def opinion(**fields: Any) -> Opinion:
    fields = {"agency_name": "Công an tỉnh", "asked_on": DAY, **fields}
    return Opinion.objects.create(proposal=proposal(), **fields)


def vote(**fields: Any) -> CouncilVote:
    fields = {"agreed": 8, "disagreed": 1, "passed": True, "recorded_at": NOON, **fields}
    return CouncilVote.objects.create(session=make_session(), proposal=proposal(), **fields)


def line() -> DecisionLine:
    return DecisionLine.objects.create(decision=make_decision(), proposal=proposal())


def with_fallback():
    award = make_award_type()
    return change(proposal(fallback_award=award), award_type=award)


CASES: Cases = {
    "proposal_fallback_is_another_award": with_fallback,
    "dossieritem_kind_valid": lambda: change(item(), kind="x"),
    "dossieritem_state_valid": lambda: change(item(), state="x"),
    "dossieritem_once": lambda: repeat(item()),
    "dossieritem_present_is_referred_to": lambda: change(item(), state="present"),
    "dossieritem_not_needed_says_why": lambda: change(item(), state="not_needed"),
    "opinion_answer_valid": lambda: change(opinion(), answer="x", answered_on=DAY),
    "opinion_once_per_agency": lambda: repeat(opinion()),
    "opinion_names_its_agency": lambda: change(opinion(), agency_name=""),
    "opinion_answered_iff_it_has_its_day": [
        lambda: change(opinion(), answer="agrees"),
        lambda: change(opinion(), answered_on=DAY),
    ],
    "opinion_dates_in_order": [
        lambda: change(opinion(), due_on=BEFORE),
        lambda: change(opinion(), answer="agrees", answered_on=BEFORE),
    ],
    "opinion_against_says_why": lambda: change(opinion(), answer="disagrees", answered_on=DAY),
    "session_base_valid": lambda: change(make_session(), base="x"),
    "session_somebody_present": [
        lambda: change(make_session(), present=0),
        lambda: change(make_session(members=9), present=10),
    ],
    "session_threshold_is_a_share": [
        lambda: change(make_session(), threshold_numerator=0),
        lambda: change(make_session(), threshold_numerator=4, threshold_denominator=3),
    ],
    "session_names_its_rule": lambda: change(make_session(), source=""),
    "councilvote_once": lambda: repeat(vote()),
    "councilvote_somebody_voted": lambda: change(vote(), agreed=0, disagreed=0, invalid=0),
    "decision_state_valid": lambda: change(make_decision(), state="x"),
    "decision_own_number": lambda: repeat(make_decision()),
    "decision_published_iff_it_has_its_time": [
        lambda: change(make_decision(), state="published"),
        lambda: change(make_decision(), published_at=NOON),
    ],
    "decision_has_number_and_issuer": [
        lambda: change(make_decision(), number=""),
        lambda: change(make_decision(), issuer=""),
    ],
    "DecisionLine.proposal": lambda: repeat(line(), decision_id=make_decision().pk),
}
