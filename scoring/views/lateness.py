"""The province takes a late mark off a sheet, after being asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.errors import Invalid, Refused
from accounts.http import SignedInRequest
from blocs.standing import standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.forms import StepForm
from scoring.permissions.lateness import can_clear_late
from scoring.states import SheetAction
from scoring.views.returns import status_of
from scoring.views.rounds import sheet_crumbs

CONSEQUENCES = (
    "Phiếu không còn bị ghi là gửi muộn và không bị trừ điểm nộp muộn.",
    "Số ngày muộn, người quyết định và lý do được lưu trong nhật ký và lịch sử của phiếu.",
    "Nếu xếp hạng đã chốt, trang xếp hạng sẽ báo điểm hiện nay khác với lúc chốt.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def clear_late(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask on GET; take the mark off on POST."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    form = StepForm(
        request.POST or None, initial={"seen_version": sheet.version}, action=SheetAction.RETURN
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.clear_late(sheet_id=sheet.pk, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            is_reason = isinstance(refusal, Invalid) and refusal.field == "reason"
            form.add_error("reason" if is_reason else None, str(refusal))
            status = status_of(refusal)
        else:
            messages.success(request, "Đã bỏ ghi nhận gửi muộn.")
            return redirect(sheet)
    elif request.method == "POST":
        status = 422
    context = {
        "sheet": sheet,
        "form": form,
        "verdict": can_clear_late(standing, sheet),
        "label": "Bỏ ghi nhận gửi muộn",
        "consequences": CONSEQUENCES,
        "page": sheet.get_absolute_url(),
        "crumbs": sheet_crumbs(sheet, "Bỏ ghi nhận gửi muộn"),
    }
    return render(request, "scoring/late_clear.html", context, status=status)
