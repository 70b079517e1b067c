"""What the tests of given points share: a year with cross-scoring and a sector agency."""

from decimal import Decimal

from blocs.models import Agency, Season
from blocs.states import Stage
from scoring.models import CrossAssignment, ScoreLine, ScoreSheet
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import written_rules
from scoring.services.given import GivenEdit
from scoring.states import CriterionKind, Scorer, SheetState
from tests.factories import NODES, assign, make_agency, make_bloc_year, make_sheet, make_table

SECTOR_NODES = (
    *NODES,
    ("V", CriterionKind.GROUP, "70"),
    ("V.1", CriterionKind.EXTERNAL, "10"),
    ("V.2", CriterionKind.LEADER_RELATIVE, "40"),
    ("V.3", CriterionKind.MANUAL, "20"),
)


def rules(**fields) -> dict:
    return written_rules(TableRules(**fields))


def cross_year(
    size: int = 4, *, scorers: int | None = 1, state=SheetState.SUBMITTED, stage=Stage.APPRAISAL
) -> tuple[Season, list[Agency], list[ScoreSheet]]:
    """Return a season whose table asks for cross-scoring, with a sent sheet for each member."""
    season, agencies = make_bloc_year(size, stage=stage)
    table = make_table(rules=rules(cross_scorers=scorers))
    assign(season, table)
    sheets = [make_sheet(season, agency, state=state, points={"I.1": "38"}) for agency in agencies]
    return season, agencies, sheets


def sector_year(
    size: int = 3, *, sector: Agency | None = None, stage=Stage.APPRAISAL
) -> tuple[Season, list[ScoreSheet], Agency]:
    """Return a season, its sheets and the agency that scores the lines of group V."""
    sector = sector or make_agency()
    named = {"scored_by": Scorer.SECTOR.value, "sector": sector}
    changes = {
        "V.1": {**named, "rule": {"from": "0", "to": "100"}},
        "V.2": {**named, "rule": {"on_target_share": "0.5", "excess": "over_target"}},
        "V.3": named,
    }
    season, agencies = make_bloc_year(size, stage=stage)
    assign(season, make_table(SECTOR_NODES, changes=changes))
    sheets = [make_sheet(season, agency, state=SheetState.SUBMITTED) for agency in agencies]
    return season, sheets, sector


def pair(season: Season, scorer: Agency, subject: Agency, **fields) -> CrossAssignment:
    return CrossAssignment.objects.create(season=season, scorer=scorer, subject=subject, **fields)


def edit(line: ScoreLine, points=None, *, actual=None, reason="", seen=0) -> GivenEdit:
    return GivenEdit(
        line_id=line.pk,
        seen_version=seen,
        points=None if points is None else Decimal(points),
        actual=None if actual is None else Decimal(actual),
        reason=reason,
    )
