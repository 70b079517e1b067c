"""Facts that bar a member or cost it points: the season's list, declaring one, deciding on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Agency, Season
from blocs.permissions import Seats, seats_of
from blocs.rules.writing import number_text
from blocs.standing import Standing, standing_of
from scoring.access import fact_for
from scoring.forms import DecideFactForm, FactForm
from scoring.models import DeclaredFact
from scoring.models.labels import CONDITION_KINDS, EFFECTS
from scoring.permissions.facts import can_decide_fact, can_declare_fact
from scoring.rules.settings import Condition
from scoring.selectors.declared import FactRow, conditions_of, declarable, fact_rows
from scoring.selectors.samples import is_sample
from scoring.services.facts import decide_fact, declare_fact
from scoring.states import FactState

TITLE = "Điều kiện và sự việc"
LABELS: Mapping[FactState, str] = {
    FactState.CONFIRMED: "Xác nhận sự việc",
    FactState.DISMISSED: "Không công nhận sự việc",
}
DONE: Mapping[FactState, str] = {
    FactState.CONFIRMED: "Đã xác nhận sự việc.",
    FactState.DISMISSED: "Đã ghi không công nhận sự việc.",
}
CONSEQUENCES: Mapping[FactState, tuple[str, ...]] = {
    FactState.CONFIRMED: (
        "Sự việc được tính khi xếp hạng, theo hệ quả mà bảng tiêu chí quy định.",
        "Đơn vị, thường trực khối và tỉnh thấy quyết định này và căn cứ quý vị ghi.",
        "Xếp hạng đã chốt không tự thay đổi; trang xếp hạng báo cần chốt lại.",
    ),
    FactState.DISMISSED: (
        "Sự việc không được tính khi xếp hạng, nhưng vẫn được lưu cùng căn cứ quý vị ghi.",
        "Xếp hạng đã chốt không tự thay đổi; trang xếp hạng báo cần chốt lại.",
    ),
}


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition of the table in words."""

    condition: Condition
    kind: str
    effect: str


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with what the person may do about it."""

    row: FactRow
    decisions: tuple[tuple[str, str], ...]


@require_safe
@login_required
def fact_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    conditions = conditions_of(season)
    context = {
        "season": season,
        "conditions": [shown_condition(one) for one in conditions],
        "facts": [
            ShownFact(row, _decisions(standing, row.fact))
            for row in fact_rows(season, standing, conditions)
        ],
        "can_declare": bool(declarable(conditions))
        and _subjects(standing, season, seats_of(season)).exists(),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, TITLE),
    }
    return render(request, "scoring/fact_list.html", context)


@require_form
@login_required
def fact_add(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the form on GET; declare the fact on POST, nothing typed is lost."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    choices: dict[str, Any] = {
        "agencies": _subjects(standing, season, seats_of(season)),
        "conditions": [(one.code, one.label) for one in declarable(conditions_of(season))],
    }
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FactForm(*data, **choices)
    return form_page(
        request,
        form,
        act=lambda: declare_fact(season_id=season.pk, actor=request.user, **form.cleaned_data),
        done="Đã ghi sự việc; sự việc được tính sau khi tỉnh xác nhận.",
        to=_list_url(season),
        template="scoring/fact_add.html",
        context=lambda: _add_page(season),
    )


@require_form
@login_required
def fact_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, FactState.CONFIRMED)


@require_form
@login_required
def fact_dismiss(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, FactState.DISMISSED)


def shown_condition(one: Condition) -> ShownCondition:
    """Return a condition in words: what it looks at, and what follows."""
    kind, effect = dict(CONDITION_KINDS)[one.kind.value], dict(EFFECTS)[one.effect.value]
    if one.share is not None:
        kind = f"{kind} {number_text(one.share * 100)}%"
    if one.key:
        kind = f"{kind} (tiêu chí {one.key})"
    if one.points is not None:
        effect = f"Trừ {number_text(one.points)} điểm"  # only this effect has points
    return ShownCondition(one, kind, effect)


def _decide(request: SignedInRequest, pk: int, to: FactState) -> HttpResponse:
    """Ask before the decision on GET; take it on POST."""
    standing = standing_of(request.user)
    fact = fact_for(standing, pk)
    form = DecideFactForm(posted(request), initial={"seen_version": fact.version})
    return form_page(
        request,
        form,
        act=lambda: decide_fact(fact_id=pk, to=to, actor=request.user, **form.values),
        done=DONE[to],
        to=_list_url(fact.season),
        template="scoring/fact_decide.html",
        context=lambda: _decide_page(standing, fact, to),
    )


def _decisions(standing: Standing, fact: DeclaredFact) -> tuple[tuple[str, str], ...]:
    if not can_decide_fact(standing, fact):
        return ()
    names = {FactState.CONFIRMED: "fact-confirm", FactState.DISMISSED: "fact-dismiss"}
    return tuple(
        (LABELS[to], reverse(f"scoring:{name}", args=[fact.pk]))
        for to, name in names.items()
        if fact.state != to
    )


def _subjects(standing: Standing, season: Season, seats: Seats) -> QuerySet[Agency]:
    """Return the members about whom the person may declare a fact, in the bloc's order."""
    members: Sequence[int] = season.memberships.values_list("agency", flat=True)  # type: ignore[assignment]
    allowed = [pk for pk in members if can_declare_fact(standing, season, seats, pk)]
    return Agency.objects.filter(pk__in=allowed).order_by("name")


def _add_page(season: Season) -> Mapping[str, object]:
    return {
        "season": season,
        "page": _list_url(season),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, Crumb(TITLE, _list_url(season)), "Nêu sự việc"),
    }


def _decide_page(standing: Standing, fact: DeclaredFact, to: FactState) -> Mapping[str, object]:
    season = fact.season
    known = {one.code: one for one in conditions_of(season)}
    held = known.get(fact.condition)
    ask = Confirmation(
        label=LABELS[to],
        subject=fact.agency.name,
        verdict=can_decide_fact(standing, fact),
        consequences=CONSEQUENCES[to],
        page=_list_url(season),
        page_name="danh sách",
    )
    return {
        "fact": fact,
        "condition": shown_condition(held) if held else None,
        "ask": ask,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, Crumb(TITLE, ask.page), ask.label),
    }


def _list_url(season: Season) -> str:
    return reverse("scoring:facts", args=[season.bloc.code, season.cycle.label])
