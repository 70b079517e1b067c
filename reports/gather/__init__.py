"""From the database to frozen papers: every fact of a season, in a constant number of queries."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from blocs.models import Season
from reports.gather.achievement import gather_achievement
from reports.gather.ballot_slips import gather_ballot_slips
from reports.gather.conference import gather_invitation, gather_programme
from reports.gather.counting import gather_counting_minutes
from reports.gather.covenant import gather_covenant
from reports.gather.enrolment import gather_enrolment
from reports.gather.explanation import gather_explanation
from reports.gather.handover import gather_handover
from reports.gather.matrix import gather_score_matrix
from reports.gather.mid_review import gather_mid_review
from reports.gather.notice import gather_refusal_notice
from reports.gather.reminder import gather_reminder
from reports.gather.review_minutes import gather_review_minutes
from reports.gather.self_scores import gather_self_scores
from reports.gather.submission import gather_submission
from reports.gather.summary import gather_summary
from reports.papers import Paper
from reports.states import DocumentKind

GATHERERS: Mapping[str, Callable[[Season], Paper]] = MappingProxyType(
    {
        DocumentKind.SUMMARY_REPORT.value: gather_summary,
        DocumentKind.COVENANT.value: gather_covenant,
        DocumentKind.SCORE_MATRIX.value: gather_score_matrix,
        DocumentKind.HANDOVER_MINUTES.value: gather_handover,
        DocumentKind.REVIEW_MINUTES.value: gather_review_minutes,
        DocumentKind.SUBMISSION.value: gather_submission,
        DocumentKind.MID_REVIEW.value: gather_mid_review,
        DocumentKind.REMINDER.value: gather_reminder,
    }
)
# The key of the one ballot, meeting, sheet or proposal comes second.
GATHERERS_OF_ONE: Mapping[str, Callable[[Season, str], Paper]] = MappingProxyType(
    {
        DocumentKind.BALLOT_SLIPS.value: gather_ballot_slips,
        DocumentKind.COUNTING_MINUTES.value: gather_counting_minutes,
        DocumentKind.REFUSAL_NOTICE.value: gather_refusal_notice,
        DocumentKind.SELF_SCORES.value: gather_self_scores,
        DocumentKind.INVITATION.value: gather_invitation,
        DocumentKind.PROGRAMME.value: gather_programme,
        DocumentKind.ENROLMENT.value: gather_enrolment,
        DocumentKind.EXPLANATION.value: gather_explanation,
        DocumentKind.ACHIEVEMENT.value: gather_achievement,
    }
)


def gather_paper(season: Season, kind: str, subject: str = "") -> Paper:
    """Read the facts of a paper of the season.

    Whether they are there yet is asked before (``reports.subjects``).

    Args:
        season: with its bloc, province and cycle.
        kind: a word of ``DocumentKind``.
        subject: the key of the one thing the paper is about; empty for the whole season.
    """
    if kind in GATHERERS_OF_ONE:
        return GATHERERS_OF_ONE[kind](season, subject)
    return GATHERERS[kind](season)


__all__ = [
    "GATHERERS",
    "GATHERERS_OF_ONE",
    "gather_achievement",
    "gather_ballot_slips",
    "gather_counting_minutes",
    "gather_covenant",
    "gather_enrolment",
    "gather_explanation",
    "gather_handover",
    "gather_invitation",
    "gather_mid_review",
    "gather_paper",
    "gather_programme",
    "gather_refusal_notice",
    "gather_reminder",
    "gather_review_minutes",
    "gather_score_matrix",
    "gather_self_scores",
    "gather_submission",
    "gather_summary",
]
