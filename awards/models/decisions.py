"""The council's votes and the decisions that grant awards."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.constraints import one_of
from awards.models.labels import DECISION_STATES, SHARE_BASES
from awards.models.proposals import Proposal
from awards.states import DecisionState, ShareBase
from blocs.models import Cycle, Province, Season

if TYPE_CHECKING:
    from blocs.standing import Standing


Row = TypeVar("Row", bound=models.Model)


class OfProvinceQuerySet(models.QuerySet[Row]):
    def overseen_by(self, standing: "Standing") -> Self:
        """Keep what belongs to the provinces that the person oversees as a whole."""
        if standing.watches.everything:
            return self
        return self.filter(province__in=standing.watches.province_ids)


class DecisionQuerySet(OfProvinceQuerySet["Decision"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep those the person oversees, and published ones that concern a season they see."""
        seasons = Season.objects.visible_to(standing).values("pk")
        lines = DecisionLine.objects.filter(proposal__season__in=seasons)
        concerns = Q(state=DecisionState.PUBLISHED.value, pk__in=lines.values("decision"))
        overseen = self.overseen_by(standing).values("pk")
        return self.filter(concerns | Q(pk__in=overseen))


class SessionQuerySet(OfProvinceQuerySet["CouncilSession"]):
    pass


class CouncilSession(models.Model):
    """One sitting of the province's council, with the rule that its votes are counted by.

    A nominee passes with ``threshold_numerator/threshold_denominator`` of ``base``; more than
    that where ``threshold_strict``.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="sessions")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="council_sessions")
    name = models.CharField(max_length=200)
    held_on = models.DateField()
    members = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=7, choices=SHARE_BASES, default=ShareBase.MEMBERS.value)
    threshold_numerator = models.PositiveSmallIntegerField()
    threshold_denominator = models.PositiveSmallIntegerField()
    threshold_strict = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            one_of("base", ShareBase, name="session_base_valid"),
            models.CheckConstraint(
                name="session_somebody_present",
                condition=Q(present__gte=1, present__lte=F("members")),
            ),
            models.CheckConstraint(
                name="session_threshold_is_a_share",
                condition=Q(
                    threshold_numerator__gte=1,
                    threshold_numerator__lte=F("threshold_denominator"),
                ),
            ),
            models.CheckConstraint(name="session_names_its_rule", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("awards:session-detail", args=[self.pk])


class CouncilVote(models.Model):
    """How the council voted on one proposal; whether it passes follows from the numbers."""

    session = models.ForeignKey(CouncilSession, on_delete=models.CASCADE, related_name="votes")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="council_votes")
    agreed = models.PositiveSmallIntegerField()
    disagreed = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField(default=0)
    passed = models.BooleanField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["session", "proposal"]
        constraints = [
            models.UniqueConstraint(fields=["session", "proposal"], name="councilvote_once"),
            models.CheckConstraint(
                name="councilvote_somebody_voted",
                condition=Q(agreed__gt=0) | Q(disagreed__gt=0) | Q(invalid__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.agreed}/{self.disagreed}"


class Decision(models.Model):
    """A decision of the province that grants awards; published, it never changes.

    ``year`` is that of ``issued_on``: numbers of one issuer start again every year, and each
    province has its own issuer of that name.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="decisions")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="decisions")
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    issuer = models.CharField(max_length=200)
    signer_office = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=9, choices=DECISION_STATES, default=DecisionState.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposals = models.ManyToManyField(Proposal, through="DecisionLine", related_name="decisions")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            one_of("state", DecisionState, name="decision_state_valid"),
            models.UniqueConstraint(
                fields=["province", "issuer", "number", "year"],
                name="decision_own_number",
                violation_error_message="Cơ quan này đã có quyết định cùng số trong năm.",
            ),
            models.CheckConstraint(
                name="decision_published_iff_it_has_its_time",
                condition=Q(state=DecisionState.DRAFT.value, published_at__isnull=True)
                | Q(state=DecisionState.PUBLISHED.value, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_has_number_and_issuer", condition=~Q(number="") & ~Q(issuer="")
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("awards:decision-detail", args=[self.pk])


class DecisionLine(models.Model):
    """One proposal in a decision; a proposal stands in one decision at most."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="lines")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="decision_line"
    )

    class Meta:
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return f"{self.decision}: {self.proposal}"
