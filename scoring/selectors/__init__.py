from scoring.selectors.grid import EvidenceItem, GridRow, SheetGrid, sheet_grid
from scoring.selectors.nodes import nodes_of
from scoring.selectors.points import LayerPoints
from scoring.selectors.rankings import (
    RankingLine,
    RankingTable,
    current_ranking,
    is_outdated,
    own_codes,
    ranking_content,
    ranking_table,
)
from scoring.selectors.scores import MemberScores, SeasonScores, season_scores

__all__ = [
    "EvidenceItem",
    "GridRow",
    "LayerPoints",
    "MemberScores",
    "RankingLine",
    "RankingTable",
    "SeasonScores",
    "SheetGrid",
    "current_ranking",
    "is_outdated",
    "nodes_of",
    "own_codes",
    "ranking_content",
    "ranking_table",
    "season_scores",
    "sheet_grid",
]
