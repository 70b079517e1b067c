"""The rounds of a sheet: what its pages say of them, and its whole history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from blocs.crumbs import Crumb, season_crumbs
from blocs.permissions import Seats, seats_of
from blocs.standing import Standing, standing_of
from scoring.access import sheet_for
from scoring.models import ScoreSheet, SheetReturn
from scoring.people import sees_appraisal
from scoring.permissions.lateness import can_clear_late
from scoring.permissions.rounds import can_see_rounds
from scoring.selectors import SheetGrid
from scoring.selectors.amended import SheetAmendment, added_by, amendments_on
from scoring.selectors.due import is_extended
from scoring.selectors.lateness import cleared_late, lateness_of
from scoring.selectors.rounds import Round, history_of, latest_round, round_beside
from scoring.selectors.samples import is_sample
from scoring.views.shown import ShownRow

WHOLE = "tat-ca"


def round_context(
    standing: Standing, sheet: ScoreSheet, seats: Seats, grid: SheetGrid
) -> Mapping[str, Any]:
    """Return what the sheet's pages say of its rounds, its amended table and its delay."""
    returns = list(sheet.returns.all()) if sheet.rounds else []
    may_see = bool(can_see_rounds(standing, sheet, seats))
    amended = amendments_on(sheet) if may_see else []
    shows = sees_appraisal(standing, sheet, seats)
    return {
        "returns": returns,
        "round": latest_round(returns) if may_see else None,
        "amended": amended,
        "shows_history": may_see and (sheet.submitted_at is not None or bool(amended)),
        "lateness": lateness_of(sheet, grid.table, grid.total, shows_appraisal=shows),
        "may_clear_late": bool(can_clear_late(standing, sheet)),
        "is_extended": is_extended(sheet),
    }


def with_round(
    rows: Iterable[ShownRow], one: Round | None, amended: Sequence[SheetAmendment]
) -> list[ShownRow]:
    """Put beside each row what became of it in a round, and which amendment brought it in."""
    lines = {} if one is None else one.lines
    new = added_by(amended)
    return [
        replace(shown, back=lines.get(shown.row.line.pk), new_by=new.get(shown.row.node.key))
        if shown.row.line
        else shown
        for shown in rows
    ]


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """The columns of a round that hold something in at least one line, as the table shows them."""

    round: Round
    own: bool
    appraised: bool
    reason: bool
    answer: bool

    @property
    def shown(self) -> list[bool]:
        """One entry for each column that is shown."""
        return [True] * sum((self.own, self.appraised, self.reason, self.answer))

    @property
    def span(self) -> int:
        """How many columns stand behind the maximum: these, and the five of the appraisal."""
        return len(self.shown) + 5


def round_columns(returns: Sequence[SheetReturn], grid: SheetGrid) -> RoundColumns | None:
    """Return the columns of the round that an appraisal stands beside; None where all are empty."""
    one = round_beside(returns)
    if one is None:
        return None
    backs = list(one.lines.values())
    is_explained = any(row.line is not None and row.line.explanation for row in grid.rows)
    found = RoundColumns(
        round=one,
        own=any(back.self_points is not None or back.self_actual is not None for back in backs),
        appraised=any(
            back.appraised_points is not None or back.appraised_actual is not None for back in backs
        ),
        reason=any(back.reason or back.appraisal_reason for back in backs),
        answer=is_explained or any(back.answer for back in backs),
    )
    return found if found.own or found.appraised or found.reason else None


@require_safe
@login_required
def sheet_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show every round of a sheet with the points of both layers as they stood then."""
    standing = standing_of(request.user)
    sheet = sheet_for(standing, pk)
    seats = seats_of(sheet.season)
    can_see_rounds(standing, sheet, seats).demand()
    whole = WHOLE in request.GET
    context = {
        "sheet": sheet,
        "is_sample": is_sample(sheet.season),
        "rounds": history_of(sheet, whole=whole),
        "amended": amendments_on(sheet),
        "whole": whole,
        "whole_url": f"?{WHOLE}=1",
        "shows_appraisal": sees_appraisal(standing, sheet, seats),
        "cleared": cleared_late(sheet),
        "crumbs": sheet_crumbs(sheet, "Lịch sử phiếu"),
    }
    return render(request, "scoring/sheet_history.html", context)


def sheet_crumbs(sheet: ScoreSheet, page: str) -> list[Crumb]:
    """Return the path to a page that stands below a sheet."""
    season = sheet.season
    listing = reverse("scoring:sheet-list", args=[season.bloc.code, season.cycle.label])
    own = Crumb(sheet.agency.short_name, sheet.get_absolute_url())
    return season_crumbs(season, Crumb("Phiếu chấm điểm", listing), own, page)
