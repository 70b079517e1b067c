"""Meetings planned on a page: added, changed, cancelled, refused."""

from datetime import date, time

import pytest
from django.urls import reverse

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Attendance, Meeting, Season
from blocs.services import MeetingPlan, PurposeSpec
from blocs.services.meeting_plans import mark_of_meeting, plan_of
from blocs.states import DayPart, MeetingKind, Stage, Term
from reports.gather import gather_invitation, gather_programme
from reports.gather.facts import read_meetings
from reports.subjects.season import meetings as paper_subjects
from tests.factories import make_approver, make_bloc_year, make_editor, make_meeting, make_officer
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
PLAN = MeetingPlan(
    name="Hội nghị tổng kết",
    purposes=(
        PurposeSpec(MeetingKind.SUMMARY),
        PurposeSpec(MeetingKind.COVENANT_SIGNING, Term.NEXT),
    ),
    held_on=date(2023, 2, 24),
    day_part=DayPart.MORNING,
    starts_at=time(7, 30),
    place="Hội trường Sở",
    chair="Giám đốc Sở Tài chính",
    note="Mang theo tài liệu.",
)
TYPED = {
    "name": "Hội nghị tổng kết",
    "purposes": ["summary:current", "covenant_signing:next"],
    "held_on": "24/02/2023",
    "starts_at": "07:30",
    "day_part": "unknown",
    "place": "Hội trường Sở",
    "chair": "Giám đốc Sở Tài chính",
    "note": "Mang theo tài liệu.",
}


@pytest.fixture
def year():
    return make_bloc_year(3)


def address(name, season, *more):
    return reverse(f"blocs:{name}", args=[season.bloc.code, season.cycle.label, *more])


def plan_in(season, plan=PLAN, actor=None):
    return services.plan_meeting(season_id=season.pk, plan=plan, actor=actor)


def change(meeting, plan, seen=None, actor=None):
    return services.change_meeting(
        season_id=meeting.season_id,
        position=meeting.position,
        plan=plan,
        seen=mark_of_meeting(Meeting.objects.get(pk=meeting.pk)) if seen is None else seen,
        actor=actor,
    )


def cancel(meeting, reason="Hoãn do bão", seen=None, actor=None):
    return services.cancel_meeting(
        season_id=meeting.season_id,
        position=meeting.position,
        reason=reason,
        seen=mark_of_meeting(Meeting.objects.get(pk=meeting.pk)) if seen is None else seen,
        actor=actor,
    )


def test_a_planned_meeting_is_kept_as_told_and_stands_after_the_others(year):
    season, members = year
    make_meeting(season)
    person = make_editor(members[0])

    meeting = plan_in(season, actor=person)

    assert meeting.position == 2
    assert plan_of(Meeting.objects.get(pk=meeting.pk)) == PLAN
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.before) == ("meeting.plan", person, {})
    assert event.after["purposes"][1] == {"kind": "covenant_signing", "term": "next"}


def test_its_invitation_and_programme_say_what_was_planned(year):
    season, _ = year
    plan_in(season)
    season = Season.objects.with_names().get(pk=season.pk)

    invitation, programme = gather_invitation(season, "1"), gather_programme(season, "1")

    assert invitation.hour == "07 giờ 30"
    assert invitation.time_text == "sáng ngày 24/02/2023 (thứ Sáu)"
    assert (invitation.place, invitation.chair) == ("Hội trường Sở", "Giám đốc Sở Tài chính")
    assert invitation.notes[0] == "Mang theo tài liệu."
    assert programme.rows[0].hour == "07 giờ 30"
    assert programme.rows[1].hour == ""


def test_the_part_of_the_day_follows_from_the_hour(year):
    season, _ = year
    afternoon = MeetingPlan("Sơ kết", PLAN.purposes, starts_at=time(12))

    assert plan_in(season, afternoon).day_part == DayPart.AFTERNOON


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (MeetingPlan("  ", PLAN.purposes), "name"),
        (MeetingPlan("a" * 301, PLAN.purposes), "name"),
        (MeetingPlan("Sơ kết", ()), "purposes"),
        (MeetingPlan("Sơ kết", PLAN.purposes[:1] * 2), ""),
        (MeetingPlan("Sơ kết", PLAN.purposes, None, DayPart.AFTERNOON, time(11, 59)), "starts_at"),
        (MeetingPlan("Hội nghị 1", PLAN.purposes), "name"),
    ],
)
def test_what_does_not_hold_is_refused_beside_its_field(year, plan, field):
    season, _ = year
    make_meeting(season)

    with pytest.raises(Invalid) as refusal:
        plan_in(season, plan)

    assert refusal.value.field == field
    assert season.meetings.count() == 1
    assert AuditEvent.objects.count() == 0


