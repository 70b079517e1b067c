"""The catalogue of awards, what agencies hold, and how many a bloc received in a year."""

from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from awards.models.labels import AWARD_BASES, AWARD_KINDS, AWARD_LEVELS
from awards.states import AwardBasis, AwardKind, AwardLevel
from blocs.models import Agency, Cycle, Season
from blocs.models.agencies import CODE


class AwardType(models.Model):
    """A title or commendation under its canonical name (Luật 06/2022/QH15)."""

    code = models.CharField(max_length=60, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=14, choices=AWARD_KINDS)
    level = models.CharField(max_length=10, choices=AWARD_LEVELS)
    decided_by = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            one_of("kind", AwardKind, name="awardtype_kind_valid"),
            one_of("level", AwardLevel, name="awardtype_level_valid"),
        ]

    def __str__(self) -> str:
        return self.name


class AwardRecord(models.Model):
    """An award that an agency holds for its achievement in one cycle."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="award_records")
    award_type = models.ForeignKey(AwardType, on_delete=models.PROTECT, related_name="records")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="award_records")
    basis = models.CharField(max_length=10, choices=AWARD_BASES, default=AwardBasis.MERIT.value)
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["agency", "-cycle__starts_on", "award_type__position"]
        constraints = [
            one_of("basis", AwardBasis, name="awardrecord_basis_valid"),
            models.UniqueConstraint(
                fields=["agency", "award_type", "cycle", "basis", "decision_number"],
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
