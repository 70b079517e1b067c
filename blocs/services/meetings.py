"""The meetings of a season, with who came, who spoke and what was concluded."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, time

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import (
    Agency,
    Attendance,
    Conclusion,
    Guest,
    GuestDuty,
    Meeting,
    MeetingPurpose,
    ProgrammeItem,
    Season,
)
from blocs.rules.programme import ProgrammeLine, written
from blocs.services.rows import insert, season_to_write
from blocs.states import AttendanceRole, DayPart, GuestRole, MeetingKind, Term


@dataclass(frozen=True, slots=True)
class PurposeSpec:
    """One kind of meeting that the event was, and for which cycle."""

    kind: MeetingKind
    term: Term = Term.CURRENT


@dataclass(frozen=True, slots=True)
class AttendanceSpec:
    """A member at the meeting; ``representative`` is an office, never a name."""

    agency: Agency
    role: AttendanceRole = AttendanceRole.PARTICIPANT
    present: bool = True
    representative: str = ""
    absence_reason: str = ""


@dataclass(frozen=True, slots=True)
class GuestSpec:
    """A guest by office, with everything the guest did at the meeting."""

    office: str
    in_charge_of_bloc: bool = False
    roles: tuple[GuestRole, ...] = ()


@dataclass(frozen=True, slots=True)
class ConclusionSpec:
    """A point of the conclusions; ``speaker`` is the office of one of the guests, or empty."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class MeetingSpec:
    """One event, which may be several kinds of meeting at once."""

    name: str
    held_on: date | None = None
    day_part: DayPart = DayPart.UNKNOWN
    starts_at: time | None = None
    place: str = ""
    chair: str = ""
    note: str = ""
    cancelled_because: str = ""
    purposes: tuple[PurposeSpec, ...] = ()
    attendance: tuple[AttendanceSpec, ...] = ()
    guests: tuple[GuestSpec, ...] = ()
    conclusions: tuple[ConclusionSpec, ...] = ()
    programme: tuple[ProgrammeLine, ...] = ()


@transaction.atomic
def record_meetings(*, season_id: int, specs: Sequence[MeetingSpec], actor: User | None) -> None:
    """Replace the meetings of the season.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: something is named twice, or a conclusion's speaker is no guest.
    """
    season = season_to_write(season_id, actor)
    before = [_described(spec) for spec in meetings_of(season)]
    Meeting.objects.filter(season=season).delete()
    meetings = insert(
        Meeting,
        [_row(season, position, spec) for position, spec in enumerate(specs, start=1)],
        refusal="Danh sách hội nghị không hợp lệ.",
    )
    for meeting, spec in zip(meetings, specs, strict=True):
        _add_purposes(meeting, spec)
        _add_attendance(meeting, spec)
        _add_conclusions(meeting, spec, _add_guests(meeting, spec))
        add_programme(meeting, spec.programme)
    audit.record(
        actor=actor,
        action="season.meetings",
        subject=season,
        before={"rows": before},
        after={"rows": [_described(spec) for spec in specs]},
    )


def meetings_of(season: Season) -> list[MeetingSpec]:
    """Return the season's meetings in the form in which they are recorded."""
    rows = season.meetings.order_by("position").prefetch_related(
        "purposes", "attendances__agency", "guests__duties", "conclusions__speaker", "programme"
    )
    return [
        MeetingSpec(
            name=row.name,
            held_on=row.held_on,
            day_part=DayPart(row.day_part),
            starts_at=row.starts_at,
            place=row.place,
            chair=row.chair,
            note=row.note,
            cancelled_because=row.cancelled_because,
            purposes=tuple(
                PurposeSpec(MeetingKind(purpose.kind), Term(purpose.term))
                for purpose in row.purposes.all()
            ),
            attendance=tuple(_attendance_spec(attendance) for attendance in row.attendances.all()),
            guests=tuple(_guest_spec(guest) for guest in row.guests.all()),
            conclusions=tuple(
                ConclusionSpec(point.text, point.speaker.office if point.speaker else "")
                for point in row.conclusions.all()
            ),
            programme=tuple(
                ProgrammeLine(item.text, item.performer, item.starts_at)
                for item in row.programme.all()
            ),
        )
        for row in rows
    ]


