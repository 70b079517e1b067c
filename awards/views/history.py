"""What one agency holds, and the list of all awards on record."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from awards.access import agency_for
from awards.history_lists import RecordFilter, RecordTable
from awards.permissions import can_keep_history
from awards.selectors.history_pages import agencies_named, agency_past, records_seen
from awards.selectors.words import labels_by_province
from blocs.crumbs import Crumb
from blocs.models import Agency
from blocs.permissions import can_set_founding_day
from blocs.standing import Standing, standing_of

TITLE = "Thành tích của các đơn vị"


@require_safe
@login_required
def history(request: SignedInRequest, agency: str) -> HttpResponse:
    """Show what the agency holds, under which names, and from whom it inherited."""
    standing = standing_of(request.user)
    shown = agency_for(standing, agency)
    context = {
        "agency": shown,
        "past": agency_past(shown),
        "verdict": can_keep_history(standing, shown),
        "can_date": can_set_founding_day(standing, shown),
        "back": back_path(request, ""),
        "crumbs": history_crumbs(standing, shown),
    }
    return render(request, "awards/history.html", context)


@require_safe
@login_required
def record_list(request: SignedInRequest) -> HttpResponse:
    """List all awards within the person's provincial appointments."""
    standing = standing_of(request.user)
    if not standing.watches.reaches_any:
        raise Http404("Nobody's list.")
    seen = records_seen(standing)
    names = labels_by_province(seen.order_by().values("agency__province"))
    found = RecordFilter(request.GET, queryset=seen, names=names)
    rows, said = found.qs, found.said
    context = {
        "table": RecordTable(rows, request=request, names=names, is_filtered=bool(said)),
        "filter": found,
        "named": agencies_named(standing, said.get("don_vi", "")),
        "can_import": standing.manages.reaches_any,
    }
    return render(request, "awards/record_list.html", context)


def history_url(agency: Agency) -> str:
    """Return the address of an agency's achievements."""
    return reverse("awards:history", args=[agency.code])


def history_crumbs(standing: Standing, agency: Agency, *pages: str) -> list[Crumb]:
    """Return the way to an agency's achievements, or to a page of them."""
    lists = reverse("awards:record-list") if standing.watches.reaches_any else ""
    top = Crumb(TITLE, lists)
    if not pages:
        return [top, Crumb(agency.name)]
    return [top, Crumb(agency.name, history_url(agency)), *(Crumb(page) for page in pages)]
