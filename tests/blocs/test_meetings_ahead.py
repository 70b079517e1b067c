"""Meetings ahead: whose, which, until when, and what was told of them lately."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from blocs import services
from blocs.models import Attendance, Meeting, Season
from blocs.selectors import meetings_ahead
from blocs.services import MeetingPlan, PurposeSpec
from blocs.services.meeting_plans import mark_of_meeting, plan_of
from blocs.standing import standing_of
from blocs.states import DayPart, MeetingKind, Stage
from tests.factories import make_bloc_year, make_editor, make_meeting, make_user

pytestmark = pytest.mark.django_db
PLAN = MeetingPlan(
    name="Hội nghị tổng kết",
    purposes=(PurposeSpec(MeetingKind.SUMMARY),),
    starts_at=time(7, 30),
    place="Hội trường Sở",
)


@pytest.fixture
def year():
    season, members = make_bloc_year(3)
    return season, make_editor(members[2])


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def plan_in(season, **fields) -> Meeting:
    plan = replace(PLAN, **{"held_on": in_days(10), **fields})
    return services.plan_meeting(season_id=season.pk, plan=plan, actor=None)


def change(meeting, **fields) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    services.change_meeting(
        season_id=meeting.season_id,
        position=meeting.position,
        plan=replace(plan_of(meeting), **fields),
        seen=mark_of_meeting(meeting),
        actor=None,
    )


def cancel(meeting) -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    services.cancel_meeting(
        season_id=meeting.season_id,
        position=meeting.position,
        reason="Hoãn do bão",
        seen=mark_of_meeting(meeting),
        actor=None,
    )


def ahead(person, later: timedelta = timedelta()):
    return meetings_ahead(standing_of(person), timezone.localtime() + later)


def told(person, later: timedelta = timedelta()) -> list[tuple[str, str]]:
    return [(one.state.text, one.news) for one in ahead(person, later)]


def test_a_planned_meeting_is_told_to_the_members_with_its_time(year):
    season, member = year
    meeting = plan_in(season)

    (one,) = ahead(member)

    assert one.meeting == meeting
    assert one.time_text.startswith("07 giờ 30 ngày ")
    assert one.state.text == "Dự kiến"
    assert one.news.startswith("Mới thêm lúc ")
    assert one.changed_at is None


def test_who_is_no_member_is_told_nothing(year):
    plan_in(year[0])
    other = make_editor(make_bloc_year(2)[1][0])

    assert ahead(other) == ahead(make_user()) == []


def test_several_changes_are_told_together_with_what_stood_there_first(year):
    season, member = year
    meeting = plan_in(season, held_on=date(2099, 2, 3))
    change(meeting, held_on=date(2099, 3, 4), starts_at=None, day_part=DayPart.AFTERNOON)
    change(meeting, place="Nhà khách tỉnh", note="Mang theo tài liệu.")
    change(meeting, place="Hội trường tỉnh", chair="Giám đốc Sở")
    change(meeting, purposes=(PurposeSpec(MeetingKind.ELECTION),))

    ((state, news),) = told(member)

    assert state == "Có thay đổi"
    assert news.endswith(
        ": thời gian, trước đây là 07 giờ 30 ngày 03/02/2099 (thứ Ba); địa điểm, trước đây là Hội "
        "trường Sở; chủ trì, trước đây chưa có; nội dung; ghi chú trên giấy mời."
    )
    assert ahead(member)[0].time_text == "Chiều ngày 04/3/2099 (thứ Tư)"


def test_a_change_that_was_taken_back_is_no_change(year):
    season, member = year
    meeting = plan_in(season)
    change(meeting, place="Nhà khách tỉnh")
    change(meeting, place=PLAN.place)

    ((state, news),) = told(member)

    assert state == "Dự kiến"
    assert news.startswith("Mới thêm lúc ")


def test_a_cancelled_meeting_is_told_with_its_reason_until_its_day(year):
    season, member = year
    cancel(plan_in(season))

    ((state, news),) = told(member)
    assert state == "Đã hủy"
    assert news.startswith("Đã hủy lúc ")
    assert news.endswith("Lý do: Hoãn do bão")
    assert told(member, timedelta(days=10))[0][0] == "Đã hủy"
    assert told(member, timedelta(days=11)) == []


def test_news_grow_old_and_the_meeting_stays_until_its_day(year):
    season, member = year
    meeting = plan_in(season, held_on=in_days(30))
    change(meeting, place="Nhà khách tỉnh")

    assert told(member, timedelta(days=13))[0][0] == "Có thay đổi"
    assert told(member, timedelta(days=15)) == [("Dự kiến", "")]
    assert told(member, timedelta(days=31)) == []


def test_a_meeting_without_a_day_is_shown_while_it_is_news(year):
    season, member = year
    make_meeting(season)  # from a season file, whenever that was
    meeting = plan_in(season, held_on=None, starts_at=None, name="Họp bàn")

    assert [one.meeting for one in ahead(member)] == [meeting]
    assert ahead(member, timedelta(days=15)) == []


def test_what_was_held_and_what_is_over_is_not_ahead(year):
    season, member = year
    plan_in(season, held_on=in_days(-1))
    held = plan_in(season, name="Họp sáng nay", held_on=in_days(0))
    today = plan_in(season, name="Họp chiều nay", held_on=in_days(0))
    Attendance.objects.create(meeting=held, agency=season.memberships.first().agency)

    assert [one.meeting for one in ahead(member)] == [today]
    Season.objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)
    assert ahead(member) == []


def test_the_next_one_comes_first_and_no_day_last(year):
    season, member = year
    names = [
        ("Không ngày", None, None),
        ("Chiều", 3, time(14)),
        ("Sáng", 3, time(8)),
        ("Mai", 1, None),
    ]
    for name, days, hour in names:
        day = None if days is None else in_days(days)
        plan_in(season, name=name, held_on=day, starts_at=hour)

    assert [one.meeting.name for one in ahead(member)] == ["Mai", "Sáng", "Chiều", "Không ngày"]


@pytest.mark.parametrize("count", [1, 3])
def test_one_meeting_costs_as_much_as_three(year, django_assert_num_queries, count):
    season, member = year
    for number in range(count):
        meeting = plan_in(season, name=f"Họp {number}")
        change(meeting, place="Nhà khách tỉnh")
    standing = standing_of(member)

    with django_assert_num_queries(2):
        assert len(meetings_ahead(standing, timezone.localtime())) == count
