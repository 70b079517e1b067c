"""The calendar of a season: when a step opens, when it is due, who got more time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models.agencies import Agency
from blocs.models.blocs import Season
from blocs.models.labels import STEP_CLOSINGS, STEP_KINDS
from blocs.states import StepClosing, StepKind


class CalendarStep(models.Model):
    """One step: open from ``opens_at``, due at ``due_at`` (half-open).

    The days of grace after that do not count as late: see ``rules.deadlines``. ``closing``
    says whether what comes later is marked or refused.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=16, choices=STEP_KINDS)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    grace_days = models.PositiveSmallIntegerField(default=0)
    closing = models.CharField(
        max_length=10, choices=STEP_CLOSINGS, default=StepClosing.MARKS_LATE.value
    )

    class Meta:
        ordering = ["season", "opens_at", "due_at"]
        constraints = [
            one_of("kind", StepKind, name="step_kind_valid"),
            one_of("closing", StepClosing, name="step_closing_valid"),
            models.UniqueConstraint(fields=["season", "kind"], name="step_once_per_kind"),
            models.CheckConstraint(
                name="step_dates_in_order", condition=Q(opens_at__lt=F("due_at"))
            ),
            models.CheckConstraint(name="step_grace_at_most_90", condition=Q(grace_days__lte=90)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.due_at:%d/%m/%Y}"


class StepExtension(models.Model):
    """More time for one agency, on record: how long, why, who agreed."""

    step = models.ForeignKey(CalendarStep, on_delete=models.CASCADE, related_name="extensions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="extensions")
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["step", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "agency"], name="extension_one_per_agency_and_step"
            ),
            models.CheckConstraint(name="extension_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.due_at:%d/%m/%Y}"
