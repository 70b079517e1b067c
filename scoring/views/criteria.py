"""The criteria table of a season, to be read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.standing import standing_of
from scoring.selectors.nodes import criteria_of, table_of
from scoring.selectors.samples import is_sample
from scoring.states import CriterionKind


@require_safe
@login_required
def criteria_table(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    season = season_for(standing_of(request.user), bloc, cycle)
    table = table_of(season)
    rows = criteria_of(table) if table else []
    context = {
        "season": season,
        "table": table,
        "rows": rows,
        "leaves": sum(row.kind != CriterionKind.GROUP for row in rows),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bảng tiêu chí chấm điểm"),
    }
    return render(request, "scoring/criteria_table.html", context)
