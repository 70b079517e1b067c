"""A sheet takes a step: first a page that says what will happen, then the step itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import sheet_for
from scoring.forms import StepForm
from scoring.models import ScoreSheet
from scoring.people import APPRAISER_SIDE, LABELS
from scoring.permissions import can_open_appraisal, can_take
from scoring.rules.workflow import NEEDS_ALL_POINTS
from scoring.selectors import SheetGrid, sheet_grid
from scoring.selectors.complete import facts_of, keys_unexplained
from scoring.selectors.lateness import would_be_late
from scoring.selectors.rounds import keys_unanswered
from scoring.states import Layer, SheetAction
from scoring.views.sheets import page_context
from scoring.views.shown import left_of

TOWARDS_SENDING = frozenset({SheetAction.ASK_APPROVAL, SheetAction.SUBMIT})
DONE: Mapping[SheetAction, str] = {
    SheetAction.ASK_APPROVAL: "Đã trình thủ trưởng đơn vị duyệt phiếu.",
    SheetAction.SEND_BACK: "Đã chuyển lại phiếu cho chuyên viên.",
    SheetAction.SUBMIT: "Đã gửi phiếu chấm điểm.",
    SheetAction.RETURN: "Đã trả lại phiếu cho đơn vị.",
    SheetAction.APPRAISE: "Đã hoàn thành thẩm định phiếu.",
    SheetAction.REOPEN: "Đã mở lại phiếu để thẩm định.",
}
CONSEQUENCES: Mapping[SheetAction, tuple[str, ...]] = {
    SheetAction.ASK_APPROVAL: (
        "Phiếu chuyển đến thủ trưởng đơn vị để duyệt và gửi đi.",
        "Trong lúc chờ duyệt, điểm, giải trình và minh chứng không sửa được.",
    ),
    SheetAction.SEND_BACK: (
        "Phiếu trở lại với chuyên viên của đơn vị, sửa được như trước.",
        "Chuyên viên thấy nội dung quý vị ghi dưới đây.",
    ),
    SheetAction.SUBMIT: (
        "Phiếu được gửi đi để thẩm định; thời điểm gửi được ghi lại.",
        "Sau khi gửi, đơn vị chỉ sửa được phiếu khi phiếu được trả lại.",
    ),
    SheetAction.RETURN: (
        "Phiếu trở lại với đơn vị để chấm lại; đơn vị phải trình và gửi lại từ đầu.",
        "Dòng nào đơn vị đổi điểm thì điểm thẩm định của dòng đó được xóa để thẩm định lại.",
    ),
    SheetAction.APPRAISE: (
        "Điểm thẩm định được chốt và đơn vị xem được điểm, lý do chênh lệch.",
        "Muốn sửa sau đó phải mở lại phiếu và nêu lý do.",
    ),
    SheetAction.REOPEN: (
        "Phiếu trở lại bước thẩm định; điểm thẩm định sửa được.",
        "Lý do mở lại được lưu vào hồ sơ của phiếu.",
    ),
}


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the confirm page counts: lines that are left, that differ, that lack their reason.

    ``unanswered`` went back to the agency and were neither changed nor explained.
    """

    left: int
    differing: int
    unexplained: Sequence[str] = ()
    unanswered: Sequence[str] = ()

    @property
    def hindrance(self) -> str:
        """Why the step cannot be taken yet; empty when nothing is left."""
        if self.left:
            return f"Còn {self.left} dòng chưa có điểm nên chưa thực hiện được bước này."
        if self.unanswered:
            return (
                "Còn tiêu chí bị trả lại chưa sửa, cũng chưa giải trình: "
                f"{', '.join(self.unanswered)}."
            )
        if self.unexplained:
            return (
                "Cần nêu lý do ở các tiêu chí có điểm thẩm định khác điểm tự chấm: "
                f"{', '.join(self.unexplained)}."
            )
        return ""


@require_form
@login_required
def sheet_take(request: SignedInRequest, pk: int, action: SheetAction) -> HttpResponse:
    """Ask before the step on GET; take it on POST."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    form = StepForm(posted(request), initial={"seen_version": sheet.version}, action=action)
    return form_page(
        request,
        form,
        act=lambda: services.take(action, sheet_id=sheet.pk, actor=request.user, **form.values),
        done=DONE[action],
        to=_page_of(sheet, action),
        template="scoring/sheet_take.html",
        context=lambda: _confirm(request, standing, sheet, action),
    )


def _confirm(
    request: SignedInRequest, standing: Standing, sheet: ScoreSheet, action: SheetAction
) -> Mapping[str, object]:
    grid, seats = sheet_grid(sheet), seats_of(sheet.season)
    shown = action in APPRAISER_SIDE and bool(can_open_appraisal(standing, sheet, seats))
    readiness = _readiness(sheet, grid, action) if shown or action not in APPRAISER_SIDE else None
    ask = Confirmation(
        label=LABELS[action],
        subject=sheet.agency.name,
        verdict=can_take(standing, sheet, action, seats),
        consequences=CONSEQUENCES[action],
        page=_page_of(sheet, action),
        page_name="phiếu",
        hindrance=readiness.hindrance if readiness else "",
    )
    return {
        **page_context(request, sheet, grid),
        "ask": ask,
        "readiness": readiness,
        "late": would_be_late(sheet, grid.table) if action in TOWARDS_SENDING else None,
        "shows_appraised": shown,
    }


def _readiness(sheet: ScoreSheet, grid: SheetGrid, action: SheetAction) -> Readiness:
    differing = sum(row.differs for row in grid.rows)
    if action in NEEDS_ALL_POINTS:
        left = left_of(grid, Layer.SELF).count
        return Readiness(left, differing, unanswered=keys_unanswered(sheet))
    if action is SheetAction.APPRAISE:
        facts = facts_of(row.line for row in grid.rows if row.line is not None)
        left = left_of(grid, Layer.APPRAISED).count
        return Readiness(left, differing, keys_unexplained(sheet, facts))
    return Readiness(0, differing)


def _page_of(sheet: ScoreSheet, action: SheetAction) -> str:
    """Return the page that the step was started from."""
    if action in APPRAISER_SIDE:
        return reverse("scoring:appraisal", args=[sheet.pk])
    return sheet.get_absolute_url()
