"""Who changed a line last, and when, as the audit knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import AuditEvent
from scoring.models import ScoreLine

LINE = "scoring.scoreline"
WHOLE_SHEET = ("sheet.save_lines", "sheet.accept_self_points")


@dataclass(frozen=True, slots=True)
class LineChange:
    """The last change of a line: when, and the name of the person (empty for the system)."""

    at: datetime
    by: str


def last_change(line: ScoreLine) -> LineChange | None:
    """Return the last change of a line, saved alone or with the whole sheet. One query."""
    alone = Q(subject_type=LINE, subject_id=str(line.pk))
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


def last_writers(lines: Sequence[ScoreLine]) -> dict[int, int | None]:
    """Return who of the agency saved each line of a sheet last, alone or with the whole form.

    One query. By the line's number; None is the operator; a line that nobody saved is left out.
    """
    keys = {line.criterion.key: line.pk for line in lines}
    alone = Q(
        subject_type=LINE,
        subject_id__in=[str(line.pk) for line in lines],
        action="line.save",
    )
    together = Q(
        subject_type="scoring.scoresheet",
        subject_id__in={str(line.sheet_id) for line in lines},
        action="sheet.save_lines",
    )
    rows = AuditEvent.objects.filter(alone | together).order_by("id")
    found: dict[int, int | None] = {}
    for kind, subject, after, actor in rows.values_list(
        "subject_type", "subject_id", "after", "actor"
    ):
        saved = [int(subject)] if kind == LINE else [keys[key] for key in after if key in keys]
        found |= dict.fromkeys(saved, actor)
    return found
