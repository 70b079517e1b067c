"""Facts that bar a member, or cost it points: declared by one person, confirmed by another."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from blocs.models import Agency, Office, Season
from scoring.models.evidence import EvidenceFile
from scoring.models.labels import FACT_STATES
from scoring.rules.settings import MOST_CONDITION_CODE
from scoring.states import FactState

if TYPE_CHECKING:
    from blocs.standing import Standing


class DeclaredFactQuerySet(models.QuerySet["DeclaredFact"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the facts about the person's agencies, and of seasons they run or oversee."""
        if standing.watches.everything:
            return self
        agencies = standing.agency_ids
        seasons = Season.objects.visible_to(standing)
        run = Office.objects.of_bloc_heads().filter(agency__in=agencies).values("season")
        return self.filter(
            Q(agency__in=agencies)
            | Q(season__in=run)
            | Q(season__in=seasons.overseen_by(standing).values("pk"))
        )


class DeclaredFact(models.Model):
    """One fact about one member; ``condition`` is the code of a condition of the table."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="declared_facts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="declared_facts")
    condition = models.CharField(max_length=MOST_CONDITION_CODE)
    fact = models.TextField()
    document = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(
        EvidenceFile, on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )
    state = models.CharField(max_length=10, choices=FACT_STATES, default=FactState.DECLARED.value)
    version = models.PositiveIntegerField(default=1)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declared_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    objects = DeclaredFactQuerySet.as_manager()

    class Meta:
        ordering = ["season", "agency", "declared_at"]
        constraints = [
            one_of("state", FactState, name="declaredfact_state_valid"),
            models.CheckConstraint(name="declaredfact_says_something", condition=~Q(fact="")),
            models.CheckConstraint(
                name="declaredfact_decided_has_its_time",
                condition=Q(state=FactState.DECLARED.value, decided_at__isnull=True)
                | (~Q(state=FactState.DECLARED.value) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="declaredfact_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(declared_by__isnull=True)
                | ~Q(decided_by=F("declared_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.fact[:60]}"
