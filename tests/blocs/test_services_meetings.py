from datetime import date

import pytest

from accounts.errors import Invalid, NotAllowed
from accounts.models import AuditEvent
from blocs import services
from blocs.models import Conclusion, Guest, Meeting
from blocs.services import (
    AttendanceSpec,
    ConclusionSpec,
    GuestSpec,
    MeetingSpec,
    PurposeSpec,
    meetings_of,
)
from blocs.states import AttendanceRole, DayPart, GuestRole, MeetingKind, Term
from tests.factories import make_agency, make_approver, make_bloc_year, make_season

pytestmark = pytest.mark.django_db

CHAIRMAN = "Phó Chủ tịch UBND tỉnh"
SUMMARY = (PurposeSpec(MeetingKind.SUMMARY),)


def full_spec(first, second):
    return MeetingSpec(
        name="Hội nghị tổng kết",
        held_on=date(2023, 2, 24),
        day_part=DayPart.AFTERNOON,
        place="Hội trường",
        purposes=(*SUMMARY, PurposeSpec(MeetingKind.COVENANT_SIGNING, Term.NEXT)),
        attendance=(
            AttendanceSpec(second, AttendanceRole.CHAIR, representative="Cục trưởng"),
            AttendanceSpec(first, present=False, absence_reason="Công tác"),
        ),
        guests=(
            GuestSpec(CHAIRMAN, True, (GuestRole.DIRECTS, GuestRole.WITNESSES)),
            GuestSpec("Phó Trưởng Ban"),
        ),
        conclusions=(ConclusionSpec("Ghi nhận.", CHAIRMAN), ConclusionSpec("Thống nhất.")),
    )


def record(season, *specs, actor=None):
    services.record_meetings(season_id=season.pk, specs=specs, actor=actor)


def test_everything_told_of_a_meeting_comes_back():
    first, second = make_agency(), make_agency()
    season = make_season(members=[first, second])
    spec = full_spec(first, second)

    record(season, spec, MeetingSpec("Sơ kết", purposes=SUMMARY))

    assert meetings_of(season) == [spec, MeetingSpec("Sơ kết", purposes=SUMMARY)]
    line = AuditEvent.objects.get()
    assert (line.action, line.before) == ("season.meetings", {"rows": []})
    assert line.after["rows"][0]["attendance"][0]["agency"] == second.code


def test_the_list_is_replaced_whole():
    season = make_season(members=2)
    members = [row.agency for row in season.memberships.all()]
    record(season, full_spec(*members))

    record(season, MeetingSpec("Sơ kết", purposes=SUMMARY))

    assert [meeting.name for meeting in Meeting.objects.all()] == ["Sơ kết"]
    assert not Guest.objects.exists()
    assert not Conclusion.objects.exists()
    assert AuditEvent.objects.last().before["rows"][0]["name"] == "Hội nghị tổng kết"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"purposes": SUMMARY * 2}, "hai lần"),
        ({"guests": (GuestSpec("Khách", roles=(GuestRole.ATTENDS,) * 2),)}, "hai lần"),
        ({"conclusions": (ConclusionSpec("Ghi nhận.", "Người khác"),)}, "không có trong"),
        ({"conclusions": (ConclusionSpec(""),)}, "để trắng"),
        ({"name": ""}, "để trắng"),
    ],
)
def test_a_meeting_that_does_not_hold_leaves_the_old_list(changes, reason):
    season = make_season()
    record(season, MeetingSpec("Cũ", purposes=SUMMARY))

    with pytest.raises(Invalid, match=reason):
        record(season, MeetingSpec(**{"name": "Mới", "purposes": SUMMARY, **changes}))

    assert Meeting.objects.get().name == "Cũ"
    assert AuditEvent.objects.count() == 1


def test_a_member_comes_once_and_is_excused_only_when_missing():
    agency = make_agency()
    season = make_season(members=[agency])
    came = AttendanceSpec(agency)
    excused = AttendanceSpec(agency, absence_reason="Công tác")

    with pytest.raises(Invalid, match="hai lần"):
        record(season, MeetingSpec("Họp", attendance=(came, came)))
    with pytest.raises(Invalid, match="vắng"):
        record(season, MeetingSpec("Họp", attendance=(excused,)))

    assert not Meeting.objects.exists()


def test_a_member_without_office_records_no_meeting():
    season, (_, _, third) = make_bloc_year()

    with pytest.raises(NotAllowed):
        record(season, actor=make_approver(third))


def test_reading_meetings_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    first, second = make_agency(), make_agency()
    season = make_season(members=[first, second])

    for number in (1, 3):
        record(season, *[full_spec(first, second)] * number)

        # meetings, purposes, attendances, their agencies, guests, duties, conclusions, speakers,
        # programme
        with django_assert_num_queries(9):
            assert len(meetings_of(season)) == number
