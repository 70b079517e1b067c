"""An award or a rating is entered, corrected or revoked; the founding day is noted."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from awards import services
from awards.access import agency_for, award_record_for, rating_for
from awards.history_forms import AwardForm, FoundingForm, RatingForm, RevokeForm
from awards.models import AwardRecord, CompletionRating
from awards.permissions import can_keep_history
from awards.selectors.words import award_name, labels_of
from awards.states import AwardBasis, CompletionLevel
from awards.views.history import history_crumbs, history_url
from blocs.models import Agency
from blocs.permissions import can_set_founding_day
from blocs.services import set_founding_day
from blocs.standing import Standing, standing_of

EDIT = "awards/history_edit.html"
_REVOKED = "Bản ghi này đã bị thu hồi, hủy bỏ nên không thay đổi được nữa."


@require_form
@login_required
def award_add(request: SignedInRequest, agency: str) -> HttpResponse:
    """Enter an award that the agency holds."""
    standing = standing_of(request.user)
    owner = agency_for(standing, agency)
    form = AwardForm(posted(request), agency=owner)
    return form_page(
        request,
        form,
        act=lambda: services.enter_award(
            agency=owner,
            award_type=form.cleaned_data["award_type"],
            cycle=form.cleaned_data["cycle"],
            basis=AwardBasis(form.cleaned_data["basis"]),
            ground=form.ground,
            actor=request.user,
        ),
        done="Đã ghi thành tích.",
        to=history_url(owner),
        template=EDIT,
        context=lambda: _edited(standing, owner, "Ghi thêm thành tích"),
    )


@require_form
@login_required
def award_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an award that was entered wrongly."""
    standing = standing_of(request.user)
    row = award_record_for(standing, pk)
    form = AwardForm(posted(request), agency=row.agency, row=row)
    return form_page(
        request,
        form,
        act=lambda: services.correct_award(
            record=row,
            award_type=form.cleaned_data["award_type"],
            cycle=form.cleaned_data["cycle"],
            basis=AwardBasis(form.cleaned_data["basis"]),
            ground=form.ground,
            seen_version=form.cleaned_data["seen_version"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã sửa thành tích; nội dung cũ và lý do được lưu trong nhật ký.",
        to=history_url(row.agency),
        template=EDIT,
        context=lambda: _edited(standing, row.agency, "Sửa thành tích đã ghi"),
    )


@require_form
@login_required
def award_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that an award was revoked."""
    standing = standing_of(request.user)
    row = award_record_for(standing, pk)
    form = RevokeForm(posted(request), initial={"seen_version": row.version})
    name = award_name(row.award_type, labels_of(row.agency.province_id))
    ask = _ask(standing, row, f"{name}, năm {row.cycle.label}", "Thu hồi, hủy bỏ")
    return form_page(
        request,
        form,
        act=lambda: services.revoke_award(record_id=pk, actor=request.user, **form.values),
        done="Đã ghi việc thu hồi, hủy bỏ.",
        to=history_url(row.agency),
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask, "crumbs": history_crumbs(standing, row.agency, ask.label)},
    )


@require_form
@login_required
def rating_add(request: SignedInRequest, agency: str) -> HttpResponse:
    """Enter how well the agency completed its tasks in a year."""
    standing = standing_of(request.user)
    owner = agency_for(standing, agency)
    form = RatingForm(posted(request))
    return form_page(
        request,
        form,
        act=lambda: services.enter_rating(
            agency=owner,
            cycle=form.cleaned_data["cycle"],
            level=CompletionLevel(form.cleaned_data["level"]),
            ground=form.ground,
            actor=request.user,
        ),
        done="Đã ghi mức xếp loại.",
        to=history_url(owner),
        template=EDIT,
        context=lambda: _edited(standing, owner, "Ghi mức xếp loại"),
    )


@require_form
@login_required
def rating_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a rating that was entered wrongly."""
    standing = standing_of(request.user)
    row = rating_for(standing, pk)
    form = RatingForm(posted(request), row=row)
    return form_page(
        request,
        form,
        act=lambda: services.amend_rating(
            rating_id=pk,
            level=CompletionLevel(form.cleaned_data["level"]),
            ground=form.ground,
            seen_version=form.cleaned_data["seen_version"],
            reason=form.cleaned_data["reason"],
            actor=request.user,
        ),
        done="Đã sửa mức xếp loại; nội dung cũ và lý do được lưu trong nhật ký.",
        to=history_url(row.agency),
        template=EDIT,
        context=lambda: _edited(standing, row.agency, f"Sửa xếp loại năm {row.cycle.label}"),
    )


@require_form
@login_required
def rating_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a rating was annulled."""
    standing = standing_of(request.user)
    row = rating_for(standing, pk)
    form = RevokeForm(posted(request), initial={"seen_version": row.version})
    subject = f"{row.get_level_display()}, năm {row.cycle.label}"
    ask = _ask(standing, row, subject, "Hủy bỏ mức xếp loại")
    return form_page(
        request,
        form,
        act=lambda: services.revoke_rating(rating_id=pk, actor=request.user, **form.values),
        done="Đã ghi việc hủy bỏ mức xếp loại.",
        to=history_url(row.agency),
        template="_parts/confirm_page.html",
        context=lambda: {"ask": ask, "crumbs": history_crumbs(standing, row.agency, ask.label)},
    )


@require_form
@login_required
def founding_day(request: SignedInRequest, agency: str) -> HttpResponse:
    """Note since when the agency exists."""
    standing = standing_of(request.user)
    owner = agency_for(standing, agency)
    start = {"founded_on": owner.founded_on, "seen": owner.founded_on}
    form = FoundingForm(posted(request), initial=start)
    return form_page(
        request,
        form,
        act=lambda: set_founding_day(
            agency_id=owner.pk,
            founded_on=form.cleaned_data["founded_on"],
            seen=form.cleaned_data["seen"],
            actor=request.user,
        ),
        done="Đã ghi ngày thành lập.",
        to=history_url(owner),
        template=EDIT,
        context=lambda: {
            **_edited(standing, owner, "Ghi ngày thành lập"),
            "verdict": can_set_founding_day(standing, owner),
        },
    )


def _edited(standing: Standing, agency: Agency, heading: str) -> dict[str, object]:
    return {
        "heading": heading,
        "agency": agency,
        "button": "Ghi lại",
        "page": history_url(agency),
        "verdict": can_keep_history(standing, agency),
        "crumbs": history_crumbs(standing, agency, heading),
    }


def _ask(
    standing: Standing, row: AwardRecord | CompletionRating, subject: str, label: str
) -> Confirmation:
    return Confirmation(
        label=label,
        subject=f"{row.agency.name}: {subject}",
        verdict=can_keep_history(standing, row.agency),
        consequences=(
            "Bản ghi vẫn được lưu và hiện cùng ngày, lý do thu hồi; không khôi phục được.",
            "Từ nay không được tính khi xét điều kiện khen thưởng và điểm thưởng.",
        ),
        page=history_url(row.agency),
        page_name="trang thành tích",
        hindrance="" if row.revoked_on is None else _REVOKED,
        style="danger",
    )
