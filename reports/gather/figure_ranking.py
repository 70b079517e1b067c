"""Places and points as figures: of the frozen ranking, as far as the bloc publishes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from blocs.models import Season
from blocs.rules.figures import shown_value
from blocs.rules.writing import count_text, points_text
from reports.gather.facts import Roster
from reports.gather.ranking import published, read_frozen
from reports.rules.figure_keys import Entry
from reports.rules.year_figures import PlaceFigures
from reports.wording import UNCHANGED
from scoring.models import Ranking, RankingRow
from scoring.states import RankingOrigin

GROUP = "Chấm điểm, xếp hạng"


def ranking_figures(roster: Roster, past: Season | None) -> Mapping[str, Any]:
    """Read the published places, with last year's beside them. Five queries at most."""
    frozen, rows = read_frozen(roster)
    if frozen is None:
        return {}
    last, held = _last_ranking(past, frozen)
    shown = published(roster, rows)
    alike = last is not None and _scale(last) == _scale(frozen)
    computed = frozen.origin == RankingOrigin.COMPUTED
    places = tuple(
        _place(roster, row, held.get(row.agency_id), computed=computed, alike=alike)
        for row in shown
    )
    ranked = f"{count_text(len(shown))} đơn vị"
    return {
        "ranked": _of("xep-hang.so-don-vi", "Số đơn vị được xếp hạng", ranked),
        "places": places,
    }


def _last_ranking(
    past: Season | None, frozen: Ranking
) -> tuple[Ranking | None, Mapping[int, RankingRow]]:
    """Return last year's published places. Three queries at most."""
    if past is None:
        return None, {}
    then = Ranking.objects.current().filter(season=past, is_sample=frozen.is_sample).first()
    if then is None:
        return None, {}
    ranked = then.rows.filter(rank__isnull=False)
    if past.published_ranks is not None:
        ranked = ranked.filter(rank__lte=past.published_ranks)
    return then, {row.agency_id: row for row in ranked}


def _scale(frozen: Ranking) -> str | None:
    """Return the scale of the table; points of other scales cannot be compared."""
    if frozen.origin != RankingOrigin.COMPUTED:
        return None
    scale: str | None = (frozen.content.get("table") or {}).get("scale")
    return scale


def _place(
    roster: Roster, row: RankingRow, was: RankingRow | None, *, computed: bool, alike: bool
) -> PlaceFigures:
    name, code = roster.name_of(row.agency), row.agency.code
    points = row.final_total if computed else None
    before = was.final_total if was and computed and alike else None
    return PlaceFigures(
        agency=name,
        place=_of(f"hang.{code}", f"{name}: thứ hạng", _rank(row)),
        points=_of(f"diem.{code}", f"{name}: điểm chính thức", f"{points_text(points)} điểm")
        if points is not None
        else None,
        past_place=_of(f"hang.{code}.nam-truoc", f"{name}: thứ hạng năm trước", _rank(was))
        if was
        else None,
        points_change=_of(
            f"diem.{code}.so-voi-nam-truoc",
            f"{name}: điểm so với năm trước",
            _points_change(points, before),
        )
        if points is not None and before is not None
        else None,
    )


def _rank(row: RankingRow) -> str:
    return f"đồng hạng {row.rank}" if row.shared else f"thứ {row.rank}"


def _points_change(now: Decimal, was: Decimal) -> str:
    if now == was:
        return UNCHANGED
    return f"{'tăng' if now > was else 'giảm'} {points_text(abs(now - was))} điểm"


def _of(key: str, name: str, value: str) -> Entry:
    return Entry(key, name, shown_value(value), GROUP)
