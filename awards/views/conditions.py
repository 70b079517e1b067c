"""Written conditions of awards: a province's list, and one of them with its past."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.verdicts import YES, Verdict
from awards.access import condition_for
from awards.condition_lists import ConditionFilter, ConditionTable
from awards.models import AwardCondition
from awards.permissions import can_keep_conditions
from awards.selectors.condition_pages import (
    condition_row,
    condition_rows,
    past_of,
    provinces_of,
    scopes_of,
)
from blocs.crumbs import Crumb
from blocs.models import Province
from blocs.standing import Standing, standing_of

TITLE = "Điều kiện khen thưởng theo văn bản"
MOST = 60  # letters of a condition in the path


@require_safe
@login_required
def condition_list(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    provinces = provinces_of(standing)
    province = chosen_province(request, provinces)
    rows = condition_rows(province, former=request.GET.get("cu") == "co")
    found = ConditionFilter(request.GET, rows=rows, provinces=provinces)
    living = [one for one in rows if one.is_living]
    context = {
        "table": ConditionTable(found.kept, request=request),
        "filter": found,
        "total": len(living),
        "unverified": sum(not one.is_verified for one in living),
        "can_keep": may_keep(standing),
        "crumbs": [Crumb(TITLE)],
    }
    return render(request, "awards/condition_list.html", context)


@require_safe
@login_required
def condition_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    row = condition_for(standing, pk)
    province = row.province_id or chosen_province(request, provinces_of(standing))
    context = {
        "shown": condition_row(row, province),
        "past": past_of(row, province),
        "verdict": may_keep(standing, row),
        "back": back_path(request, reverse("awards:condition-list")),
        "crumbs": condition_crumbs(row),
    }
    return render(request, "awards/condition_detail.html", context)


def chosen_province(request: HttpRequest, provinces: Sequence[Province]) -> int | None:
    """Return the province whose conditions are shown: as asked for, else the only one there is."""
    known = {str(one.pk): one.pk for one in provinces}
    if len(known) == 1:
        return next(iter(known.values()))
    return known.get(request.GET.get("tinh", ""))


def may_keep(standing: Standing, row: AwardCondition | None = None) -> Verdict:
    """Say whether the person may write conditions for anybody, or act on this one."""
    if scopes_of(standing, row):
        return YES
    return can_keep_conditions(standing, row.province_id if row else None)


def condition_crumbs(row: AwardCondition, *pages: str) -> list[Crumb]:
    """Return the way from the list down to a condition, or to a page of it."""
    lists = Crumb(TITLE, reverse("awards:condition-list"))
    name = row.wording if len(row.wording) <= MOST else f"{row.wording[:MOST]}…"
    if not pages:
        return [lists, Crumb(name)]
    return [lists, Crumb(name, row.get_absolute_url()), *(Crumb(page) for page in pages)]
