"""The calendar of a season as its page shows it, and what of it goes on to the next year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import AuditEvent
from blocs.models import Agency, Cycle, Membership, Office, Season, StepExtension
from blocs.models.labels import STEP_CLOSINGS, STEP_KINDS
from blocs.rules.carrying import CarriedStep
from blocs.rules.cycles import Period, period_named, years_later
from blocs.rules.deadlines import Calendar, Window, deadline_text, is_late
from blocs.rules.writing import moment_text
from blocs.states import CycleKind, StepClosing, StepKind

_CLOSINGS = dict(STEP_CLOSINGS)
_LABELS = dict(STEP_KINDS)


@dataclass(frozen=True, slots=True)
class StepState:
    """Where a step stands: a word for the page and one for its colour."""

    text: str
    word: str


NOT_SET = StepState("Chưa đặt", "todo")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the calendar; ``window`` is None while nobody has set it."""

    kind: StepKind
    label: str
    window: Window | None
    state: StepState

    @property
    def closing(self) -> str:
        """What happens after the deadline, in words."""
        if self.window is None:
            return ""
        word = StepClosing.REFUSES if self.window.refuses else StepClosing.MARKS_LATE
        return _CLOSINGS[word.value]


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """Until when one agency has time for one step."""

    kind: StepKind
    label: str
    at: datetime
    is_extended: bool


@dataclass(frozen=True, slots=True)
class MemberDeadlines:
    """One member with its own deadlines, in the order of the steps."""

    agency: Agency
    name: str
    deadlines: tuple[OwnDeadline, ...]


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """One change of the calendar as the audit knows it."""

    at: datetime
    by: str
    text: str
    reason: str


def step_rows(season: Season) -> list[StepRow]:
    """Return all steps in the order of the year, set or not. One query."""
    calendar = season.calendar
    return [
        StepRow(kind, _LABELS[kind.value], window, _state_of(calendar, kind))
        for kind in StepKind
        for window in [calendar.windows.get(kind)]
    ]


def _state_of(calendar: Calendar, kind: StepKind) -> StepState:
    window = calendar.windows.get(kind)
    if window is None or calendar.now is None:
        return NOT_SET
    if calendar.opens_later(kind):
        return StepState("Chưa mở", "awaiting")
    if not is_late(calendar.now, window.deadline()):
        return StepState("Đang mở", "running")
    if window.refuses:
        return StepState("Đã khóa", "refused")
    return StepState("Quá hạn, vẫn nhận", "late")


def member_deadlines(season: Season, agency_ids: frozenset[int] | None) -> list[MemberDeadlines]:
    """Return each member's own deadlines of the steps that are set. One query more.

    Args:
        agency_ids: the agencies to keep; None for all members.
    """
    members = Membership.objects.filter(season=season).select_related("agency")
    if agency_ids is not None:
        members = members.filter(agency__in=agency_ids)
    windows = [(kind, season.calendar.windows.get(kind)) for kind in StepKind]
    return [
        MemberDeadlines(
            agency=member.agency,
            name=member.name,
            deadlines=tuple(
                OwnDeadline(
                    kind,
                    _LABELS[kind.value],
                    window.deadline(member.agency_id),
                    window.is_extended(member.agency_id),
                )
                for kind, window in windows
                if window is not None
            ),
        )
        for member in members.order_by("position")
    ]


def extensions_of(season: Season, agency_ids: frozenset[int] | None) -> list[StepExtension]:
    """Return who got more time, until when and why. One query.

    Args:
        agency_ids: the agencies to keep; None for all members.
    """
    rows = StepExtension.objects.filter(step__season=season)
    if agency_ids is not None:
        rows = rows.filter(agency__in=agency_ids)
    rows = rows.select_related("step", "agency", "approved_by")
    return list(rows.order_by("step__opens_at", "agency__name"))


