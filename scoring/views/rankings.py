"""The ranking of a season: what would be frozen, the freezing, and the frozen table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.form_parts import ConfirmForm
from accounts.http import SignedInRequest
from accounts.pages import form_page
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.permissions import Seats, has_led, seats_of
from blocs.rules.stages import has_reached
from blocs.standing import Standing, standing_of
from blocs.states import Stage
from scoring.permissions import can_freeze_ranking, can_see_points
from scoring.rules.awaited import most_awaited, why_provisional
from scoring.rules.categories import category_cautions
from scoring.selectors import (
    RankingLine,
    RankingTable,
    current_ranking,
    is_outdated,
    own_codes,
    ranking_table,
    season_scores,
)
from scoring.selectors.gates import Gate, fact_gates, freeze_gates, given_gates
from scoring.selectors.matrix import frozen_matrix, live_matrix
from scoring.selectors.rankings import with_awaited
from scoring.selectors.samples import is_sample
from scoring.services.rankings import freeze_ranking

CONFIRMATION = "CHỐT"


@require_safe
@login_required
def ranking(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    return render(request, "scoring/ranking.html", _page(standing, season))


@require_POST
@login_required
def freeze(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Freeze the ranking after the word was typed."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    form = ConfirmForm(request.POST, word=CONFIRMATION)
    return form_page(
        request,
        form,
        act=lambda: freeze_ranking(season_id=season.pk, actor=request.user, **form.values),
        done=lambda frozen: f"Đã chốt xếp hạng lần {frozen.number}.",
        to=reverse("scoring:ranking", args=[bloc, cycle]),
        template="scoring/ranking.html",
        context=lambda: _page(standing, season),
    )


def _page(standing: Standing, season: Season) -> Mapping[str, Any]:
    seats = seats_of(season)
    frozen = current_ranking(season)
    can_see = can_see_points(standing, season, seats, is_frozen=frozen is not None)
    context: dict[str, Any] = {
        "season": season,
        "can_see": can_see,
        "can_freeze": can_freeze_ranking(standing, season, seats),
        "word": CONFIRMATION,
        "is_sample": is_sample(season) or bool(frozen and frozen.is_sample),
        "crumbs": season_crumbs(season, "Xếp hạng"),
    }
    if can_see:
        context |= _shown(standing, season, seats, ranking_table(season))
        context["outdated"] = (
            _remedy(season, standing, seats) if is_outdated(season, frozen) else ""
        )
    return context


def _shown(
    standing: Standing, season: Season, seats: Seats, table: RankingTable
) -> Mapping[str, Any]:
    """Return the tables; members see ranks only down to the published depth."""
    depth = _depth(standing, season, seats)
    own = own_codes(season, standing.agency_ids)
    rows = [row for row in table.rows if _is_shown(row, depth, own)]
    codes = {row.agency_code for row in rows}
    undecided = fact_gates(season)
    if table.ranking is not None:
        gates: list[Gate] = []
        matrix = frozen_matrix(table.ranking, codes)
    else:
        scores = season_scores(season)
        gates = [*freeze_gates(scores), *undecided]
        if table.rules is not None:
            gates += given_gates(season, table.rules, len(scores.members))
        matrix = live_matrix(scores, codes)
        rows = with_awaited(rows, scores)
    return {
        "table": table,
        "rows": rows,
        "why_provisional": why_provisional(most_awaited(row.awaited for row in rows), is_sum=True),
        "has_deductions": any(row.deductions for row in rows),
        "has_notes": any(row.has_notes for row in rows),
        "hidden": len(table.rows) - len(rows),
        "matrix": matrix,
        "gates": gates,
        "fills": standing.manages.covers(season.bloc),
        "freeze_what": _freeze_sentence(table),
        "undecided": undecided,
        "cautions": _cautions(season, table),
    }


def _cautions(season: Season, table: RankingTable) -> Sequence[str]:
    """Return where classes and members speak of other categories, while that can be mended."""
    if table.is_frozen or table.rules is None:
        return ()
    if not any(band.category for band in table.rules.bands):
        return ()
    return category_cautions(
        table.rules.bands, season.memberships.values_list("name", "category").order_by("position")
    )


def _is_shown(row: RankingLine, depth: int | None, own: set[str]) -> bool:
    return depth is None or (row.rank or 0) <= depth or row.agency_code in own


def _depth(standing: Standing, season: Season, seats: Seats) -> int | None:
    """Return down to which rank the person sees the ranking; None for all of it."""
    if has_led(standing, seats) or standing.watches.covers(season.bloc):
        return None
    return season.published_ranks


def _remedy(season: Season, standing: Standing, seats: Seats) -> str:
    """Return what is to be done about a frozen ranking that no longer fits today's points."""
    stage = Stage(season.stage)
    if can_freeze_ranking(standing, season, seats):
        return "Đề nghị rà soát điểm rồi chốt lại; lần chốt này vẫn được giữ trong hồ sơ."
    if stage is Stage.CLOSED:
        return "Năm thi đua đã kết thúc nên bảng đã chốt được giữ nguyên."
    if stage is Stage.BLOC_REVIEW:
        return f"Đơn vị {season.bloc.head_title} cần rà soát điểm và chốt lại xếp hạng."
    if has_reached(stage, Stage.BLOC_REVIEW):
        return "Muốn chốt lại, cơ quan thi đua, khen thưởng tỉnh cần trở lại bước bình xét."
    return f"Đến bước bình xét, đơn vị {season.bloc.head_title} chốt lại xếp hạng."


def _freeze_sentence(table: RankingTable) -> str:
    again = (
        f"Lần chốt trước (lần {table.ranking.number}) được giữ nguyên trong hồ sơ. "
        if table.ranking
        else ""
    )
    return (
        f"Chốt xếp hạng {len(table.rows)} đơn vị, {len(table.unranked)} đơn vị không xếp hạng. "
        f"{again}Bản đã chốt không sửa được; các đơn vị thành viên xem được kết quả."
    )
