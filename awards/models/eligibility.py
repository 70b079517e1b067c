"""Written conditions of awards, who compared them with the law, who settled what was open."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.constraints import one_of
from awards.models.catalogue import AwardType
from awards.models.labels import ELIGIBILITY_KINDS
from awards.models.provincial import ProvincialQuerySet
from awards.states import EligibilityKind
from blocs.models import Agency, Province, Season


class AwardConditionQuerySet(ProvincialQuerySet["AwardCondition"]):
    """The law's rows and those of provinces, replaced and retired ones too."""


class AwardCondition(models.Model):
    """One condition of an award (of all where it names none), in force [valid_from, valid_to).

    ``province`` empty is the law for all. Rows of one ``route`` hold together, those without
    a route belong to every route of the award. A row is never edited: an edit is a new row
    that ``replaces`` it, so that what an answer rested on can always be shown. ``params`` are
    read by ``rules.eligibility.reading``.
    """

    award_type = models.ForeignKey(
        AwardType, on_delete=models.PROTECT, null=True, blank=True, related_name="conditions"
    )
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="award_conditions"
    )
    route = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=ELIGIBILITY_KINDS)
    params = models.JSONField(default=dict, blank=True)
    wording = models.CharField(max_length=500)
    law = models.CharField(max_length=250)
    article = models.CharField(max_length=60, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=500)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_warning = models.BooleanField(default=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements"
    )
    reason = models.CharField(max_length=500, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AwardConditionQuerySet.as_manager()

    class Meta:
        ordering = ["award_type__position", "route", "position", "pk"]
        constraints = [
            one_of("kind", EligibilityKind, name="condition_kind_valid"),
            models.CheckConstraint(
                name="condition_says_what_and_by_which_law",
                condition=~Q(wording="") & ~Q(law="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="condition_position_from_one", condition=Q(position__gte=1)
            ),
            models.CheckConstraint(
                name="condition_days_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_from__lt=F("valid_to")),
            ),
            models.CheckConstraint(
                name="condition_replaces_another",
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")),
            ),
            models.CheckConstraint(
                name="condition_replacement_has_a_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["replaces", "province"],
                condition=Q(province__isnull=False),
                name="condition_replaced_once_in_a_province",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(province__isnull=True),
                name="condition_replaced_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.wording[:80]

    def get_absolute_url(self) -> str:
        return reverse("awards:condition-detail", args=[self.pk])


class ConditionCheck(models.Model):
    """Somebody compared a condition with the text of the law, or takes that back.

    ``province`` is the one it is done for; empty where it holds for all. The latest counts.
    """

    condition = models.ForeignKey(AwardCondition, on_delete=models.PROTECT, related_name="checks")
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified = models.BooleanField()
    note = models.CharField(max_length=500)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["condition", "pk"]
        constraints = [
            models.CheckConstraint(name="check_says_how", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{'Đã đối chiếu' if self.verified else 'Chưa đối chiếu'}: {self.condition}"


class ConditionConfirmation(models.Model):
    """What the data leaves open about one member, settled on record. The latest counts."""

    season = models.ForeignKey(
        Season, on_delete=models.PROTECT, related_name="condition_confirmations"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="condition_confirmations"
    )
    condition = models.ForeignKey(
        AwardCondition, on_delete=models.PROTECT, related_name="confirmations"
    )
    met = models.BooleanField()
    note = models.CharField(max_length=500)
    document = models.CharField(max_length=300, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["season", "agency", "condition", "pk"]
        constraints = [
            models.CheckConstraint(name="confirmation_says_why", condition=~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {'đạt' if self.met else 'không đạt'}"


class SeasonRuleDay(models.Model):
    """The day whose rules judge a season, where the province has set another than the usual."""

    season = models.OneToOneField(Season, on_delete=models.PROTECT, related_name="rule_day")
    day = models.DateField()
    reason = models.CharField(max_length=500)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["season"]
        constraints = [
            models.CheckConstraint(name="ruleday_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.season}: {self.day:%d/%m/%Y}"
