"""The deviation desk: claims that the appraisal did not bear out, the most striking first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.navigation import BACK
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, seats_of
from blocs.rules.writing import number_text, points_text
from blocs.standing import Standing, standing_of
from scoring.models import ScoreSheet
from scoring.people import sees_appraisal
from scoring.permissions import can_open_appraisal
from scoring.permissions.desk import can_see_desk
from scoring.rules.arithmetic import Number, as_decimal
from scoring.rules.awaited import most_awaited, why_provisional
from scoring.rules.deviation import Deviation, Usual
from scoring.selectors.deviation import DeskRow, DeviationDesk, deviation_desk
from scoring.selectors.samples import is_sample
from scoring.states import ReasonFor

AGENCY, SHOWN, ALL = "don-vi", "hien", "tat-ca"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One line in words; differences have their sign, shares are per cent."""

    row: DeskRow
    page: str
    difference: str
    share: str
    bloc: str
    past: str
    flags: tuple[str, ...]

    @property
    def needs_reason(self) -> bool:
        return bool(self.flags) and not self.row.reason.strip()


@dataclass(frozen=True, slots=True)
class DeskFilter:
    """What the address asks for: one agency or all, every difference or the flagged ones."""

    agency: str
    shows_all: bool

    def keeps(self, row: DeskRow) -> bool:
        one = row.deviation
        if self.agency not in {"", one.claim.agency}:
            return False
        return one.is_flagged or (self.shows_all and bool(one.claim.difference))


@require_safe
@login_required
def desk(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    seats = seats_of(season)
    can_see = can_see_desk(standing, season, seats)
    wanted = DeskFilter(request.GET.get(AGENCY, ""), request.GET.get(SHOWN) == ALL)
    found = deviation_desk(season) if can_see else None
    context = {
        "season": season,
        "can_see": can_see,
        "desk": found,
        "wanted": wanted,
        "is_sample": is_sample(season),
        "back": urlencode({BACK: request.get_full_path()}),
        "crumbs": season_crumbs(season, "Bàn thẩm định chênh lệch"),
    }
    if found is not None:
        open_sheets = _open_sheets(standing, season, seats)
        rows = [row for row in found.rows if row.sheet_id in open_sheets]
        kept = [shown(row, found, open_sheets[row.sheet_id]) for row in rows if wanted.keeps(row)]
        context |= {
            "page": Paginator(kept, PER_PAGE).get_page(request.GET.get("page")),
            "flagged": sum(row.deviation.is_flagged for row in rows),
            "judged": len(rows),
            "why_provisional": _why_provisional(rows),
            "agencies": sorted({(row.deviation.claim.agency, row.name) for row in rows}),
            "large_share": percent(found.rules.deviation_share),
            "only_flagged_need_reasons": found.rules.reason_for is ReasonFor.FLAGGED,
        }
    return render(request, "scoring/deviation.html", context)


def _why_provisional(rows: Iterable[DeskRow]) -> str:
    return why_provisional(most_awaited(row.awaited for row in rows), is_sum=True)


def shown(row: DeskRow, desk: DeviationDesk, page: str) -> ShownRow:
    """Return one line in words.

    Args:
        page: where the line is appraised, or can be read.
    """
    one = row.deviation
    return ShownRow(
        row=row,
        page=page,
        difference=signed(one.claim.difference, points_text(abs(one.claim.difference))),
        share=signed(one.claim.share, percent(abs(one.claim.share))),
        bloc=_usual_text(one.bloc),
        past=_usual_text(one.own_past),
        flags=tuple(_flags(one, desk)),
    )


def signed(value: Number, text: str) -> str:
    """Put a true sign before the size of a value."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{text}"


def percent(share: Number) -> str:
    """Write a share as per cent with one place: ``12,5%``."""
    return f"{number_text(round(as_decimal(share) * 100, 1))}%"


def _usual_text(usual: Usual) -> str:
    if usual.middle is None:
        return ""
    return signed(usual.middle, percent(abs(usual.middle)))


def _flags(one: Deviation, desk: DeviationDesk) -> Iterable[str]:
    if one.is_large:
        yield f"Chênh từ {percent(desk.rules.deviation_share)} điểm tối đa"
    if one.is_out_of_line:
        yield "Khác hẳn các đơn vị trong khối"
    if one.is_unlike_before:
        yield "Khác hẳn các năm trước của đơn vị"


def _open_sheets(standing: Standing, season: Season, seats: Seats) -> Mapping[int, str]:
    """Return where to go on, for each sheet of which the person sees both layers by now."""
    sheets = list(ScoreSheet.objects.visible_to(standing).filter(season=season))
    for sheet in sheets:
        sheet.season = season
    return {
        sheet.pk: reverse("scoring:appraisal", args=[sheet.pk])
        if can_open_appraisal(standing, sheet, seats)
        else sheet.get_absolute_url()
        for sheet in sheets
        if sees_appraisal(standing, sheet, seats)
    }
