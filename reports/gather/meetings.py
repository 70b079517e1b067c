"""Meetings as the report tells of them: what they were for, who came, what was concluded."""

from collections.abc import Mapping, Sequence

from blocs.models import Attendance, Conclusion, Guest, Meeting, MeetingPurpose
from blocs.rules.writing import lower_first
from blocs.states import MeetingKind, Term
from reports.gather.facts import Roster
from reports.papers import results
from reports.wording import ATTENDANCE_WORDS, GUEST_WORDS, day_text, joined, with_remark


def meeting_texts(
    roster: Roster, meetings: Sequence[Meeting], years: Mapping[str, str]
) -> tuple[results.Meeting, ...]:
    """Write the meetings in the bloc's order.

    Args:
        years: the label printed behind "năm", by term.
    """
    return tuple(_meeting(roster, meeting, years) for meeting in meetings)


def signing_of(meetings: Sequence[Meeting], term: Term) -> Meeting | None:
    """Return the meeting at which the covenant of the term was signed, if there was one."""
    return meeting_of(meetings, MeetingKind.COVENANT_SIGNING, term)


def meeting_of(meetings: Sequence[Meeting], kind: MeetingKind, term: Term) -> Meeting | None:
    """Return the first meeting of a kind in the cycle of the term, if there was one."""
    wanted = (kind.value, term.value)
    return next((one for one in meetings if wanted in _purposes(one)), None)


def _purposes(meeting: Meeting) -> set[tuple[str, str]]:
    return {(purpose.kind, purpose.term) for purpose in meeting.purposes.all()}


def guest_texts(roster: Roster, meeting: Meeting) -> tuple[results.Guest, ...]:
    """Write who came as a guest, each with what for."""
    return tuple(_guest(roster, guest) for guest in meeting.guests.all())


def conclusion_texts(meeting: Meeting) -> tuple[str, ...]:
    """Write what was concluded; the speaker is named where several spoke."""
    conclusions = list(meeting.conclusions.all())
    speakers = {conclusion.speaker_id for conclusion in conclusions} - {None}
    guests = meeting.guests.all() if len(speakers) > 1 else ()
    offices = {guest.pk: guest.office for guest in guests}
    return tuple(_conclusion(row, offices) for row in conclusions)


def purpose_texts(roster: Roster, meeting: Meeting, years: Mapping[str, str]) -> tuple[str, ...]:
    """Write what the meeting was for: ``tổng kết năm 2022``."""
    return tuple(
        f"{_purpose(roster, purpose)} năm {years[purpose.term]}"
        for purpose in meeting.purposes.all()
    )


def _purpose(roster: Roster, purpose: MeetingPurpose) -> str:
    return lower_first(roster.words.narrowed(purpose.get_kind_display()))


def _meeting(roster: Roster, meeting: Meeting, years: Mapping[str, str]) -> results.Meeting:
    return results.Meeting(
        name=meeting.name,
        kinds=purpose_texts(roster, meeting, years),
        time_text=day_text(meeting.held_on, meeting.day_part),
        place=meeting.place,
        attendance=tuple(_attendance(roster, row) for row in meeting.attendances.all()),
        guests=guest_texts(roster, meeting),
        conclusions=conclusion_texts(meeting),
    )


def _attendance(roster: Roster, row: Attendance) -> str:
    away = "" if row.present else with_remark("vắng mặt", row.absence_reason)
    words = joined((ATTENDANCE_WORDS[row.role], row.representative, away), ", ")
    return with_remark(roster.name_of(row.agency), words)


def _guest(roster: Roster, guest: Guest) -> results.Guest:
    in_charge = f"phụ trách {roster.words.short}" if guest.in_charge_of_bloc else ""
    duties = [GUEST_WORDS[duty.role] for duty in guest.duties.all()]
    return results.Guest(office=guest.office, role=joined((in_charge, *duties), ", "))


def _conclusion(row: Conclusion, offices: dict[int, str]) -> str:
    speaker = offices.get(row.speaker_id or 0, "")
    return f"{speaker}: {row.text}" if speaker else row.text
