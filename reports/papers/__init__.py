"""Papers as data: every kind of printed document is a frozen dataclass made from frozen facts."""

from collections.abc import Mapping
from types import MappingProxyType

from reports.papers.achievement import Achievement
from reports.papers.ballot_slips import BallotSlips
from reports.papers.conference import Invitation, Programme
from reports.papers.content import (
    ContentError,
    Paper,
    fingerprint,
    fingerprints,
    former_fingerprint,
    packed,
    unpacked,
)
from reports.papers.counting import CountingMinutes
from reports.papers.covenant import Covenant
from reports.papers.enrolment import Enrolment
from reports.papers.explanation import Explanation
from reports.papers.handover import HandoverMinutes
from reports.papers.imprint import Imprint, issued, letterhead_in, signing_offices
from reports.papers.matrix import ScoreMatrixPaper
from reports.papers.mid_review import MidReview
from reports.papers.notice import RefusalNotice
from reports.papers.reminder import Reminder
from reports.papers.review_minutes import ReviewMinutes
from reports.papers.self_scores import SelfScores
from reports.papers.submission import Submission
from reports.papers.summary import SummaryReport
from reports.papers.told_days import ToldDay, told_day

PAPERS: Mapping[str, type[Paper]] = MappingProxyType(
    {
        paper.kind: paper
        for paper in (
            SummaryReport,
            Covenant,
            ScoreMatrixPaper,
            HandoverMinutes,
            BallotSlips,
            CountingMinutes,
            ReviewMinutes,
            Submission,
            RefusalNotice,
            SelfScores,
            Invitation,
            Programme,
            Enrolment,
            Explanation,
            MidReview,
            Achievement,
            Reminder,
        )
    }
)

__all__ = [
    "PAPERS",
    "Achievement",
    "BallotSlips",
    "ContentError",
    "CountingMinutes",
    "Covenant",
    "Enrolment",
    "Explanation",
    "HandoverMinutes",
    "Imprint",
    "Invitation",
    "MidReview",
    "Paper",
    "Programme",
    "RefusalNotice",
    "Reminder",
    "ReviewMinutes",
    "ScoreMatrixPaper",
    "SelfScores",
    "Submission",
    "SummaryReport",
    "ToldDay",
    "fingerprint",
    "fingerprints",
    "former_fingerprint",
    "issued",
    "letterhead_in",
    "packed",
    "signing_offices",
    "told_day",
    "unpacked",
]