def _attendance_spec(row: Attendance) -> AttendanceSpec:
    return AttendanceSpec(
        agency=row.agency,
        role=AttendanceRole(row.role),
        present=row.present,
        representative=row.representative,
        absence_reason=row.absence_reason,
    )


def _guest_spec(row: Guest) -> GuestSpec:
    roles = tuple(GuestRole(duty.role) for duty in row.duties.all())
    return GuestSpec(row.office, row.in_charge_of_bloc, roles)


def _row(season: Season, position: int, spec: MeetingSpec) -> Meeting:
    return Meeting(
        season=season,
        position=position,
        name=spec.name,
        held_on=spec.held_on,
        day_part=spec.day_part.value,
        starts_at=spec.starts_at,
        place=spec.place,
        chair=spec.chair,
        note=spec.note,
        cancelled_because=spec.cancelled_because,
    )


def _add_purposes(meeting: Meeting, spec: MeetingSpec) -> None:
    rows = [
        MeetingPurpose(meeting=meeting, kind=purpose.kind.value, term=purpose.term.value)
        for purpose in spec.purposes
    ]
    insert(MeetingPurpose, rows, refusal=f"“{meeting.name}” có một nội dung bị nêu hai lần.")


def _add_attendance(meeting: Meeting, spec: MeetingSpec) -> None:
    rows = []
    for attendance in spec.attendance:
        if attendance.present and attendance.absence_reason:
            raise Invalid("Chỉ ghi lý do vắng cho đơn vị vắng mặt.", field="absence_reason")
        rows.append(
            Attendance(
                meeting=meeting,
                agency=attendance.agency,
                role=attendance.role.value,
                present=attendance.present,
                representative=attendance.representative,
                absence_reason=attendance.absence_reason,
            )
        )
    insert(Attendance, rows, refusal=f"“{meeting.name}” có một đơn vị dự họp bị nêu hai lần.")


def _add_guests(meeting: Meeting, spec: MeetingSpec) -> dict[str, Guest]:
    """Add the guests with their duties and return them by office."""
    guests = insert(
        Guest,
        [
            Guest(
                meeting=meeting,
                position=position,
                office=guest.office,
                in_charge_of_bloc=guest.in_charge_of_bloc,
            )
            for position, guest in enumerate(spec.guests, start=1)
        ],
        refusal=f"Danh sách đại biểu của “{meeting.name}” không hợp lệ.",
    )
    duties = [
        GuestDuty(guest=row, role=role.value)
        for row, guest in zip(guests, spec.guests, strict=True)
        for role in guest.roles
    ]
    insert(GuestDuty, duties, refusal=f"“{meeting.name}” có một vai trò đại biểu bị nêu hai lần.")
    return {guest.office: guest for guest in guests}


def _add_conclusions(meeting: Meeting, spec: MeetingSpec, guests: dict[str, Guest]) -> None:
    rows = []
    for position, point in enumerate(spec.conclusions, start=1):
        if point.speaker and point.speaker not in guests:
            raise Invalid(
                f"Người kết luận “{point.speaker}” không có trong danh sách đại biểu.",
                field="speaker",
            )
        speaker = guests.get(point.speaker)
        rows.append(
            Conclusion(meeting=meeting, position=position, speaker=speaker, text=point.text)
        )
    insert(Conclusion, rows, refusal=f"Kết luận của “{meeting.name}” không hợp lệ.")


def add_programme(meeting: Meeting, lines: Sequence[ProgrammeLine]) -> None:
    """Write the points of a programme in their order.

    Raises:
        Invalid: a point says nothing or is too long.
    """
    rows = [
        ProgrammeItem(
            meeting=meeting,
            position=position,
            starts_at=line.starts_at,
            text=line.text,
            performer=line.performer,
        )
        for position, line in enumerate(lines, start=1)
    ]
    insert(ProgrammeItem, rows, refusal=f"Chương trình của “{meeting.name}” không hợp lệ.")


def _described(spec: MeetingSpec) -> dict[str, object]:
    """Write a meeting for the audit, agencies by their codes."""
    bare = replace(spec, attendance=(), programme=())
    came = [
        {
            "agency": row.agency.code,
            "role": row.role,
            "present": row.present,
            "representative": row.representative,
            "absence_reason": row.absence_reason,
        }
        for row in spec.attendance
    ]
    return asdict(bare) | {"attendance": came, "programme": written(spec.programme)}
