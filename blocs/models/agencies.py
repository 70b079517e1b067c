"""Provinces and the agencies that take part; names and succession are dated."""

from datetime import date
from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models.labels import AGENCY_LEVELS, LETTERHEADS, SUCCESSION_KINDS
from blocs.states import AgencyLevel, LetterheadBy, SuccessionKind

CODE = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Mã chỉ gồm chữ thường không dấu, số và gạch nối."
)


class Province(models.Model):
    """A province or centrally run city; its words stand on top of the papers.

    ``letterhead_by`` says whether its blocs, which have no seal, print on the letterhead of the
    agency that heads them or under their own name.
    """

    code = models.CharField(max_length=40, unique=True, validators=[CODE])
    name = models.CharField(max_length=120)
    letterhead = models.CharField(max_length=200, blank=True)
    letterhead_by = models.CharField(
        max_length=12, choices=LETTERHEADS, default=LetterheadBy.HEAD_AGENCY.value
    )
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [one_of("letterhead_by", LetterheadBy, name="province_letterhead_valid")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A member agency or unit (đơn vị thành viên)."""

    code = models.CharField(max_length=80, unique=True, validators=[CODE])
    name = models.CharField(max_length=250)
    short_name = models.CharField(max_length=120)
    level = models.CharField(
        max_length=12, choices=AGENCY_LEVELS, default=AgencyLevel.PROVINCIAL.value
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies"
    )
    founded_on = models.DateField(null=True, blank=True)
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("level", AgencyLevel, name="agency_level_valid"),
            models.CheckConstraint(
                name="agency_dates_in_order",
                condition=Q(founded_on__isnull=True)
                | Q(dissolved_on__isnull=True)
                | Q(founded_on__lt=F("dissolved_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyNameQuerySet(models.QuerySet["AgencyName"]):
    def on(self, day: date) -> Self:
        """Keep the names that were in force on the day (half-open period)."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(started, Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class AgencyName(models.Model):
    """A name the agency bore before; papers of that time keep it."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=250)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = AgencyNameQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "valid_from"], name="agencyname_once_per_start"
            ),
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(valid_from__isnull=True),
                name="agencyname_once_without_start",
            ),
            models.CheckConstraint(
                name="agencyname_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """One agency follows another (hợp nhất, chia tách, giải thể)."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessions"
    )
    kind = models.CharField(max_length=12, choices=SUCCESSION_KINDS)
    happened_on = models.DateField()
    basis = models.CharField(max_length=250, blank=True)
    inherits_history = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_on"]
        constraints = [
            one_of("kind", SuccessionKind, name="succession_kind_valid"),
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_once_per_pair"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(successor__isnull=True),
                name="succession_dissolved_once",
            ),
            models.CheckConstraint(
                name="succession_not_to_itself",
                condition=Q(successor__isnull=True) | ~Q(successor=F("predecessor")),
            ),
            models.CheckConstraint(
                name="succession_without_successor_iff_dissolved",
                condition=Q(kind=SuccessionKind.DISSOLVED.value, successor__isnull=True)
                | (~Q(kind=SuccessionKind.DISSOLVED.value) & Q(successor__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor or '—'}"
