"""Criteria tables: a published version never changes; a season scores with one."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.constraints import one_of
from blocs.models import Agency, Bloc, Cycle, Province, Season
from blocs.models.agencies import CODE
from blocs.models.labels import STAGES
from blocs.rules.stages import ORDER, has_reached
from blocs.states import Stage
from scoring.models.labels import CRITERION_KINDS, DIRECTIONS, SCORERS, TABLE_STATES
from scoring.rules.naming import MOST_CODE, MOST_KEY, MOST_UNIT
from scoring.states import CriterionKind, Direction, Scorer, TableState

if TYPE_CHECKING:
    from blocs.standing import Standing


class CriteriaTableQuerySet(models.QuerySet["CriteriaTable"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the tables of the provinces the person watches, and published shared ones."""
        scope = standing.watches
        if scope.everything:
            return self
        if not scope.province_ids and not scope.bloc_ids:
            return self.none()
        blocs = Bloc.objects.filter(pk__in=scope.bloc_ids).values("province")
        return self.filter(
            Q(province__in=scope.province_ids)
            | Q(province__in=blocs)
            | (Q(province__isnull=True) & ~Q(state=TableState.DRAFT.value))
        )

    def usable_in(self, season: Season) -> Self:
        """Keep the published tables of the season's province, and shared ones."""
        own = Q(province__isnull=True) | Q(province=season.bloc.province_id)
        return self.filter(own, state=TableState.PUBLISHED.value)


class CriteriaTable(models.Model):
    """One version of a score table; ``scale`` is the sum of its groups, in points.

    ``rules`` are the table's written rules (rounding, caps, final points, ties, bands,
    conditions) as ``rules.settings.read_rules`` reads them. ``amends`` is the version that
    an amendment changes; ``cloned_from`` the table of an earlier cycle it was made from.
    ``cycle`` is the cycle it was made for; None where nobody said so. ``province`` owns the
    table; None is shared by all, and only who manages everything may change it. Once
    published, triggers of the database refuse any change but that to ``closed``.
    ``version`` grows with every change of a draft.
    """

    code = models.CharField(max_length=80, validators=[CODE])
    number = models.PositiveSmallIntegerField(default=1)
    cycle = models.ForeignKey(
        Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="tables"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="tables"
    )
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=TABLE_STATES, default=TableState.DRAFT.value)
    scale = models.DecimalField(max_digits=9, decimal_places=2)
    published_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    rules = models.JSONField(default=dict, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    cloned_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CriteriaTableQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-number"]
        constraints = [
            one_of("state", TableState, name="table_state_valid"),
            models.UniqueConstraint(fields=["code", "number"], name="table_once_per_version"),
            models.CheckConstraint(name="table_scale_positive", condition=Q(scale__gt=0)),
            models.CheckConstraint(
                name="table_not_its_own_source",
                condition=(Q(amends__isnull=True) | ~Q(amends=F("id")))
                & (Q(cloned_from__isnull=True) | ~Q(cloned_from=F("id"))),
            ),
            models.CheckConstraint(
                name="table_draft_iff_never_published",
                condition=Q(state=TableState.DRAFT.value, published_at__isnull=True)
                | (~Q(state=TableState.DRAFT.value) & Q(published_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scoring:table-detail", args=[self.pk])


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def leaves(self) -> Self:
        return self.exclude(kind=CriterionKind.GROUP.value)


class Criterion(models.Model):
    """A node of the tree. ``key`` joins the codes from the root ("I.2.a"), once per table.

    ``position`` numbers the whole table in reading order, parents before children.
    ``max_points`` is what counts in the scale; ``rule`` holds the formula's parameters as
    ``rules.formulas`` reads them; ``min_points`` is the floor, below zero for deductions.
    ``origin`` is the criterion of the earlier version or cycle that this one continues.
    """

    table = models.ForeignKey(CriteriaTable, on_delete=models.CASCADE, related_name="criteria")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    position = models.PositiveSmallIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=MOST_CODE)
    key = models.CharField(max_length=MOST_KEY)
    label = models.TextField()
    kind = models.CharField(max_length=16, choices=CRITERION_KINDS)
    max_points = models.DecimalField(max_digits=9, decimal_places=2)
    min_points = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal(0))
    rule = models.JSONField(default=dict, blank=True)
    unit = models.CharField(max_length=MOST_UNIT, blank=True)
    direction = models.CharField(max_length=6, choices=DIRECTIONS, default=Direction.HIGHER.value)
    scored_by = models.CharField(max_length=12, choices=SCORERS, default=Scorer.AGENCY.value)
    sector = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="sector_criteria"
    )
    origin = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors"
    )
    step = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal("0.25"))
    guidance = models.TextField(blank=True)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["table", "position"]
        constraints = [
            one_of("kind", CriterionKind, name="criterion_kind_valid"),
            models.UniqueConstraint(fields=["table", "key"], name="criterion_own_key"),
            models.UniqueConstraint(fields=["table", "position"], name="criterion_own_position"),
            one_of("direction", Direction, name="criterion_direction_valid"),
            one_of("scored_by", Scorer, name="criterion_scorer_valid"),
            models.CheckConstraint(
                name="criterion_sector_is_named",
                condition=Q(scored_by=Scorer.SECTOR.value, sector__isnull=False)
                | (~Q(scored_by=Scorer.SECTOR.value) & Q(sector__isnull=True)),
            ),
            models.CheckConstraint(
                name="criterion_range_in_order",
                condition=Q(max_points__gte=0, min_points__lte=0, max_points__gt=F("min_points")),
            ),
            models.CheckConstraint(name="criterion_step_positive", condition=Q(step__gt=0)),
            models.CheckConstraint(
                name="criterion_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.label[:60]}"


class SeasonTableQuerySet(models.QuerySet["SeasonTable"]):
    def with_totals_closed(self) -> Self:
        """Keep those of seasons that have not reached the stage that opens the totals.

        What the review opens stays open when the season is taken back.
        """
        found = Q(pk__in=[])
        for stage in ORDER:
            later = [one.value for one in ORDER if not has_reached(stage, one)]
            found |= Q(season__stage=stage.value, totals_from__in=later)
        return self.filter(found).exclude(totals_from=Stage.BLOC_REVIEW.value)


class SeasonTable(models.Model):
    """The table that a season scores with, and whether its scores are sample data.

    ``totals_from`` and ``lines_from`` are the stages from which the members see each other's
    totals and lines; never before the ranking is frozen and all of it public (decision 0004).
    """

    season = models.OneToOneField(Season, on_delete=models.CASCADE, related_name="season_table")
    table = models.ForeignKey(CriteriaTable, on_delete=models.PROTECT, related_name="seasons")
    scores_are_sample = models.BooleanField(default=False)
    totals_from = models.CharField(max_length=20, choices=STAGES, default=Stage.BLOC_REVIEW.value)
    lines_from = models.CharField(max_length=20, choices=STAGES, default=Stage.BLOC_REVIEW.value)

    objects = SeasonTableQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("totals_from", Stage, name="seasontable_totals_from_valid"),
            one_of("lines_from", Stage, name="seasontable_lines_from_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.season}: {self.table}"
