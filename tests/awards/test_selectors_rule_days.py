"""By the rules of which day a season is judged."""

from datetime import date, timedelta

import pytest

from awards.models import SeasonRuleDay
from awards.selectors.rule_days import rule_day
from blocs.states import MeetingKind, Stage, Term
from tests.awards.eligibility_rows import TODAY, make_judged_year
from tests.factories import NOON, make_award_type, make_meeting, make_proposal

pytestmark = pytest.mark.django_db
PAST = [Stage.SUBMITTED, Stage.PROVINCIAL_APPRAISAL, Stage.DECIDED, Stage.CLOSED]


def review(season, kind, day, term=Term.CURRENT):
    meeting = make_meeting(season, kind, held_on=day)
    meeting.purposes.update(term=term.value)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in PAST])
def test_a_season_under_way_is_judged_by_the_rules_of_today(stage):
    season, *_ = make_judged_year(stage=stage)
    review(season, MeetingKind.PEER_REVIEW, TODAY + timedelta(days=1))  # not held yet

    assert rule_day(season, TODAY).day == TODAY


@pytest.mark.parametrize("stage", [Stage.BLOC_REVIEW, *PAST])
def test_a_season_that_was_reviewed_is_judged_by_the_rules_of_that_day(stage):
    season, *_ = make_judged_year(stage=stage)
    review(season, MeetingKind.SUMMARY, date(2025, 12, 18))
    review(season, MeetingKind.PEER_REVIEW, date(2025, 12, 22))
    review(season, MeetingKind.PEER_REVIEW, date(2025, 12, 20))
    review(season, MeetingKind.PEER_REVIEW, date(2024, 12, 20), term=Term.NEXT)

    assert rule_day(season, TODAY).day == date(2025, 12, 20)


def test_without_a_review_the_summary_counts_and_else_the_last_day():
    season, *_ = make_judged_year(stage=Stage.DECIDED)
    make_meeting(season, MeetingKind.PEER_REVIEW)  # nobody knows when
    assert rule_day(season, TODAY).day == date(2025, 12, 31)
    review(season, MeetingKind.SUMMARY, date(2026, 1, 12))

    assert rule_day(season, TODAY).day == date(2026, 1, 12)


def test_a_cancelled_review_was_on_no_day():
    season, *_ = make_judged_year(stage=Stage.DECIDED)
    review(season, MeetingKind.PEER_REVIEW, date(2025, 12, 20))
    season.meetings.update(cancelled_because="Hoãn")

    assert rule_day(season, TODAY).day == date(2025, 12, 31)


def send(season, agency, day):
    make_proposal(season, agency, award_type=make_award_type(), sent_on=day)


def test_the_day_the_first_proposal_was_sent_counts_before_the_review():
    season, members, *_ = make_judged_year(stage=Stage.SUBMITTED)
    review(season, MeetingKind.PEER_REVIEW, date(2025, 12, 20))
    send(season, members[0], date(2026, 1, 9))
    send(season, members[1], date(2026, 1, 5))
    send(season, members[2], None)  # loaded from a file: nobody knows when
    other, *_ = make_judged_year(stage=Stage.SUBMITTED, year="2024")

    assert rule_day(season, TODAY).day == date(2026, 1, 5)
    assert rule_day(other, TODAY).day == date(2024, 12, 31)


def test_what_the_province_has_set_counts_before_everything():
    season, members, *_ = make_judged_year(stage=Stage.SUBMITTED)
    send(season, members[0], date(2026, 1, 5))
    SeasonRuleDay.objects.create(
        season=season, day=date(2025, 6, 30), reason="Hồ sơ nhận trước ngày 01/7", set_at=NOON
    )
    found = rule_day(season, TODAY)

    assert found.day == date(2025, 6, 30)
    assert found.why == "do tỉnh ấn định: Hồ sơ nhận trước ngày 01/7"
