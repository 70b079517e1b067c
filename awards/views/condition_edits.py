"""A condition is written, replaced, compared with the law, or not used any more."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from awards import services
from awards.access import condition_for
from awards.condition_forms import CheckForm, ConditionForm, KindForm, RetireForm
from awards.models import AwardCondition
from awards.models.labels import ELIGIBILITY_KINDS
from awards.selectors.condition_pages import condition_row, scopes_of
from awards.states import EligibilityKind
from awards.views.conditions import TITLE, condition_crumbs, may_keep
from blocs.crumbs import Crumb
from blocs.standing import Standing, standing_of

_KINDS = dict(ELIGIBILITY_KINDS)
_REPLACED = "Bản này đã được thay thế hoặc thôi áp dụng; quý vị mở bản đang dùng."


@require_form
@login_required
def condition_add(request: SignedInRequest) -> HttpResponse:
    """Ask for the kind first, then for what the condition says."""
    standing = standing_of(request.user)
    asked = KindForm(request.GET or None)
    verdict, page = may_keep(standing), reverse("awards:condition-list")
    context = {"verdict": verdict, "crumbs": [Crumb(TITLE, page), Crumb("Thêm điều kiện")]}
    word = asked.cleaned_data["loai"] if asked.is_valid() else ""
    if not word or not verdict:
        shown = {**context, "form": asked}
        status = 200 if verdict else 403
        return render(request, "awards/condition_kind.html", shown, status=status)
    kind = EligibilityKind(word)
    form = ConditionForm(posted(request), kind=kind, scopes=scopes_of(standing))
    return form_page(
        request,
        form,
        act=lambda: services.add_condition(
            spec=form.spec,
            province_id=form.province_id,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã thêm điều kiện; điều kiện chỉ chặn đề nghị sau khi có người đối chiếu.",
        to=lambda row: row,
        template="awards/condition_edit.html",
        context=lambda: {
            **context,
            "heading": f"Thêm điều kiện: {_KINDS[word]}",
            "button": "Thêm điều kiện",
            "page": page,
        },
    )


@require_form
@login_required
def condition_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a condition in the place of this one."""
    standing = standing_of(request.user)
    row = condition_for(standing, pk)
    scopes = scopes_of(standing, row)
    form = ConditionForm(posted(request), kind=EligibilityKind(row.kind), row=row, scopes=scopes)
    return form_page(
        request,
        form,
        act=lambda: services.replace_condition(
            condition_id=pk,
            spec=form.spec,
            province_id=form.province_id if scopes else row.province_id,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã ghi bản mới của điều kiện; bản mới cần được đối chiếu với văn bản.",
        to=lambda new: new,
        template="awards/condition_edit.html",
        context=lambda: {
            "heading": f"Sửa điều kiện: {_KINDS[row.kind]}",
            "button": "Ghi bản mới",
            "page": row.get_absolute_url(),
            "verdict": may_keep(standing, row),
            "crumbs": condition_crumbs(row, "Sửa"),
        },
    )


@require_form
@login_required
def condition_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the condition was compared with the text of the law."""
    standing = standing_of(request.user)
    row = condition_for(standing, pk)
    scopes = scopes_of(standing, row)
    form = CheckForm(posted(request), scopes=scopes)
    ask = _ask(
        standing,
        row,
        label="Đối chiếu với văn bản",
        consequences=(
            "Điều kiện đã đối chiếu mà đơn vị không đạt thì chặn việc gửi đề nghị.",
            "Điều kiện chưa đối chiếu chỉ để nhắc. Kết quả đối chiếu sau thay kết quả trước.",
            "Tên quý vị, ngày và văn bản đã đối chiếu được lưu và hiện ở mọi phần giải thích.",
        ),
        button="Ghi kết quả đối chiếu",
    )
    return form_page(
        request,
        form,
        act=lambda: services.check_condition(
            condition_id=pk,
            province_id=form.province_id if scopes else row.province_id,
            verified=form.is_verified,
            note=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã ghi kết quả đối chiếu.",
        to=row,
        template="awards/condition_act.html",
        context=lambda: _context(row, ask),
    )


@require_form
@login_required
def condition_retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the use of the condition."""
    standing = standing_of(request.user)
    row = condition_for(standing, pk)
    scopes = scopes_of(standing, row)
    form = RetireForm(posted(request), scopes=scopes)
    ask = _ask(
        standing,
        row,
        label="Thôi áp dụng điều kiện",
        consequences=(
            "Điều kiện không được xét nữa, kể cả khi xem lại các năm thi đua trước.",
            "Nội dung, các lần đối chiếu và lý do vẫn được lưu; muốn dùng lại phải thêm mới.",
            "Nếu điều kiện chỉ hết hiệu lực từ một ngày, quý vị sửa và ghi ngày hết hiệu lực.",
        ),
        style="danger",
    )
    return form_page(
        request,
        form,
        act=lambda: services.retire_condition(
            condition_id=pk,
            province_id=form.province_id if scopes else row.province_id,
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Điều kiện đã thôi áp dụng.",
        to="awards:condition-list",
        template="awards/condition_act.html",
        context=lambda: _context(row, ask),
    )


def _ask(
    standing: Standing,
    row: AwardCondition,
    *,
    label: str,
    consequences: tuple[str, ...],
    button: str = "",
    style: str = "primary",
) -> Confirmation:
    shown = condition_row(row, row.province_id)
    return Confirmation(
        label=label,
        subject=shown.award if row.award_type else "mọi hình thức",
        verdict=may_keep(standing, row),
        consequences=consequences,
        page=row.get_absolute_url(),
        page_name="điều kiện",
        hindrance="" if shown.is_living else _REPLACED,
        button=button,
        style=style,
    )


def _context(row: AwardCondition, ask: Confirmation) -> dict[str, object]:
    return {
        "shown": condition_row(row, row.province_id),
        "ask": ask,
        "crumbs": condition_crumbs(row, ask.label),
    }