def calendar_changes(season: Season) -> list[CalendarChange]:
    """Return every change of the calendar, the latest first. Three queries."""
    steps = dict(season.steps.order_by().values_list("pk", "kind"))
    given = StepExtension.objects.filter(step__season=season).select_related("step", "agency")
    names = {str(one.pk): (one.step.kind, one.agency.short_name) for one in given}
    events = AuditEvent.objects.filter(
        Q(subject_type="blocs.calendarstep", subject_id__in=[str(pk) for pk in steps])
        | Q(subject_type="blocs.stepextension", subject_id__in=list(names))
    )
    found = []
    for event in events.select_related("actor").order_by("-id"):
        text = (
            _extended(event, *names[event.subject_id])
            if event.subject_id in names and event.subject_type == "blocs.stepextension"
            else _set(event)
        )
        found.append(CalendarChange(event.at, event.by, text, event.reason))
    return found


def period_of(label: str) -> Period | None:
    """Return the days of a year that is not opened yet; None where the label names none."""
    school_years = Cycle.objects.filter(kind=CycleKind.SCHOOL_YEAR.value).order_by("-starts_on")
    begins = school_years.values_list("starts_on", flat=True).first()
    return period_named(label, school_year_begins=begins)


def carried_steps(season: Season, *, years: int, known: frozenset[str]) -> list[CarriedStep]:
    """Return the season's steps as they would stand in a later year. One query.

    Extensions of single agencies are not carried.

    Args:
        years: how many years later.
        known: kinds of step that the later season has already; they are left alone.
    """
    found = []
    for step in season.steps.order_by("opens_at", "due_at"):
        if step.kind not in known:
            opens_at, due_at = timezone.localtime(step.opens_at), timezone.localtime(step.due_at)
            found.append(
                CarriedStep(
                    kind=step.kind,
                    opens_at=opens_at,
                    due_at=due_at,
                    new_opens_at=years_later(opens_at, years),
                    new_due_at=years_later(due_at, years),
                    grace_days=step.grace_days,
                    closing=step.closing,
                )
            )
    return found


def lateness_text(step: CarriedStep) -> str:
    """Say what happens after a step's deadline, in a few words."""
    said = _CLOSINGS[step.closing]
    return f"Gia hạn chung {step.grace_days} ngày; {said.lower()}" if step.grace_days else said


def described_offices(offices: Iterable[Office]) -> list[dict[str, Any]]:
    """Return who holds which office, as the record of a handover keeps it.

    Args:
        offices: with their agencies loaded.
    """
    return [
        {
            "term": office.term,
            "role": office.role,
            "agency": office.agency.code,
            "name": office.agency.name,
            "state": office.state,
            "selected_by": office.selected_by,
            "basis": office.basis,
            "decided_on": office.decided_on.isoformat() if office.decided_on else "",
            "person_title": office.person_title,
        }
        for office in offices
    ]


def _set(event: AuditEvent) -> str:
    label = _LABELS[event.after["kind"]]
    said = f"Đặt bước “{label}”: {_times(event.after)}"
    return f"{said} (trước đó: {_times(event.before)})." if event.before else f"{said}."


def _times(values: Mapping[str, Any]) -> str:
    grace = f", gia hạn chung {values['grace_days']} ngày" if values["grace_days"] else ""
    closing = _CLOSINGS[values.get("closing", StepClosing.MARKS_LATE.value)].lower()
    return (
        f"mở {_moment(values['opens_at'])}, hạn {_due(values['due_at'])}{grace}, sau hạn: {closing}"
    )


def _extended(event: AuditEvent, kind: str, agency: str) -> str:
    said = f"Gia hạn bước “{_LABELS[kind]}” cho {agency} đến {_due(event.after['due_at'])}"
    if event.before:
        return f"{said} (trước đó: {_due(event.before['due_at'])})."
    return f"{said}."


def _moment(stored: str) -> str:
    return moment_text(timezone.localtime(datetime.fromisoformat(stored)))


def _due(stored: str) -> str:
    return deadline_text(timezone.localtime(datetime.fromisoformat(stored)))


def labels_of(rows: Sequence[MemberDeadlines]) -> list[str]:
    """Return the names of the steps that are set, for the head of the table."""
    return [one.label for one in rows[0].deadlines] if rows else []
