"""Until when an agency may send its sheet in time."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from blocs.models import CalendarStep, StepExtension
from blocs.states import StepKind
from scoring.models import ScoreSheet
from scoring.rules.deadlines import deadline


def sheet_deadline(sheet: ScoreSheet) -> datetime | None:
    """Return the first moment that is late for the sheet; None without a calendar step."""
    own = StepExtension.objects.filter(step=OuterRef("pk"), agency=sheet.agency_id)
    steps = CalendarStep.objects.filter(season=sheet.season_id, kind=StepKind.SELF_SCORING.value)
    row = (
        steps.annotate(extended_to=Subquery(own.values("due_at")[:1]))
        .values_list("due_at", "grace_days", "extended_to")
        .first()
    )
    return None if row is None else deadline(*row)
