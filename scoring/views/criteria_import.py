"""Criteria tables from and to workbooks: check first, save only what was confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.http import SignedInRequest, workbook_response
from accounts.pages import require_form
from accounts.verdicts import Verdict
from blocs.access import season_for
from blocs.crumbs import Crumb
from blocs.models import Province
from blocs.standing import Standing, standing_of
from scoring.access import table_for
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_table, can_manage_tables, table_scope
from scoring.rules.cautions import cautions
from scoring.selectors.nodes import table_of
from scoring.selectors.titles import titles_for
from scoring.selectors.versions import first_of, sectors, version_for
from scoring.services.imports import Outcome, import_table, mark_of
from scoring.spreadsheets.content import TableContent, as_json, content_of, from_json
from scoring.spreadsheets.criteria_cells import criterion_cells
from scoring.spreadsheets.criteria_reading import read_criteria_book
from scoring.spreadsheets.criteria_rows import Sector, Title
from scoring.spreadsheets.criteria_writing import written_criteria
from scoring.spreadsheets.differences import differences
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.sealing import seal, unseal
from scoring.spreadsheets.template import template_content
from scoring.states import TableState
from scoring.workbook_forms import CriteriaImportForm

PURPOSE = "criteria-import"
_SAID = {
    Outcome.SAME: "Tệp không khác bản đang có; không có gì thay đổi.",
    Outcome.ALREADY: (
        "Nội dung của tệp đã được ghi từ trước, đúng như bản đang có; lần bấm này không ghi thêm "
        "gì."
    ),
    Outcome.NEW: "Đã lập dự thảo bảng tiêu chí từ tệp Excel.",
    Outcome.REPLACED: "Đã thay nội dung dự thảo theo tệp Excel.",
    Outcome.AMENDED: "Đã lập dự thảo sửa đổi bảng tiêu chí theo tệp Excel.",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The table that a form means, and what its workbook may name."""

    code: str
    cycle: str
    verdict: Verdict
    chosen: Province | None = None
    latest: CriteriaTable | None = None
    sectors: Sequence[Sector] = ()
    titles: Sequence[Title] = ()


@require_form
@login_required
def criteria_import(request: SignedInRequest) -> HttpResponse:
    """Ask for a workbook; when one is sent, show its faults or what it would change."""
    standing = standing_of(request.user)
    provinces = _provinces(standing)
    if request.method != "POST":
        start = {"code": request.GET.get("ma", ""), "cycle": request.GET.get("nam", "")}
        return _asked(request, standing, CriteriaImportForm(initial=start, provinces=provinces))
    form = CriteriaImportForm(request.POST, request.FILES, provinces=provinces)
    if not can_manage_tables(standing) or not form.is_valid():
        return _asked(request, standing, form)
    wanted, upload = _wanted(standing, form), form.cleaned_data["upload"]
    if not wanted.verdict:
        form.add_error("code", f"{wanted.verdict.reason} Đề nghị quý vị chọn mã khác.")
        return _asked(request, standing, form)
    try:
        content = read_criteria_book(upload, upload.name, wanted.sectors, wanted.titles)
    except WorkbookFaults as refusal:
        return _asked(request, standing, form, faults=refusal.faults)
    return _checked(request, standing, wanted, content)


