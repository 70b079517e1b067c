"""What the members register for a year: who has, and the items of one of them."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Membership, Registration, RegistrationItem, Season
from blocs.permissions import can_register
from blocs.services import register_targets
from blocs.standing import Standing, standing_of
from reports.access import member_for
from reports.registration_forms import RegistrationForm
from reports.selectors.registrations import (
    RegisteredMember,
    issued_registration,
    registered_members,
)

PAGE = "Đăng ký thi đua"


@require_safe
@login_required
def registration_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show which members have registered, how much and when."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    rows = registered_members(standing, season)
    context = {
        "season": season,
        "rows": rows,
        "registered": sum(row.has_registered for row in rows),
        "refusal": _refusal(rows),
        "crumbs": season_crumbs(season, PAGE),
    }
    return render(request, "reports/registration_list.html", context)


@require_form
@login_required
def registration(request: SignedInRequest, bloc: str, cycle: str, agency: str) -> HttpResponse:
    """Show what a member registered on GET, put what is sent in its place on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    member = member_for(season, agency)
    held = season.registrations.filter(agency=member.agency).first()
    items = list(held.items.order_by("position")) if held else []
    form = _form(request, held, items)
    return form_page(
        request,
        form,
        act=lambda: register_targets(
            season_id=season.pk,
            agency=member.agency,
            items=form.items,
            registered_on=form.cleaned_data["registered_on"],
            seen_version=form.cleaned_data["seen_version"],
            actor=request.user,
        ),
        done=f"Đã lưu bản đăng ký thi đua của {member.name}.",
        to=_address(season, agency),
        template="reports/registration.html",
        context=lambda: {
            "held": held,
            "items": items,
            "is_overtaken": _is_overtaken(form, held),
            **_around(standing, season, member),
        },
    )


def _around(standing: Standing, season: Season, member: Membership) -> dict[str, object]:
    """Return what the page says beside the items; asked for once these are saved or refused."""
    page = reverse("reports:registration-list", args=[season.bloc.code, season.cycle.label])
    return {
        "season": season,
        "member": member,
        "verdict": can_register(standing, season, member.agency),
        "issued": issued_registration(standing, season, member.agency),
        "page": page,
        "crumbs": season_crumbs(season, Crumb(PAGE, page), member.name),
    }


def _refusal(rows: Sequence[RegisteredMember]) -> str:
    """Say why the person registers for none of them; the reason is the same for all."""
    verdicts = [row.verdict for row in rows]
    return "" if any(verdicts) or not verdicts else verdicts[0].reason


def _is_overtaken(form: RegistrationForm, held: Registration | None) -> bool:
    """Say whether another was saved since the page was opened that now sent its boxes."""
    seen = form.cleaned_data.get("seen_version") if form.is_bound else None
    return seen is not None and seen != (held.version if held else 0)


def _form(
    request: SignedInRequest, held: Registration | None, items: Sequence[RegistrationItem]
) -> RegistrationForm:
    start = {
        "seen_version": held.version if held else 0,
        "registered_on": held.registered_on if held else None,
    }
    return RegistrationForm(posted(request), items=items, initial=start)


def _address(season: Season, agency: str) -> str:
    return reverse("reports:registration", args=[season.bloc.code, season.cycle.label, agency])
