"""How many awards may be proposed: limits as rows with their dates and their source."""

from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from awards.models.catalogue import AwardType
from awards.models.labels import (
    QUOTA_BASES,
    QUOTA_MODES,
    QUOTA_SCOPES,
    SHARE_ROUNDINGS,
    STRICTNESSES,
)
from awards.models.provincial import ProvincialQuerySet
from awards.states import QuotaBase, QuotaMode, QuotaScope, ShareRounding, Strictness
from blocs.models import Province
from blocs.models.labels import BLOC_KINDS
from blocs.states import BlocKind


class QuotaQuerySet(ProvincialQuerySet["Quota"]):
    def with_names(self) -> Self:
        return self.select_related("award_type", "province").prefetch_related("brackets")

    def in_force(self, day: date) -> Self:
        """Keep the limits whose period [valid_from, valid_to) holds the day."""
        ended = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.filter(ended, valid_from__lte=day)


class Quota(models.Model):
    """One limit. Without a province it holds everywhere; a province's own stands before it.

    ``bloc_kind`` is empty where the limit holds for blocs and clusters alike.
    """

    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="quotas"
    )
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="quotas")
    scope = models.CharField(max_length=8, choices=QUOTA_SCOPES, default=QuotaScope.BLOC.value)
    bloc_kind = models.CharField(max_length=4, choices=BLOC_KINDS, blank=True)
    mode = models.CharField(max_length=8, choices=QUOTA_MODES)
    base = models.CharField(max_length=13, choices=QUOTA_BASES, default=QuotaBase.MEMBERS.value)
    percent = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    rounding = models.CharField(
        max_length=7, choices=SHARE_ROUNDINGS, default=ShareRounding.DOWN.value
    )
    strictness = models.CharField(max_length=4, choices=STRICTNESSES, default=Strictness.SOFT.value)
    only_leaders = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["award_type__position", "scope", "bloc_kind", "-valid_from"]
        constraints = [
            one_of("scope", QuotaScope, name="quota_scope_valid"),
            one_of("mode", QuotaMode, name="quota_mode_valid"),
            one_of("base", QuotaBase, name="quota_base_valid"),
            one_of("rounding", ShareRounding, name="quota_rounding_valid"),
            one_of("strictness", Strictness, name="quota_strictness_valid"),
            models.CheckConstraint(
                name="quota_bloc_kind_valid",
                condition=Q(bloc_kind__in=["", *(kind.value for kind in BlocKind)]),
            ),
            models.CheckConstraint(
                name="quota_bloc_kind_only_for_blocs",
                condition=Q(scope=QuotaScope.BLOC.value) | Q(bloc_kind=""),
            ),
            models.CheckConstraint(
                name="quota_percent_iff_by_percent",
                condition=Q(
                    mode=QuotaMode.PERCENT.value, percent__isnull=False, percent__range=(0, 100)
                )
                | Q(mode=QuotaMode.BRACKETS.value, percent__isnull=True),
            ),
            models.CheckConstraint(
                name="quota_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
            ),
            models.CheckConstraint(name="quota_names_its_source", condition=~Q(source="")),
            models.UniqueConstraint(
                fields=["province", "award_type", "scope", "bloc_kind", "valid_from"],
                name="quota_once_per_start",
            ),
            models.UniqueConstraint(
                fields=["award_type", "scope", "bloc_kind", "valid_from"],
                condition=Q(province__isnull=True),
                name="quota_once_per_start_everywhere",
            ),
            models.UniqueConstraint(
                fields=["province", "award_type", "scope", "bloc_kind"],
                condition=Q(valid_to__isnull=True),
                name="quota_one_open",
            ),
            models.UniqueConstraint(
                fields=["award_type", "scope", "bloc_kind"],
                condition=Q(valid_to__isnull=True, province__isnull=True),
                name="quota_one_open_everywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type}: {self.get_mode_display()}, {self.get_scope_display()}"

    def is_in_force(self, day: date) -> bool:
        """Say whether the limit's period [valid_from, valid_to) holds the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class QuotaBracket(models.Model):
    """From ``least`` to ``most`` (empty: any more), both included: at most ``limit``."""

    quota = models.ForeignKey(Quota, on_delete=models.CASCADE, related_name="brackets")
    least = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    limit = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["quota", "least"]
        constraints = [
            models.UniqueConstraint(fields=["quota", "least"], name="quotabracket_once_per_start"),
            models.UniqueConstraint(
                fields=["quota"], condition=Q(most__isnull=True), name="quotabracket_one_open"
            ),
            models.CheckConstraint(name="quotabracket_from_one", condition=Q(least__gte=1)),
            models.CheckConstraint(
                name="quotabracket_ends_in_order",
                condition=Q(most__isnull=True) | Q(most__gte=F("least")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.least}–{self.most or '…'}: {self.limit}"
