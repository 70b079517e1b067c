"""What an amended table did to a season that was scoring already."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models import Season
from scoring.models.labels import LINE_CHANGES, LINE_POLICIES
from scoring.models.sheets import ScoreSheet
from scoring.models.tables import CriteriaTable
from scoring.states import LineChange, LinePolicy


class Amendment(models.Model):
    """One season's change from a table's version to the next."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="amendments")
    from_table = models.ForeignKey(CriteriaTable, on_delete=models.PROTECT, related_name="+")
    to_table = models.ForeignKey(CriteriaTable, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField()

    class Meta:
        ordering = ["season", "applied_at"]
        constraints = [
            models.UniqueConstraint(fields=["season", "to_table"], name="amendment_once"),
            models.CheckConstraint(name="amendment_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.season}: {self.to_table}"


class AmendedLine(models.Model):
    """What the amendment did to one line of one sheet; ``before`` holds what stood there.

    ``key`` is the new table's; of a line that was taken away it is the old table's, and
    ``before`` is all that is left of it, its evidence and returns included.
    """

    amendment = models.ForeignKey(Amendment, on_delete=models.CASCADE, related_name="lines")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="amended_lines")
    key = models.CharField(max_length=120)
    change = models.CharField(max_length=8, choices=LINE_CHANGES, default=LineChange.CHANGED.value)
    policy = models.CharField(max_length=10, choices=LINE_POLICIES)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        ordering = ["amendment", "sheet", "key"]
        constraints = [
            one_of("policy", LinePolicy, name="amendedline_policy_valid"),
            one_of("change", LineChange, name="amendedline_change_valid"),
            models.UniqueConstraint(
                fields=["amendment", "sheet", "change", "key"], name="amendedline_once"
            ),
            models.CheckConstraint(name="amendedline_names_its_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.key}"
