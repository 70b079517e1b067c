"""The programme of a meeting: set, shown, refused, and printed."""

from datetime import time

import pytest
from django.urls import reverse

from accounts.errors import NotAllowed, Stale
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Attendance, Conclusion, Meeting, ProgrammeItem, Season
from blocs.rules.programme import ProgrammeLine
from blocs.services.programme import mark_of_programme
from blocs.states import Stage
from reports.gather import gather_invitation, gather_programme
from tests.factories import make_bloc_year, make_editor, make_meeting, make_officer
from tests.reports.pages import settle_in

pytestmark = pytest.mark.django_db
LINES = (ProgrammeLine("Khai mạc", "Ban Tổ chức", time(7, 30)), ProgrammeLine("Bế mạc"))
TYPED = "07:30 | Khai mạc | Ban Tổ chức\r\nBế mạc"


@pytest.fixture
def year():
    season, members = make_bloc_year(3)
    return season, members, make_meeting(season)


def address(season, position=1):
    return reverse("blocs:programme", args=[season.bloc.code, season.cycle.label, position])


def set_by(meeting, actor=None, lines=LINES, seen=None):
    return services.set_programme(
        season_id=meeting.season_id,
        position=meeting.position,
        lines=lines,
        seen=mark_of_programme(meeting) if seen is None else seen,
        actor=actor,
    )


def points(meeting):
    return list(meeting.programme.values_list("position", "starts_at", "text", "performer"))


def test_the_points_stand_in_their_order_and_on_the_papers(year):
    season, _, meeting = year

    set_by(meeting)

    assert points(meeting) == [(1, time(7, 30), "Khai mạc", "Ban Tổ chức"), (2, None, "Bế mạc", "")]
    event = AuditEvent.objects.get(action="meeting.programme")
    assert event.before == {"programme": ""}
    assert event.after == {"programme": "07:30 | Khai mạc | Ban Tổ chức\n| Bế mạc |"}
    season = Season.objects.with_names().get(pk=season.pk)
    rows = gather_programme(season, "1").rows
    assert [(row.hour, row.matter) for row in rows] == [("07 giờ 30", "Khai mạc"), ("", "Bế mạc")]
    assert gather_invitation(season, "1").hour == "07 giờ 30"


def test_an_emptied_programme_is_the_usual_one_again(year):
    season, _, meeting = year
    set_by(meeting)

    set_by(meeting, lines=())

    season = Season.objects.with_names().get(pk=season.pk)
    assert points(meeting) == []
    assert gather_programme(season, "1").rows[0].matter == "Đón tiếp đại biểu, ổn định tổ chức"


def test_who_has_not_seen_the_last_change_is_told(year):
    _, _, meeting = year
    seen = mark_of_programme(meeting)
    set_by(meeting)
    held = points(meeting)

    with pytest.raises(Stale):
        set_by(meeting, lines=(), seen=seen)

    assert points(meeting) == held
    assert AuditEvent.objects.filter(action="meeting.programme").count() == 1


def test_nothing_set_and_nothing_sent_is_no_change(year):
    _, _, meeting = year

    set_by(meeting, lines=())

    assert points(meeting) == []
    assert AuditEvent.objects.count() == 0


