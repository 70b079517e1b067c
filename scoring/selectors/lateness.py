"""How late a sheet was sent, what that costs, and whether the mark was taken off."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from accounts.models import AuditEvent
from scoring.models import CriteriaTable, ScoreSheet
from scoring.rules.deductions import late_points
from scoring.rules.settings_json import read_rules
from scoring.selectors.due import days_late_now
from scoring.selectors.points import LayerPoints

CLEARED = "sheet.clear_late"


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a late sheet shows: the days, the points they cost, the total before and after.

    The total is that of the points given so far: the agency's own until others may be shown;
    None where nothing is scored yet.
    """

    days: int
    points: Decimal
    raw: Decimal | None
    is_own: bool

    @property
    def total(self) -> Decimal | None:
        """The total after the deduction, in points."""
        return None if self.raw is None else max(self.raw - self.points, Decimal(0))


@dataclass(frozen=True, slots=True)
class ClearedLate:
    """A late mark that was taken off: how many days, when, by whom, why."""

    days: int
    at: datetime
    by: str
    reason: str


def lateness_of(
    sheet: ScoreSheet, table: CriteriaTable, total: LayerPoints, *, shows_appraisal: bool
) -> Lateness | None:
    """Return what the delay of a late sheet costs by its table; None for one in time.

    Args:
        shows_appraisal: the reader may see more than the agency's own points by now.
    """
    if not sheet.submitted_late:
        return None
    is_own = not shows_appraisal or total.appraised is None
    return Lateness(
        days=sheet.days_late,
        points=late_points(read_rules(table.rules).late, sheet.days_late),
        raw=total.own if is_own else total.final,
        is_own=is_own,
    )


def would_be_late(sheet: ScoreSheet, table: CriteriaTable) -> Lateness | None:
    """Return what it costs to send a sheet for the first time now; None while it is in time."""
    days = 0 if sheet.submitted_at is not None else days_late_now(sheet)
    if not days:
        return None
    points = late_points(read_rules(table.rules).late, days)
    return Lateness(days=days, points=points, raw=None, is_own=True)


def cleared_late(sheet: ScoreSheet) -> ClearedLate | None:
    """Return how the late mark of a sheet was taken off, as the audit knows it. One query."""
    event = (
        AuditEvent.objects.filter(
            subject_type="scoring.scoresheet", subject_id=str(sheet.pk), action=CLEARED
        )
        .select_related("actor")
        .order_by("-id")
        .first()
    )
    if event is None:
        return None
    return ClearedLate(event.before.get("days_late", 0), event.at, event.by, event.reason)
