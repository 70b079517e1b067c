"""What belongs to a proposal's dossier, and what other agencies say of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.constraints import one_of
from awards.models.labels import DOSSIER_KINDS, DOSSIER_STATES, OPINIONS
from awards.models.proposals import Proposal
from awards.states import DossierKind, DossierState, OpinionAnswer
from blocs.models import Agency
from scoring.models import EvidenceDocument


class DossierItem(models.Model):
    """One paper of a dossier, as the bloc refers to it and as the province found it.

    Source: Luật 06/2022/QH15, Điều 84.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="dossier")
    kind = models.CharField(max_length=18, choices=DOSSIER_KINDS)
    state = models.CharField(
        max_length=10, choices=DOSSIER_STATES, default=DossierState.MISSING.value
    )
    reference = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(
        EvidenceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="dossiers"
    )
    note = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            one_of("kind", DossierKind, name="dossieritem_kind_valid"),
            one_of("state", DossierState, name="dossieritem_state_valid"),
            models.UniqueConstraint(fields=["proposal", "kind"], name="dossieritem_once"),
            models.CheckConstraint(
                name="dossieritem_present_is_referred_to",
                condition=~Q(state=DossierState.PRESENT.value)
                | ~Q(reference="")
                | Q(document__isnull=False),
            ),
            models.CheckConstraint(
                name="dossieritem_not_needed_says_why",
                condition=~Q(state=DossierState.NOT_NEEDED.value) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class Opinion(models.Model):
    """What another agency was asked about a proposal, and what it answered."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="opinions")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    agency_name = models.CharField(max_length=250)
    asked_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=OPINIONS, default=OpinionAnswer.WAITING.value)
    text = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            one_of("answer", OpinionAnswer, name="opinion_answer_valid"),
            models.UniqueConstraint(
                fields=["proposal", "agency_name"], name="opinion_once_per_agency"
            ),
            models.CheckConstraint(name="opinion_names_its_agency", condition=~Q(agency_name="")),
            models.CheckConstraint(
                name="opinion_answered_iff_it_has_its_day",
                condition=Q(answer=OpinionAnswer.WAITING.value, answered_on__isnull=True)
                | (~Q(answer=OpinionAnswer.WAITING.value) & Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="opinion_dates_in_order",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=F("asked_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on"))),
            ),
            models.CheckConstraint(
                name="opinion_against_says_why",
                condition=~Q(answer=OpinionAnswer.DISAGREES.value) | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_name}: {self.get_answer_display()}"
