"""Cross-scoring: what each member has been given to score, and how far it has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db.models import QuerySet

from blocs.models import Season
from blocs.standing import Standing
from scoring.models import CriteriaTable, CrossAssignment, LayerScore, ScoreLine, ScoreSheet
from scoring.rules.final import is_cross_scored
from scoring.rules.nodes import Node
from scoring.selectors.grid import GridRow, SheetGrid, sheet_grid
from scoring.selectors.nodes import as_node
from scoring.selectors.results import rules_of
from scoring.states import GivenLayer


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One criterion of the sheet that is scored: a group, or a line with what was given.

    ``others`` are the points of the other members that have finished, shown to a member that
    has finished too.
    """

    row: GridRow
    is_scored: bool
    score: LayerScore | None = None
    others: tuple[Decimal, ...] = ()

    @property
    def why_not(self) -> str:
        """Say why the members do not score a line; empty for one that they do."""
        node, line = self.row.node, self.row.line
        if self.is_scored or line is None:
            return ""
        if not line.is_assigned:
            return "Đơn vị không được giao tiêu chí này."
        return why_not_crossed(node)


@dataclass(frozen=True, slots=True)
class CrossSheet:
    """One member's cross-scoring of another's sheet; ``left`` names what must still be scored."""

    assignment: CrossAssignment
    sheet: ScoreSheet
    grid: SheetGrid
    rows: tuple[CrossRow, ...]
    left: tuple[str, ...]

    @property
    def total(self) -> int:
        """Return how many lines must be scored."""
        return sum(row.is_scored and row.row.node.needs_points for row in self.rows)


@dataclass(frozen=True, slots=True)
class Progress:
    """One assignment with the state of the sheet and how many lines have points."""

    assignment: CrossAssignment
    sheet_state: str
    given: int


def why_not_crossed(node: Node) -> str:
    """Say why a criterion is not scored by the other members."""
    if not node.is_scored_by_agency:
        return "Do cơ quan khác chấm, không chấm chéo."
    if node.is_calculated:
        return "Điểm tính từ kết quả, không chấm chéo."
    return "Điểm thưởng, điểm trừ theo hồ sơ thẩm định, không chấm chéo."


def cross_scorers_of(season: Season) -> int | None:
    """Return how many other members score each member by the season's table; None for none."""
    table = CriteriaTable.objects.filter(seasons__season=season).first()
    return None if table is None else rules_of(table).cross_scorers


def cross_sheet(assignment: CrossAssignment, sheet: ScoreSheet) -> CrossSheet:
    """Return the sheet as its cross-scorer sees it. Six queries, however long the table."""
    grid = sheet_grid(sheet)
    given = _given_to(sheet)
    shows_others = assignment.finished_at is not None
    finished = _finished_scorers(assignment) if shows_others else set()
    rows = tuple(_cross_row(row, assignment, given, finished) for row in grid.rows)
    left = tuple(one.row.node.key for one in rows if one.is_scored and _is_left(one.row, one.score))
    return CrossSheet(assignment, sheet, grid, rows, left)


def keys_left(assignment: CrossAssignment, sheet: ScoreSheet) -> list[str]:
    """Name the criteria that must have points before the cross-scoring is finished."""
    given = set(
        LayerScore.objects.filter(
            line__sheet=sheet,
            layer=GivenLayer.CROSS.value,
            scorer=assignment.scorer_id,
            points__isnull=False,
        ).values_list("line", flat=True)
    )
    lines = sheet.lines.filter(is_assigned=True).select_related("criterion__sector")
    return [
        line.criterion.key
        for line in lines.order_by("criterion__position")
        if _must_score(line) and line.pk not in given
    ]


def cross_duties(standing: Standing, season: Season) -> list[Progress]:
    """Return what the person's agencies have been given to score in the season. Three queries."""
    return _progress(season, season.cross_assignments.filter(scorer__in=standing.agency_ids))


def cross_progress(season: Season) -> list[Progress]:
    """Return how far every cross-scoring of the season has come. Three queries."""
    return _progress(season, season.cross_assignments.all())


def mark_of_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a short mark of who scores whom, to know later whether it changed; empty for none.

    Args:
        pairs: the codes of scorer and subject.
    """
    told = " ".join(f"{scorer}|{subject}" for scorer, subject in sorted(pairs))
    return sha256(told.encode()).hexdigest()[:16] if told else ""


def _progress(season: Season, rows: QuerySet[CrossAssignment]) -> list[Progress]:
    named = rows.select_related("scorer", "subject")
    assignments = list(named.order_by("scorer__name", "subject__name"))
    states = dict(season.sheets.values_list("agency", "state"))
    given: dict[tuple[int, int], int] = {}
    scores = LayerScore.objects.filter(
        line__sheet__season=season, layer=GivenLayer.CROSS.value, points__isnull=False
    )
    for scorer, subject in scores.values_list("scorer", "line__sheet__agency"):
        given[scorer, subject] = given.get((scorer, subject), 0) + 1
    found = []
    for row in assignments:
        row.season = season
        state = states.get(row.subject_id, "")
        found.append(Progress(row, state, given.get((row.scorer_id, row.subject_id), 0)))
    return found


def _cross_row(
    row: GridRow,
    assignment: CrossAssignment,
    given: Mapping[int, Sequence[LayerScore]],
    finished: set[int],
) -> CrossRow:
    if row.line is None or not row.line.is_assigned or not is_cross_scored(row.node):
        return CrossRow(row, is_scored=False)
    scores = given.get(row.line.pk, ())
    own = next((one for one in scores if one.scorer_id == assignment.scorer_id), None)
    others = tuple(
        one.points for one in scores if one.scorer_id in finished and one.points is not None
    )
    return CrossRow(row, is_scored=True, score=own, others=others)


def _given_to(sheet: ScoreSheet) -> dict[int, list[LayerScore]]:
    found: dict[int, list[LayerScore]] = {}
    rows = LayerScore.objects.filter(line__sheet=sheet, layer=GivenLayer.CROSS.value)
    for row in rows.select_related("scorer").order_by("scorer__name"):
        found.setdefault(row.line_id, []).append(row)
    return found


def _finished_scorers(assignment: CrossAssignment) -> set[int]:
    """Return the other members that have finished scoring the same sheet."""
    rows = CrossAssignment.objects.filter(
        season=assignment.season_id, subject=assignment.subject_id, finished_at__isnull=False
    )
    return set(rows.exclude(pk=assignment.pk).values_list("scorer", flat=True))


def _must_score(line: ScoreLine) -> bool:
    node = as_node(line.criterion)
    return is_cross_scored(node) and node.needs_points


def _is_left(row: GridRow, score: LayerScore | None) -> bool:
    return row.node.needs_points and (score is None or score.points is None)
