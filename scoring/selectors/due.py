"""Until when an agency may send its sheet in time, and how late it is."""

from datetime import datetime

from django.utils import timezone

from blocs.rules.deadlines import days_late
from blocs.states import StepKind
from scoring.models import ScoreSheet


def sheet_deadline(sheet: ScoreSheet) -> datetime | None:
    """Return the first moment that is late for the sheet; None without a calendar step."""
    return sheet.season.calendar.deadline(StepKind.SELF_SCORING, sheet.agency_id)


def is_extended(sheet: ScoreSheet) -> bool:
    """Say whether the agency has more time for self-scoring than the others."""
    window = sheet.season.calendar.windows.get(StepKind.SELF_SCORING)
    return window is not None and window.is_extended(sheet.agency_id)


def days_late_now(sheet: ScoreSheet) -> int:
    """Return how many days the agency's time for self-scoring is over; 0 while it is not.

    The moment is that of the database's clock: the clock of the machine that serves the page
    may be wrong, and all pages ask one clock. A season without the step has no lateness.
    """
    calendar, limit = sheet.season.calendar, sheet_deadline(sheet)
    if limit is None or calendar.now is None:
        return 0
    return days_late(timezone.localtime(calendar.now), timezone.localtime(limit))
