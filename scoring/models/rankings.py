"""Rankings: a frozen copy of final points, ranks and reasons; never a query."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.constraints import one_of
from blocs.models import Agency, Season
from scoring.models.labels import RANKING_ORIGINS
from scoring.states import RankingOrigin


class RankingQuerySet(models.QuerySet["Ranking"]):
    def current(self) -> Self:
        """Keep the rankings that none replaces."""
        return self.filter(is_current=True)


class Ranking(models.Model):
    """One freezing of a season's ranking. ``content`` is what was hashed."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="rankings")
    number = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=RANKING_ORIGINS)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_current = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["season", "-number"]
        constraints = [
            one_of("origin", RankingOrigin, name="ranking_origin_valid"),
            models.UniqueConstraint(fields=["season", "number"], name="ranking_own_number"),
            models.UniqueConstraint(
                fields=["season"], condition=Q(is_current=True), name="ranking_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.season} ({self.number})"


class RankingRow(models.Model):
    """One member in a ranking; ``rank`` is empty for a member that was not ranked."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="rows")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="ranking_rows")
    position = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    shared = models.BooleanField(default=False)
    self_total = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    appraised_total = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    final_total = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["ranking", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "agency"], name="rankingrow_once"),
            models.UniqueConstraint(fields=["ranking", "position"], name="rankingrow_own_position"),
            models.CheckConstraint(
                name="rankingrow_rank_from_one", condition=Q(rank__isnull=True) | Q(rank__gte=1)
            ),
            models.CheckConstraint(
                name="rankingrow_unranked_has_a_reason",
                condition=Q(rank__isnull=False) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank or '—'}. {self.agency}"
