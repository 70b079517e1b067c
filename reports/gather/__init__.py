"""From the database to frozen papers: every fact of a season, in a constant number of queries."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from blocs.models import Season
from reports.gather.covenant import gather_covenant
from reports.gather.handover import gather_handover
from reports.gather.matrix import gather_score_matrix
from reports.gather.summary import gather_summary
from reports.papers import Paper
from reports.states import DocumentKind

GATHERERS: Mapping[str, Callable[[Season], Paper]] = MappingProxyType(
    {
        DocumentKind.SUMMARY_REPORT.value: gather_summary,
        DocumentKind.COVENANT.value: gather_covenant,
        DocumentKind.SCORE_MATRIX.value: gather_score_matrix,
        DocumentKind.HANDOVER_MINUTES.value: gather_handover,
    }
)


def gather_paper(season: Season, kind: str) -> Paper:
    """Read the facts of a paper of the season.

    Args:
        season: with its bloc, province and cycle.
        kind: a key of ``GATHERERS``.
    """
    return GATHERERS[kind](season)


__all__ = [
    "GATHERERS",
    "gather_covenant",
    "gather_handover",
    "gather_paper",
    "gather_score_matrix",
    "gather_summary",
]
