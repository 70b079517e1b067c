"""The words that the columns of this app may hold."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class DocumentState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


# What a person may have made again.
MADE_AGAIN = frozenset({DocumentState.FAILED, DocumentState.CANCELLED})


class RenderStep(StrEnum):
    PREPARING = "prepare"
    LAYING_OUT = "layout"
    WRITING = "write"


class DocumentKind(StrEnum):
    SUMMARY_REPORT = "bao-cao-tong-ket"
    COVENANT = "giao-uoc"
    SCORE_MATRIX = "bang-tong-hop-diem"
    HANDOVER_MINUTES = "bien-ban-ban-giao"
    BALLOT_SLIPS = "phieu-bau"
    COUNTING_MINUTES = "bien-ban-kiem-phieu"
    REVIEW_MINUTES = "bien-ban-binh-xet"
    SUBMISSION = "to-trinh"
    REFUSAL_NOTICE = "thong-bao-khong-du-dieu-kien"
    SELF_SCORES = "phieu-tu-cham"
    INVITATION = "giay-moi"
    PROGRAMME = "chuong-trinh"
    ENROLMENT = "dang-ky-thi-dua"
    EXPLANATION = "phieu-giai-trinh"
    MID_REVIEW = "bao-cao-so-ket"
    ACHIEVEMENT = "bao-cao-thanh-tich"
    REMINDER = "cong-van-don-doc"


class PrintedList(StrEnum):
    """The lists that papers print from the data; templates name them."""

    TASKS = "tasks"
    MOVEMENTS = "movements"
    INDICATORS = "indicators"
    AWARDS = "awards"
    MEETINGS = "meetings"
    MEMBERS = "members"
    OFFICES = "offices"
    RANKING = "ranking"
    PROPOSALS = "proposals"
    REGISTRATIONS = "registrations"
    REFERENCES = "references"
    SHEETS = "sheets"
    BALLOTS = "ballots"
    HANDOVER = "handover"
    RECORDS = "records"


class YearRows(StrEnum):
    """The lists of a year that people write row by row on one group of pages."""

    INDICATORS = "indicators"
    MOVEMENTS = "movements"
    AWARDS = "awards"
    DOCUMENTS = "documents"
    SOURCES = "sources"


# One paper for each ballot, meeting, sheet or proposal; the others are about the season.
ABOUT_ONE = frozenset(
    {
        DocumentKind.BALLOT_SLIPS,
        DocumentKind.COUNTING_MINUTES,
        DocumentKind.REFUSAL_NOTICE,
        DocumentKind.SELF_SCORES,
        DocumentKind.INVITATION,
        DocumentKind.PROGRAMME,
        DocumentKind.ENROLMENT,
        DocumentKind.EXPLANATION,
        DocumentKind.ACHIEVEMENT,
    }
)
# What one agency's papers say is no business of the other members (docs/decisions/0004).
OF_ONE_AGENCY = frozenset(
    {
        DocumentKind.REFUSAL_NOTICE,
        DocumentKind.SELF_SCORES,
        DocumentKind.ENROLMENT,
        DocumentKind.EXPLANATION,
        DocumentKind.ACHIEVEMENT,
    }
)
# What tells the members' totals and places opens to the members when those do.
TELLS_PLACES = frozenset(
    {
        DocumentKind.SUMMARY_REPORT,
        DocumentKind.SCORE_MATRIX,
        DocumentKind.REVIEW_MINUTES,
        DocumentKind.SUBMISSION,
    }
)
# A ballot slip is valid by its stamp, and any mark on it could be held against the secret vote
# (docs/decisions/0015).
NEVER_ISSUED = frozenset({DocumentKind.BALLOT_SLIPS})


class IssueState(StrEnum):
    ISSUED = "issued"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class IssueAction(StrEnum):
    REPLACE = "replace"
    WITHDRAW = "withdraw"


# The whole life of an issued paper; what is not here never happens.
ISSUE_MOVES: Mapping[tuple[IssueState, IssueAction], IssueState] = MappingProxyType(
    {
        (IssueState.ISSUED, IssueAction.REPLACE): IssueState.REPLACED,
        (IssueState.ISSUED, IssueAction.WITHDRAW): IssueState.WITHDRAWN,
    }
)


class TimeSource(StrEnum):
    """Where the hour of a signature comes from."""

    TRUSTED_STAMP = "trusted-stamp"
    STAMP = "stamp"
    CLAIMED = "claimed"
    NONE = "none"


class Trust(StrEnum):
    """What is known of a signer's certificate; the signature itself is whole in any case."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    SELF_SIGNED = "self-signed"
    EXPIRED = "expired"
    REVOKED = "revoked"


class PackKind(StrEnum):
    CONFERENCE = "hoi-nghi"
    PROVINCE = "toan-tinh"


class PackState(StrEnum):
    MAKING = "making"
    PAUSED = "paused"
    ASSEMBLING = "assembling"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PackItemState(StrEnum):
    WAITING = "waiting"
    ASKED = "asked"
    LEFT_OUT = "left_out"


class PackAction(StrEnum):
    PAUSE = "tam-dung"
    RESUME = "tiep-tuc"
    CANCEL = "huy"
    RETRY = "thu-lai"


# What people do to a pack. It is put together and ends by itself (services/pack_jobs.py).
PACK_MOVES: Mapping[tuple[PackState, PackAction], PackState] = MappingProxyType(
    {
        (PackState.MAKING, PackAction.PAUSE): PackState.PAUSED,
        (PackState.PAUSED, PackAction.RESUME): PackState.MAKING,
        (PackState.MAKING, PackAction.CANCEL): PackState.CANCELLED,
        (PackState.PAUSED, PackAction.CANCEL): PackState.CANCELLED,
        (PackState.CANCELLED, PackAction.RETRY): PackState.MAKING,
        (PackState.FAILED, PackAction.RETRY): PackState.MAKING,
        (PackState.READY, PackAction.RETRY): PackState.MAKING,
    }
)
# Not a sign may be added to a slip, so slips go beside the bound pack and not into it
# (docs/decisions/0021).
NEVER_BOUND = frozenset({DocumentKind.BALLOT_SLIPS})
# What a province has made of all its blocs at once: one paper of each bloc's year.
PROVINCE_KINDS = (
    DocumentKind.COVENANT,
    DocumentKind.MID_REVIEW,
    DocumentKind.SUMMARY_REPORT,
    DocumentKind.SCORE_MATRIX,
    DocumentKind.REVIEW_MINUTES,
    DocumentKind.SUBMISSION,
    DocumentKind.HANDOVER_MINUTES,
    DocumentKind.REMINDER,
)
# In the order in which they lie on the table of the conference.
CONFERENCE_KINDS = (
    DocumentKind.INVITATION,
    DocumentKind.PROGRAMME,
    DocumentKind.SUMMARY_REPORT,
    DocumentKind.SCORE_MATRIX,
    DocumentKind.BALLOT_SLIPS,
    DocumentKind.COUNTING_MINUTES,
    DocumentKind.REVIEW_MINUTES,
    DocumentKind.SUBMISSION,
    DocumentKind.HANDOVER_MINUTES,
    DocumentKind.ENROLMENT,
    DocumentKind.COVENANT,
)
# Files of single members and of the first half of the year: only where they are asked for.
MORE_PACK_KINDS = (
    DocumentKind.SELF_SCORES,
    DocumentKind.EXPLANATION,
    DocumentKind.ACHIEVEMENT,
    DocumentKind.MID_REVIEW,
)
