"""Papers as data: every kind of printed document is a frozen dataclass made from frozen facts."""

from collections.abc import Mapping
from types import MappingProxyType

from reports.papers.content import ContentError, Paper, fingerprint
from reports.papers.covenant import Covenant
from reports.papers.handover import HandoverMinutes
from reports.papers.matrix import ScoreMatrixPaper
from reports.papers.summary import SummaryReport

PAPERS: Mapping[str, type[Paper]] = MappingProxyType(
    {paper.kind: paper for paper in (SummaryReport, Covenant, ScoreMatrixPaper, HandoverMinutes)}
)

__all__ = [
    "PAPERS",
    "ContentError",
    "Covenant",
    "HandoverMinutes",
    "Paper",
    "ScoreMatrixPaper",
    "SummaryReport",
    "fingerprint",
]