def test_a_change_leaves_who_came_and_counts_once(year):
    season, members = year
    meeting = plan_in(season)
    Attendance.objects.create(meeting=meeting, agency=members[1])

    change(meeting, MeetingPlan("Hội nghị tổng kết", PLAN.purposes[:1], place="Trực tuyến"))
    change(meeting, MeetingPlan("Hội nghị tổng kết", PLAN.purposes[:1], place="Trực tuyến"))

    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at, meeting.day_part) == ("Trực tuyến", None, "unknown")
    assert meeting.purposes.get().kind == "summary"
    assert meeting.attendances.count() == 1
    event = AuditEvent.objects.get(action="meeting.change")
    assert (event.before["place"], event.after["place"]) == ("Hội trường Sở", "Trực tuyến")


def test_purposes_told_in_another_order_are_no_change(year):
    season, _ = year
    meeting = plan_in(season)

    change(meeting, MeetingPlan(**{**TOLD, "purposes": PLAN.purposes[::-1]}))

    assert not AuditEvent.objects.filter(action="meeting.change").exists()


TOLD = {name: getattr(PLAN, name) for name in MeetingPlan.__slots__}


def test_a_cancelled_meeting_stays_listed_and_no_paper_or_change_is_made_of_it(year):
    season, members = year
    meeting = plan_in(season)

    cancel(meeting, "Hoãn  do bão ", actor=make_editor(members[0]))

    meeting.refresh_from_db()
    assert meeting.cancelled_because == "Hoãn do bão"
    assert AuditEvent.objects.get(action="meeting.cancel").reason == "Hoãn do bão"
    assert paper_subjects(season) == read_meetings(season) == []
    assert plan_in(season).position == 2  # the same name, and never the place of the other
    for act in (lambda: cancel(meeting), lambda: change(meeting, PLAN)):
        with pytest.raises(NotAllowed, match="đã hủy"):
            act()


def test_a_meeting_that_was_held_is_not_cancelled_and_a_reason_is_demanded(year):
    season, members = year
    meeting = plan_in(season)

    with pytest.raises(Invalid):
        cancel(meeting, "  ")
    Attendance.objects.create(meeting=meeting, agency=members[1])
    with pytest.raises(Refused, match="đã diễn ra"):
        cancel(meeting)

    meeting.refresh_from_db()
    assert meeting.cancelled_because == ""
    assert AuditEvent.objects.count() == 1


def test_cancelling_is_offered_for_a_planned_meeting_and_not_for_one_that_was_held(client, year):
    season, members = year
    meeting = plan_in(season)
    client.force_login(make_editor(members[0]))
    cancelling = address("meeting-cancel", season, 1)

    planned = client.get(address("meeting-change", season, 1)).content.decode()
    Attendance.objects.create(meeting=meeting, agency=members[1])
    held = client.get(address("meeting-change", season, 1)).content.decode()

    assert (cancelling in planned, cancelling in held) == (True, False)
    assert "Lưu hội nghị" in held  # what was written down wrong is still put right


def test_who_has_not_seen_the_last_change_is_told(year):
    season, _ = year
    meeting = plan_in(season)
    seen = mark_of_meeting(meeting)
    change(meeting, MeetingPlan("Khác", PLAN.purposes))

    for act in (change, cancel):
        with pytest.raises(Stale):
            act(meeting, *([PLAN] if act is change else []), seen=seen)

    meeting.refresh_from_db()
    assert (meeting.name, meeting.cancelled_because) == ("Khác", "")
    assert AuditEvent.objects.count() == 2


def test_the_head_and_the_province_plan_and_nobody_else(year):
    season, members = year
    plan_in(season, MeetingPlan("Một", PLAN.purposes), make_approver(members[0]))
    meeting = plan_in(season, MeetingPlan("Hai", PLAN.purposes), make_officer(season.bloc))
    stranger = make_editor(make_bloc_year(2)[1][0])

    for person in (make_editor(members[1]), make_editor(members[2]), stranger):
        for act in (
            lambda one: plan_in(season, actor=one),
            lambda one: change(meeting, PLAN, actor=one),
            lambda one: cancel(meeting, actor=one),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    Season.objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)
    with pytest.raises(NotAllowed):
        plan_in(season, actor=make_editor(members[0]))

    assert season.meetings.count() == 2
    assert AuditEvent.objects.count() == 2


