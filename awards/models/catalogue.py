"""The catalogue of awards, what agencies hold, and how many a bloc received in a year."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from awards.models.labels import AWARD_BASES, AWARD_KINDS, AWARD_LEVELS, RECORD_ORIGINS
from awards.models.provincial import ProvincialQuerySet
from awards.states import AwardBasis, AwardKind, AwardLevel, RecordOrigin
from blocs.models import Agency, Cycle, Province, Season
from blocs.models.agencies import CODE


class AwardTypeQuerySet(ProvincialQuerySet["AwardType"]):
    def given_on(self, day: date) -> Self:
        """Keep the forms that could be given on the day."""
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gt=day))


class AwardType(models.Model):
    """A title or commendation under its canonical name (Luật 06/2022/QH15).

    A province may have forms of its own, such as flags of three grades: ``counts_as`` is the
    canonical award that such a form is. ``item`` is what is handed over. The law may change a
    form: it can be given from ``valid_from`` until before ``valid_to``.
    """

    code = models.CharField(max_length=60, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=AWARD_KINDS)
    level = models.CharField(max_length=10, choices=AWARD_LEVELS)
    decided_by = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(unique=True)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="award_types"
    )
    counts_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="variants"
    )
    grade = models.PositiveSmallIntegerField(null=True, blank=True)
    item = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = AwardTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="awardtype_grade_valid",
                condition=Q(grade__isnull=True) | Q(grade__range=(1, 3)),
            ),
            models.CheckConstraint(
                name="awardtype_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
            ),
            models.CheckConstraint(
                name="awardtype_variant_of_a_province",
                condition=Q(counts_as__isnull=True)
                | (Q(province__isnull=False) & ~Q(counts_as=F("id"))),
            ),
            one_of("kind", AwardKind, name="awardtype_kind_valid"),
            one_of("level", AwardLevel, name="awardtype_level_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_given_on(self, day: date) -> bool:
        """Say whether the form can be given on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


class AwardLabel(models.Model):
    """What a province calls an award, and what it hands over with it; at least one of both."""

    province = models.ForeignKey(Province, on_delete=models.CASCADE, related_name="award_labels")
    award_type = models.ForeignKey(AwardType, on_delete=models.CASCADE, related_name="labels")
    label = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["province", "award_type__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "award_type"], name="awardlabel_one_per_province"
            ),
            models.CheckConstraint(
                name="awardlabel_says_something", condition=~Q(label="") | ~Q(item="")
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.item


class AwardRecord(models.Model):
    """An award that an agency holds for its achievement in one cycle; never deleted.

    ``version`` grows with every change; a record that turns out wrong is revoked, with the day
    and the reason, and may then be entered again under the same decision.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="award_records")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="records")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="award_records")
    basis = models.CharField(max_length=10, choices=AWARD_BASES, default=AwardBasis.MERIT.value)
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
        ordering = ["agency", "-cycle__starts_on", "award_type__position"]
        constraints = [
            one_of("origin", RecordOrigin, name="awardrecord_origin_valid"),
            models.CheckConstraint(
                name="awardrecord_revoked_after_its_day",
                condition=Q(revoked_on__isnull=True)
                | Q(decided_on__isnull=True)
                | Q(revoked_on__gte=F("decided_on")),
            ),
            one_of("basis", AwardBasis, name="awardrecord_basis_valid"),
            models.UniqueConstraint(
                fields=["agency", "award_type", "cycle", "basis", "decision_number"],
                condition=Q(revoked_on__isnull=True),
                name="awardrecord_once_per_decision",
            ),
            models.CheckConstraint(
                name="awardrecord_revoked_with_a_reason",
                condition=Q(revoked_on__isnull=True, revocation_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revocation_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_type}, {self.cycle}: {self.agency}"


class AwardCount(models.Model):
    """How many members received an award in a season, where a source names none of them."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="award_counts")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="counts")
    agencies = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["season", "award_type__position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "award_type"], name="awardcount_once"),
            models.CheckConstraint(name="awardcount_positive", condition=Q(agencies__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.award_type}: {self.agencies}"
