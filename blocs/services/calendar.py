"""The calendar of a season: deadlines, and more time for one agency."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, CalendarStep, StepExtension
from blocs.permissions import can_manage_season
from blocs.services.rows import checked, locked_season, season_to_write
from blocs.standing import standing_of
from blocs.states import StepKind

MAX_GRACE_DAYS = 90


@transaction.atomic
def set_step(
    *,
    season_id: int,
    kind: StepKind,
    opens_at: datetime,
    due_at: datetime,
    grace_days: int = 0,
    actor: User | None,
) -> CalendarStep:
    """Set when a step opens and when it is due; an earlier setting is replaced.

    Args:
        due_at: the first moment after the announced time.
        grace_days: days after ``due_at`` which do not count as late (``rules.deadlines``).

    Raises:
        NotAllowed: not by this person.
        Invalid: the step is due before it opens, or the days of grace are out of range.
    """
    season = season_to_write(season_id, actor)
    if opens_at >= due_at:
        raise Invalid("Hạn cuối phải sau thời điểm bắt đầu.", field="due_at")
    if not 0 <= grace_days <= MAX_GRACE_DAYS:
        raise Invalid(f"Số ngày gia hạn chung từ 0 đến {MAX_GRACE_DAYS}.", field="grace_days")
    step = season.steps.filter(kind=kind.value).first() or CalendarStep(
        season=season, kind=kind.value
    )
    before = _snapshot(step) if step.pk else {}
    step.opens_at, step.due_at, step.grace_days = opens_at, due_at, grace_days
    checked(step).save()
    audit.record(actor=actor, action="step.set", subject=step, before=before, after=_snapshot(step))
    return step


@transaction.atomic
def extend_step(
    *, step_id: int, agency: Agency, due_at: datetime, reason: str, actor: User | None
) -> StepExtension:
    """Give one member more time; an earlier extension is replaced.

    Args:
        due_at: the first moment that is too late for this member.

    Raises:
        NotAllowed: not by this person.
        Invalid: no reason, no member, or a day that is no later than everybody's.
    """
    season_id = CalendarStep.objects.values_list("season_id", flat=True).get(pk=step_id)
    season = locked_season(season_id)
    can_manage_season(standing_of(actor), season).demand()
    step = CalendarStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step_id)
    _check_extension(step, agency, due_at, reason)
    extension = step.extensions.filter(agency=agency).first() or StepExtension(
        step=step, agency=agency
    )
    before = _extension_snapshot(extension) if extension.pk else {}
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
    }


def _extension_snapshot(extension: StepExtension) -> dict[str, object]:
    return {
        "agency": extension.agency.code,
        "due_at": extension.due_at,
        "reason": extension.reason,
    }
