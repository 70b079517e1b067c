"""A season goes on with an amended table: what that changes is shown first, then done."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse

from accounts.http import SignedInRequest
from accounts.pages import form_page, posted, require_form
from blocs.access import season_for
from blocs.models import Season
from blocs.standing import Standing, standing_of
from reports import services
from scoring.models import CriteriaTable
from scoring.permissions import can_apply_amendment
from scoring.rules.categories import category_cautions
from scoring.selectors.amendments import Preview, preview_of
from scoring.selectors.nodes import table_of
from scoring.selectors.results import rules_of
from scoring.selectors.samples import is_sample
from scoring.spreadsheets.differences import Difference, rule_differences
from scoring.table_forms import AmendmentForm
from scoring.views.season_table import table_crumbs_of, table_url


@require_form
@login_required
def amendment_apply(request: SignedInRequest, bloc: str, cycle: str, pk: int) -> HttpResponse:
    """Show what an amended table changes in a season, ask about each line, and apply it."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    current, later = table_of(season), _later(season, pk)
    preview = preview_of(season, current, later) if current else None
    if current is None or preview is None:
        raise Http404("No such amendment of the season's table.")
    start = {"seen_table": current.pk}
    form = AmendmentForm(posted(request), initial=start, choices=preview.choices)
    return form_page(
        request,
        form,
        act=lambda: _apply(request, season, later, form),
        done="Đã áp dụng bảng tiêu chí sửa đổi cho năm thi đua.",
        to=table_url(season),
        template="reports/amendment_apply.html",
        context=lambda: _amendment_page(
            standing, season, current, later, preview=preview, form=form
        ),
    )


def _apply(
    request: SignedInRequest, season: Season, later: CriteriaTable, form: AmendmentForm
) -> None:
    services.amend_season_table(
        season_id=season.pk,
        to_table=later,
        choices=form.policies,
        reason=form.cleaned_data["reason"],
        seen_table=form.cleaned_data["seen_table"],
        actor=request.user,
    )


def _amendment_page(
    standing: Standing,
    season: Season,
    current: CriteriaTable,
    later: CriteriaTable,
    *,
    preview: Preview,
    form: AmendmentForm,
) -> dict[str, object]:
    return {
        "season": season,
        "current": current,
        "later": later,
        "preview": preview,
        "rules": _changed_rules(current, later),
        "cautions": _cautions(season, later),
        "added": [node for node in preview.changes.added if not node.is_group],
        "removed": [node for node in preview.changes.removed if not node.is_group],
        "rows": [
            (choice, form[name]) for name, choice in zip(form.keys, preview.choices, strict=True)
        ],
        "verdict": can_apply_amendment(standing, season),
        "is_sample": is_sample(season),
        "page": table_url(season),
        "crumbs": table_crumbs_of(season, "Áp dụng bản sửa đổi"),
    }


def _changed_rules(current: CriteriaTable, later: CriteriaTable) -> list[Difference]:
    """Return what changes beside the criteria: the rules, the classes and the conditions."""
    return rule_differences(rules_of(current), rules_of(later))


def _cautions(season: Season, later: CriteriaTable) -> list[str]:
    """Return which members the classes of the later table would not name."""
    members = season.memberships.values_list("name", "category").order_by("position")
    return category_cautions(rules_of(later).bands, members)


def _later(season: Season, pk: int) -> CriteriaTable:
    later = CriteriaTable.objects.usable_in(season).filter(pk=pk).first()
    if later is None:
        raise Http404("No such published table for the season.")
    return later
