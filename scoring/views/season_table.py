"""Which table a season scores with."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
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
from scoring.permissions import can_open_sheets
from scoring.selectors.nodes import table_of
from scoring.selectors.samples import is_sample
from scoring.table_forms import AssignForm


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
        to=table_url(season),
        template="scoring/table_assign.html",
        context=lambda: _assign_page(standing, season, assigned),
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
        page=table_url(season),
        page_name="bảng tiêu chí",
        hindrance=_why_not_assigned(season),
    )
    return {
        "season": season,
        "current": assigned.table if assigned else None,
        "ask": ask,
        "is_sample": is_sample(season),
        "crumbs": table_crumbs_of(season, ask.label),
    }


def _assign(request: SignedInRequest, season: Season, form: AssignForm) -> None:
    services.assign_table(season_id=season.pk, **form.cleaned_data, actor=request.user)


def _usable(season: Season) -> QuerySet[CriteriaTable]:
    """Return the published tables of the season's province, those amended since left out."""
    usable = CriteriaTable.objects.usable_in(season)
    amended = usable.filter(amends__isnull=False).values("amends")
    return usable.exclude(pk__in=amended).order_by("-published_at")


def _why_not_assigned(season: Season) -> str:
    """Return why no other table can be chosen now; empty when one can."""
    if season.sheets.exists() and table_of(season) is not None:
        return "Các đơn vị đã có phiếu; thay đổi được lập thành bản sửa đổi rồi áp dụng."
    if not _usable(season).exists():
        return "Chưa có bảng tiêu chí nào được ban hành cho tỉnh này."
    return ""


def table_crumbs_of(season: Season, page: str) -> list[Crumb]:
    """Return the path to a page that stands below the season's table."""
    return season_crumbs(season, Crumb("Bảng tiêu chí chấm điểm", table_url(season)), page)


def table_url(season: Season) -> str:
    """Return the address of the season's table."""
    return reverse("scoring:criteria-table", args=[season.bloc.code, season.cycle.label])
