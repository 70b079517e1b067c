"""The calendar of a season: deadlines, and more time for one agency."""

import zlib
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Stale
from accounts.models import User
from blocs.models import Agency, CalendarStep, StepExtension
from blocs.permissions import can_extend_step
from blocs.rules.deadlines import Window, shuts_at_once
from blocs.services.rows import checked, locked_season, season_to_write
from blocs.standing import standing_of
from blocs.states import StepClosing, StepKind

MAX_GRACE_DAYS = 90
NOTHING_YET = "0"
DUE_TOO_EARLY = "Hạn cuối phải sau thời điểm bắt đầu."
NO_REASON_TO_SHUT = (
    "Thời hạn này đã qua nên bước bị khóa ngay với mọi đơn vị. Quý vị cần nêu lý do khóa ngay."
)


@transaction.atomic
def set_step(
    *,
    season_id: int,
    kind: StepKind,
    opens_at: datetime,
    due_at: datetime,
    grace_days: int = 0,
    closing: StepClosing = StepClosing.MARKS_LATE,
    reason: str = "",
    seen: str | None = None,
    actor: User | None,
) -> CalendarStep:
    """Set when a step opens and when it is due; an earlier setting is replaced.

    Args:
        due_at: the first moment after the announced time.
        grace_days: days after ``due_at`` which do not count as late (``rules.deadlines``).
        closing: what comes after all of that is marked as late, or refused.
        reason: why; demanded of a person whose setting shuts the step at once.
        seen: ``mark_of`` the setting that the page was showing; None to replace any.

    Raises:
        NotAllowed: not by this person.
        Stale: someone else set the step after the page was opened.
        Invalid: the step is due before it opens, the days of grace are out of range, or no
            reason was given for shutting it at once.
    """
    season = season_to_write(season_id, actor)
    _check_times(opens_at, due_at, grace_days)
    known = season.steps.filter(kind=kind.value).first()
    _demand_seen(seen, known)
    step = known or CalendarStep(season=season, kind=kind.value)
    before, held = (_snapshot(known), _window(known)) if known else ({}, None)
    step.opens_at, step.due_at, step.grace_days = opens_at, due_at, grace_days
    step.closing = closing.value
    if actor is not None:
        _demand_reason(held, step, reason)
    checked(step).save()
    audit.record(
        actor=actor,
        action="step.set",
        subject=step,
        before=before,
        after=_snapshot(step),
        reason=reason.strip(),
    )
    return step


@transaction.atomic
def extend_step(
    *,
    step_id: int,
    agency: Agency,
    due_at: datetime,
    reason: str,
    seen: str | None = None,
    actor: User | None,
) -> StepExtension:
    """Give one member more time; an earlier extension is replaced, the audit keeps it.

    Args:
        due_at: the first moment that is too late for this member.
        seen: ``mark_of`` the extension that the page was showing; None to replace any.

    Raises:
        NotAllowed: not by this person, or for an agency they are a party to.
        Stale: someone else extended the step for this member after the page was opened.
        Invalid: no reason, no member, or a day that is no later than everybody's.
    """
    season_id = CalendarStep.objects.values_list("season_id", flat=True).get(pk=step_id)
    season = locked_season(season_id)
    can_extend_step(standing_of(actor), season, agency.pk).demand()
    step = CalendarStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step_id)
    _check_extension(step, agency, due_at, reason)
    known = step.extensions.filter(agency=agency).first()
    _demand_seen(seen, known)
    extension = known or StepExtension(step=step, agency=agency)
    before = _extension_snapshot(known) if known else {}
    extension.due_at, extension.reason = due_at, reason.strip()
    extension.approved_by, extension.approved_at = actor, timezone.now()
    checked(extension).save()
    audit.record(
        actor=actor,
        action="step.extend",
        subject=extension,
        before=before,
        after=_extension_snapshot(extension),
        reason=extension.reason,
    )
    return extension


def mark_of(row: CalendarStep | StepExtension | None) -> str:
    """Return a short mark of a setting, to know later whether it is still the one seen."""
    if row is None:
        return NOTHING_YET
    held = _snapshot(row) if isinstance(row, CalendarStep) else _extension_snapshot(row)
    plain = "|".join(
        str(value.astimezone(UTC) if isinstance(value, datetime) else value)
        for value in held.values()
    )
    return f"{zlib.crc32(plain.encode()):08x}"


def _demand_seen(seen: str | None, known: CalendarStep | StepExtension | None) -> None:
    if seen is not None and seen != mark_of(known):
        raise Stale(
            "Thời hạn này vừa được người khác đặt lại. Quý vị xem lại thời hạn hiện nay trước "
            "khi làm tiếp."
        )


def _demand_reason(held: Window | None, step: CalendarStep, reason: str) -> None:
    """Who leads the season competes in it, so shutting the others out needs a reason on record."""
    if not reason.strip() and shuts_at_once(held, _window(step), timezone.now()):
        raise Invalid(NO_REASON_TO_SHUT, field="reason")


def _window(step: CalendarStep) -> Window:
    refuses = step.closing == StepClosing.REFUSES
    return Window(step.opens_at, step.due_at, step.grace_days, refuses)


def _check_times(opens_at: datetime, due_at: datetime, grace_days: int) -> None:
    if opens_at >= due_at:
        raise Invalid(DUE_TOO_EARLY, field="due_at")
    if not 0 <= grace_days <= MAX_GRACE_DAYS:
        raise Invalid(f"Số ngày gia hạn chung từ 0 đến {MAX_GRACE_DAYS}.", field="grace_days")


def _check_extension(step: CalendarStep, agency: Agency, due_at: datetime, reason: str) -> None:
    if not reason.strip():
        raise Invalid("Quý vị cần nêu lý do gia hạn.", field="reason")
    if due_at <= step.due_at:
        raise Invalid("Hạn mới phải sau hạn chung.", field="due_at")
    if not step.season.memberships.filter(agency=agency).exists():
        raise Invalid("Đơn vị này không phải thành viên của khối, cụm.", field="agency")


def _snapshot(step: CalendarStep) -> dict[str, object]:
    return {
        "kind": step.kind,
        "opens_at": step.opens_at,
        "due_at": step.due_at,
        "grace_days": step.grace_days,
        "closing": step.closing,
    }


def _extension_snapshot(extension: StepExtension) -> dict[str, object]:
    return {
        "agency": extension.agency.code,
        "due_at": extension.due_at,
        "reason": extension.reason,
    }
