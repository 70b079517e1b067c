"""Points that several agencies give to one line, votes, and recorded decisions on ties."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models import Agency, Season
from scoring.models.labels import GIVEN_LAYERS
from scoring.models.sheets import ScoreLine
from scoring.states import GivenLayer


class LayerScore(models.Model):
    """The points of one sector agency, or of one other member, for one line.

    ``min_points`` and ``max_points`` repeat the line's, so that the database holds the range.
    ``actual`` is the result or index, where the points follow from it.
    """

    line = models.ForeignKey(ScoreLine, on_delete=models.CASCADE, related_name="given")
    layer = models.CharField(max_length=6, choices=GIVEN_LAYERS)
    scorer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="given_scores")
    min_points = models.DecimalField(max_digits=9, decimal_places=2)
    max_points = models.DecimalField(max_digits=9, decimal_places=2)
    actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["line", "layer", "scorer"]
        constraints = [
            one_of("layer", GivenLayer, name="layerscore_layer_valid"),
            models.UniqueConstraint(
                fields=["line", "layer", "scorer"], name="layerscore_once_per_scorer"
            ),
            models.CheckConstraint(
                name="layerscore_in_range",
                condition=Q(points__isnull=True)
                | Q(points__gte=F("min_points"), points__lte=F("max_points")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer}: {self.points}"


class CrossAssignment(models.Model):
    """Which member scores which other member; never its own sheet."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="cross_assignments")
    scorer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cross_scoring")
    subject = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cross_scored")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["season", "scorer", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["season", "scorer", "subject"], name="crossassignment_once"
            ),
            models.CheckConstraint(
                name="crossassignment_not_oneself", condition=~Q(scorer=F("subject"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer} → {self.subject}"


class MemberVote(models.Model):
    """How many agreed with a member in the bloc's vote, of how many who voted."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="member_votes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="member_votes")
    votes = models.PositiveSmallIntegerField()
    voters = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["season", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["season", "agency"], name="membervote_once"),
            models.CheckConstraint(
                name="membervote_in_range", condition=Q(voters__gte=1, votes__lte=F("voters"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.votes}/{self.voters}"


class TieDecision(models.Model):
    """A recorded decision that parts equal members: the smaller place stands first."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="tie_decisions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="tie_decisions")
    place = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["season", "place"]
        constraints = [
            models.UniqueConstraint(fields=["season", "agency"], name="tiedecision_once"),
            models.CheckConstraint(name="tiedecision_from_one", condition=Q(place__gte=1)),
            models.CheckConstraint(name="tiedecision_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.agency}"
