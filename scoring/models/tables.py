"""Criteria tables: a published version never changes; a season scores with one."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models import Season
from blocs.models.agencies import CODE
from scoring.models.labels import CRITERION_KINDS, TABLE_STATES
from scoring.states import CriterionKind, TableState


class CriteriaTable(models.Model):
    """One version of a score table; ``scale`` is the sum of its groups, in points."""

    code = models.CharField(max_length=80, validators=[CODE])
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=TABLE_STATES, default=TableState.DRAFT.value)
    scale = models.DecimalField(max_digits=9, decimal_places=2)
    published_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["code", "-number"]
        constraints = [
            one_of("state", TableState, name="table_state_valid"),
            models.UniqueConstraint(fields=["code", "number"], name="table_once_per_version"),
            models.CheckConstraint(name="table_scale_positive", condition=Q(scale__gt=0)),
            models.CheckConstraint(
                name="table_draft_iff_never_published",
                condition=Q(state=TableState.DRAFT.value, published_at__isnull=True)
                | (~Q(state=TableState.DRAFT.value) & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def leaves(self) -> Self:
        return self.exclude(kind=CriterionKind.GROUP.value)


class Criterion(models.Model):
    """A node of the tree. ``key`` joins the codes from the root ("I.2.a"), once per table.

    ``position`` numbers the whole table in reading order, parents before children.
    """

    table = models.ForeignKey(CriteriaTable, on_delete=models.CASCADE, related_name="criteria")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    label = models.TextField()
    kind = models.CharField(max_length=10, choices=CRITERION_KINDS)
    max_points = models.DecimalField(max_digits=9, decimal_places=2)
    step = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("0.25"))
    guidance = models.TextField(blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["table", "position"]
        constraints = [
            one_of("kind", CriterionKind, name="criterion_kind_valid"),
            models.UniqueConstraint(fields=["table", "key"], name="criterion_own_key"),
            models.UniqueConstraint(fields=["table", "position"], name="criterion_own_position"),
            models.CheckConstraint(name="criterion_max_positive", condition=Q(max_points__gt=0)),
            models.CheckConstraint(name="criterion_step_positive", condition=Q(step__gt=0)),
            models.CheckConstraint(
                name="criterion_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.label[:60]}"


class SeasonTable(models.Model):
    """The table that a season scores with, and whether its scores are sample data."""

    season = models.OneToOneField(Season, on_delete=models.CASCADE, related_name="season_table")
    table = models.ForeignKey(CriteriaTable, on_delete=models.PROTECT, related_name="seasons")
    scores_are_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.season}: {self.table}"
