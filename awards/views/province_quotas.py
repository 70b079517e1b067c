"""All blocs of a province and year beside the limits: on the screen, and as a workbook."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest, workbook_response
from awards.access import province_year_for
from awards.quota_lists import BlocLineFilter, BlocLineTable
from awards.selectors.province_quotas import (
    latest_year,
    province_quotas,
    provinces_overseen,
    years_of,
)
from awards.spreadsheets.province_quotas import province_book
from blocs.crumbs import Crumb
from blocs.standing import standing_of
from scoring.selectors.samples import samples_among

TITLE = "Hạn mức và kết quả khen thưởng toàn tỉnh"


@require_safe
@login_required
def overview(request: SignedInRequest) -> HttpResponse:
    """Lead on to the latest year of a province that the person oversees: the first, or as asked."""
    found = latest_year(standing_of(request.user), request.GET.get("tinh", ""))
    if found is None:
        raise Http404("Nobody's province.")
    province, cycle = found
    return redirect("awards:quota-province", province.code, cycle.label)


@require_safe
@login_required
def quota_province(request: SignedInRequest, province: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    where, year = province_year_for(standing, province, cycle)
    found = province_quotas(where, year, today=timezone.localdate())
    lines = BlocLineFilter(request.GET, rows=found.lines)
    context = {
        "found": found,
        "table": BlocLineTable(lines.kept, request=request),
        "filter": lines,
        "years": years_of(where),
        "provinces": provinces_overseen(standing),
        "is_sample": bool(samples_among(found.seasons)),
        "crumbs": [
            Crumb(where.name),
            Crumb("Hạn mức đề nghị khen thưởng", reverse("awards:quota-list")),
            Crumb(f"Toàn tỉnh, {year.label}"),
        ],
    }
    return render(request, "awards/quota_province.html", context)


@require_safe
@login_required
def quota_province_xlsx(request: SignedInRequest, province: str, cycle: str) -> HttpResponse:
    """Hand the same numbers over as a workbook."""
    where, year = province_year_for(standing_of(request.user), province, cycle)
    found = province_quotas(where, year, today=timezone.localdate())
    data = province_book(found, is_sample=bool(samples_among(found.seasons)))
    return workbook_response(data, f"han-muc-{where.code}-{year.label}.xlsx")
