"""The invitation to one meeting of the season, and the programme that goes with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from blocs.models import Meeting, Season
from blocs.rules.writing import hour_text, lower_first, weekday_text
from blocs.selectors import programme_of
from blocs.states import AttendanceRole, NarrativeSection, OfficeRole, Term
from reports.gather.facts import (
    Roster,
    head_signature,
    letterhead_of,
    read_roster,
    years_of,
)
from reports.gather.meetings import purpose_texts
from reports.gather.texts import read_own_words
from reports.papers.base import Recipients
from reports.papers.conference import Invitation, Programme, ProgrammeRow
from reports.rules import standard_words
from reports.rules.list_lines import END, ended
from reports.states import DocumentKind
from reports.wording import day_text, joined, with_remark


def gather_invitation(season: Season, key: str) -> Invitation:
    """Read the invitation's facts: ten queries."""
    roster, meeting = read_roster(season), _meeting(season, key)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    own = read_own_words(roster, DocumentKind.INVITATION)(NarrativeSection.INVITATION_NOTES)
    *others, last = ended(own or (standard_words.invitation_notes(roster.words.head),))
    notes = (*others, last.removesuffix(END))  # the paper closes with "./." itself
    return Invitation(
        sample=season.is_made_up,
        letterhead=letterhead_of(roster, head, symbol=_symbol(roster)),
        bloc=season.bloc.name,
        subject=f"Dự {lower_first(meeting.name)}",
        name=meeting.name,
        invited=tuple(_invited(roster, meeting)),
        matters=purpose_texts(roster, meeting, years_of(season)),
        chair=_chair(roster, meeting),
        hour=hour_text(_first_hour(meeting)),
        time_text=_time(meeting),
        place=meeting.place,
        notes=tuple(filter(None, (meeting.note, *notes))),
        recipients=Recipients(lines=("Như trên",), archive=f"Lưu: VT, {roster.words.code}"),
        signature=head_signature(roster, head),
    )


def _first_hour(meeting: Meeting) -> time | None:
    """Return the hour set for the meeting, or else the first one of its programme."""
    hours = [meeting.starts_at, *(line.starts_at for line in meeting.programme.all())]
    return next((hour for hour in hours if hour is not None), None)


def gather_programme(season: Season, key: str) -> Programme:
    """Read the programme's facts: nine queries."""
    roster, meeting = read_roster(season), _meeting(season, key)
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    return Programme(
        sample=season.is_made_up,
        letterhead=replace(letterhead_of(roster, head, symbol=""), place=""),
        bloc=season.bloc.name,
        name=meeting.name,
        invitation=_symbol(roster),
        time_text=_time(meeting),
        place=meeting.place,
        rows=tuple(
            ProgrammeRow(matter=one.text, performer=one.performer, hour=hour_text(one.starts_at))
            for one in programme_of(meeting)
        ),
    )


def _meeting(season: Season, key: str) -> Meeting:
    meeting = season.meetings.prefetch_related(
        "purposes", "attendances__agency", "guests__duties", "programme"
    ).get(position=key)
    meeting.season = season
    return meeting


def _symbol(roster: Roster) -> str:
    return f"GM-{roster.words.code}"


def _time(meeting: Meeting) -> str:
    """Write the day with its weekday, as far as it is known; the hour is told apart."""
    day = meeting.held_on
    return with_remark(day_text(day, meeting.day_part), weekday_text(day) if day else "")


def _invited(roster: Roster, meeting: Meeting) -> Iterator[str]:
    """Name the guests by their offices, then the members of the bloc."""
    for guest in meeting.guests.all():
        yield guest.office
    names = "; ".join(member.name for member in roster.members)
    members = "Đại diện lãnh đạo các đơn vị thành viên"
    yield f"{members}: {names}" if names else f"{members} {roster.season.bloc.name}"


def _chair(roster: Roster, meeting: Meeting) -> str:
    """Return who leads the meeting as set or recorded, or else the agency that heads the bloc."""
    if meeting.chair:
        return meeting.chair
    leading = {AttendanceRole.CHAIR.value, AttendanceRole.CO_CHAIR.value}
    named = joined(
        roster.name_of(row.agency) for row in meeting.attendances.all() if row.role in leading
    )
    head = roster.holder(Term.CURRENT, OfficeRole.HEAD)
    if named or head is None:
        return named
    return f"{roster.name_of(head.agency)} – {roster.words.head}"
