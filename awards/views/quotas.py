"""The limits of proposals: the list, and a limit is added, replaced or ended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.form_parts import ReasonField
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.verdicts import YES, Verdict
from awards import services
from awards.access import quota_for
from awards.models import Quota
from awards.permissions import can_keep_quotas
from awards.quota_forms import EndForm, QuotaForm
from awards.quota_lists import QuotaFilter, QuotaTable
from awards.selectors.condition_pages import scopes_of
from awards.selectors.province_quotas import latest_year
from awards.selectors.words import award_name, labels_by_province, labels_of
from blocs.crumbs import Crumb
from blocs.standing import Standing, standing_of

TITLE = "Hạn mức đề nghị khen thưởng"
_LIST = "awards:quota-list"


@require_safe
@login_required
def quota_list(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    rows = list(Quota.objects.visible_to(standing).with_names())
    names = labels_by_province({row.province_id for row in rows if row.province_id})
    found = QuotaFilter(request.GET, rows=rows, names=names)
    own = {row.pk for row in rows if can_keep_quotas(standing, row.province_id)}
    context = {
        "table": QuotaTable(found.kept, request=request, may_change=own, names=names),
        "filter": found,
        "can_keep": _may_add(standing),
        "sees_province": latest_year(standing) is not None,
    }
    return render(request, "awards/quota_list.html", context)


@require_form
@login_required
def quota_add(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    scopes = scopes_of(standing)
    form = QuotaForm(posted(request), scopes=scopes)
    return form_page(
        request,
        form,
        act=lambda: services.add_quota(
            spec=form.spec,
            province_id=form.province_id,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã đặt hạn mức.",
        to=_LIST,
        template="awards/quota_edit.html",
        context=lambda: _context("Đặt hạn mức", "Đặt hạn mức", _may_add(standing)),
    )


@require_form
@login_required
def quota_replace(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    row = quota_for(standing, pk)
    form = QuotaForm(posted(request), scopes=(), row=row)
    verdict = can_keep_quotas(standing, row.province_id)
    return form_page(
        request,
        form,
        act=lambda: services.replace_quota(
            quota_id=pk,
            seen_version=form.cleaned_data["seen_version"] or 0,
            spec=form.spec,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã thay hạn mức; hạn mức cũ hết hiệu lực từ ngày hạn mức mới có hiệu lực.",
        to=_LIST,
        template="awards/quota_edit.html",
        context=lambda: _context(f"Thay hạn mức: {_named(row)}", "Thay hạn mức", verdict),
    )


@require_form
@login_required
def quota_end(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    row = quota_for(standing, pk)
    start = {"seen_version": row.version}
    form = EndForm(posted(request), initial=start, reason=ReasonField())
    ask = Confirmation(
        label="Kết thúc hạn mức",
        subject=_named(row),
        verdict=can_keep_quotas(standing, row.province_id),
        consequences=(
            "Từ ngày này hạn mức không được tính nữa; quy định chung, nếu có, được áp dụng.",
            "Hạn mức vẫn được lưu và dùng cho những năm thi đua xét theo quy định trước ngày đó.",
        ),
        page=reverse(_LIST),
        page_name="danh sách hạn mức",
    )
    return form_page(
        request,
        form,
        act=lambda: services.end_quota(quota_id=pk, actor=request.user, **form.values),
        done="Đã ghi ngày hết hiệu lực của hạn mức.",
        to=_LIST,
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask, "crumbs": _crumbs(ask.label)},
    )


def _named(row: Quota) -> str:
    return award_name(row.award_type, labels_of(row.province_id))


def _may_add(standing: Standing) -> Verdict:
    return YES if scopes_of(standing) else can_keep_quotas(standing, None)


def _context(heading: str, button: str, verdict: Verdict) -> dict[str, object]:
    return {
        "heading": heading,
        "button": button,
        "verdict": verdict,
        "page": reverse(_LIST),
        "crumbs": _crumbs(heading),
    }


def _crumbs(page: str) -> list[Crumb]:
    return [Crumb(TITLE, reverse(_LIST)), Crumb(page)]
