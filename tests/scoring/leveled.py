"""A season whose table has a criterion with named levels."""

from blocs.models import Agency, Season
from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.states import CriterionKind, Scorer, SheetState
from tests.factories import assign, make_agency, make_bloc_year, make_sheet, make_table
from tests.scoring.given import rules

LEVELS = {
    "options": [
        {"label": label, "points": points}
        for label, points in [("HTXSNV", "80"), ("HTTNV", "65"), ("Không HTNV", "0")]
    ]
}
KINDS = (
    ("I", CriterionKind.OPTIONS, "80"),
    ("II", CriterionKind.MANUAL, "10"),
    ("III", CriterionKind.OPTIONS, "80"),
)


def leveled_year(
    *, state: SheetState = SheetState.DRAFT, stage: Stage = Stage.SELF_SCORING
) -> tuple[Season, list[ScoreSheet], Agency]:
    """Return a season, its sheets and the agency that chooses the level of III."""
    sector = make_agency()
    season, agencies = make_bloc_year(3, stage=stage)
    named = {"rule": LEVELS, "scored_by": Scorer.SECTOR.value, "sector": sector}
    table = make_table(
        KINDS, changes={"I": {"rule": LEVELS}, "III": named}, rules=rules(cross_scorers=0)
    )
    assign(season, table)
    return season, [make_sheet(season, agency, state=state) for agency in agencies], sector