def test_the_secretariat_adds_changes_and_cancels_on_the_pages(client, year):
    season, members = year
    client.force_login(make_editor(members[0]))

    answer = client.post(address("meeting-add", season), TYPED)

    assert answer.url == address("meeting-list", season)
    assert plan_of(season.meetings.get()) == PLAN
    page = client.get(address("meeting-change", season, 1))
    form = page.context["form"]
    assert form["purposes"].value() == ["summary:current", "covenant_signing:next"]
    assert 'value="07:30"' in page.content.decode()
    seen = form["seen"].value()
    client.post(address("meeting-change", season, 1), {**TYPED, "place": "Nơi khác", "seen": seen})
    assert season.meetings.get().place == "Nơi khác"
    ask = client.get(address("meeting-cancel", season, 1))
    seen = ask.context["form"]["seen"].value()
    client.post(address("meeting-cancel", season, 1), {"reason": "Hoãn", "seen": seen})
    listed = client.get(address("meeting-list", season)).content.decode()
    assert "Lý do: Hoãn" in listed
    assert "07 giờ 30 ngày 24/02/2023 (thứ Sáu)" in listed
    assert "Đã hủy" in listed


def test_an_hour_is_moved_to_the_afternoon_without_touching_the_part_of_the_day(client, year):
    season, members = year
    plan_in(season)
    client.force_login(make_editor(members[0]))
    page = address("meeting-change", season, 1)
    form = client.get(page).context["form"]

    shown = {name: form[name].value() for name in form.fields}
    answer = client.post(page, {**shown, "held_on": "24/02/2023", "starts_at": "14:00"})

    meeting = season.meetings.get()
    assert answer.status_code == 302
    assert (meeting.starts_at, meeting.day_part) == (time(14), DayPart.AFTERNOON)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Quý vị ghi tên hội nghị."),
        ({"purposes": []}, "ít nhất một nội dung"),
        ({"starts_at": "25:00"}, "dạng 07:30"),
        ({"starts_at": "14:00", "day_part": "morning"}, "không thuộc buổi"),
    ],
)
def test_a_faulty_form_comes_back_with_what_was_typed(client, year, changed, told):
    season, members = year
    client.force_login(make_editor(members[0]))

    answer = client.post(address("meeting-add", season), {**TYPED, **changed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "Mang theo tài liệu." in page
    assert season.meetings.count() == 0


def test_a_change_in_between_is_told_on_the_page(client, year):
    season, members = year
    meeting = plan_in(season)
    client.force_login(make_editor(members[0]))
    seen = mark_of_meeting(meeting)
    change(meeting, MeetingPlan("Khác", PLAN.purposes))

    for name, data in (("meeting-change", TYPED), ("meeting-cancel", {"reason": "Hoãn"})):
        answer = client.post(address(name, season, 1), {**data, "seen": seen})
        assert answer.status_code == 409
        assert "vừa được người khác thay đổi" in answer.content.decode()

    assert season.meetings.get().name == "Khác"


def test_members_read_and_are_told_why_they_may_not_change(client, year):
    season, members = year
    plan_in(season)
    client.force_login(make_editor(members[1]))

    listed = client.get(address("meeting-list", season)).content.decode()
    shown = client.get(address("meeting-change", season, 1)).content.decode()
    answers = [
        client.post(address("meeting-add", season), {**TYPED, "name": "Khác"}),
        client.post(address("meeting-cancel", season, 1), {"reason": "Hoãn", "seen": "x"}),
    ]

    assert "Chỉ đơn vị Trưởng khối" in listed
    assert "Thêm hội nghị" not in listed
    assert "<fieldset disabled>" in shown
    assert "Lưu hội nghị" not in shown
    assert [answer.status_code for answer in answers] == [403, 403]
    assert season.meetings.get().cancelled_because == ""


def test_strangers_and_meetings_that_are_not_there_find_nothing(client, year):
    season, members = year
    plan_in(season)
    client.force_login(make_editor(make_bloc_year(2)[1][0]))
    for page in ("meeting-list", "meeting-add"):
        assert client.get(address(page, season)).status_code == 404
    for page in ("meeting-change", "meeting-cancel"):
        assert client.get(address(page, season, 1)).status_code == 404
    client.force_login(make_editor(members[0]))
    for page in ("meeting-change", "meeting-cancel"):
        assert client.get(address(page, season, 9)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_meeting_and_three(
    client, year, django_assert_num_queries, count
):
    season, members = year
    for number in range(count):
        meeting = plan_in(season, MeetingPlan(f"Hội nghị {number}", PLAN.purposes))
        Attendance.objects.create(meeting=meeting, agency=members[0])
    settle_in(client, make_officer(season.bloc))

    # session, user, appointments with their blocs, season, meetings with purposes, attendances
    # and conclusions, seats
    with django_assert_num_queries(9):
        client.get(address("meeting-list", season))


def test_the_papers_page_leads_to_the_meetings_when_there_are_none(client, year):
    season, members = year
    client.force_login(make_editor(members[0]))
    papers = reverse("reports:document-list", args=[season.bloc.code, season.cycle.label])

    before = client.get(papers).content.decode()
    plan_in(season)
    after = client.get(papers).content.decode()

    link = f'href="{address("meeting-list", season)}"'
    assert before.count(link) == 2
    assert after.count(link) == 1
    assert address("programme", season, 1) in after
