"""Blocs, cycles, and one bloc in one cycle: the season that everything yearly hangs on."""

import string
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.constraints import made_of, one_of
from blocs.models.agencies import CODE, Agency, Province
from blocs.models.labels import BLOC_KINDS, CYCLE_KINDS, HEAD_TITLES, STAGES
from blocs.rules.categories import MOST_CATEGORY
from blocs.rules.deadlines import Calendar, calendar_of
from blocs.states import BlocKind, CycleKind, Stage

if TYPE_CHECKING:
    from blocs.standing import Scope, Standing

# A label stands in addresses and in the names of files.
CYCLE_LABEL = RegexValidator(
    r"^[0-9A-Za-z][0-9A-Za-z-]*\Z",
    "Năm thi đua chỉ gồm chữ cái không dấu, chữ số và gạch nối, như 2027 hoặc 2026-2027.",
)

MOST_MEMBER_NAME = 250  # characters


class Bloc(models.Model):
    """A bloc or cluster (khối, cụm thi đua)."""

    code = models.CharField(max_length=60, unique=True, validators=[CODE])
    kind = models.CharField(max_length=4, choices=BLOC_KINDS, default=BlocKind.KHOI.value)
    name = models.CharField(max_length=250)
    province = models.ForeignKey(
        Province, on_delete=models.PROTECT, null=True, blank=True, related_name="blocs"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("kind", BlocKind, name="bloc_kind_valid"),
            models.CheckConstraint(
                name="bloc_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def head_title(self) -> str:
        """What the agency that heads a bloc or cluster is called."""
        return HEAD_TITLES[self.kind]

    @property
    def deputy_title(self) -> str:
        return f"Phó {self.head_title}"


class BlocAlias(models.Model):
    """Another name under which papers and the press know the bloc."""

    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=250)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "name"], name="blocalias_once_per_bloc")
        ]

    def __str__(self) -> str:
        return self.name


class Cycle(models.Model):
    """An emulation year or school year; the period is [starts_on, ends_on]."""

    label = models.CharField(max_length=20, unique=True, validators=[CYCLE_LABEL])
    kind = models.CharField(
        max_length=16, choices=CYCLE_KINDS, default=CycleKind.CALENDAR_YEAR.value
    )
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            one_of("kind", CycleKind, name="cycle_kind_valid"),
            made_of("label", f"{string.ascii_letters}{string.digits}-", name="cycle_label_valid"),
            models.CheckConstraint(
                name="cycle_dates_in_order", condition=Q(starts_on__lt=F("ends_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.label


def _within(scope: "Scope") -> Q:
    return Q(bloc__province__in=scope.province_ids) | Q(bloc__in=scope.bloc_ids)


class SeasonQuerySet(models.QuerySet["Season"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the seasons of the person's agencies and of the blocs they oversee."""
        if standing.watches.everything:
            return self
        mine = Membership.objects.filter(agency__in=standing.agency_ids).values("season")
        return self.filter(Q(pk__in=mine) | _within(standing.watches))

    def overseen_by(self, standing: "Standing") -> Self:
        """Keep the seasons within the person's provincial appointments."""
        return self if standing.watches.everything else self.filter(_within(standing.watches))

    def managed_by(self, standing: "Standing") -> Self:
        """Keep the seasons that the person decides about for the province."""
        return self if standing.manages.everything else self.filter(_within(standing.manages))

    def with_names(self) -> Self:
        return self.select_related("bloc__province", "cycle")


class Season(models.Model):
    """One bloc in one cycle. ``version`` grows with every change of stage."""

    bloc = models.ForeignKey(Bloc, on_delete=models.PROTECT, related_name="seasons")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="seasons")
    stage = models.CharField(max_length=20, choices=STAGES, default=Stage.SETUP.value)
    version = models.PositiveIntegerField(default=1)
    published_ranks = models.PositiveSmallIntegerField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    objects = SeasonQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__starts_on", "bloc__name"]
        constraints = [
            one_of("stage", Stage, name="season_stage_valid"),
            models.UniqueConstraint(
                fields=["bloc", "cycle"],
                name="season_one_per_bloc_and_cycle",
                violation_error_message="Khối, cụm thi đua này đã có hồ sơ của năm thi đua.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc.name}, {self.cycle.label}"

    def get_absolute_url(self) -> str:
        return reverse("reports:season-detail", args=[self.bloc.code, self.cycle.label])

    @property
    def is_made_up(self) -> bool:
        """Whether the season or its bloc is sample data."""
        return self.is_sample or self.bloc.is_sample

    @cached_property
    def calendar(self) -> Calendar:
        """The steps with everybody's deadlines and the database's clock, read once."""
        rows = list(
            self.steps.annotate(clock=Now())
            .order_by("opens_at", "due_at")
            .values_list(
                "clock",
                "kind",
                "opens_at",
                "due_at",
                "grace_days",
                "closing",
                "extensions__agency",
                "extensions__due_at",
            )
        )
        return calendar_of(rows[0][0] if rows else None, [row[1:] for row in rows])


class Membership(models.Model):
    """An agency in a season, in the bloc's own order (from 1).

    ``category`` is the kind of unit that limits of classes may depend on (mountain commune);
    empty for none.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=MOST_MEMBER_NAME)
    flag_eligible = models.BooleanField(default=True)
    category = models.CharField(max_length=MOST_CATEGORY, blank=True, default="")

    class Meta:
        ordering = ["season", "position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "agency"], name="membership_once_per_agency"),
            models.UniqueConstraint(fields=["season", "position"], name="membership_own_position"),
            models.CheckConstraint(
                name="membership_position_from_one", condition=Q(position__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.name
