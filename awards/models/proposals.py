"""Proposals: one agency for one award; the award may still be undecided."""

from typing import TYPE_CHECKING, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse

from accounts.constraints import one_of
from awards.models.ballots import Nominee
from awards.models.catalogue import AwardType
from awards.models.labels import PROPOSAL_STATES
from awards.states import ProposalState
from blocs.models import Agency, Office, Season

if TYPE_CHECKING:
    from blocs.standing import Standing


MOST_ACHIEVEMENT = 4_000  # characters: it is a short word in papers that list many proposals
TOO_LONG = "Tóm tắt thành tích chỉ được tối đa 4.000 ký tự. Đề nghị rút gọn."


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the proposals of the seasons the person may see."""
        seasons = Season.objects.visible_to(standing).values("pk")
        return self.filter(season__in=seasons)

    def told_to(self, standing: "Standing") -> Self:
        """Keep those whose answer and votes the person may read: not the other members.

        Source: docs/decisions/0004 and 0014, as for the agency's own papers.
        """
        run = Office.objects.of_bloc_heads().filter(agency__in=standing.agency_ids)
        overseen = Season.objects.visible_to(standing).overseen_by(standing)
        return self.visible_to(standing).filter(
            Q(agency__in=standing.agency_ids)
            | Q(season__in=run.values("season"))
            | Q(season__in=overseen.values("pk"))
        )

    def with_names(self) -> Self:
        return self.select_related(
            "agency",
            "award_type__counts_as",
            "fallback_award",
            "season__bloc__province",
            "season__cycle",
        ).prefetch_related("options")


class Proposal(models.Model):
    """An agency proposed for an award. ``options`` are the awards under discussion.

    ``local_label`` is what the province calls the award ("cờ dẫn đầu Khối thi đua").
    ``fallback_award`` is what the agency is put forward for instead, where this one is refused.
    ``eligibility`` is what the conditions said on the day it was sent; ``over_quota`` what
    limits that only warn said when it was last put forward, with the arithmetic. ``nominee``
    stands where the proposal follows the result of a closed ballot, which never changes.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="proposals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="proposals")
    award_type = models.ForeignKey(
        AwardType, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    options = models.ManyToManyField(AwardType, blank=True, related_name="optional_proposals")
    local_label = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=PROPOSAL_STATES, default=ProposalState.DRAFT.value
    )
    version = models.PositiveIntegerField(default=1)
    achievement = models.TextField(
        blank=True, validators=[MaxLengthValidator(MOST_ACHIEVEMENT, TOO_LONG)]
    )
    decision_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    fallback_award = models.ForeignKey(
        AwardType, on_delete=models.PROTECT, null=True, blank=True, related_name="fallbacks"
    )
    sent_on = models.DateField(null=True, blank=True)
    eligibility = models.JSONField(null=True, blank=True)
    over_quota = models.TextField(blank=True)
    nominee = models.ForeignKey(
        Nominee, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["season", "award_type__position", "agency__name"]
        constraints = [
            one_of("state", ProposalState, name="proposal_state_valid"),
            models.UniqueConstraint(
                fields=["season", "agency", "award_type"],
                condition=~Q(state=ProposalState.WITHDRAWN.value),
                name="proposal_once_per_agency_and_award",
                violation_error_message="Đơn vị này đã được đề nghị hình thức khen thưởng đó.",
            ),
            models.UniqueConstraint(
                fields=["season", "agency"],
                condition=Q(award_type__isnull=True) & ~Q(state=ProposalState.WITHDRAWN.value),
                name="proposal_undecided_once_per_agency",
            ),
            models.CheckConstraint(
                name="proposal_granted_names_award_and_decision",
                condition=~Q(state=ProposalState.GRANTED.value)
                | (Q(award_type__isnull=False, decided_on__isnull=False) & ~Q(decision_number="")),
            ),
            models.CheckConstraint(
                name="proposal_fallback_is_another_award",
                condition=Q(fallback_award__isnull=True)
                | Q(award_type__isnull=True)
                | ~Q(fallback_award=F("award_type")),
            ),
            models.CheckConstraint(
                name="proposal_achievement_is_short",
                condition=LessThanOrEqual(Length("achievement"), MOST_ACHIEVEMENT),
            ),
            models.CheckConstraint(
                name="proposal_refused_has_an_answer",
                condition=~Q(state=ProposalState.REFUSED.value) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.award_type or 'chưa xác định hình thức'}"

    def get_absolute_url(self) -> str:
        return reverse("awards:proposal-detail", args=[self.pk])
