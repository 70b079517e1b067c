from scoring.models.evidence import Evidence, EvidenceFile
from scoring.models.rankings import Ranking, RankingRow
from scoring.models.sheets import ScoreLine, ScoreSheet, SheetReturn
from scoring.models.tables import CriteriaTable, Criterion, SeasonTable

__all__ = [
    "CriteriaTable",
    "Criterion",
    "Evidence",
    "EvidenceFile",
    "Ranking",
    "RankingRow",
    "ScoreLine",
    "ScoreSheet",
    "SeasonTable",
    "SheetReturn",
]
