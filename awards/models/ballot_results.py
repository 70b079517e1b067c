"""What people counted, what came out, and decisions that go beyond it. Results never change."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from awards.models.ballots import Ballot, Nominee

_CELLS = ("issued", "returned", "valid", "invalid", "blank", "votes", "entered_at")
_ADDS_UP = Q(returned=F("valid") + F("invalid") + F("blank")) & Q(issued__gte=F("returned"))
_NEEDED = F("threshold_numerator") * F("base")
_HELD = F("votes") * F("threshold_denominator")


class TellerCount(models.Model):
    """The numbers of one teller; empty until this teller has counted."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="teller_counts")
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="teller_counts"
    )
    place = models.PositiveSmallIntegerField()
    issued = models.PositiveSmallIntegerField(null=True, blank=True)
    returned = models.PositiveSmallIntegerField(null=True, blank=True)
    valid = models.PositiveSmallIntegerField(null=True, blank=True)
    invalid = models.PositiveSmallIntegerField(null=True, blank=True)
    blank = models.PositiveSmallIntegerField(null=True, blank=True)
    votes = models.JSONField(null=True, blank=True)  # by the nominee's position
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ballot", "place"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "teller"], name="tellercount_another_person"),
            models.UniqueConstraint(fields=["ballot", "place"], name="tellercount_own_place"),
            models.CheckConstraint(
                name="tellercount_one_of_two", condition=Q(place__gte=1, place__lte=2)
            ),
            models.CheckConstraint(
                name="tellercount_all_numbers_or_none",
                condition=Q(**{f"{name}__isnull": True for name in _CELLS})
                | Q(**{f"{name}__isnull": False for name in _CELLS}),
            ),
            models.CheckConstraint(
                name="tellercount_adds_up", condition=Q(entered_at__isnull=True) | _ADDS_UP
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}: {self.place}"


class BallotResult(models.Model):
    """The numbers of slips of a closed ballot; ``members`` and ``present`` are agencies."""

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="result")
    members = models.PositiveSmallIntegerField()
    present = models.PositiveSmallIntegerField()
    issued = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    valid = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField()
    blank = models.PositiveSmallIntegerField()
    has_quorum = models.BooleanField()

    class Meta:
        ordering = ["ballot"]
        constraints = [
            models.CheckConstraint(name="ballotresult_adds_up", condition=_ADDS_UP),
            models.CheckConstraint(
                name="ballotresult_within_the_roll",
                condition=Q(members__gte=F("present")) & Q(members__gte=F("issued")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot}"


class NomineeResult(models.Model):
    """One nominee's votes of a base, with the threshold it was held to.

    The database itself refuses a nominee that is elected without having reached it.
    """

    nominee = models.OneToOneField(Nominee, on_delete=models.CASCADE, related_name="result")
    votes = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    threshold_numerator = models.PositiveSmallIntegerField()
    threshold_denominator = models.PositiveSmallIntegerField()
    threshold_strict = models.BooleanField()
    reached = models.BooleanField()
    elected = models.BooleanField(default=False)
    tied = models.BooleanField(default=False)

    class Meta:
        ordering = ["nominee"]
        constraints = [
            models.CheckConstraint(
                name="nomineeresult_votes_within_base", condition=Q(votes__lte=F("base"))
            ),
            models.CheckConstraint(
                name="nomineeresult_reached_as_computed",
                condition=Q(reached=False)
                | (Q(threshold_strict=True) & Q(GreaterThan(_HELD, _NEEDED)))
                | (Q(threshold_strict=False, base__gte=1) & Q(GreaterThanOrEqual(_HELD, _NEEDED))),
            ),
            models.CheckConstraint(
                name="nomineeresult_elected_only_when_reached",
                condition=Q(elected=False) | Q(reached=True),
            ),
            models.CheckConstraint(
                name="nomineeresult_tied_is_not_elected",
                condition=Q(tied=False) | Q(elected=False, reached=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nominee}: {self.votes}/{self.base}"


class BallotOverride(models.Model):
    """A decision to name a nominee that the count did not elect; the count stays as it is."""

    nominee = models.OneToOneField(Nominee, on_delete=models.CASCADE, related_name="override")
    reason = models.CharField(max_length=500)
    decision = models.CharField(max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["nominee"]
        constraints = [
            models.CheckConstraint(
                name="ballotoverride_says_why", condition=~Q(reason="") & ~Q(decision="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.nominee}: {self.decision}"
