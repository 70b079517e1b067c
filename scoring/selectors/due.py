"""Until when an agency may send its sheet in time, and whether that time is over."""

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Now

from blocs.models import CalendarStep, StepExtension
from blocs.rules.deadlines import deadline, is_late
from blocs.states import StepKind
from scoring.models import ScoreSheet


def sheet_deadline(sheet: ScoreSheet) -> datetime | None:
    """Return the first moment that is late for the sheet; None without a calendar step."""
    asked = _clock_and_deadline(sheet)
    return None if asked is None else asked[1]


def is_submitted_late(sheet: ScoreSheet) -> bool:
    """Say whether the agency's time for self-scoring is over by the database's clock.

    The clock of the machine that serves the page may be wrong; all pages ask one clock.
    A season without the step in its calendar has no lateness.
    """
    asked = _clock_and_deadline(sheet)
    return asked is not None and is_late(*asked)


def _clock_and_deadline(sheet: ScoreSheet) -> tuple[datetime, datetime] | None:
    own = StepExtension.objects.filter(step=OuterRef("pk"), agency=sheet.agency_id)
    steps = CalendarStep.objects.filter(season=sheet.season_id, kind=StepKind.SELF_SCORING.value)
    row = (
        steps.annotate(clock=Now(), extended_to=Subquery(own.values("due_at")[:1]))
        .values_list("clock", "due_at", "grace_days", "extended_to")
        .first()
    )
    if row is None:
        return None
    clock, due_at, grace_days, extended_to = row
    return clock, deadline(due_at, grace_days, extended_to)
