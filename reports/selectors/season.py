"""What the page of a season shows: the year step by step, and the members."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from blocs.models import Membership
from blocs.models.labels import STAGES
from blocs.permissions import sees_whole_calendar
from blocs.rules.deadlines import last_day
from blocs.rules.stages import ORDER, has_reached
from blocs.standing import Standing
from blocs.states import Stage
from reports.papers import SummaryReport
from reports.selectors.facts import SeasonFacts
from reports.selectors.members import offices_held
from reports.wording import bloc_words, joined
from scoring.models import ScoreSheet

_STAGE_LABELS = dict(STAGES)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage in the stepper of the year."""

    label: str
    state: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member with its office and its sheet.

    ``url`` leads to the sheet and ``past_url`` to the achievements, if they may be seen.
    """

    position: int
    name: str
    office: str
    sheet: ScoreSheet | None
    due_at: datetime | None
    url: str
    past_url: str


def year_steps(facts: SeasonFacts) -> list[Step]:
    """Return the twelve stages with their deadlines."""
    return [
        Step(_STAGE_LABELS[stage], _state_of(stage, facts.stage), _due_text(facts, stage))
        for stage in ORDER
    ]


def _state_of(stage: Stage, now: Stage) -> str:
    if stage is now:
        return "done" if now is Stage.CLOSED else "current"
    return "done" if has_reached(now, stage) else "todo"


def _due_text(facts: SeasonFacts, stage: Stage) -> str:
    """Write the day and month of a deadline that is still to come: the column is narrow."""
    due_at = facts.due_at(stage)
    if due_at is None or (has_reached(facts.stage, stage) and stage is not facts.stage):
        return ""
    day = last_day(timezone.localtime(due_at))
    return f"hạn\u00a0{day.day}/{day.month}"


def member_rows(standing: Standing, facts: SeasonFacts) -> list[MemberRow]:
    """Return the members in the bloc's order. Two queries."""
    sheets = {sheet.agency_id: sheet for sheet in facts.sheets}
    members = facts.season.memberships.select_related("agency").order_by("position")
    sees_all = sees_whole_calendar(standing, facts.season, facts.seats)
    visible = ScoreSheet.objects.visible_to(standing).filter(season=facts.season)
    open_ids = set(visible.values_list("pk", flat=True))
    return [
        _member(
            facts,
            row,
            sheets.get(row.agency_id),
            open_ids,
            sees_past=sees_all or row.agency_id in standing.agency_ids,
        )
        for row in members
    ]


def _member(
    facts: SeasonFacts,
    row: Membership,
    sheet: ScoreSheet | None,
    open_ids: set[int],
    *,
    sees_past: bool,
) -> MemberRow:
    words = bloc_words(facts.season.bloc.kind)
    return MemberRow(
        position=row.position,
        name=row.name,
        office=offices_held(words, facts.offices, row.agency_id),
        sheet=sheet,
        due_at=facts.due_at(Stage.SELF_SCORING, row.agency_id),
        url=sheet.get_absolute_url() if sheet and sheet.pk in open_ids else "",
        past_url=reverse("awards:history", args=[row.agency.code]) if sees_past else "",
    )


def statements_of(paper: SummaryReport, hidden: Collection[str] = ()) -> list[str]:
    """Return everything that the year's report says in words, in the report's order.

    Args:
        hidden: lines that the person may not read yet.
    """
    situation, results = paper.situation, paper.results
    said = [
        *situation.intro,
        *situation.advantages,
        *situation.difficulties,
        *results.political_intro,
        *(
            joined((line.agency, line.text), ": ")
            for line in results.highlights
            if line.text.strip() not in hidden
        ),
        *results.party_government,
        *results.movements_intro,
        *results.awards_intro,
        *results.activity,
        *paper.shortcomings.shortcomings,
        *paper.review.process,
        *paper.petitions,
    ]
    return [line for line in said if line.strip() not in hidden]
