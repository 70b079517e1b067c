"""The ballots of a season: the list, setting one up, changing it, and one of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import form_page, posted, require_form
from awards import services
from awards.access import ballot_for
from awards.ballot_forms import BallotForm, rule_of, start_of
from awards.ballot_lists import BallotFilter, BallotTable
from awards.models import Ballot
from awards.permissions import can_change_ballot, can_prepare_ballot
from awards.selectors.ballot_pages import ballot_rows
from awards.views.ballot_acts import ballot_crumbs, ballots_url
from awards.views.ballot_page import ballot_page
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import standing_of
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def ballot_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    found = BallotFilter(request.GET, rows=ballot_rows(season))
    context = {
        "season": season,
        "table": BallotTable(found.kept, request=request),
        "filter": found,
        "can_prepare": can_prepare_ballot(standing, season, seats_of(season)),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Bỏ phiếu"),
    }
    return render(request, "awards/ballot_list.html", context)


@require_form
@login_required
def ballot_create(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Set up a ballot; the rule of the bloc's last one is its start."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    last = Ballot.objects.filter(season__bloc=season.bloc).order_by("-pk").first()
    form = BallotForm(posted(request), season=season, initial=rule_of(last))
    return form_page(
        request,
        form,
        act=lambda: services.create_ballot(season_id=season.pk, spec=form.spec, actor=request.user),
        done="Đã lập cuộc bỏ phiếu. Quý vị kiểm tra lại danh sách trước khi mở.",
        to=lambda ballot: ballot,
        template="awards/ballot_form.html",
        context=lambda: {
            **_form_context(season),
            "label": "Lập cuộc bỏ phiếu",
            "verdict": can_prepare_ballot(standing, season, seats_of(season)),
            "page": ballots_url(season),
            "crumbs": season_crumbs(
                season, Crumb("Bỏ phiếu", ballots_url(season)), "Lập cuộc bỏ phiếu"
            ),
        },
    )


@require_form
@login_required
def ballot_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a ballot that has not been opened."""
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    season = ballot.season
    form = BallotForm(posted(request), season=season, ballot=ballot, initial=start_of(ballot))
    return form_page(
        request,
        form,
        act=lambda: services.change_ballot(
            ballot_id=ballot.pk,
            spec=form.spec,
            seen_version=form.cleaned_data["seen_version"],
            actor=request.user,
        ),
        done="Đã sửa cuộc bỏ phiếu.",
        to=ballot,
        template="awards/ballot_form.html",
        context=lambda: {
            **_form_context(season),
            "label": "Sửa cuộc bỏ phiếu",
            "verdict": can_change_ballot(standing, ballot, seats_of(season)),
            "page": ballot.get_absolute_url(),
            "crumbs": ballot_crumbs(ballot, "Sửa"),
        },
    )


@require_safe
@login_required
def ballot_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    ballot = ballot_for(standing, pk)
    context = ballot_page(standing, ballot) | {
        "back": back_path(request, ballots_url(ballot.season))
    }
    return render(request, "awards/ballot_detail.html", context)


def _form_context(season: Season) -> dict[str, Any]:
    return {"season": season, "is_sample": is_sample(season)}
