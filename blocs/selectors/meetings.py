"""The meetings of a season as their list shows them, and the programme of one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from blocs.models import Meeting, Season
from blocs.models.labels import DAY_PARTS
from blocs.rules.programme import ProgrammeLine, usual_programme
from blocs.rules.writing import date_text, hour_text, weekday_text
from blocs.selectors.calendar import StepState
from blocs.states import DayPart, GuestRole, MeetingKind, Term

_COUNCIL = "Đại diện lãnh đạo Hội đồng Thi đua - Khen thưởng tỉnh"
_PARTS = dict(DAY_PARTS)
CANCELLED = StepState("Đã hủy", "refused")
_HELD = StepState("Đã ghi diễn biến", "done")
PLANNED = StepState("Dự kiến", "awaiting")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting on the list; ``why`` tells why it was cancelled, or is empty."""

    position: int
    name: str
    purposes: str
    time_text: str
    place: str
    state: StepState
    why: str = ""


def meetings_listed(season: Season) -> list[MeetingRow]:
    """Return the meetings in the bloc's order, the cancelled ones too. Four queries."""
    rows = season.meetings.order_by("position")
    return [
        MeetingRow(
            position=one.position,
            name=one.name,
            purposes="; ".join(_purposes(one)),
            time_text=time_of(one),
            place=one.place,
            state=_state(one),
            why=one.cancelled_because,
        )
        for one in rows.prefetch_related("purposes", "attendances", "conclusions")
    ]


def _purposes(meeting: Meeting) -> Iterator[str]:
    for one in meeting.purposes.all():
        later = " (năm thi đua tiếp theo)" if one.term == Term.NEXT else ""
        yield f"{one.get_kind_display()}{later}"


def time_of(meeting: Meeting) -> str:
    """Tell the hour or the part of the day, and the day, as far as they are known."""
    return " ".join(_time(meeting))


def _time(meeting: Meeting) -> Iterator[str]:
    if meeting.starts_at:
        yield hour_text(meeting.starts_at)
    elif meeting.day_part != DayPart.UNKNOWN:
        yield _PARTS[meeting.day_part]
    if meeting.held_on:
        yield f"ngày {date_text(meeting.held_on)} ({weekday_text(meeting.held_on)})"


def _state(meeting: Meeting) -> StepState:
    if meeting.cancelled_because:
        return CANCELLED
    return _HELD if meeting.was_held else PLANNED


def programme_of(meeting: Meeting) -> tuple[ProgrammeLine, ...]:
    """Return the points of the meeting's programme, the usual ones where none were set.

    Args:
        meeting: with its season and bloc, programme, purposes, guests and their duties loaded.
    """
    own = tuple(
        ProgrammeLine(row.text, row.performer, row.starts_at) for row in meeting.programme.all()
    )
    return own or _usual(meeting)


def _usual(meeting: Meeting) -> tuple[ProgrammeLine, ...]:
    bloc = meeting.season.bloc
    directing = [
        guest.office
        for guest in meeting.guests.all()
        if any(duty.role == GuestRole.DIRECTS for duty in guest.duties.all())
    ]
    first, *rest = usual_programme(
        {MeetingKind(purpose.kind) for purpose in meeting.purposes.all()},
        head=bloc.head_title,
        deputy=bloc.deputy_title,
        guests="; ".join(directing) or _COUNCIL,
    )
    return (replace(first, starts_at=meeting.starts_at), *rest)
