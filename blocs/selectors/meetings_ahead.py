"""Meetings that lie ahead of a person's agencies, and what was told of them lately."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import AuditEvent
from blocs.models import Attendance, Conclusion, Meeting, Membership
from blocs.rules.writing import moment_text
from blocs.selectors.calendar import StepState
from blocs.selectors.meetings import CANCELLED, PLANNED, time_of
from blocs.standing import Standing
from blocs.states import Stage

# How long a change is told, and a meeting without a day is shown after it was last told of.
LATELY = timedelta(days=14)
_MOST = 10
_CHANGED = StepState("Có thay đổi", "late")
_ASIDE = (("name", "tên"), ("place", "địa điểm"), ("chair", "chủ trì"))
_WITHOUT_WORDS = (("purposes", "nội dung"), ("note", "ghi chú trên giấy mời"))
_TIME = ("held_on", "starts_at", "day_part")


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A meeting with its season's names.

    ``news`` is what was told of it lately, or is empty; ``changed_at`` when it was last changed or
    cancelled, if ever.
    """

    meeting: Meeting
    time_text: str
    state: StepState
    news: str
    changed_at: datetime | None


def meetings_ahead(standing: Standing, now: datetime) -> list[MeetingAhead]:
    """Return the meetings from today on in the open years of the person's agencies.

    Those without a day follow for as long as they are news, a cancelled one stays until its day.
    Two queries, one without a meeting.

    Args:
        now: in the local time of the site.
    """
    mine = Membership.objects.filter(agency__in=standing.agency_ids).values("season")
    found = Meeting.objects.filter(
        Q(held_on__gte=now.date()) | Q(held_on__isnull=True),
        ~Exists(Attendance.objects.filter(meeting=OuterRef("pk"))),
        ~Exists(Conclusion.objects.filter(meeting=OuterRef("pk"))),
        season__in=mine,
    )
    found = found.exclude(season__stage=Stage.CLOSED.value)
    meetings = list(found.select_related("season__bloc", "season__cycle").order_by("pk"))
    told = _told_of(meetings) if meetings else {}
    ahead = [
        _ahead(one, told.get(one.pk, []), now)
        for one in meetings
        if one.held_on or any(event.at > now - LATELY for event in told.get(one.pk, []))
    ]
    return sorted(ahead, key=_by_day)[:_MOST]


def _by_day(ahead: MeetingAhead) -> tuple[date, time]:
    meeting = ahead.meeting
    return meeting.held_on or date.max, meeting.starts_at or time.max


def _told_of(meetings: Sequence[Meeting]) -> Mapping[int, list[AuditEvent]]:
    """Return what was planned, changed and cancelled of each, in its order. One query."""
    events = AuditEvent.objects.filter(
        subject_type="blocs.meeting",
        subject_id__in=[str(one.pk) for one in meetings],
        action__in=["meeting.plan", "meeting.change", "meeting.cancel"],
    )
    found: defaultdict[int, list[AuditEvent]] = defaultdict(list)
    for event in events.order_by("pk"):
        found[int(event.subject_id)].append(event)
    return found


def _ahead(meeting: Meeting, events: Sequence[AuditEvent], now: datetime) -> MeetingAhead:
    lately = [event for event in events if event.at > now - LATELY]
    changes = [event for event in events if event.action != "meeting.plan"]
    news, state = _news(meeting, lately)
    return MeetingAhead(
        meeting=meeting,
        time_text=time_of(meeting),
        state=state,
        news=news,
        changed_at=changes[-1].at if changes else None,
    )


def _news(meeting: Meeting, lately: Sequence[AuditEvent]) -> tuple[str, StepState]:
    """Say what happened lately, all changes together, and where that leaves the meeting."""
    if meeting.cancelled_because:
        when = f" lúc {_moment(lately[-1])}" if lately else ""
        return f"Đã hủy{when}. Lý do: {meeting.cancelled_because}", CANCELLED
    changes = [event for event in lately if event.action == "meeting.change"]
    other = "; ".join(_differences(changes[0].before, changes[-1].after)) if changes else ""
    if other:
        return f"Thay đổi lúc {_moment(changes[-1])}: {other}.", _CHANGED
    if lately and lately[0].action == "meeting.plan":
        return f"Mới thêm lúc {_moment(lately[0])}.", PLANNED
    return "", PLANNED


def _moment(event: AuditEvent) -> str:
    return moment_text(timezone.localtime(event.at))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Name what is not as it was, with what stood there."""
    if any(before[column] != after[column] for column in _TIME):
        yield f"thời gian, trước đây {_was(_time_told(before))}"
    for column, label in _ASIDE:
        if before[column] != after[column]:
            yield f"{label}, trước đây {_was(before[column])}"
    for column, label in _WITHOUT_WORDS:
        if before[column] != after[column]:
            yield label


def _was(text: str) -> str:
    return f"là {text}" if text else "chưa có"


def _time_told(plan: Mapping[str, Any]) -> str:
    day, hour = plan["held_on"], plan["starts_at"]
    return time_of(
        Meeting(
            held_on=date.fromisoformat(day) if day else None,
            starts_at=time.fromisoformat(hour) if hour else None,
            day_part=plan["day_part"],
        )
    )
