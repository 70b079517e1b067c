"""One record of a table as the values of its row's cells; what is as always stays blank."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from scoring.rules.nodes import STEPLESS_KINDS, USUAL_STEP
from scoring.rules.settings import Band, Condition
from scoring.rules.tree import JUDGED_KINDS, Node
from scoring.spreadsheets import columns
from scoring.spreadsheets.cells import HUNDRED
from scoring.spreadsheets.criteria_rows import Sector
from scoring.spreadsheets.formulas import NO_TITLES, written_formula
from scoring.spreadsheets.writing import Content
from scoring.states import Direction, Scorer

_NOBODY: Mapping[str, Sector] = MappingProxyType({})


def criterion_cells(
    node: Node,
    sectors: Mapping[str, Sector] = _NOBODY,
    titles: Mapping[str, str] = NO_TITLES,
) -> list[Content]:
    """Return a criterion's cells.

    Args:
        sectors: the agencies by code; one that is not among them is named by its code.
        titles: how awards are named, by code.
    """
    sector = sectors.get(node.sector)
    says_step = node.kind in JUDGED_KINDS - STEPLESS_KINDS
    return [
        node.key,
        node.label,
        columns.KINDS[node.kind],
        node.max_points,
        node.min_points or None,
        node.step if says_step or node.step != USUAL_STEP else None,
        node.unit or None,
        None if node.direction is Direction.HIGHER else columns.DIRECTION_WORDS[node.direction],
        None if node.scored_by is Scorer.AGENCY else columns.SCORER_WORDS[node.scored_by],
        (sector.shown if sector else node.sector) or None,
        written_formula(node.kind, node.rule, titles) or None,
        node.guidance or None,
    ]


def band_cells(band: Band) -> list[Content]:
    """Return the cells of a class of results."""
    return [
        band.code,
        band.label,
        _percent(band.total_share),
        _percent(band.criterion_share or None),
        band.total_points,
        band.criterion_points,
        band.category or None,
    ]


def condition_cells(condition: Condition) -> list[Content]:
    """Return the cells of what disqualifies."""
    return [
        condition.code,
        condition.label,
        columns.CONDITION_WORDS[condition.kind],
        columns.EFFECT_WORDS[condition.effect],
        _percent(condition.share),
        condition.key or None,
        condition.points,
        condition.source or None,
        condition.floor_points,
    ]


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share * HUNDRED
