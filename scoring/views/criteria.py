"""The criteria table of a season, to be read."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring.permissions import can_apply_amendment, can_open_sheets
from scoring.selectors.amendments import amendments_for, amendments_of
from scoring.selectors.nodes import table_of
from scoring.selectors.samples import is_sample
from scoring.selectors.table_pages import tree_rows


@require_safe
@login_required
def criteria_table(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    table = table_of(season)
    rows = tree_rows(table) if table else ()
    decides = can_apply_amendment(standing, season)
    context = {
        "season": season,
        "table": table,
        "rows": rows,
        "leaves": sum(not row.node.is_group for row in rows),
        "can_assign": can_open_sheets(standing, season, seats_of(season))
        and not season.sheets.exists(),
        "amendments": amendments_for(season) if decides else [],
        "applied": amendments_of(season),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bảng tiêu chí chấm điểm"),
    }
    return render(request, "scoring/criteria_table.html", context)
