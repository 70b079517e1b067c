"""Criteria tables of a province: the list, one table with all it says, its heading."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import back_path
from accounts.pages import form_page, posted, require_form
from blocs.crumbs import Crumb
from blocs.rules.writing import number_text, percent_text
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import table_for
from scoring.models import CriteriaTable
from scoring.models.labels import CONDITION_KINDS, EFFECTS
from scoring.permissions import can_manage_table, can_manage_tables
from scoring.rules.categories import bands_by_category
from scoring.rules.cautions import band_limits, cautions, group_limit
from scoring.rules.settings import Condition, TableRules
from scoring.selectors.table_pages import seasons_without_table, table_facts, table_list
from scoring.selectors.titles import title_names
from scoring.spreadsheets.content import content_of
from scoring.spreadsheets.differences import Difference, differences
from scoring.spreadsheets.settings_rows import RULE_SETTINGS
from scoring.states import TableState
from scoring.table_forms import DraftForm
from scoring.table_lists import CriteriaTableFilter, CriteriaTableList

_CONDITION_WORDS = dict(CONDITION_KINDS)
_EFFECT_WORDS = dict(EFFECTS)


@require_safe
@login_required
def table_list_page(request: SignedInRequest) -> HttpResponse:
    standing = standing_of(request.user)
    found = CriteriaTableFilter(request.GET, queryset=table_list(standing))
    table = CriteriaTableList(found.qs, request=request)
    context = {
        "table": table,
        "filter": found,
        "total": table.paginator.count,
        "can_manage": can_manage_tables(standing),
    }
    return render(request, "scoring/table_list.html", context)


@require_safe
@login_required
def table_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    standing = standing_of(request.user)
    table = table_for(standing, pk)
    facts = table_facts(standing, table)
    later = next((one for one in facts.versions if one.amends_id == table.pk), None)
    context = {
        "table": table,
        "facts": facts,
        "is_draft": table.state == TableState.DRAFT,
        "is_published": table.state == TableState.PUBLISHED,
        "later": later,
        "rules": rules_in_words(facts.rules),
        "bands": _bands(facts.rules),
        "by_category": any(band.category for band in facts.rules.bands),
        "cautions": cautions(facts.rules, table.scale),
        "conditions": _conditions(facts.rules),
        "differences": _differences(table),
        "can_manage": can_manage_table(standing, table),
        "can_clone": can_manage_tables(standing),
        "waiting": _waiting(standing, table),
        "back": back_path(request, reverse("scoring:table-list")),
        "crumbs": table_crumbs(table),
    }
    return render(request, "scoring/table_detail.html", context)


@require_form
@login_required
def table_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a draft's title, issuer and decision."""
    standing = standing_of(request.user)
    table = table_for(standing, pk)
    start = {
        "title": table.title,
        "issued_by": table.issued_by,
        "decision": table.decision,
        "seen_version": table.version,
    }
    form = DraftForm(posted(request), initial=start)
    return form_page(
        request,
        form,
        act=lambda: services.edit_draft(table=table, actor=request.user, **form.values),
        done="Đã lưu dự thảo.",
        to=table,
        template="scoring/table_edit.html",
        context=lambda: {
            "table": table,
            "verdict": can_manage_table(standing, table),
            "crumbs": table_crumbs(table, "Sửa thông tin chung"),
        },
    )


def table_crumbs(table: CriteriaTable, *pages: str) -> list[Crumb]:
    """Return the way from the list of tables to a page of one table."""
    lists = Crumb("Bảng tiêu chí", reverse("scoring:table-list"))
    name = f"{table.code}, bản {table.number}"
    if not pages:
        return [lists, Crumb(name)]
    return [lists, Crumb(name, table.get_absolute_url()), *(Crumb(page) for page in pages)]


def rules_in_words(rules: TableRules) -> list[tuple[str, str]]:
    """Return the written rules, each with what it is called; those that say nothing left out."""
    told = []
    for setting in RULE_SETTINGS:
        value = getattr(rules, setting.name)
        if value in (None, ()):
            continue
        told.append((setting.label, str(setting.write(value)).replace(".", ",")))
    return told


def _bands(rules: TableRules) -> list[tuple[str, str, str, str]]:
    """Return category, label and limits of each class, those of one category together."""
    return [
        (band.category, band.label, limit, group_limit(band))
        for bands in bands_by_category(rules.bands).values()
        for band, limit in zip(bands, band_limits(bands), strict=True)
    ]


def _floor(condition: Condition) -> str:
    if condition.floor_points is not None:
        return f"{number_text(condition.floor_points)} điểm"
    return "" if condition.share is None else percent_text(condition.share * 100)


def _conditions(rules: TableRules) -> list[dict[str, object]]:
    return [
        {
            "condition": condition,
            "floor": _floor(condition),
            "kind": _CONDITION_WORDS[condition.kind.value],
            "effect": _EFFECT_WORDS[condition.effect.value],
        }
        for condition in rules.conditions
    ]


def _differences(table: CriteriaTable) -> list[Difference]:
    """Return what the table changes of the one it amends, or was cloned from."""
    source = table.amends or table.cloned_from
    return differences(content_of(source), content_of(table), title_names()) if source else []


def _waiting(standing: Standing, table: CriteriaTable) -> list[object]:
    if table.state != TableState.PUBLISHED:
        return []
    return list(seasons_without_table(standing, table))
