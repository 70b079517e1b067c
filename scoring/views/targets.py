"""Targets of the members, and which criteria are a member's at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from accounts.errors import Refused
from accounts.http import SignedInRequest
from accounts.pages import Confirmation, form_page, posted, require_form
from accounts.refusals import status_of
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring import services
from scoring.access import season_line_for
from scoring.forms import AssignForm
from scoring.models import ScoreLine
from scoring.permissions import can_assign_lines, can_set_targets, has_scoring_begun
from scoring.rules.entries import ResultError, parse_result, result_text
from scoring.rules.formulas import described
from scoring.selectors.nodes import as_node, table_of
from scoring.selectors.samples import is_sample
from scoring.selectors.targets import TargetMatrix, TargetRow, target_matrix
from scoring.selectors.titles import title_names
from scoring.services import TargetEdit
from scoring.views.numbers import posted_number

CRITERION, AGENCY = "tieu-chi", "don-vi"
TAKEN = (
    "Tiêu chí này không tính vào tổng điểm và điểm tối đa của đơn vị.",
    "Điểm, kết quả đã ghi ở mọi lớp của tiêu chí này được xóa; nhật ký giữ lại nội dung cũ.",
    "Nếu tiêu chí so sánh giữa các đơn vị, điểm của các đơn vị khác được tính lại.",
)

GIVEN = ("Đơn vị chấm điểm tiêu chí này như các tiêu chí khác, bắt đầu từ dòng trống.",)
_CHANGED = "Đã thay đổi phân công tiêu chí."
_AS_BEFORE = "Phân công đã như vậy từ trước; lần bấm này không thay đổi gì."


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with what stands in its cell, and what is wrong with it."""

    row: TargetRow
    typed: str
    seen: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What came back from a form that could not be saved."""

    typed: Mapping[int, str]
    messages: Mapping[int, str]
    reason: str = ""
    trouble: str = ""


NOTHING = Posted({}, {})


@require_form
@login_required
def targets(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Show the targets of one criterion or one member; POST saves those that were changed."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    if request.method == "POST":
        return _save(request, standing, season)
    return _page(request, standing, season)


def _save(request: SignedInRequest, standing: Standing, season: Season) -> HttpResponse:
    edits, typed, faults = _read(request.POST)
    reason = request.POST.get("reason", "")
    if faults:
        return _page(request, standing, season, Posted(typed, faults, reason), 422)
    try:
        count = services.set_targets(
            season_id=season.pk, edits=edits, reason=reason, actor=request.user
        )
    except Refused as refusal:
        answer = Posted(typed, {}, reason, str(refusal))
        return _page(request, standing, season, answer, status_of(refusal))
    said = f"Đã lưu {count} chỉ tiêu." if count else "Không có chỉ tiêu nào thay đổi."
    messages.success(request, said)
    return redirect(request.get_full_path())


def _read(data: QueryDict) -> tuple[list[TargetEdit], dict[int, str], dict[int, str]]:
    """Return the touched targets, everything typed, and what is no number, by line."""
    edits: list[TargetEdit] = []
    typed: dict[int, str] = {}
    faults: dict[int, str] = {}
    for name in data:
        value = data.get(name, "")
        number, _, column = name.partition("-")
        line_id = posted_number(number)
        if column != "target" or line_id is None:
            continue
        seen = data.get(f"{number}-seen", "")
        typed[line_id] = value
        if value.strip() == seen:
            continue
        try:
            edits.append(TargetEdit(line_id, _number(seen), parse_result(value)))
        except ResultError as error:
            faults[line_id] = str(error).replace("Kết quả", "Chỉ tiêu")
    return edits, typed, faults


def _number(seen: str) -> Decimal | None:
    """Return the target that the page showed; a page that was tampered with showed nothing."""
    try:
        return parse_result(seen)
    except ResultError:
        return None


def _page(
    request: SignedInRequest,
    standing: Standing,
    season: Season,
    sent: Posted = NOTHING,
    status: int = 200,
) -> HttpResponse:
    table, seats = table_of(season), seats_of(season)
    matrix = None
    if table is not None:
        asked = {name: request.GET.get(name, "") for name in (CRITERION, AGENCY)}
        matrix = target_matrix(
            season, table, standing, seats, key=asked[CRITERION], agency=asked[AGENCY]
        )
    rows = [_shown(row, sent) for row in matrix.rows] if matrix else []
    context = {
        "season": season,
        "matrix": matrix,
        "rows": rows,
        "has_sheets": bool(matrix and matrix.members),
        "can_edit": can_set_targets(standing, season, seats),
        "may_set": any(row.row.may_set and row.row.uses_target for row in rows),
        "needs_reason": has_scoring_begun(season),
        "reason": sent.reason,
        "trouble": sent.trouble,
        "bad": len(sent.messages),
        "steps": _steps(matrix, season),
        "formula": _formula(matrix),
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(season, "Chỉ tiêu và phân công tiêu chí"),
    }
    return render(request, "scoring/targets.html", context, status=status)


def _formula(matrix: TargetMatrix | None) -> str:
    if matrix is None or matrix.criterion is None:
        return ""
    return described(as_node(matrix.criterion), title_names())


def _shown(row: TargetRow, sent: Posted) -> Shown:
    seen = result_text(row.line.target)
    pk = row.line.pk
    return Shown(row, sent.typed.get(pk, seen), seen, sent.messages.get(pk, ""))


def _steps(matrix: TargetMatrix | None, season: Season) -> list[tuple[str, str]]:
    """Return label and address of the criteria before and after the one that is shown."""
    if matrix is None or matrix.criterion is None:
        return []
    place = [one.pk for one in matrix.criteria].index(matrix.criterion.pk)
    around = [(place - 1, "Tiêu chí trước"), (place + 1, "Tiêu chí sau")]
    return [
        (label, page_of(season, **{CRITERION: matrix.criteria[at].key}))
        for at, label in around
        if 0 <= at < len(matrix.criteria)
    ]


def page_of(season: Season, **query: str) -> str:
    """Return the address of the page for one criterion or one member."""
    address = reverse("scoring:targets", args=[season.bloc.code, season.cycle.label])
    return f"{address}?{urlencode(query)}" if query else address


@require_form
@login_required
def line_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask before a criterion is taken from a member, or given back, on GET; do it on POST."""
    standing = standing_of(request.user)
    line = season_line_for(standing, pk)
    start = {"seen": "co" if line.is_assigned else "khong"}
    form = AssignForm(posted(request), initial=start)
    return form_page(
        request,
        form,
        act=lambda: _assign(request, line, form),
        done=lambda changed: _CHANGED if changed else _AS_BEFORE,
        to=page_of(line.sheet.season, **{CRITERION: line.criterion.key}),
        template="scoring/line_assign.html",
        context=lambda: _confirm(standing, line),
    )


def _assign(request: SignedInRequest, line: ScoreLine, form: AssignForm) -> bool:
    seen = form.cleaned_data["seen"] == "co"
    return services.set_assigned(
        line_id=line.pk,
        seen=seen,
        is_assigned=not seen,
        reason=form.cleaned_data["reason"],
        actor=request.user,
    )


def _confirm(standing: Standing, line: ScoreLine) -> Mapping[str, object]:
    season, agency = line.sheet.season, line.sheet.agency
    ask = Confirmation(
        label="Không giao tiêu chí" if line.is_assigned else "Giao lại tiêu chí",
        subject=agency.name,
        verdict=can_assign_lines(standing, season, agency.pk, seats_of(season)),
        consequences=TAKEN if line.is_assigned else GIVEN,
        page=page_of(season, **{CRITERION: line.criterion.key}),
        page_name="trang phân công",
    )
    return {
        "line": line,
        "ask": ask,
        "is_sample": is_sample(season),
        "crumbs": season_crumbs(
            season, Crumb("Chỉ tiêu và phân công tiêu chí", ask.page), ask.label
        ),
    }
