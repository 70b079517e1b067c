"""The province takes a late mark off a sheet, after being asked."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.standing import standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.forms import StepForm
from scoring.permissions.lateness import can_clear_late
from scoring.states import SheetAction
from scoring.views.rounds import sheet_crumbs

CONSEQUENCES = (
    "Phiếu không còn bị ghi là gửi muộn và không bị trừ điểm nộp muộn.",
    "Số ngày muộn, người quyết định và lý do được lưu trong nhật ký và lịch sử của phiếu.",
    "Nếu xếp hạng đã chốt, trang xếp hạng sẽ báo điểm hiện nay khác với lúc chốt.",
)


@require_form
@login_required
def clear_late(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask on GET; take the mark off on POST."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    start = {"seen_version": sheet.version}
    form = StepForm(posted(request), initial=start, action=SheetAction.RETURN)
    ask = Confirmation(
        label="Bỏ ghi nhận gửi muộn",
        subject=sheet.agency.name,
        verdict=can_clear_late(standing, sheet),
        consequences=CONSEQUENCES,
        page=sheet.get_absolute_url(),
        page_name="phiếu",
    )
    return form_page(
        request,
        form,
        act=lambda: services.clear_late(sheet_id=sheet.pk, actor=request.user, **form.values),
        done="Đã bỏ ghi nhận gửi muộn.",
        to=sheet,
        template="scoring/late_clear.html",
        context=lambda: {"sheet": sheet, "ask": ask, "crumbs": sheet_crumbs(sheet, ask.label)},
    )
