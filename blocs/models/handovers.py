"""A handover on record: what went from one head to the next. It is never changed afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from blocs.models.agencies import Agency
from blocs.models.blocs import Season


class Handover(models.Model):
    """The secretariat of a season goes to the head of the following one, once.

    Everything that was handed over is kept as it was on that day: ``offices`` before and
    after, the ``steps`` of the calendar with their new dates, open ``matters`` and ``files``.
    """

    season = models.OneToOneField(Season, on_delete=models.PROTECT, related_name="handover")
    following = models.OneToOneField(Season, on_delete=models.PROTECT, related_name="taken_over")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    handed_over_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    offices = models.JSONField()
    steps = models.JSONField(blank=True)
    matters = models.JSONField(blank=True)
    files = models.JSONField(blank=True)
    performed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    performed_at = models.DateTimeField()

    class Meta:
        ordering = ["-handed_over_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="handover_to_another_season", condition=~Q(season=F("following"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season}: {self.from_agency} → {self.to_agency}"


class HandoverReceipt(models.Model):
    """The new head says that it has taken over what was handed over."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="receipt")
    note = models.CharField(max_length=1000, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.handover}"
