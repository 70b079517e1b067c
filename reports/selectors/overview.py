"""The seasons a person may see, each with its state in numbers, in one query."""

from datetime import timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Now

from blocs.models import CalendarStep, Membership, Office, Season
from blocs.standing import Standing
from blocs.states import OfficeRole
from reports.models import Document
from reports.states import DocumentState
from scoring.models import Ranking, ScoreSheet
from scoring.rules.workflow import SENT
from scoring.selectors.samples import sample_mark
from scoring.states import SheetState


def overview_rows(standing: Standing) -> QuerySet[Season]:
    """Return the visible seasons; every count is a subquery, so that none multiplies another."""
    sheets = ScoreSheet.objects.all()
    return (
        Season.objects.visible_to(standing)
        .with_names()
        .annotate(
            head_name=Coalesce(Subquery(_heads()), Value(""), output_field=CharField()),
            member_count=_count(Membership.objects.all()),
            sheet_count=_count(sheets),
            sent_count=_count(sheets.filter(state__in=SENT)),
            appraised_count=_count(sheets.filter(state=SheetState.APPRAISED.value)),
            shows_sample=sample_mark(),
            is_ranked=Exists(Ranking.objects.current().filter(season=OuterRef("pk"))),
            paper_count=_count(Document.objects.filter(state=DocumentState.READY.value)),
            next_due_at=Subquery(_next_due(), output_field=DateTimeField()),
        )
    )


def _count(rows: QuerySet[Model]) -> Coalesce:
    of_season = rows.filter(season=OuterRef("pk")).order_by().values("season")
    counted = of_season.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _heads() -> QuerySet[Office, Any]:
    """Find who holds the head office, or held it last."""
    heads = Office.objects.of_bloc_heads().filter(season=OuterRef("pk"), role=OfficeRole.HEAD.value)
    # "confirmed" stands before "handed_over" in the alphabet.
    return heads.order_by("state").values("agency__short_name")[:1]


def _next_due() -> QuerySet[CalendarStep, Any]:
    # What ``blocs.rules.deadlines.deadline`` says for all members, in the database's words.
    # SQLite multiplies a span of time by a plain integer only.
    days = Cast(F("grace_days"), IntegerField())
    grace = ExpressionWrapper(days * Value(timedelta(days=1)), DurationField())
    late_at = ExpressionWrapper(F("due_at") + grace, DateTimeField())
    steps = CalendarStep.objects.filter(season=OuterRef("pk")).annotate(late_at=late_at)
    return steps.filter(late_at__gt=Now()).order_by("late_at").values("late_at")[:1]
