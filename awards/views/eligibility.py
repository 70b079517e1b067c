"""Who may be proposed for what: the season's table, and one answer with all it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from awards.eligibility_forms import LevelFilter
from awards.models import AwardType
from awards.models.labels import ANSWERS
from awards.permissions import can_confirm_condition, can_set_rule_day, sees_every_judgement
from awards.rules.eligibility.finding import year_text
from awards.rules.eligibility.judging import Judgement, Line, Route
from awards.selectors.eligibility import EligibilityTable, eligibility
from awards.states import Answer
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Membership, Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from blocs.states import CycleKind
from scoring.permissions import shown_depth
from scoring.selectors.samples import is_sample

TITLE = "Điều kiện khen thưởng"
LABELS: Mapping[str, str] = dict(ANSWERS)


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer of the table: the word, what stands below it, and where it is explained."""

    answer: Answer
    label: str
    note: str
    url: str
    award: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One condition with what was found, and the page to settle it where that may be done."""

    line: Line
    label: str
    settle_url: str
    earliest: str = ""


@dataclass(frozen=True, slots=True)
class ShownRoute:
    """One way to the award with its own lines; ``is_best`` for the one that the answer is of."""

    route: Route
    label: str
    lines: tuple[ShownLine, ...]
    is_best: bool


@require_safe
@login_required
def eligibility_table(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    found = LevelFilter(request.GET or None)
    table = _judged(standing, season, _of_level(found.level))
    context = {
        "season": season,
        "table": table,
        "rows": [
            (row.membership, [cell_of(season, row.membership, one) for one in row.judgements])
            for row in table.rows
        ],
        "filter": found,
        "sees_all": sees_every_judgement(standing, season, seats_of(season)),
        "can_set_day": can_set_rule_day(standing, season),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, TITLE),
    }
    return render(request, "awards/eligibility_table.html", context)


@require_safe
@login_required
def eligibility_answer(
    request: SignedInRequest, bloc: str, cycle: str, agency: str, award: str
) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    table, membership, judgement = answer_for(standing, season, agency, award)
    verdict = can_confirm_condition(standing, season, membership.agency_id, seats_of(season))

    def show(line: Line) -> ShownLine:
        url = settle_url(season, agency, award, line) if verdict else ""
        return shown_line(line, judgement.cycle_kind, url)

    context = {
        "season": season,
        "day": table.day,
        "membership": membership,
        "judgement": judgement,
        "label": LABELS[judgement.answer.value],
        "common": [show(line) for line in _common(judgement)],
        "routes": [
            ShownRoute(
                route=route,
                label=LABELS[route.answer.value],
                lines=tuple(show(line) for line in route.lines if line.condition.route),
                is_best=route is judgement.best,
            )
            for route in judgement.routes
        ],
        "verdict": verdict,
        "back": back_path(request, table_url(season)),
        "is_sample": is_sample(season),
        "crumbs": answer_crumbs(season, membership, judgement),
    }
    return render(request, "awards/eligibility_answer.html", context)


def answer_for(
    standing: Standing, season: Season, agency: str, award: str
) -> tuple[EligibilityTable, Membership, Judgement]:
    """Return one answer as the person may see it, or raise Http404."""
    wanted = AwardType.objects.filter(code=award).values_list("pk", flat=True)
    member = season.memberships.filter(agency__code=agency).values_list("agency", flat=True)
    table = _judged(standing, season, list(wanted), only=list(member))
    if not table.rows or not table.awards:
        raise Http404("No such answer for this person.")
    row = table.rows[0]
    return table, row.membership, row.judgements[0]


def _common(judgement: Judgement) -> list[Line]:
    """Return the lines of no route, those that decide first."""
    lines = [line for line in judgement.best.lines if not line.condition.route]
    return sorted(lines, key=lambda line: (line.condition.is_warning, line.condition.award is None))


def cell_of(season: Season, membership: Membership, judgement: Judgement) -> Cell:
    """Return the answer as a cell of the table."""
    note = f"sớm nhất {judgement.earliest}" if judgement.earliest else ""
    return Cell(
        answer=judgement.answer,
        label=LABELS[judgement.answer.value],
        note=note,
        url=answer_url(season, membership.agency.code, judgement.award),
        award=judgement.award_name,
    )


def shown_line(line: Line, kind: CycleKind, url: str = "") -> ShownLine:
    """Return a condition as a page shows it; only what people may settle leads to the page."""
    year = line.finding.earliest
    return ShownLine(
        line=line,
        label=LABELS[line.finding.answer.value],
        settle_url=url if line.asks_people else "",
        earliest="" if year is None else year_text(year, kind),
    )


def table_url(season: Season) -> str:
    return reverse("awards:eligibility", args=[season.bloc.code, season.cycle.label])


def answer_url(season: Season, agency: str, award: str) -> str:
    return reverse(
        "awards:eligibility-answer", args=[season.bloc.code, season.cycle.label, agency, award]
    )


def settle_url(season: Season, agency: str, award: str, line: Line) -> str:
    return reverse(
        "awards:eligibility-settle",
        args=[season.bloc.code, season.cycle.label, agency, award, line.condition.id],
    )


def answer_crumbs(
    season: Season, membership: Membership, judgement: Judgement, *pages: str
) -> list[Crumb]:
    """Return the way from the season's table down to the answer, or to a page of it."""
    name = f"{membership.agency.short_name}: {judgement.award_name}"
    url = answer_url(season, membership.agency.code, judgement.award) if pages else ""
    return season_crumbs(season, Crumb(TITLE, table_url(season)), Crumb(name, url), *pages)


def _of_level(level: str) -> list[int] | None:
    """Return the numbers of the awards of a level; None for all levels. One query."""
    if not level:
        return None
    return list(AwardType.objects.filter(level=level).values_list("pk", flat=True))


def _judged(
    standing: Standing,
    season: Season,
    award_types: list[int] | None,
    *,
    only: list[int] | None = None,
) -> EligibilityTable:
    """Judge what the person may see: all members, or their own agencies down to a rank."""
    seats = seats_of(season)
    today = timezone.localdate()
    if sees_every_judgement(standing, season, seats):
        return eligibility(season, today=today, award_types=award_types, agency_ids=only)
    own = [pk for pk in standing.agency_ids if only is None or pk in only]
    depth = shown_depth(standing, season, seats)
    return eligibility(season, today=today, award_types=award_types, agency_ids=own, depth=depth)
