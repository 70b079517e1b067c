"""The criteria table of a season, to be read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.standing import standing_of
from scoring.models import SeasonTable
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def criteria_table(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    season = season_for(standing_of(request.user), bloc, cycle)
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    rows = list(assigned.table.criteria.order_by("position")) if assigned else []
    context = {
        "season": season,
        "assigned": assigned,
        "table": assigned.table if assigned else None,
        "rows": rows,
        "leaves": sum(row.kind != "group" for row in rows),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bảng tiêu chí chấm điểm"),
    }
    return render(request, "scoring/criteria_table.html", context)
