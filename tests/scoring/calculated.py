"""A small table with calculated criteria, scored by several, and a season that uses it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import User
from blocs.models import Agency, Season
from blocs.states import Stage
from scoring import services
from scoring.models import CriteriaTable, ScoreLine, ScoreSheet
from scoring.states import CriterionKind, Scorer, SheetState
from tests.factories import assign, line_of, make_agency, make_bloc_year, make_sheet, make_table

KINDS = (
    ("I", CriterionKind.GROUP, "60"),
    ("I.1", CriterionKind.LEADER_RELATIVE, "40"),
    ("I.2", CriterionKind.PROPORTIONAL, "20"),
    ("II", CriterionKind.MANUAL, "20"),
    ("III", CriterionKind.MANUAL, "10"),
    ("IV", CriterionKind.EXTERNAL, "10"),
    ("V", CriterionKind.BONUS_PENALTY, "5"),
    ("VI", CriterionKind.AWARD_BONUS, "15"),
)


def make_calculated_table(**fields: Any) -> CriteriaTable:
    """Return a table of 100 points: I by the agency, II secretariat, III sector, IV province."""
    return make_table(
        KINDS,
        changes={
            "I.1": {"unit": "tỷ đồng"},
            "I.2": {"unit": "%", "rule": {"cap": "1.2"}},
            "II": {"scored_by": Scorer.SECRETARIAT.value},
            "III": {"scored_by": Scorer.SECTOR.value, "sector": make_agency()},
            "IV": {
                "scored_by": Scorer.PROVINCE.value,
                "rule": {"from": "0", "to": "100"},
            },
            "V": {"min_points": Decimal(-5), "rule": {"plus": "1", "minus": "0.5"}},
            "VI": {"rule": {"titles": {"co-chinh-phu": "15", "co-tinh": "10"}, "years_back": 1}},
        },
        **fields,
    )


def make_calculated_year(
    size: int = 3, *, state: SheetState = SheetState.DRAFT, stage: Stage = Stage.SELF_SCORING
) -> tuple[Season, list[Agency], list[ScoreSheet]]:
    """Return a season, its members (head, deputy, others) and their sheets."""
    season, agencies = make_bloc_year(size, stage=stage)
    assign(season, make_calculated_table())
    return season, agencies, [make_sheet(season, agency, state=state) for agency in agencies]


def aim(sheets: Sequence[ScoreSheet], key: str, *targets: str) -> None:
    """Write targets past the services, one for each sheet."""
    for sheet, target in zip(sheets, targets, strict=True):
        assert sheet.lines.filter(criterion__key=key).update(target=Decimal(target)) == 1


def report(
    sheet: ScoreSheet,
    key: str,
    actual: str | None,
    editor: User | None = None,
    *,
    minus: str | None = None,
) -> ScoreLine:
    """Save a result as the agency does."""
    line = line_of(sheet, key)
    return services.save_line(
        line_id=line.pk,
        seen_version=line.version,
        points=None,
        explanation=line.explanation,
        actor=editor,
        actual=None if actual is None else Decimal(actual),
        minus=None if minus is None else Decimal(minus),
    )


def points_on(sheets: Sequence[ScoreSheet], key: str, layer: str = "self") -> list[str | None]:
    """Return one layer's points of every sheet for one criterion."""
    found = [getattr(line_of(sheet, key), f"{layer}_points") for sheet in sheets]
    return [None if value is None else str(value) for value in found]


def told(event_side: Mapping[str, Any], key: str, sheet: ScoreSheet) -> Any:
    """Return what an audit event says of another member's line."""
    return event_side["peers"][key][sheet.agency.code]