def test_members_and_a_closed_year_set_nothing(year):
    season, members, meeting = year

    with pytest.raises(NotAllowed):
        set_by(meeting, make_editor(members[2]))
    Season.objects.filter(pk=season.pk).update(stage=Stage.CLOSED.value)
    with pytest.raises(NotAllowed):
        set_by(meeting, make_editor(members[0]))

    assert points(meeting) == []
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("over", "told"), [("cancelled", "đã hủy"), ("attended", "đã diễn ra"), ("said", "đã diễn ra")]
)
def test_the_programme_of_a_meeting_that_is_over_is_not_saved_by_its_address(
    client, year, over, told
):
    season, members, meeting = year
    set_by(meeting)
    before = points(meeting)
    if over == "cancelled":
        Meeting.objects.filter(pk=meeting.pk).update(cancelled_because="Hoãn do bão")
    elif over == "attended":
        Attendance.objects.create(meeting=meeting, agency=members[1])
    else:
        Conclusion.objects.create(meeting=meeting, position=1, text="Thống nhất.")
    client.force_login(make_editor(members[0]))

    shown = client.get(address(season))
    seen = shown.context["form"]["seen"].value()
    answer = client.post(address(season), {"programme": "Khác", "seen": seen})

    assert "<fieldset disabled>" in shown.content.decode()
    assert "Lưu chương trình" not in shown.content.decode()
    assert answer.status_code == 403
    for page in (shown, answer):
        assert told in page.content.decode()
    assert points(meeting) == before
    assert AuditEvent.objects.filter(action="meeting.programme").count() == 1


def test_a_meeting_that_is_gone_is_told(year):
    _, _, meeting = year
    seen = mark_of_programme(meeting)
    meeting.delete()

    with pytest.raises(Stale):
        services.set_programme(
            season_id=meeting.season_id, position=1, lines=LINES, seen=seen, actor=None
        )


def test_the_page_shows_the_usual_points_and_keeps_what_was_typed(client, year):
    season, members, meeting = year
    client.force_login(make_editor(members[0]))

    page = client.get(address(season))
    seen = page.context["form"]["seen"].value()
    answer = client.post(address(season), {"programme": TYPED, "seen": seen})

    assert "| Đón tiếp đại biểu, ổn định tổ chức | Ban Tổ chức" in page.content.decode()
    assert answer.url.endswith("/van-ban/")
    assert [point[2] for point in points(meeting)] == ["Khai mạc", "Bế mạc"]
    again = client.get(address(season)).content.decode()
    assert "07:30 | Khai mạc | Ban Tổ chức" in again


@pytest.mark.parametrize(
    ("typed", "told"), [("25:00 | A | B", "Dòng 1: giờ ghi theo dạng"), ("a|b|c|d", "Dòng 1")]
)
def test_a_line_that_does_not_hold_comes_back_with_its_number(client, year, typed, told):
    season, members, meeting = year
    client.force_login(make_editor(members[0]))
    seen = client.get(address(season)).context["form"]["seen"].value()

    answer = client.post(address(season), {"programme": typed, "seen": seen})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert typed in page
    assert points(meeting) == []


def test_a_change_in_between_is_told_on_the_page(client, year):
    season, members, meeting = year
    client.force_login(make_editor(members[0]))
    seen = client.get(address(season)).context["form"]["seen"].value()
    set_by(meeting)

    answer = client.post(address(season), {"programme": "Khác", "seen": seen})

    assert "vừa được thay đổi" in answer.content.decode()
    assert [point[2] for point in points(meeting)] == ["Khai mạc", "Bế mạc"]


def test_a_member_reads_the_reason_and_changes_nothing(client, year):
    season, members, meeting = year
    client.force_login(make_editor(members[2]))

    page = client.get(address(season))
    client.post(address(season), {"programme": TYPED, "seen": mark_of_programme(meeting)})

    assert "Trưởng khối" in page.content.decode()
    assert " disabled" in page.content.decode()
    assert points(meeting) == []


def test_strangers_and_meetings_that_are_not_there_find_nothing(client, year):
    season, members, _ = year
    client.force_login(make_editor(make_bloc_year(2)[1][0]))
    assert client.get(address(season)).status_code == 404
    client.force_login(make_editor(members[0]))
    assert client.get(address(season, 9)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_short_and_long_programmes(
    client, year, django_assert_num_queries, count
):
    season, _, meeting = year
    for position in range(1, count + 1):
        ProgrammeItem.objects.create(meeting=meeting, position=position, text="Nội dung")
    settle_in(client, make_officer(season.bloc))

    # session, user, appointments, their blocs, season, meeting with points, purposes, guests and
    # duties or not, the mark, seats, who came, what was concluded
    with django_assert_num_queries(12):
        client.get(address(season))
