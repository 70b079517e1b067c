"""Score sheets: what an agency claims, line by line, with the points of every layer."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.constraints import one_of
from blocs.models import Agency, Office, Season
from blocs.rules.stages import ORDER, has_reached
from blocs.states import Stage
from scoring.models.labels import SHEET_STATES
from scoring.models.rankings import Ranking
from scoring.models.tables import Criterion
from scoring.rules.departments import MOST_DEPARTMENT
from scoring.states import SheetState

if TYPE_CHECKING:
    from blocs.standing import Standing


def _lines_are_open() -> Q:
    """Keep the seasons that have reached their review and the stage that opens the lines."""
    found = Q(pk__in=[])
    for stage in ORDER:
        if has_reached(stage, Stage.BLOC_REVIEW):
            reached = [earlier.value for earlier in ORDER if has_reached(stage, earlier)]
            found |= Q(stage=stage.value, season_table__lines_from__in=reached)
    return found


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def visible_to(self, standing: "Standing") -> Self:
        """Keep the sheets of the person's agencies and of seasons they run or oversee.

        Who runs the bloc competes in it too, so a sheet opens to them when it was sent once.
        To the members the others' sheets open when the ranking is frozen and all of it is
        public, from the stage on that the season's table names, and close again while the
        season is taken back (decision 0004).
        """
        if standing.watches.everything:
            return self
        agencies = standing.agency_ids
        seasons = Season.objects.visible_to(standing)
        run = Office.objects.of_bloc_heads().filter(agency__in=agencies).values("season")
        ranked = Ranking.objects.current().filter(
            season__in=seasons.filter(_lines_are_open(), published_ranks__isnull=True)
        )
        overseen = seasons.overseen_by(standing).values("pk")
        return self.filter(
            Q(agency__in=agencies)
            | Q(season__in=run, submitted_at__isnull=False)
            | Q(season__in=overseen)
            | Q(season__in=ranked.values("season"), state=SheetState.APPRAISED.value)
        )

    def with_names(self) -> Self:
        return self.select_related("agency", "season__bloc__province", "season__cycle")


class ScoreSheet(models.Model):
    """One agency's scores in one season. ``version`` grows with every change of state."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="sheets")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=SHEET_STATES, default=SheetState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_late = models.BooleanField(default=False)
    days_late = models.PositiveSmallIntegerField(default=0)
    rounds = models.PositiveSmallIntegerField(default=0)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["season", "agency__name"]
        constraints = [
            one_of("state", SheetState, name="sheet_state_valid"),
            models.UniqueConstraint(
                fields=["season", "agency"],
                name="sheet_one_per_agency_and_season",
                violation_error_message="Đơn vị này đã có phiếu chấm điểm của năm thi đua.",
            ),
            models.CheckConstraint(
                name="sheet_sent_has_its_time",
                condition=Q(state=SheetState.DRAFT.value, submitted_at__isnull=True)
                | Q(state=SheetState.AWAITING.value)
                | Q(
                    state__in=[
                        SheetState.SUBMITTED.value,
                        SheetState.RETURNED.value,
                        SheetState.APPRAISED.value,
                    ],
                    submitted_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="sheet_late_only_when_submitted",
                condition=Q(submitted_late=False) | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sheet_days_late_only_when_late",
                condition=Q(days_late=0) | Q(submitted_late=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}, {self.season}"

    def get_absolute_url(self) -> str:
        return reverse("scoring:sheet-detail", args=[self.pk])


class ScoreLine(models.Model):
    """One criterion on one sheet. An empty score is NULL, which is not a zero.

    ``min_points`` and ``max_points`` repeat the criterion's floor and top, so that the
    database can hold the range; a published table never changes, so the copy cannot go stale.
    Calculated kinds keep the result that the points follow from: ``*_actual`` in the
    criterion's unit (events for a bonus), ``*_minus`` the events that take points off.
    ``titles`` are the codes of the awards that an award bonus counts, ``titles_words`` their
    names with the decisions that gave them. ``department`` is who inside the agency prepares
    the criterion.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="lines")
    min_points = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal(0))
    max_points = models.DecimalField(max_digits=9, decimal_places=2)
    is_assigned = models.BooleanField(default=True)
    unassigned_reason = models.CharField(max_length=300, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    titles = models.JSONField(default=list, blank=True)
    titles_words = models.TextField(blank=True)
    self_actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    self_minus = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    appraised_actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    appraised_minus = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    province_actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    province_minus = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    self_points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    explanation = models.TextField(blank=True)
    appraised_points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    appraisal_reason = models.TextField(blank=True)
    province_points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    province_reason = models.TextField(blank=True)
    department = models.CharField(max_length=MOST_DEPARTMENT, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sheet", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="line_once_per_criterion"),
            *[
                models.CheckConstraint(
                    name=f"line_{layer}_in_range",
                    condition=Q(**{f"{layer}_points__isnull": True})
                    | Q(
                        **{
                            f"{layer}_points__gte": F("min_points"),
                            f"{layer}_points__lte": F("max_points"),
                        }
                    ),
                )
                for layer in ("self", "appraised", "province")
            ],
            models.CheckConstraint(
                name="line_not_assigned_has_no_points",
                condition=Q(is_assigned=True)
                | Q(
                    self_points__isnull=True,
                    appraised_points__isnull=True,
                    province_points__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="line_not_assigned_has_a_reason",
                condition=Q(is_assigned=True) | ~Q(unassigned_reason=""),
            ),
            models.CheckConstraint(
                name="line_province_has_a_reason",
                condition=Q(province_points__isnull=True) | ~Q(province_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.key}: {self.self_points}"


class SheetReturn(models.Model):
    """Why a sheet went back, one row a round; the history is never overwritten.

    ``by_own_head``: the agency's own head sent it back to the editor. ``is_reopening``: the
    appraiser opened a finished appraisal again, the agency did not get it back.
    ``amendment``: an amended table asked for it, which is nobody's round.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="returns")
    reason = models.TextField()
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_at = models.DateTimeField()
    by_own_head = models.BooleanField(default=False)
    is_reopening = models.BooleanField(default=False)
    amendment = models.ForeignKey(
        "scoring.Amendment",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="returns",
    )

    class Meta:
        ordering = ["sheet", "returned_at"]
        constraints = [
            models.CheckConstraint(name="return_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="return_of_one_kind", condition=~Q(by_own_head=True, is_reopening=True)
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class LineReturn(models.Model):
    """Why one line went back, with both layers as they stood then, and the agency's answer.

    A round's points stay here when the line is scored and appraised again.
    """

    sheet_return = models.ForeignKey(SheetReturn, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(ScoreLine, on_delete=models.CASCADE, related_name="returns")
    reason = models.TextField(blank=True)
    self_points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    self_actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    explanation = models.TextField(blank=True)
    appraised_points = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    appraised_actual = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    appraisal_reason = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["sheet_return", "line__criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet_return", "line"], name="linereturn_once_per_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason[:60]}"
