"""A meeting of the season as its organisers plan it: added, changed, cancelled."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Meeting, MeetingPurpose, Season
from blocs.permissions import can_change_meeting, seats_of
from blocs.rules.meetings import is_within, part_of
from blocs.rules.text import tidy, tidy_line
from blocs.services.meetings import PurposeSpec
from blocs.services.rows import checked, insert, season_to_write
from blocs.standing import standing_of
from blocs.states import DayPart, MeetingKind, Term

NO_NAME = "Quý vị ghi tên hội nghị."
NO_PURPOSE = "Quý vị chọn ít nhất một nội dung của hội nghị."
NOT_IN_PART = "Giờ họp không thuộc buổi đã chọn."
SAME_NAME = "Năm thi đua này đã có một hội nghị mang tên này. Đề nghị ghi tên khác."
NO_REASON = "Quý vị cần nêu lý do hủy hội nghị."
WAS_HELD = "Hội nghị đã ghi đơn vị dự họp hoặc kết luận, tức là đã diễn ra, nên không hủy được."
_STALE = "Hội nghị này vừa được người khác thay đổi. Đề nghị xem lại trước khi lưu."
_COLUMNS = ("name", "held_on", "day_part", "starts_at", "place", "chair", "note")


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What is known of a meeting before it is held; ``chair`` is an office, never a name."""

    name: str
    purposes: tuple[PurposeSpec, ...]
    held_on: date | None = None
    day_part: DayPart = DayPart.UNKNOWN
    starts_at: time | None = None
    place: str = ""
    chair: str = ""
    note: str = ""


@transaction.atomic
def plan_meeting(*, season_id: int, plan: MeetingPlan, actor: User | None) -> Meeting:
    """Add a meeting after those of the season.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: no name or purpose, a name that is taken, or an hour outside its part of the day.
    """
    season = season_to_write(season_id, actor)
    plan = _in_order(season, plan)
    last = season.meetings.aggregate(last=Max("position"))["last"] or 0
    meeting = Meeting(season=season, position=last + 1)
    _write(meeting, plan)
    audit.record(
        actor=actor,
        action="meeting.plan",
        subject=meeting,
        before={},
        after=_told(plan),
    )
    return meeting


@transaction.atomic
def change_meeting(
    *, season_id: int, position: int, plan: MeetingPlan, seen: str, actor: User | None
) -> Meeting:
    """Change what is planned; who came and what was concluded stays as recorded.

    Args:
        position: the meeting's place in the season.
        seen: the mark of the meeting that the person's page was showing.

    Raises:
        Stale: the meeting changed after the page was opened.
        NotAllowed: the season is closed, the meeting is cancelled, or not by this person.
        Invalid: as ``plan_meeting``.
    """
    meeting = _held(season_id, position, seen, actor)
    before = plan_of(meeting)
    order = {one: place for place, one in enumerate(before.purposes)}
    kept_first = sorted(plan.purposes, key=lambda one: order.get(one, len(order)))
    plan = _in_order(meeting.season, replace(plan, purposes=tuple(kept_first)), besides=meeting)
    if plan == before:
        return meeting
    _write(meeting, plan)
    audit.record(
        actor=actor,
        action="meeting.change",
        subject=meeting,
        before=_told(before),
        after=_told(plan),
    )
    return meeting


@transaction.atomic
def cancel_meeting(
    *, season_id: int, position: int, reason: str, seen: str, actor: User | None
) -> Meeting:
    """Cancel a meeting that was not held; it stays on the list, and no paper is made of it.

    Raises:
        Stale: the meeting changed after the page was opened.
        NotAllowed: the season is closed, the meeting is cancelled, or not by this person.
        Refused: somebody is on record as having been there.
        Invalid: no reason.
    """
    meeting = _held(season_id, position, seen, actor)
    why = tidy_line(reason)
    if not why:
        raise Invalid(NO_REASON, field="reason")
    if meeting.was_held:
        raise Refused(WAS_HELD)
    meeting.cancelled_because = why
    checked(meeting).save(update_fields=["cancelled_because"])
    audit.record(
        actor=actor,
        action="meeting.cancel",
        subject=meeting,
        before=_told(plan_of(meeting)),
        after={"cancelled_because": why},
        reason=why,
    )
    return meeting


def plan_of(meeting: Meeting) -> MeetingPlan:
    """Return a meeting in the form in which it is planned."""
    return MeetingPlan(
        name=meeting.name,
        purposes=tuple(
            PurposeSpec(MeetingKind(one.kind), Term(one.term)) for one in meeting.purposes.all()
        ),
        held_on=meeting.held_on,
        day_part=DayPart(meeting.day_part),
        starts_at=meeting.starts_at,
        place=meeting.place,
        chair=meeting.chair,
        note=meeting.note,
    )


def mark_of_meeting(meeting: Meeting) -> str:
    """Return a short mark of the plan, to know later whether it is still the one seen."""
    told = f"{_told(plan_of(meeting))}|{meeting.cancelled_because}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _held(season_id: int, position: int, seen: str, actor: User | None) -> Meeting:
    """Return the locked meeting as the page showed it, for who may change it."""
    season = season_to_write(season_id, actor)
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    meeting = rows.filter(season=season, position=position).first()
    if meeting is None or mark_of_meeting(meeting) != seen:
        raise Stale(_STALE)
    meeting.season = season
    can_change_meeting(standing_of(actor), season, seats_of(season), meeting).demand()
    return meeting


def _in_order(season: Season, plan: MeetingPlan, besides: Meeting | None = None) -> MeetingPlan:
    """Return the plan tidied, the part of the day told by its hour; refuse what does not hold."""
    plan = replace(
        plan,
        name=tidy_line(plan.name),
        place=tidy_line(plan.place),
        chair=tidy_line(plan.chair),
        note=tidy_line(tidy(plan.note)),
    )
    if plan.starts_at is not None:
        if not is_within(plan.day_part, plan.starts_at):
            raise Invalid(NOT_IN_PART, field="starts_at")
        plan = replace(plan, day_part=part_of(plan.starts_at))
    if not plan.name:
        raise Invalid(NO_NAME, field="name")
    if not plan.purposes:
        raise Invalid(NO_PURPOSE, field="purposes")
    namesakes = season.meetings.kept().filter(name=plan.name)
    if besides is not None:
        namesakes = namesakes.exclude(pk=besides.pk)
    if namesakes.exists():
        raise Invalid(SAME_NAME, field="name")
    return plan


def _write(meeting: Meeting, plan: MeetingPlan) -> None:
    for column in _COLUMNS:
        setattr(meeting, column, getattr(plan, column))
    try:
        with transaction.atomic():
            checked(meeting).save()
    except IntegrityError as error:
        raise Invalid("Nội dung hội nghị không hợp lệ.") from error
    meeting.purposes.all().delete()
    rows = [
        MeetingPurpose(meeting=meeting, kind=one.kind.value, term=one.term.value)
        for one in plan.purposes
    ]
    insert(MeetingPurpose, rows, refusal=f"“{meeting.name}” có một nội dung bị nêu hai lần.")


def _told(plan: MeetingPlan) -> Mapping[str, Any]:
    return asdict(plan)
