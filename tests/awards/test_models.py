from datetime import date

import pytest

from awards.models import (
    AwardCount,
    AwardLabel,
    AwardRecord,
    CompletionRating,
    ConditionCheck,
    ConditionConfirmation,
    SeasonRuleDay,
)
from tests.awards import ballot_cases, quota_cases
from tests.awards.decision_cases import CASES as OF_DECISIONS
from tests.constraints import Cases, assert_refused, change, constraints_of, flat, repeat
from tests.factories import (
    NOON,
    make_agency,
    make_award_type,
    make_condition,
    make_cycle,
    make_proposal,
    make_province,
    make_season,
)

pytestmark = pytest.mark.django_db

DAY = date(2023, 3, 1)


def record(**fields):
    return AwardRecord.objects.create(
        agency=make_agency(), award_type=make_award_type(), cycle=make_cycle(), **fields
    )


def rating(**fields):
    fields = {"agency": make_agency(), "cycle": make_cycle(), "level": "excellent", **fields}
    return CompletionRating.objects.create(**fields)


def label(**fields):
    fields = {"province": make_province(), "award_type": make_award_type(), "label": "Cờ", **fields}
    return AwardLabel.objects.create(**fields)


def count():
    return AwardCount.objects.create(season=make_season(), award_type=make_award_type(), agencies=2)


def proposal(**fields):
    return make_proposal(make_season(), make_agency(), **fields)


def check(**fields):
    fields = {"condition": make_condition(), "verified": True, "note": "Đã xem", **fields}
    return ConditionCheck(checked_at=NOON, **fields)


def confirmation(**fields):
    fields = {"condition": make_condition(), "met": True, "note": "Đã xem", **fields}
    season, agency = make_season(), make_agency()
    return ConditionConfirmation(season=season, agency=agency, confirmed_at=NOON, **fields)


def rule_day():
    return SeasonRuleDay.objects.create(
        season=make_season(), day=DAY, reason="Nộp sớm", set_at=NOON
    )


CASES: Cases = {
    "AwardType.code": lambda: repeat(make_award_type(), position=30_000),
    "AwardType.position": lambda: repeat(make_award_type(), code="khac"),
    "awardtype_kind_valid": lambda: change(make_award_type(), kind="x"),
    "awardtype_level_valid": lambda: change(make_award_type(), level="x"),
    "awardtype_grade_valid": lambda: change(make_award_type(), grade=4),
    "awardtype_dates_in_order": lambda: change(make_award_type(), valid_from=DAY, valid_to=DAY),
    "awardtype_variant_of_a_province": lambda: change(
        make_award_type(), counts_as=make_award_type()
    ),
    "awardlabel_one_per_province": lambda: repeat(label()),
    "awardlabel_says_something": lambda: change(label(), label=""),
    "awardrecord_origin_valid": lambda: change(record(), origin="x"),
    "awardrecord_revoked_after_its_day": lambda: change(
        record(decided_on=DAY), revoked_on=date(2023, 2, 28), revocation_reason="Khai man"
    ),
    "rating_level_valid": lambda: change(rating(), level="x"),
    "rating_origin_valid": lambda: change(rating(), origin="x"),
    "rating_one_per_cycle": lambda: repeat(rating(), level="good"),
    "rating_revoked_with_a_reason": [
        lambda: change(rating(), revoked_on=DAY),
        lambda: change(rating(), revocation_reason="Chấm sai"),
    ],
    "rating_revoked_after_its_day": lambda: change(
        rating(decided_on=DAY), revoked_on=date(2023, 2, 28), revocation_reason="Chấm sai"
    ),
    "awardrecord_basis_valid": lambda: change(record(), basis="x"),
    "awardrecord_once_per_decision": lambda: repeat(record()),
    "awardrecord_revoked_with_a_reason": [
        lambda: change(record(), revoked_on=DAY),
        lambda: change(record(), revocation_reason="Khai man"),
    ],
    "awardcount_once": lambda: repeat(count()),
    "awardcount_positive": lambda: change(count(), agencies=0),
    "proposal_state_valid": lambda: change(proposal(), state="x"),
    "proposal_once_per_agency_and_award": lambda: repeat(proposal(award_type=make_award_type())),
    "proposal_undecided_once_per_agency": lambda: repeat(proposal()),
    "proposal_granted_names_award_and_decision": [
        lambda: change(proposal(), state="granted", decided_on=DAY, decision_number="1"),
        lambda: change(
            proposal(award_type=make_award_type()), state="granted", decision_number="1"
        ),
        lambda: change(proposal(award_type=make_award_type()), state="granted", decided_on=DAY),
    ],
    "proposal_achievement_is_short": lambda: change(proposal(), achievement="x" * 4001),
    "proposal_refused_has_an_answer": lambda: change(proposal(), state="refused"),
    # Conditions, checks and confirmations are never changed: what is wrong is wrong from the start.
    "condition_kind_valid": lambda: repeat(make_condition(), kind="x"),
    "condition_says_what_and_by_which_law": [
        lambda: repeat(make_condition(), wording=""),
        lambda: repeat(make_condition(), law=""),
        lambda: repeat(make_condition(), source=""),
    ],
    "condition_position_from_one": lambda: repeat(make_condition(), position=0),
    "condition_days_in_order": lambda: repeat(make_condition(valid_from=DAY), valid_to=DAY),
    "condition_replaces_another": lambda: make_condition(
        id=900_001, replaces_id=900_001, reason="x"
    ),
    "condition_replacement_has_a_reason": lambda: make_condition(replaces=make_condition()),
    "condition_replaced_once_in_a_province": lambda: repeat(
        make_condition(replaces=make_condition(), reason="Sửa", province=make_province())
    ),
    "condition_replaced_once_for_all": lambda: repeat(
        make_condition(replaces=make_condition(), reason="Sửa")
    ),
    "check_says_how": lambda: check(note="").save(),
    "confirmation_says_why": lambda: confirmation(note="").save(),
    "ruleday_has_a_reason": lambda: change(rule_day(), reason=""),
    "SeasonRuleDay.season": lambda: repeat(rule_day()),
    **ballot_cases.CASES,
    **quota_cases.CASES,
    **OF_DECISIONS,
}


@pytest.mark.parametrize(("name", "case"), flat(CASES))
def test_the_database_refuses_what_must_never_be(name, case):
    assert_refused("awards", name, case)


def test_every_constraint_has_its_case():
    assert set(CASES) == set(constraints_of("awards"))


def test_what_the_constraints_of_ballots_allow_is_allowed():
    ballot_cases.allowed()

    assert ballot_cases.Ballot.objects.living().count() == 10


def test_what_the_constraints_of_limits_allow_is_allowed():
    assert quota_cases.allowed().count() == 5


def test_what_the_constraints_allow_is_allowed():
    revoked = record(origin="decided")
    change(revoked, revoked_on=DAY, revocation_reason="Khai man")
    repeat(revoked)  # a revoked record does not stand in the way of a new one
    repeat(revoked, revoked_on=DAY, revocation_reason="Khai man")
    granted = proposal(award_type=make_award_type())
    change(granted, state="granted", decided_on=DAY, decision_number="12/QĐ")
    withdrawn = proposal()
    change(withdrawn, state="withdrawn")
    repeat(withdrawn)  # a withdrawn proposal does not stand in the way of a new one
    change(proposal(), state="refused", answer="Chưa đủ điều kiện")

    assert withdrawn.season.proposals.count() == 2
