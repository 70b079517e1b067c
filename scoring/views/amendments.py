"""Which table a season scores with: choose it, and go on with an amended one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.models import CriteriaTable, SeasonTable
from scoring.permissions import can_apply_amendment, can_open_sheets
from scoring.selectors.amendments import Preview, preview_of
from scoring.selectors.nodes import table_of
from scoring.selectors.samples import is_sample
from scoring.table_forms import AmendmentForm, AssignForm
from scoring.views.refusing import DONE, attempt


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def table_assign(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Choose the published table that a season scores with."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    start = _start(assigned, request.GET.get("bang", ""))
    form = AssignForm(request.POST or None, initial=start, usable=_usable(season))
    status = 200
    if request.method == "POST":
        status, _ = attempt(form, lambda: _assign(request, season, form))
        if status == DONE:
            messages.success(request, "Đã giao bảng tiêu chí cho năm thi đua.")
            return redirect("scoring:criteria-table", bloc, cycle)
    context = {
        "season": season,
        "current": assigned.table if assigned else None,
        "form": form,
        "label": "Giao bảng tiêu chí",
        "verdict": can_open_sheets(standing, season, seats_of(season)),
        "consequences": (
            "Các đơn vị tự chấm điểm theo bảng được chọn, phiếu mở ra có đủ các dòng của bảng.",
            "Khi đã mở phiếu thì chỉ đổi được bảng bằng cách áp dụng bản sửa đổi.",
        ),
        "hindrance": _why_not_assigned(season),
        "page": reverse("scoring:criteria-table", args=[bloc, cycle]),
        "is_sample": is_sample(season),
        "crumbs": _crumbs(season, "Giao bảng tiêu chí"),
    }
    return render(request, "scoring/table_assign.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def amendment_apply(request: SignedInRequest, bloc: str, cycle: str, pk: int) -> HttpResponse:
    """Show what an amended table changes in a season, ask about each line, and apply it."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    current, later = table_of(season), _later(season, pk)
    preview = preview_of(season, current, later) if current else None
    if current is None or preview is None:
        raise Http404("No such amendment of the season's table.")
    start = {"seen_table": current.pk}
    form = AmendmentForm(request.POST or None, initial=start, choices=preview.choices)
    status = 200
    if request.method == "POST":
        status, _ = attempt(form, lambda: _apply(request, season, later, form))
        if status == DONE:
            messages.success(request, "Đã áp dụng bảng tiêu chí sửa đổi cho năm thi đua.")
            return redirect("scoring:criteria-table", bloc, cycle)
    context = _amendment_page(standing, season, current, later, preview=preview, form=form)
    return render(request, "scoring/amendment_apply.html", context, status=status)


def _start(assigned: SeasonTable | None, asked: str) -> dict[str, object]:
    """Return what the form begins with: the season's table and mark, or the table asked for."""
    if assigned is None:
        return {"seen_table": 0, "table": asked}
    return {
        "seen_table": assigned.table_id,
        "table": asked or assigned.table_id,
        "scores_are_sample": assigned.scores_are_sample,
    }


def _assign(request: SignedInRequest, season: Season, form: AssignForm) -> None:
    services.assign_table(season_id=season.pk, **form.cleaned_data, actor=request.user)


def _apply(
    request: SignedInRequest, season: Season, later: CriteriaTable, form: AmendmentForm
) -> None:
    services.apply_amendment(
        season_id=season.pk,
        to_table=later,
        choices=form.policies,
        reason=form.cleaned_data["reason"],
        seen_table=form.cleaned_data["seen_table"],
        actor=request.user,
    )


def _amendment_page(
    standing: Standing,
    season: Season,
    current: CriteriaTable,
    later: CriteriaTable,
    *,
    preview: Preview,
    form: AmendmentForm,
) -> dict[str, object]:
    return {
        "season": season,
        "current": current,
        "later": later,
        "preview": preview,
        "added": [node for node in preview.changes.added if not node.is_group],
        "removed": [node for node in preview.changes.removed if not node.is_group],
        "rows": [
            (choice, form[name]) for name, choice in zip(form.keys, preview.choices, strict=True)
        ],
        "form": form,
        "verdict": can_apply_amendment(standing, season),
        "is_sample": is_sample(season),
        "page": reverse("scoring:criteria-table", args=[season.bloc.code, season.cycle.label]),
        "crumbs": _crumbs(season, "Áp dụng bản sửa đổi"),
    }


def _usable(season: Season) -> QuerySet[CriteriaTable]:
    """Return the published tables of the season's province, those amended since left out."""
    usable = CriteriaTable.objects.usable_in(season)
    amended = usable.filter(amends__isnull=False).values("amends")
    return usable.exclude(pk__in=amended).order_by("-published_at")


def _later(season: Season, pk: int) -> CriteriaTable:
    later = CriteriaTable.objects.usable_in(season).filter(pk=pk).first()
    if later is None:
        raise Http404("No such published table for the season.")
    return later


def _why_not_assigned(season: Season) -> str:
    """Return why no other table can be chosen now; empty when one can."""
    if season.sheets.exists() and table_of(season) is not None:
        return "Các đơn vị đã có phiếu; thay đổi được lập thành bản sửa đổi rồi áp dụng."
    if not _usable(season).exists():
        return "Chưa có bảng tiêu chí nào được ban hành cho tỉnh này."
    return ""


def _crumbs(season: Season, page: str) -> list[Crumb]:
    table = Crumb(
        "Bảng tiêu chí chấm điểm",
        reverse("scoring:criteria-table", args=[season.bloc.code, season.cycle.label]),
    )
    return season_crumbs(season, table, page)
