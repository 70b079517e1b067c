"""The home page: what the signed-in person is expected to do now."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.standing import standing_of
from reports.selectors import my_packs, my_papers, my_seasons, work_of
from reports.selectors.meeting_work import meeting_duties, meeting_notices
from scoring.selectors.sector import sector_duties


@require_safe
@login_required
def home(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    sector = sector_duties(standing)
    meetings = meeting_notices(standing, timezone.localtime())
    context = {
        "works": work_of(standing, sector, meeting_duties(meetings)),
        "meetings": meetings,
        "scores_for_sector": bool(sector),
        "packs": my_packs(standing),
        "papers": my_papers(standing),
        "seasons": my_seasons(standing),
        "now": timezone.now(),
    }
    return render(request, "reports/home.html", context)
