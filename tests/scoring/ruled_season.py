"""A season in the database whose table uses every written rule that ranks follow from."""

from decimal import Decimal

from blocs.states import Stage
from scoring.models import (
    CrossAssignment,
    DeclaredFact,
    LayerScore,
    MemberVote,
    ScoreLine,
    TieDecision,
)
from scoring.states import CriterionKind, FactState, GivenLayer, Scorer, SheetState
from tests.factories import NOON, assign, make_agency, make_bloc_year, make_sheet, make_table, score

RULES = {
    "rank_by": "share",
    "strategy": "weighted",
    "weights": {"appraised": "0.6", "cross": "0.2", "vote": "0.2"},
    "cross_scorers": 0,
    "ties": [{"kind": "higher_group", "key": "I"}, {"kind": "decision"}],
    "late": [{"from_days": 1, "points": "0.5"}],
    "bands": [{"code": "tot", "label": "Hoàn thành tốt", "total_share": "0.5"}],
    "conditions": [
        {
            "code": "vang-hop",
            "label": "Vắng họp khối",
            "kind": "declared",
            "effect": "deduct",
            "points": "1",
        },
        {
            "code": "don-thu",
            "label": "Có đơn thư",
            "kind": "declared",
            "effect": "bar_flag",
            "source": "Điều 5",
        },
        {"code": "ky-luat", "label": "Bị kỷ luật", "kind": "declared", "effect": "bar_all"},
    ],
}
NODES = (
    ("I", CriterionKind.GROUP, "60"),
    ("I.1", CriterionKind.MANUAL, "40"),
    ("I.2", CriterionKind.PROPORTIONAL, "20"),
    ("II", CriterionKind.EXTERNAL, "40"),
)


def make_ruled_year(size=3, **rules):
    """Return a season at its review and its members, all appraised, voted on and equal."""
    sector = make_agency()
    season, agencies = make_bloc_year(size, stage=Stage.BLOC_REVIEW)
    changes = {
        "I.2": {"unit": "tỷ đồng"},
        "II": {
            "scored_by": Scorer.SECTOR.value,
            "sector": sector,
            "rule": {"from": "0", "to": "100"},
        },
    }
    assign(season, make_table(NODES, changes=changes, rules={**RULES, **rules}))
    for agency in agencies:
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points={"I.1": "40"})
        score(sheet, {"I.1": "30"}, layer="appraised")
        lines = sheet.lines.filter(criterion__key="I.2")
        lines.update(target=Decimal(100), self_actual=Decimal(90), appraised_actual=Decimal(90))
        give(sheet, "II", GivenLayer.SECTOR, sector, points="20", actual=Decimal(50))
        MemberVote.objects.create(season=season, agency=agency, votes=4, voters=5)
    if size > 1:
        give(season.sheets.get(agency=agencies[0]), "I.1", GivenLayer.CROSS, agencies[1], "35")
        for agency in agencies[1:]:
            give(season.sheets.get(agency=agency), "I.1", GivenLayer.CROSS, agencies[0], "35")
    return season, agencies


def give(sheet, key, layer, scorer, points, **fields):
    line = ScoreLine.objects.get(sheet=sheet, criterion__key=key)
    if layer is GivenLayer.CROSS:
        CrossAssignment.objects.create(
            season=sheet.season, scorer=scorer, subject=sheet.agency, finished_at=NOON
        )
    return LayerScore.objects.create(
        line=line,
        layer=layer.value,
        scorer=scorer,
        min_points=line.min_points,
        max_points=line.max_points,
        points=Decimal(points),
        given_at=NOON,
        **fields,
    )


def declare(season, agency, condition, fact, state=FactState.CONFIRMED):
    decided = None if state is FactState.DECLARED else NOON
    return DeclaredFact.objects.create(
        season=season,
        agency=agency,
        condition=condition,
        fact=fact,
        state=state.value,
        declared_at=NOON,
        decided_at=decided,
    )


def decide(season, agency, place):
    return TieDecision.objects.create(
        season=season, agency=agency, place=place, reason="Biên bản", decided_at=NOON
    )
