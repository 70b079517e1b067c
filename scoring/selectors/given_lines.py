"""Who gave what to the lines of one sheet, as it stands beside the appraisal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from blocs.standing import Standing
from scoring.models import CrossAssignment, LayerScore, ScoreSheet
from scoring.rules.final import average
from scoring.rules.rounding import rounded
from scoring.rules.settings import TableRules
from scoring.selectors.grid import SheetGrid
from scoring.states import GivenLayer, Scorer


@dataclass(frozen=True, slots=True)
class GivenNote:
    """What one agency gave: points, the result they follow from, its reason."""

    scorer: str
    points: Decimal | None
    actual: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class LineGiven:
    """What was given to one line; ``mean`` is that of the cross points, as they count."""

    sector: tuple[GivenNote, ...] = ()
    cross: tuple[GivenNote, ...] = ()
    mean: Decimal | None = None


NOTHING_GIVEN = LineGiven()


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """What was given to a sheet, by line; how many members score it, and have finished.

    ``is_held_back``: the reader's own agency has not finished scoring the sheet, so that the
    others' points are kept from it.
    """

    lines: Mapping[int, LineGiven] = field(default_factory=dict)
    assigned: int = 0
    finished: int = 0
    is_held_back: bool = False
    drops_extremes: bool = False


def sheet_given(sheet: ScoreSheet, grid: SheetGrid, standing: Standing) -> SheetGiven:
    """Return what sector agencies and other members gave to the lines of a sheet.

    Two queries where the table asks other members, one where it asks sector agencies only,
    none where it asks nobody. What a member gave shows from the moment it has finished, and to
    a member that scores the sheet itself once it has finished too. Whether the person may see
    the points at all is not asked here: see ``people.sees_given``.

    Args:
        grid: of the sheet.
    """
    rules = grid.rules
    has_sectors = any(row.node.scored_by is Scorer.SECTOR for row in grid.rows)
    scorers = _scorers(sheet) if rules.cross_scorers is not None else {}
    if not has_sectors and not scorers:
        return SheetGiven()
    waiting = {scorer for scorer, is_finished in scorers.items() if not is_finished}
    is_held_back = bool(waiting & standing.agency_ids)
    shown = set() if is_held_back else scorers.keys() - waiting
    return SheetGiven(
        lines=_lines(sheet, shown, rules),
        assigned=len(scorers),
        finished=len(scorers) - len(waiting),
        is_held_back=is_held_back,
        drops_extremes=rules.drop_extremes,
    )


def _scorers(sheet: ScoreSheet) -> dict[int, bool]:
    """Return the members that score the sheet, and whether they have finished."""
    rows = CrossAssignment.objects.filter(season=sheet.season_id, subject=sheet.agency_id)
    return {scorer: at is not None for scorer, at in rows.values_list("scorer", "finished_at")}


def _lines(sheet: ScoreSheet, shown: set[int], rules: TableRules) -> dict[int, LineGiven]:
    sector: dict[int, list[GivenNote]] = {}
    cross: dict[int, list[GivenNote]] = {}
    rows = LayerScore.objects.filter(line__sheet=sheet).select_related("scorer")
    for row in rows.order_by("scorer__name", "pk"):
        note = GivenNote(row.scorer.short_name, row.points, row.actual, row.reason)
        if row.layer == GivenLayer.SECTOR:
            sector.setdefault(row.line_id, []).append(note)
        elif row.scorer_id in shown:
            cross.setdefault(row.line_id, []).append(note)
    return {
        line: LineGiven(
            sector=tuple(sector.get(line, ())),
            cross=tuple(cross.get(line, ())),
            mean=_mean(cross.get(line, ()), rules),
        )
        for line in {*sector, *cross}
    }


def _mean(notes: list[GivenNote] | tuple[GivenNote, ...], rules: TableRules) -> Decimal | None:
    given = [note.points for note in notes if note.points is not None]
    mean = average(given, drop_extremes=rules.drop_extremes)
    return None if mean is None else rounded(mean, rules)
