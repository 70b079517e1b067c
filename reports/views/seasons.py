"""One season and all of them: where the year stands, and moving it on."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import act_and_tell
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.models.labels import STAGES
from blocs.permissions import seats_of
from blocs.rules.stages import next_stages
from blocs.standing import Standing, standing_of
from blocs.states import Stage
from reports import services
from reports.forms import AdvanceForm, SeasonFilter, StepBackForm
from reports.gather import gather_summary
from reports.permissions import can_advance, can_step_back
from reports.selectors import (
    idle_sentence,
    member_rows,
    overview_rows,
    read_facts,
    season_work,
    statements_of,
    year_steps,
)
from reports.selectors.facts import SeasonFacts
from reports.selectors.open_words import lines_telling_places
from reports.selectors.own_words import wordless_places
from reports.selectors.packs import overseen_years
from reports.selectors.stage_work import not_sent_again
from reports.tables import SeasonTable
from scoring.permissions import can_see_points
from scoring.selectors.gates import closing_gates
from scoring.selectors.samples import is_sample

_STAGE_LABELS = dict(STAGES)


@require_safe
@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    found = SeasonFilter(request.GET, queryset=overview_rows(standing))
    table = SeasonTable(found.qs, request=request)
    context = {
        "table": table,
        "filter": found,
        "total": table.paginator.count,
        "overseen_years": overseen_years(standing),
    }
    return render(request, "reports/overview.html", context)


@require_safe
@login_required
def season_detail(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    context = _page(standing, season) | {"back": back_path(request, ""), "now": timezone.now()}
    return render(request, "reports/season_detail.html", context)


def _page(standing: Standing, season: Season) -> dict[str, object]:
    facts = read_facts([season])[0]
    works = season_work(standing, facts)
    following = next_stages(facts.stage)
    return {
        "season": season,
        "facts": facts,
        "work": works[0] if works else None,
        "more_works": works[1:],
        "idle": idle_sentence(standing, facts),
        "wordless": wordless_places(standing, season, facts.seats),
        "steps": year_steps(facts),
        "members": member_rows(standing, facts),
        "next_label": _STAGE_LABELS[following[0]] if following else "",
        "advance": can_advance(standing, season, facts.seats, following[0]) if following else None,
        "advance_form": AdvanceForm(season=season, **_left_behind(facts)),
        "step_back": can_step_back(standing, season),
        "step_back_form": StepBackForm(initial={"seen_version": season.version}),
        "crumbs": season_crumbs(season),
    }


def _left_behind(facts: SeasonFacts) -> dict[str, Sequence[str]]:
    """Return what the next step would shut out, as the form that moves on takes it."""
    rules = facts.rules if facts.stage is Stage.APPRAISAL else None
    if rules is None:
        return {"unsent": facts.unsent_names}
    gates = [gate.text for gate in closing_gates(facts.season, rules) if not gate.is_open]
    told = [not_sent_again(facts), *gates]
    return {"ungiven": [sentence for sentence in told if sentence]}


@require_safe
@login_required
def season_record(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the facts of the year as the report prints them; unfolded in the season's page."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    knows_places = can_see_points(standing, season, seats_of(season), is_frozen=True)
    fragment = bool(getattr(request, "htmx", False))
    name = "reports/_season_record.html" if fragment else "reports/season_record.html"
    crumbs = season_crumbs(season, "Hồ sơ năm")
    paper = gather_summary(season)
    said = statements_of(paper, frozenset() if knows_places else lines_telling_places(season))
    context = {
        "season": season,
        "paper": paper,
        "statements": said,
        "is_sample": is_sample(season),
        "crumbs": crumbs,
    }
    return render(request, name, context)


@require_POST
@login_required
def advance(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    season = season_for(standing_of(request.user), bloc, cycle)
    form = AdvanceForm(request.POST, season=season, **_left_behind(read_facts([season])[0]))

    def act() -> str:
        to = Stage(form.cleaned_data["to"])
        seen = form.cleaned_data["seen_version"]
        services.advance_season(season_id=season.pk, to=to, seen_version=seen, actor=request.user)
        return _STAGE_LABELS[to]

    act_and_tell(request, act, lambda label: f"Đã chuyển sang bước “{label}”.", form=form)
    return redirect(season)


@require_POST
@login_required
def step_back(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    season = season_for(standing_of(request.user), bloc, cycle)
    form = StepBackForm(request.POST)
    act_and_tell(
        request,
        lambda: services.step_back_season(
            season_id=season.pk, actor=request.user, **form.cleaned_data
        ),
        "Đã đưa năm thi đua trở lại bước trước.",
        form=form,
    )
    return redirect(season)


@require_POST
@login_required
def sheets_open(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Open the sheets that members lack."""
    season = season_for(standing_of(request.user), bloc, cycle)
    act_and_tell(
        request,
        lambda: services.open_season_sheets(season_id=season.pk, actor=request.user),
        lambda opened: f"Đã mở {len(opened)} phiếu chấm điểm.",
    )
    return redirect("scoring:sheet-list", bloc, cycle)
