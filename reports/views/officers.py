"""Who leads a bloc this year and next: who may come, by which way, named and confirmed."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from awards.selectors.ballot_pages import office_title
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Office, Season
from blocs.permissions import (
    can_manage_season,
    can_name_officers,
    can_withdraw_office,
    seats_of,
)
from blocs.services import confirm_office, withdraw_office
from blocs.services.offices import office_mark
from blocs.standing import standing_of
from blocs.states import OfficeRole, OfficeState, Term
from reports import services
from reports.handover_forms import OfficerConfirmForm, OfficerForm, OfficerWithdrawForm
from reports.selectors.officers import held, officers_of
from scoring.selectors.samples import is_sample


@require_safe
@login_required
def officer_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    context = {
        "season": season,
        "officers": officers_of(standing, season),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Trưởng, Phó"),
    }
    return render(request, "reports/officer_list.html", context)


@require_form
@login_required
def officer_name(
    request: SignedInRequest, bloc: str, cycle: str, term: Term, role: OfficeRole
) -> HttpResponse:
    """Name a member for an office; the address may bring the member and the way."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    offices = season.offices.filter(term=term.value, role=role.value).select_related("agency")
    known = offices.filter(state=OfficeState.PROPOSED.value).first()
    form = OfficerForm(posted(request), season=season, initial=_start(request, known))
    label = f"{'Sửa đề xuất' if known else 'Ghi'} {_called(season, term, role)}"
    verdict = can_name_officers(standing, season, seats_of(season))
    ask = _ask(
        season,
        label,
        verdict,
        "Đơn vị được ghi ở trạng thái đề xuất, thay đề xuất trước đó nếu có.",
        "Cơ quan thi đua, khen thưởng tỉnh xác nhận thì đơn vị mới giữ chức danh.",
    )
    return form_page(
        request,
        form,
        act=lambda: services.name_officer(
            season_id=season.pk, term=term, role=role, actor=request.user, **form.values
        ),
        done="Đã ghi đề xuất.",
        to=_list_url(season),
        template="_parts/confirm_page.html",
        context=lambda: _context(season, ask),
    )


@require_form
@login_required
def officer_confirm(
    request: SignedInRequest, bloc: str, cycle: str, term: Term, role: OfficeRole
) -> HttpResponse:
    """Confirm the agency that is proposed for an office."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    office = _named(season, term, role)
    form = OfficerConfirmForm(posted(request), initial={"seen_agency": office.agency.code})
    ask = _ask(
        season,
        f"Xác nhận {_called(season, term, role)}",
        can_manage_season(standing, season),
        f"{office.agency.name} giữ chức danh này.",
        f"Cách chọn: {office.get_selected_by_display().lower()}."
        + (f" Căn cứ: {office.basis}." if office.basis else ""),
        "Sau khi xác nhận, chức danh năm nay chỉ đổi được khi bàn giao."
        if term is Term.CURRENT
        else "Sau khi xác nhận, chỉ cơ quan thi đua, khen thưởng tỉnh thu hồi được, trước khi bàn "
        "giao và có nêu lý do.",
    )
    return form_page(
        request,
        form,
        act=lambda: confirm_office(office_id=office.pk, actor=request.user, **form.cleaned_data),
        done="Đã xác nhận.",
        to=_list_url(season),
        template="_parts/confirm_page.html",
        context=lambda: _context(season, ask),
    )


@require_form
@login_required
def officer_withdraw(
    request: SignedInRequest, bloc: str, cycle: str, term: Term, role: OfficeRole
) -> HttpResponse:
    """Ask why, then take back who is named for an office."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    office = _named(season, term, role)
    office.season = season
    form = OfficerWithdrawForm(posted(request), initial={"seen": office_mark(office)})
    is_open = office.state == OfficeState.PROPOSED
    verb, done = ("Rút đề xuất", "Đã rút đề xuất.") if is_open else ("Thu hồi", "Đã thu hồi.")
    ask = _ask(
        season,
        f"{verb} {_called(season, term, role)}",
        can_withdraw_office(standing, office, seats_of(season)),
        f"{office.agency.name} không còn được ghi cho chức danh này.",
        "Nội dung đã ghi, người thực hiện và lý do được lưu trong nhật ký.",
        "Sau đó có thể ghi đơn vị khác.",
    )
    return form_page(
        request,
        form,
        act=lambda: withdraw_office(office_id=office.pk, actor=request.user, **form.cleaned_data),
        done=done,
        to=_list_url(season),
        template="_parts/confirm_page.html",
        context=lambda: _context(season, replace(ask, style="danger")),
    )


def _start(request: SignedInRequest, known: Office | None) -> dict[str, object]:
    """Return what the form begins with: the address first, then what is proposed already."""
    asked = {"agency": request.GET.get("don-vi"), "selected_by": request.GET.get("cach")}
    told: dict[str, object] = {name: value for name, value in asked.items() if value}
    if known is None or told:
        return told
    names = ("selected_by", "person_title", "decided_on", "basis")
    return {"agency": known.agency.code, **{name: getattr(known, name) for name in names}}


def _named(season: Season, term: Term, role: OfficeRole) -> Office:
    """Return who is proposed for the office or holds it, or raise Http404."""
    rows = season.offices.filter(term=term.value, role=role.value).select_related("agency")
    office = held(list(rows), term, role)
    if office is None or office.state == OfficeState.HANDED_OVER:
        raise Http404("Nobody is named for this office.")
    return office


def _called(season: Season, term: Term, role: OfficeRole) -> str:
    return f"{office_title(season, role)} {'năm sau' if term is Term.NEXT else 'năm nay'}"


def _ask(season: Season, label: str, verdict: Verdict, *consequences: str) -> Confirmation:
    return Confirmation(
        label=label,
        subject=str(season),
        verdict=verdict,
        consequences=consequences,
        page=_list_url(season),
        page_name="trang Trưởng, Phó",
    )


def _context(season: Season, ask: Confirmation) -> dict[str, object]:
    crumbs = season_crumbs(season, Crumb("Trưởng, Phó", _list_url(season)), ask.label)
    return {"ask": ask, "is_sample": is_sample(season), "crumbs": crumbs}


def _list_url(season: Season) -> str:
    return reverse("reports:officer-list", args=[season.bloc.code, season.cycle.label])
