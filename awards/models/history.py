"""How well agencies completed the tasks of their years."""

from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from awards.models.labels import COMPLETION_LEVELS, RECORD_ORIGINS
from awards.states import CompletionLevel, RecordOrigin
from blocs.models import Agency, Cycle


class CompletionRating(models.Model):
    """The level (mức độ hoàn thành nhiệm vụ) that was recognised for an agency in one cycle."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="completion_ratings")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="completion_ratings")
    level = models.CharField(max_length=13, choices=COMPLETION_LEVELS)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=300, blank=True)
    origin = models.CharField(
        max_length=8, choices=RECORD_ORIGINS, default=RecordOrigin.ENTERED.value
    )
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["agency", "-cycle__starts_on"]
        constraints = [
            one_of("level", CompletionLevel, name="rating_level_valid"),
            one_of("origin", RecordOrigin, name="rating_origin_valid"),
            models.UniqueConstraint(
                fields=["agency", "cycle"],
                condition=Q(revoked_on__isnull=True),
                name="rating_one_per_cycle",
            ),
            models.CheckConstraint(
                name="rating_revoked_with_a_reason",
                condition=Q(revoked_on__isnull=True, revocation_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revocation_reason="")),
            ),
            models.CheckConstraint(
                name="rating_revoked_after_its_day",
                condition=Q(revoked_on__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(revoked_on__gte=F("decided_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.cycle}: {self.get_level_display()}"
