"""Who changed a line last, and when, as the audit knows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import AuditEvent
from scoring.models import ScoreLine

WHOLE_SHEET = ("sheet.save_lines", "sheet.accept_self_points")


@dataclass(frozen=True, slots=True)
class LineChange:
    """The last change of a line: when, and the name of the person (empty for the system)."""

    at: datetime
    by: str


def last_change(line: ScoreLine) -> LineChange | None:
    """Return the last change of a line, saved alone or with the whole sheet. One query."""
    alone = Q(subject_type="scoring.scoreline", subject_id=str(line.pk))
    together = Q(
        subject_type="scoring.scoresheet",
        subject_id=str(line.sheet_id),
        action__in=WHOLE_SHEET,
        after__has_key=line.criterion.key,
    )
    events = AuditEvent.objects.filter(alone | together).select_related("actor")
    event = events.order_by("-id").first()
    if event is None:
        return None
    return LineChange(at=event.at, by=event.actor.full_name if event.actor else "")
