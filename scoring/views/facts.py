"""Facts that bar a member or cost it points: the season's list, declaring one, deciding on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Invalid, NotAllowed, Refused, Stale
from accounts.http import SignedInRequest
from accounts.verdicts import YES, Verdict
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


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def fact_add(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the form on GET; declare the fact on POST, nothing typed is lost."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    choices = {
        "agencies": _subjects(standing, season, seats_of(season)),
        "conditions": [(one.code, one.label) for one in declarable(conditions_of(season))],
    }
    if request.method != "POST":
        return _add_page(request, season, FactForm(**choices))  # type: ignore[arg-type]
    form = FactForm(request.POST, request.FILES, **choices)  # type: ignore[arg-type]
    if not form.is_valid():
        return _add_page(request, season, form, 422)
    try:
        declare_fact(season_id=season.pk, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _add_page(request, season, form, _explain(refusal, form))
    messages.success(request, "Đã ghi sự việc; sự việc được tính sau khi tỉnh xác nhận.")
    return redirect("scoring:facts", bloc, cycle)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def fact_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, FactState.CONFIRMED)


@require_http_methods(["GET", "HEAD", "POST"])
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
        effect = f"{effect} {number_text(one.points)} điểm"
    return ShownCondition(one, kind, effect)


def _decide(request: SignedInRequest, pk: int, to: FactState) -> HttpResponse:
    """Ask before the decision on GET; take it on POST."""
    standing = standing_of(request.user)
    fact = fact_for(standing, pk)
    verdict = can_decide_fact(standing, fact)
    if request.method != "POST":
        form = DecideFactForm(initial={"seen_version": fact.version})
        return _decide_page(request, fact, to, verdict, form)
    form = DecideFactForm(request.POST)
    if not form.is_valid():
        return _decide_page(request, fact, to, verdict, form, status=422)
    try:
        decide_fact(fact_id=pk, to=to, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        return _decide_page(request, fact, to, verdict, form, status=_explain(refusal, form))
    messages.success(request, DONE[to])
    return redirect("scoring:facts", fact.season.bloc.code, fact.season.cycle.label)


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


def _add_page(
    request: SignedInRequest, season: Season, form: FactForm, status: int = 200
) -> HttpResponse:
    context = {
        "season": season,
        "form": form,
        "verdict": YES,
        "page": reverse("scoring:facts", args=[season.bloc.code, season.cycle.label]),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, _list_crumb(season), "Nêu sự việc"),
    }
    return render(request, "scoring/fact_add.html", context, status=status)


def _decide_page(
    request: SignedInRequest,
    fact: DeclaredFact,
    to: FactState,
    verdict: Verdict,
    form: DecideFactForm,
    *,
    status: int = 200,
) -> HttpResponse:
    season = fact.season
    known = {one.code: one for one in conditions_of(season)}
    held = known.get(fact.condition)
    context = {
        "fact": fact,
        "condition": shown_condition(held) if held else None,
        "label": LABELS[to],
        "verdict": verdict,
        "consequences": CONSEQUENCES[to],
        "form": form,
        "page": reverse("scoring:facts", args=[season.bloc.code, season.cycle.label]),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, _list_crumb(season), LABELS[to]),
    }
    return render(request, "scoring/fact_decide.html", context, status=status)


def _list_crumb(season: Season) -> Crumb:
    return Crumb(TITLE, reverse("scoring:facts", args=[season.bloc.code, season.cycle.label]))


def _explain(refusal: Refused, form: FactForm | DecideFactForm) -> int:
    """Put the refusal where the person looks for it; return the answer's status."""
    field = refusal.field if isinstance(refusal, Invalid) else ""
    form.add_error(field if field in form.fields else None, str(refusal))
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, Stale) else 422
