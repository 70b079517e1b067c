"""The members of a season as its papers name them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import posted, require_form, texts_page
from accounts.row_texts import RowTexts
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models.blocs import MOST_MEMBER_NAME
from blocs.permissions import can_rename_members, seats_of
from blocs.standing import standing_of
from reports import services
from reports.selectors.members import member_lines
from scoring.selectors.rankings import current_ranking


@require_form
@login_required
def member_list(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the members on GET; POST saves the names that were changed, or none."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    lines = member_lines(season)
    names = {line.member.pk: line.member.name for line in lines}
    boxes = RowTexts(posted(request), names, most=MOST_MEMBER_NAME)
    return texts_page(
        request,
        boxes,
        act=lambda: services.rename_members(
            season_id=season.pk, edits=boxes.edits, actor=request.user
        ),
        done=lambda count: (
            f"Đã lưu tên của {count} đơn vị." if count else "Không có tên đơn vị nào thay đổi."
        ),
        template="reports/member_list.html",
        context=lambda: {
            "season": season,
            "rows": [(line, boxes.row(line.member.pk)) for line in lines],
            "held": lines[0].held if len({line.held for line in lines}) == 1 else "",
            "verdict": can_rename_members(standing, season, seats_of(season)),
            "is_ranked": current_ranking(season) is not None,
            "most": MOST_MEMBER_NAME,
            "crumbs": season_crumbs(season, "Đơn vị thành viên"),
        },
    )
