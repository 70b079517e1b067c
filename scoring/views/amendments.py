"""Which table a season scores with: choose it, and go on with an amended one."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
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


@require_form
@login_required
def table_assign(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Choose the published table that a season scores with."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    start = _start(assigned, request.GET.get("bang", ""))
    form = AssignForm(posted(request), initial=start, usable=_usable(season))
    return form_page(
        request,
        form,
        act=lambda: _assign(request, season, form),
        done="Đã giao bảng tiêu chí cho năm thi đua.",
        to=_table_url(season),
        template="scoring/table_assign.html",
        context=lambda: _assign_page(standing, season, assigned),
    )


@require_form
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
    form = AmendmentForm(posted(request), initial=start, choices=preview.choices)
    return form_page(
        request,
        form,
        act=lambda: _apply(request, season, later, form),
        done="Đã áp dụng bảng tiêu chí sửa đổi cho năm thi đua.",
        to=_table_url(season),
        template="scoring/amendment_apply.html",
        context=lambda: _amendment_page(
            standing, season, current, later, preview=preview, form=form
        ),
    )


def _start(assigned: SeasonTable | None, asked: str) -> dict[str, object]:
    """Return what the form begins with: the season's table and mark, or the table asked for."""
    if assigned is None:
        return {"seen_table": 0, "table": asked}
    return {
        "seen_table": assigned.table_id,
        "table": asked or assigned.table_id,
        "scores_are_sample": assigned.scores_are_sample,
    }


def _assign_page(
    standing: Standing, season: Season, assigned: SeasonTable | None
) -> dict[str, object]:
    cycle = season.cycle
    ask = Confirmation(
        label="Giao bảng tiêu chí",
        subject=f"{season.bloc.name}, {cycle.get_kind_display().lower()} {cycle.label}",
        verdict=can_open_sheets(standing, season, seats_of(season)),
        consequences=(
            "Các đơn vị tự chấm điểm theo bảng được chọn, phiếu mở ra có đủ các dòng của bảng.",
            "Khi đã mở phiếu thì chỉ đổi được bảng bằng cách áp dụng bản sửa đổi.",
        ),
        page=_table_url(season),
        page_name="bảng tiêu chí",
        hindrance=_why_not_assigned(season),
    )
    return {
        "season": season,
        "current": assigned.table if assigned else None,
        "ask": ask,
        "is_sample": is_sample(season),
        "crumbs": _crumbs(season, ask.label),
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
        "verdict": can_apply_amendment(standing, season),
        "is_sample": is_sample(season),
        "page": _table_url(season),
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
    return season_crumbs(season, Crumb("Bảng tiêu chí chấm điểm", _table_url(season)), page)


def _table_url(season: Season) -> str:
    return reverse("scoring:criteria-table", args=[season.bloc.code, season.cycle.label])
