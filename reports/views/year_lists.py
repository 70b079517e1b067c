"""The lists of a year that papers print: read by all, written row by row by who may."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.pages import FAULTY, Confirmation, form_page, posted, require_form
from accounts.verdicts import Verdict
from blocs.access import season_for
from blocs.crumbs import Crumb, season_crumbs
from blocs.models import Season
from blocs.permissions import can_run_season, seats_of
from blocs.services import add_row, mark_of_order, mark_of_row
from blocs.standing import Standing, standing_of
from reports import services
from reports.access import year_row_for
from reports.selectors.year_lists import (
    LISTS,
    WORDS,
    anchor_of,
    bound_figures,
    listed_rows,
    may_add,
    members_to_write,
)
from reports.states import YearRows
from reports.year_list_forms import ROW_FORMS, OrderForm, RemoveForm

PAGE = "Số liệu báo cáo"
_ROW = "reports/year_row.html"
_PRINTED_AS_FIGURES = frozenset({YearRows.INDICATORS, YearRows.AWARDS})
_MARKED = " Câu nào trong nội dung văn bản có số liệu thay đổi được đánh dấu."


@require_form
@login_required
def row_list(request: SignedInRequest, bloc: str, cycle: str, kind: YearRows) -> HttpResponse:
    """Show a list as papers print it on GET, give its rows other places on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    rows = listed_rows(kind, standing, season, seats)
    numbers = [row.pk for row in rows]
    form = OrderForm(posted(request), numbers=numbers, initial={"seen": mark_of_order(numbers)})
    return form_page(
        request,
        form,
        act=lambda: services.order_year_rows(
            LISTS[kind],
            season_id=season.pk,
            order=form.order,
            seen=form.cleaned_data["seen"],
            actor=request.user,
        ),
        done=lambda moved: "Đã sắp xếp lại danh sách." if moved else "Thứ tự không thay đổi.",
        to=rows_url(season, kind),
        template="reports/year_list.html",
        context=lambda: {
            "season": season,
            "kind": kind,
            "words": WORDS[kind],
            "rows": list(zip(rows, form.places, strict=True)),
            "verdict": may_add(kind, standing, season, seats),
            "may_order": LISTS[kind].is_ordered and can_run_season(standing, season, seats),
            "tabs": [(one, WORDS[one].name, rows_url(season, one)) for one in YearRows],
            "crumbs": season_crumbs(season, _front(season), WORDS[kind].name),
        },
    )


@require_form
@login_required
def row_add(request: SignedInRequest, bloc: str, cycle: str, kind: YearRows) -> HttpResponse:
    """Ask for a row on GET, add it at the end of the list on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = _form(request, standing, season, kind, None)
    return form_page(
        request,
        form,
        act=lambda: add_row(LISTS[kind], season_id=season.pk, spec=form.spec, actor=request.user),
        done=lambda row: f"Đã thêm “{row}”.",
        to=rows_url(season, kind),
        template=_ROW,
        context=lambda: _around(
            season,
            kind,
            f"Thêm {WORDS[kind].row}",
            may_add(kind, standing, season, seats_of(season)),
        ),
    )


@require_form
@login_required
def row_change(
    request: SignedInRequest, bloc: str, cycle: str, kind: YearRows, pk: int
) -> HttpResponse:
    """Show a row on GET, put what is sent in its place on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    row = year_row_for(season, kind, pk)
    verdict = LISTS[kind].may_write(standing, season, seats_of(season), row)
    form = _form(request, standing, season, kind, row)
    return form_page(
        request,
        form,
        act=lambda: services.change_year_row(
            LISTS[kind],
            season_id=season.pk,
            pk=pk,
            spec=form.spec,
            seen=form.cleaned_data["seen"],
            actor=request.user,
        ),
        done=lambda saved: _saved(kind, saved),
        to=rows_url(season, kind),
        template=_ROW,
        context=lambda: {**_around(season, kind, str(row), verdict), "pk": pk},
    )


@require_form
@login_required
def row_remove(
    request: SignedInRequest, bloc: str, cycle: str, kind: YearRows, pk: int
) -> HttpResponse:
    """Ask before a row is taken out of its list on GET, take it out on POST."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    row = year_row_for(season, kind, pk)
    form = RemoveForm(posted(request), initial={"seen": mark_of_row(LISTS[kind], row)})
    verdict = LISTS[kind].may_write(standing, season, seats_of(season), row)
    return form_page(
        request,
        form,
        act=lambda: services.remove_year_row(
            LISTS[kind], season_id=season.pk, pk=pk, actor=request.user, **form.cleaned_data
        ),
        done=f"Đã bỏ “{row}” khỏi danh sách.",
        to=rows_url(season, kind),
        template="_parts/confirm_page.html",
        context=lambda: {
            "ask": _ask(season, kind, row, verdict),
            "crumbs": _crumbs(season, kind, "Bỏ khỏi danh sách"),
        },
    )


def rows_url(season: Season, kind: YearRows) -> str:
    """Return the address of a list of the year."""
    return reverse("reports:year-rows", args=[season.bloc.code, season.cycle.label, kind])


def _saved(kind: YearRows, saved: services.ChangedRow[Any]) -> str:
    told = f"Đã lưu “{saved.row}”."
    if saved.followed:
        told += f" {saved.followed} đoạn của nội dung văn bản đã được nối theo tên mới."
    return f"{told}{_MARKED}" if kind in _PRINTED_AS_FIGURES else told


def _form(
    request: SignedInRequest, standing: Standing, season: Season, kind: YearRows, row: Any
) -> Any:
    about: dict[str, Any] = {"season": season, "row": row}
    if row is not None:
        about["initial"] = {"seen": mark_of_row(LISTS[kind], row)}
    if kind is YearRows.INDICATORS:
        about["whose"] = members_to_write(standing, season, seats_of(season))
    return ROW_FORMS[kind](posted(request), **about)


def _around(season: Season, kind: YearRows, title: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "season": season,
        "kind": kind,
        "words": WORDS[kind],
        "title": title,
        "verdict": verdict,
        "faulty": FAULTY,
        "page": rows_url(season, kind),
        "crumbs": _crumbs(season, kind, title),
    }


def _ask(season: Season, kind: YearRows, row: Any, verdict: Verdict) -> Confirmation:
    bound = bound_figures(season, anchor_of(kind, row))
    told = ["Văn bản lập sau đó không in mục này; văn bản đã lập không thay đổi."]
    if bound:
        told.append(
            f"{bound} số liệu trong nội dung văn bản lấy từ mục này được đánh dấu là không còn "
            "trong dữ liệu, quý vị cần sửa lại câu."
        )
    return Confirmation(
        label="Bỏ khỏi danh sách",
        subject=str(row),
        verdict=verdict,
        consequences=told,
        page=reverse("reports:year-row", args=[season.bloc.code, season.cycle.label, kind, row.pk]),
        page_name=WORDS[kind].row,
        style="danger",
    )


def _front(season: Season) -> Crumb:
    return Crumb(PAGE, rows_url(season, YearRows.INDICATORS))


def _crumbs(season: Season, kind: YearRows, title: str) -> list[Crumb]:
    listed = Crumb(WORDS[kind].name, rows_url(season, kind))
    return season_crumbs(season, _front(season), listed, title)
