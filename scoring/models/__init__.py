from scoring.models.amendments import AmendedLine, Amendment
from scoring.models.evidence import Evidence, EvidenceDocument, EvidenceFile
from scoring.models.facts import DeclaredFact
from scoring.models.layers import CrossAssignment, LayerScore, MemberVote, TieDecision
from scoring.models.rankings import Ranking, RankingRow
from scoring.models.sheets import LineReturn, ScoreLine, ScoreSheet, SheetReturn
from scoring.models.tables import CriteriaTable, Criterion, SeasonTable

__all__ = [
    "AmendedLine",
    "Amendment",
    "CriteriaTable",
    "Criterion",
    "CrossAssignment",
    "DeclaredFact",
    "Evidence",
    "EvidenceDocument",
    "EvidenceFile",
    "LayerScore",
    "LineReturn",
    "MemberVote",
    "Ranking",
    "RankingRow",
    "ScoreLine",
    "ScoreSheet",
    "SeasonTable",
    "SheetReturn",
    "TieDecision",
]
