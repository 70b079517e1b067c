"""Which department of the agency prepares which criterion: one box a line, all saved at once."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import posted, require_form, texts_page
from accounts.row_texts import RowTexts
from blocs.crumbs import Crumb, season_crumbs
from blocs.standing import Standing, standing_of
from scoring.access import sheet_with_departments_for
from scoring.models import ScoreSheet
from scoring.permissions import can_set_departments
from scoring.rules.departments import MOST_DEPARTMENT, departments_in_use
from scoring.selectors.departments import AssignedLine, assigned_lines
from scoring.selectors.samples import is_sample
from scoring.services import set_departments


@require_form
@login_required
def departments(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who prepares each of the agency's criteria; POST saves what was changed, or nothing."""
    standing = standing_of(request.user)
    sheet = sheet_with_departments_for(standing, pk)
    assigned = assigned_lines(sheet)
    stored = {one.line.pk: one.line.department for one in assigned}
    boxes = RowTexts(posted(request), stored, most=MOST_DEPARTMENT)
    return texts_page(
        request,
        boxes,
        act=lambda: set_departments(sheet_id=sheet.pk, edits=boxes.edits, actor=request.user),
        done=lambda count: (
            f"Đã lưu phân công {count} tiêu chí." if count else "Không có gì thay đổi."
        ),
        template="scoring/departments.html",
        context=lambda: _shown(standing, sheet, assigned, boxes),
    )


def _shown(
    standing: Standing, sheet: ScoreSheet, assigned: Sequence[AssignedLine], boxes: RowTexts
) -> dict[str, object]:
    return {
        "sheet": sheet,
        "season": sheet.season,
        "rows": [(one.begins, one.line, boxes.row(one.line.pk)) for one in assigned],
        "verdict": can_set_departments(standing, sheet),
        "known": departments_in_use(one.line.department for one in assigned),
        "without": sum(not one.line.department for one in assigned),
        "most": MOST_DEPARTMENT,
        "is_sample": is_sample(sheet.season),
        "crumbs": season_crumbs(
            sheet.season,
            Crumb(f"Phiếu của {sheet.agency.short_name}", sheet.get_absolute_url()),
            "Tham mưu, thực hiện",
        ),
    }
