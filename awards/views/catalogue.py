"""The catalogue of awards: a province's names, and its own forms added and ended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import YES, Verdict
from awards import services
from awards.access import award_type_for, province_seen_for
from awards.catalogue_forms import AwardTypeForm, EndTypeForm, OwnNameForm, ResumeTypeForm
from awards.catalogue_lists import CatalogueFilter, CatalogueTable
from awards.models import AwardLabel
from awards.permissions import can_keep_catalogue
from awards.selectors.catalogue import catalogue_rows
from awards.selectors.condition_pages import provinces_of, scopes_of
from awards.views.conditions import chosen_province
from blocs.crumbs import Crumb
from blocs.rules.writing import date_text
from blocs.standing import Standing, standing_of

TITLE = "Danh mục danh hiệu, hình thức khen thưởng"
_LIST = "awards:catalogue"
EDIT = "awards/form_page.html"


@require_safe
@login_required
def catalogue(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    provinces = provinces_of(standing)
    chosen = chosen_province(request, provinces)
    province = next((one for one in provinces if one.pk == chosen), None)
    rows = catalogue_rows(province, timezone.localdate(), seen=provinces)
    found = CatalogueFilter(request.GET, rows=rows, provinces=provinces)
    own = {row.award.pk for row in rows if can_keep_catalogue(standing, row.award.province_id)}
    context = {
        "table": CatalogueTable(
            found.kept,
            request=request,
            province=province,
            keeps_names=province is not None and bool(can_keep_catalogue(standing, province.pk)),
            may_end=own,
        ),
        "filter": found,
        "province": province,
        "can_add": _may_add(standing),
        "crumbs": [Crumb(TITLE)],
    }
    return render(request, "awards/catalogue.html", context)


@require_form
@login_required
def award_name_edit(request: SignedInRequest, province: str, award: str) -> HttpResponse:
    """Say what a province calls an award and hands over with it."""
    standing = standing_of(request.user)
    where = province_seen_for(standing, province)
    row = award_type_for(standing, award, province=where)
    own = AwardLabel.objects.filter(province=where, award_type=row).first() or AwardLabel()
    start = {"label": own.label, "item": own.item, "seen_label": own.label, "seen_item": own.item}
    form = OwnNameForm(posted(request), initial=start)
    heading = f"Tên gọi tại tỉnh: {row.name}"
    return form_page(
        request,
        form,
        act=lambda: services.call_award(
            province=where,
            award_type_id=row.pk,
            called=form.own_name,
            seen=form.seen,
            actor=request.user,
        ),
        done="Đã ghi tên gọi, hiện vật của tỉnh.",
        to=_back(request),
        template=EDIT,
        context=lambda: _context(
            request, heading, "Lưu tên gọi", can_keep_catalogue(standing, where.pk)
        ),
    )


@require_form
@login_required
def award_type_add(request: SignedInRequest) -> HttpResponse:
    """Add a form of a province's own."""
    standing = standing_of(request.user)
    form = AwardTypeForm(posted(request), scopes=scopes_of(standing))
    return form_page(
        request,
        form,
        act=lambda: services.add_award_type(
            province_id=form.province_id,
            spec=form.spec,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã thêm vào danh mục.",
        to=_back(request),
        template=EDIT,
        context=lambda: _context(request, "Thêm hình thức", "Thêm hình thức", _may_add(standing)),
    )


@require_form
@login_required
def award_type_end(request: SignedInRequest, award: str) -> HttpResponse:
    """Say from which day on a form is not given any more."""
    standing = standing_of(request.user)
    row = award_type_for(standing, award)
    form = EndTypeForm(posted(request))
    ask = Confirmation(
        label="Thôi áp dụng",
        subject=row.name,
        verdict=can_keep_catalogue(standing, row.province_id),
        consequences=(
            "Từ ngày này không đề nghị hình thức này được nữa.",
            "Thành tích, đề nghị, hạn mức đã có vẫn được lưu; hình thức không bị xóa.",
        ),
        page=_back(request),
        page_name="danh mục",
        hindrance="Hình thức này đã thôi áp dụng." if row.valid_to else "",
    )
    return form_page(
        request,
        form,
        act=lambda: services.end_award_type(
            award_type_id=row.pk,
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã ghi ngày thôi áp dụng.",
        to=_back(request),
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask, "crumbs": _crumbs(ask.label)},
    )


@require_form
@login_required
def award_type_resume(request: SignedInRequest, award: str) -> HttpResponse:
    """Take back the end of a form, such as one with a slip in its day."""
    standing = standing_of(request.user)
    row = award_type_for(standing, award)
    form = ResumeTypeForm(posted(request))
    ended = f" (đã ghi thôi áp dụng từ {date_text(row.valid_to)})" if row.valid_to else ""
    ask = Confirmation(
        label="Áp dụng lại",
        subject=f"{row.name}{ended}",
        verdict=can_keep_catalogue(standing, row.province_id),
        consequences=(
            "Ngày thôi áp dụng được bỏ; hình thức này lại được đề nghị như trước.",
            "Nếu ngày ấy ghi nhầm, sau bước này quý vị ghi lại ngày đúng ở “Thôi áp dụng”.",
        ),
        page=_back(request),
        page_name="danh mục",
        hindrance="" if row.valid_to else "Hình thức này chưa ghi ngày thôi áp dụng.",
    )
    return form_page(
        request,
        form,
        act=lambda: services.resume_award_type(
            award_type_id=row.pk, reason=form.cleaned_data["reason"], actor=request.user
        ),
        done="Đã bỏ ngày thôi áp dụng.",
        to=_back(request),
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask, "crumbs": _crumbs(ask.label)},
    )


def _may_add(standing: Standing) -> Verdict:
    return YES if scopes_of(standing) else can_keep_catalogue(standing, None)


def _back(request: SignedInRequest) -> str:
    return back_path(request, reverse(_LIST))


def _context(
    request: SignedInRequest, heading: str, button: str, verdict: Verdict
) -> dict[str, object]:
    return {
        "heading": heading,
        "button": button,
        "verdict": verdict,
        "page": _back(request),
        "crumbs": _crumbs(heading),
    }


def _crumbs(page: str) -> list[Crumb]:
    return [Crumb(TITLE, reverse(_LIST)), Crumb(page)]
