"""Ballots: what is voted on and by which rule, who stands, who may vote, and the box."""

from fractions import Fraction
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.constraints import one_of
from awards.models.catalogue import AwardType
from awards.models.labels import (
    BALLOT_METHODS,
    BALLOT_PURPOSES,
    BALLOT_STATES,
    SHARE_BASES,
    VOTE_CHANNELS,
)
from awards.rules.ballots import Threshold
from awards.states import (
    BallotMethod,
    BallotPurpose,
    BallotState,
    ShareBase,
    VoteChannel,
)
from blocs.models import Agency, Meeting, Season
from blocs.models.labels import OFFICE_ROLES
from blocs.states import OfficeRole

if TYPE_CHECKING:
    from blocs.standing import Standing

MOST_OF_A_FRACTION = 100
SAFE_NUMBER = 3  # of slips in a secret box: with two, each voter knows how the other voted
_LIVING = ~Q(state=BallotState.VOID.value)
_NEVER_OPENED = Q(state=BallotState.DRAFT.value) | Q(state=BallotState.VOID.value)
_STILL_OPEN = Q(state__in=[BallotState.DRAFT.value, BallotState.OPEN.value, BallotState.VOID.value])


class BallotQuerySet(models.QuerySet["Ballot"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the ballots of the seasons the person may see."""
        return self.filter(season__in=Season.objects.visible_to(standing).values("pk"))

    def with_names(self) -> Self:
        return self.select_related("award_type", "season__bloc__province", "season__cycle")

    def living(self) -> Self:
        return self.filter(_LIVING)


class Ballot(models.Model):
    """One round of voting. ``version`` grows with every change of its rule or its state.

    ``threshold`` is the part of ``share_of`` that a nominee needs, ``quorum`` the part of the
    members that has to be there. A tie or an empty seat is settled by a next round, which
    names this one as its ``previous``.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="ballots")
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=6, choices=BALLOT_PURPOSES)
    award_type = models.ForeignKey(
        AwardType, on_delete=models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    role = models.CharField(max_length=8, choices=OFFICE_ROLES, blank=True)
    method = models.CharField(max_length=8, choices=BALLOT_METHODS)
    is_secret = models.BooleanField(default=True)
    share_of = models.CharField(max_length=8, choices=SHARE_BASES)
    threshold_numerator = models.PositiveSmallIntegerField()
    threshold_denominator = models.PositiveSmallIntegerField()
    threshold_strict = models.BooleanField(default=False)
    quorum_numerator = models.PositiveSmallIntegerField()
    quorum_denominator = models.PositiveSmallIntegerField()
    seats = models.PositiveSmallIntegerField(default=1)
    max_choices = models.PositiveSmallIntegerField(default=1)
    self_vote = models.BooleanField(default=True)
    least_voters = models.PositiveSmallIntegerField()
    round_number = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_rounds"
    )
    # The meeting that presence is taken from; meetings are written anew whenever they change.
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="ballots"
    )
    state = models.CharField(max_length=8, choices=BALLOT_STATES, default=BallotState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["season", "-pk"]
        constraints = [
            one_of("purpose", BallotPurpose, name="ballot_purpose_valid"),
            one_of("method", BallotMethod, name="ballot_method_valid"),
            one_of("share_of", ShareBase, name="ballot_share_of_valid"),
            one_of("state", BallotState, name="ballot_state_valid"),
            models.CheckConstraint(name="ballot_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="ballot_for_an_award_or_an_office",
                condition=Q(purpose=BallotPurpose.AWARD.value, award_type__isnull=False, role="")
                | Q(
                    purpose=BallotPurpose.OFFICE.value,
                    award_type__isnull=True,
                    role__in=[role.value for role in OfficeRole],
                    seats=1,
                ),
            ),
            models.CheckConstraint(
                name="ballot_hands_are_not_secret",
                condition=~Q(method=BallotMethod.HANDS.value) | Q(is_secret=False),
            ),
            models.CheckConstraint(
                name="ballot_threshold_between_none_and_all",
                condition=Q(
                    threshold_numerator__gte=1,
                    threshold_numerator__lte=F("threshold_denominator"),
                    threshold_denominator__lte=MOST_OF_A_FRACTION,
                ),
            ),
            models.CheckConstraint(
                name="ballot_not_more_than_all",
                condition=Q(threshold_strict=False)
                | Q(threshold_numerator__lt=F("threshold_denominator")),
            ),
            models.CheckConstraint(
                name="ballot_quorum_between_none_and_all",
                condition=Q(
                    quorum_numerator__gte=1,
                    quorum_numerator__lte=F("quorum_denominator"),
                    quorum_denominator__lte=MOST_OF_A_FRACTION,
                ),
            ),
            models.CheckConstraint(
                name="ballot_seats_and_choices_from_one",
                condition=Q(seats__gte=1, max_choices__gte=1),
            ),
            # Valid slips do not tell which of them is the nominee's own.
            models.CheckConstraint(
                name="ballot_self_vote_where_slips_are_the_base",
                condition=~Q(share_of=ShareBase.VALID.value) | Q(self_vote=True),
            ),
            models.CheckConstraint(
                name="ballot_safe_number_when_secret",
                condition=Q(is_secret=False, least_voters__gte=1)
                | Q(least_voters__gte=SAFE_NUMBER),
            ),
            models.CheckConstraint(
                name="ballot_later_round_has_one_before",
                condition=Q(round_number=1, previous__isnull=True)
                | Q(round_number__gte=2, previous__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["previous"], condition=_LIVING, name="ballot_one_next_round"
            ),
            models.UniqueConstraint(
                fields=["season", "award_type", "round_number"],
                condition=_LIVING,
                name="ballot_once_per_award_and_round",
            ),
            models.UniqueConstraint(
                fields=["season", "role", "round_number"],
                condition=_LIVING & Q(purpose=BallotPurpose.OFFICE.value),
                name="ballot_once_per_office_and_round",
            ),
            models.CheckConstraint(
                name="ballot_opened_has_its_time",
                condition=Q(state=BallotState.DRAFT.value, opened_at__isnull=True)
                | Q(state=BallotState.VOID.value)
                | (~_NEVER_OPENED & Q(opened_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ballot_ended_has_its_time",
                condition=(_STILL_OPEN & Q(ended_at__isnull=True))
                | Q(state=BallotState.VOID.value)
                | (~_STILL_OPEN & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ballot_closed_has_its_time",
                condition=Q(state=BallotState.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=BallotState.CLOSED.value) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="ballot_times_in_order",
                condition=(Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")))
                & (Q(closed_at__isnull=True) | Q(closed_at__gte=F("ended_at"))),
            ),
            models.CheckConstraint(
                name="ballot_void_has_a_reason",
                condition=(Q(state=BallotState.VOID.value) & ~Q(void_reason=""))
                | (_LIVING & Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.round_number == 1 else f"{self.title} (vòng {self.round_number})"

    def get_absolute_url(self) -> str:
        return reverse("awards:ballot-detail", args=[self.pk])

    @property
    def threshold(self) -> Threshold:
        return Threshold(
            self.threshold_numerator, self.threshold_denominator, strict=self.threshold_strict
        )

    @property
    def quorum(self) -> Fraction:
        return Fraction(self.quorum_numerator, self.quorum_denominator)


class Nominee(models.Model):
    """An agency that may be voted for; ``position`` is its place on the slip, from 1."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="nominees")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="nominations")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ballot", "position"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "agency"], name="nominee_once_per_agency"),
            models.UniqueConstraint(fields=["ballot", "position"], name="nominee_own_position"),
            models.CheckConstraint(name="nominee_position_from_one", condition=Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.agency}"


class BallotVoter(models.Model):
    """One line of the roll: an agency that may vote, whether it is there, whether it voted.

    It knows no time and no slip. All lines of a ballot are written together whenever somebody
    votes, so that none of them can be told by its row from the others.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="ballot_rolls")
    is_present = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)
    channel = models.CharField(
        max_length=6, choices=VOTE_CHANNELS, blank=True, default=VoteChannel.NONE.value
    )

    class Meta:
        ordering = ["ballot", "pk"]
        constraints = [
            one_of("channel", VoteChannel, name="ballotvoter_channel_valid"),
            models.UniqueConstraint(fields=["ballot", "agency"], name="ballotvoter_once"),
            models.CheckConstraint(
                name="ballotvoter_voted_by_a_channel",
                condition=Q(voted=False, channel=VoteChannel.NONE.value)
                | (Q(voted=True) & ~Q(channel=VoteChannel.NONE.value)),
            ),
            models.CheckConstraint(
                name="ballotvoter_who_votes_is_there", condition=Q(voted=False) | Q(is_present=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_channel_display()}"


class BallotBox(models.Model):
    """What was cast online: one row of counters, sealed with a key that no table holds.

    See docs/decisions/0010-ballots-are-counters.md.
    """

    ballot = models.OneToOneField(Ballot, on_delete=models.CASCADE, related_name="box")
    sealed = models.TextField(blank=True)

    class Meta:
        ordering = ["ballot"]

    def __str__(self) -> str:
        return f"{self.ballot}"