@require_POST
@login_required
def criteria_import_confirm(request: SignedInRequest) -> HttpResponse:
    """Save what was checked, as it was checked."""
    page = redirect("scoring:criteria-import")
    try:
        held = unseal(request.POST.get("held", ""), purpose=PURPOSE, user_id=request.user.pk)
        province = Province.objects.filter(pk=held["province"]).first()
        done = import_table(
            code=held["code"],
            cycle=held["cycle"],
            content=from_json(held["content"]),
            seen=held["seen"],
            province=province,
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return page
    messages.success(request, _SAID[done.outcome])
    return redirect(done.table)


@require_safe
@login_required
def criteria_template(request: SignedInRequest) -> HttpResponse:
    """Hand over the template: one criterion of every kind."""
    standing = standing_of(request.user)
    province = _only_province(standing)
    offered = sectors(province) if can_manage_tables(standing) else []
    data = written_criteria(template_content(), offered, titles_for(province))
    return workbook_response(data, "mau-bang-tieu-chi.xlsx")


@require_safe
@login_required
def table_workbook(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand over a table that the person may see."""
    standing = standing_of(request.user)
    return _written(standing, table_for(standing, pk))


@require_safe
@login_required
def season_workbook(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Hand over the table that a season scores with."""
    standing = standing_of(request.user)
    table = table_of(season_for(standing, bloc, cycle))
    if table is None:
        raise Http404("The season has no table.")
    return _written(standing, table)


def _asked(
    request: SignedInRequest,
    standing: Standing,
    form: CriteriaImportForm,
    *,
    faults: tuple[CellFault, ...] = (),
) -> HttpResponse:
    verdict = can_manage_tables(standing)
    context = {
        "form": form,
        "faults": faults,
        "verdict": verdict,
        "crumbs": [_tables_crumb(), Crumb("Nhập từ Excel")],
    }
    status = 200 if request.method != "POST" else 422
    if not verdict:
        status = 403
    return render(request, "scoring/criteria_import.html", context, status=status)


def _checked(
    request: SignedInRequest, standing: Standing, wanted: _Wanted, content: TableContent
) -> HttpResponse:
    """Show the tree and what changes; what is shown is sealed into the form that confirms it."""
    latest = wanted.latest
    held = {
        "code": wanted.code,
        "cycle": wanted.cycle,
        "province": wanted.chosen.pk if wanted.chosen else None,
        "seen": mark_of(latest),
        "content": as_json(content),
    }
    names = {title.code: title.name for title in wanted.titles}
    sectors_by = {sector.code: sector.short_name for sector in wanted.sectors}
    context: dict[str, Any] = {
        "code": wanted.code,
        "cycle": wanted.cycle,
        "latest": latest,
        "replaces": latest is not None and latest.state == TableState.DRAFT,
        "content": content,
        "rows": [
            (node, criterion_cells(node, titles=names), sectors_by.get(node.sector, node.sector))
            for node in content.nodes
        ],
        "differences": differences(content_of(latest), content, names) if latest else [],
        "cautions": cautions(content.rules, content.scale),
        "held": seal(held, purpose=PURPOSE, user_id=request.user.pk),
        "again": f"{reverse('scoring:criteria-import')}",
        "crumbs": [_tables_crumb(), Crumb("Kiểm tra tệp Excel")],
    }
    return render(request, "scoring/criteria_import_check.html", context)


def _provinces(standing: Standing) -> QuerySet[Province]:
    """Return the provinces among which the person has to choose; none where there is one."""
    scope = table_scope(standing.manages)
    if scope.everything:
        return Province.objects.order_by("name")
    found = Province.objects.filter(pk__in=scope.province_ids).order_by("name")
    return found if len(scope.province_ids) > 1 else Province.objects.none()


def _wanted(standing: Standing, form: CriteriaImportForm) -> _Wanted:
    """Return which table the form means, and what its workbook may name."""
    code, cycle = form.cleaned_data["code"], form.cleaned_data["cycle"]
    chosen = form.cleaned_data.get("province")
    latest = version_for(code, cycle)
    known = latest or first_of(code)
    verdict = can_manage_tables(standing) if known is None else can_manage_table(standing, known)
    if not verdict:
        return _Wanted(code, cycle, verdict)
    owner = known.province if known else chosen or _only_province(standing)
    named = content_of(latest).sectors if latest else ()
    return _Wanted(code, cycle, verdict, chosen, latest, sectors(owner, named), titles_for(owner))


def _only_province(standing: Standing) -> Province | None:
    """Return the one province whose tables the person makes; None for several, or all."""
    scope = table_scope(standing.manages)
    found = Province.objects.filter(pk__in=() if scope.everything else scope.province_ids)
    return found[0] if len(found) == 1 else None


def _written(standing: Standing, table: CriteriaTable) -> HttpResponse:
    """Hand over a table; who may not change it gets no other agencies with it."""
    content = content_of(table)
    named = content.sectors
    offered = sectors(table.province, named)
    if not can_manage_table(standing, table):
        offered = [sector for sector in offered if sector.code in named]
    data = written_criteria(content, offered, titles_for(table.province))
    return workbook_response(data, f"{table.code}-ban-{table.number}.xlsx")


def _tables_crumb() -> Crumb:
    return Crumb("Bảng tiêu chí", reverse("scoring:table-list"))
