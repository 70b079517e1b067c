"""The score matrix of a season: on the screen, and as a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest, workbook_response
from blocs.access import season_for
from blocs.crumbs import season_crumbs
from blocs.models import Season
from blocs.permissions import seats_of
from blocs.standing import Standing, standing_of
from scoring.models import ScoreSheet
from scoring.people import sees_appraisal
from scoring.permissions import can_see_points
from scoring.rules.awaited import why_provisional
from scoring.rules.layer_points import LayerPoints, counted, differs_from_claim
from scoring.rules.signs import signed_text
from scoring.rules.tree import Node
from scoring.selectors import current_ranking
from scoring.selectors.matrix_foot import foot_rows, foot_text
from scoring.selectors.samples import is_sample
from scoring.selectors.score_matrix import (
    MatrixMember,
    ScoreMatrix,
    frozen_score_matrix,
    kept,
    live_score_matrix,
)
from scoring.spreadsheets.score_matrix import matrix_book
from scoring.states import RankingOrigin

LEVEL, POINTS = "cap", "diem"
NOW = "hien-nay"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """The final points of one member for one criterion, in words; differing layers are marked.

    ``beside`` are the layers that have other points than the final ones, ``awaited`` says why
    they are provisional.
    """

    final: str = ""
    beside: tuple[str, ...] = ()
    is_assigned: bool = True
    differs: bool = False
    awaited: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One criterion with a cell for each member."""

    node: Node
    depth: int
    cells: tuple[ShownCell, ...]


@require_safe
@login_required
def matrix(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    found = matrix_for(standing, season, request)
    deepest = max((node.key.count(".") for node in found.nodes), default=0)
    level = _level(request.GET.get(LEVEL, ""), deepest)
    context = {
        "season": season,
        "matrix": found,
        "rows": shown_rows(found, level),
        "totals": [shown_cell(one.total) for one in found.members],
        "foot": [
            (row.label, [foot_text(value) for value in row.values]) for row in foot_rows(found)
        ],
        "level": level,
        "levels": range(1, deepest + 1),
        "is_now": request.GET.get(POINTS) == NOW,
        "query": request.GET.urlencode(),
        "is_sample": is_sample(season) or bool(found.ranking and found.ranking.is_sample),
        "crumbs": season_crumbs(season, "Ma trận điểm"),
    }
    return render(request, "scoring/matrix.html", context)


@require_safe
@login_required
def matrix_xlsx(request: SignedInRequest, bloc: str, cycle: str) -> HttpResponse:
    """Hand the same columns over as a workbook."""
    standing = standing_of(request.user)
    season = season_for(standing, bloc, cycle)
    found = matrix_for(standing, season, request)
    title = f"Ma trận điểm – {season.bloc.name}, năm {season.cycle.label}"
    data = matrix_book(found, title=title, note=_note(season, found))
    name = f"ma-tran-diem-{season.bloc.code}-{season.cycle.label}.xlsx"
    return workbook_response(data, name)


def matrix_for(standing: Standing, season: Season, request: HttpRequest) -> ScoreMatrix:
    """Return the columns that the person may see: frozen, or as they are now."""
    frozen = None if request.GET.get(POINTS) == NOW else current_ranking(season)
    if frozen is not None and frozen.origin != RankingOrigin.COMPUTED:
        frozen = None
    seats = seats_of(season)
    if frozen is not None and not can_see_points(standing, season, seats, is_frozen=True):
        frozen = None  # totals and ranks do not open to the person yet
    sheets = list(
        ScoreSheet.objects.visible_to(standing).filter(season=season).select_related("agency")
    )
    for sheet in sheets:
        sheet.season = season
    closed = [
        one.agency.code
        for one in sheets
        if frozen is None and not sees_appraisal(standing, one, seats)
    ]
    whole = live_score_matrix(season) if frozen is None else frozen_score_matrix(frozen)
    return kept(whole, {one.agency.code for one in sheets}, only_own=closed)


def shown_rows(found: ScoreMatrix, level: int | None) -> list[ShownRow]:
    """Return the rows down to a level of the tree; None for all of it."""
    return [
        ShownRow(node, depth, tuple(_cell(member, node) for member in found.members))
        for node in found.nodes
        if (depth := node.key.count(".")) < (level or depth + 1)
    ]


def shown_cell(points: LayerPoints, node: Node | None = None) -> ShownCell:
    """Return points in words.

    Args:
        node: whose they are, a leaf or a group; None for a whole sheet's.
    """
    shown = points if node is None else counted(node, points)
    final = signed_text(shown.final)
    layers = (("tc", signed_text(shown.own)), ("tđ", signed_text(shown.appraised)))
    return ShownCell(
        final=final,
        beside=tuple(f"{name} {text}" for name, text in layers if text not in {"", final}),
        differs=points.differs if node is None else differs_from_claim(node, points),
        awaited=why_provisional(points.awaited, is_sum=node is None or node.is_group),
    )


def _cell(member: MatrixMember, node: Node) -> ShownCell:
    if node.key in member.not_assigned:
        return ShownCell(is_assigned=False)
    return shown_cell(member.points.get(node.key, LayerPoints()), node)


def _level(text: str, deepest: int) -> int | None:
    levels: Mapping[str, int] = {str(level): level for level in range(1, deepest + 1)}
    return levels.get(text)


def _note(season: Season, found: ScoreMatrix) -> str:
    if found.ranking is None:
        words = ["Điểm hiện có, chưa chốt."]
    else:
        number, seal = found.ranking.number, found.ranking.sha256[:16]
        words = [f"Điểm đã chốt lần {number} (mã kiểm tra {seal})."]
    if found.why_provisional:
        words.append(f"Điểm ghi “tạm tính” còn thay đổi: {found.why_provisional}.")
    sample: Sequence[str] = ["DỮ LIỆU MẪU."] if is_sample(season) else []
    return " ".join([*sample, *words])
