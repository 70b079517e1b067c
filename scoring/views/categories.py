"""Of which category the members of a season are, beside the classes of its table."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import posted, require_form, texts_page
from accounts.row_texts import RowTexts
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Membership, Season
from blocs.permissions import can_set_categories
from blocs.rules.categories import MOST_CATEGORY
from blocs.services import set_categories
from blocs.standing import Standing, standing_of
from scoring.rules.categories import bands_by_category, category_cautions, category_key
from scoring.rules.settings import Band
from scoring.selectors.nodes import table_of
from scoring.selectors.results import rules_of
from scoring.selectors.samples import is_sample


@require_form
@login_required
def categories(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the members' categories; POST saves those that were changed, or none."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    rows = list(season.memberships.order_by("position"))
    boxes = RowTexts(posted(request), {row.pk: row.category for row in rows}, most=MOST_CATEGORY)
    return texts_page(
        request,
        boxes,
        act=lambda: set_categories(season_id=season.pk, edits=boxes.edits, actor=request.user),
        done=lambda count: (
            f"Đã lưu nhóm của {count} đơn vị." if count else "Không có nhóm đơn vị nào thay đổi."
        ),
        template="scoring/categories.html",
        context=lambda: _shown(standing, season, rows, boxes),
    )


def _shown(
    standing: Standing, season: Season, rows: list[Membership], boxes: RowTexts
) -> dict[str, object]:
    table = table_of(season)
    bands = rules_of(table).bands if table else ()
    return {
        "season": season,
        "rows": [(row, boxes.row(row.pk)) for row in rows],
        "verdict": can_set_categories(standing, season),
        "known": _known(bands, rows),
        "by_category": any(band.category for band in bands),
        "cautions": category_cautions(bands, [(row.name, row.category) for row in rows]),
        "most": MOST_CATEGORY,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Nhóm đơn vị"),
    }


def _known(bands: tuple[Band, ...], rows: list[Membership]) -> list[str]:
    """Return the categories to choose from: those of the classes, then others that are in use."""
    of_bands = [bands[0].category for key, bands in bands_by_category(bands).items() if key]
    found: dict[str, str] = {}
    for category in (*of_bands, *(row.category for row in rows if row.category)):
        found.setdefault(category_key(category), category)
    return list(found.values())
