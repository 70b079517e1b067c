"""The words that the columns of this app may hold."""

from enum import StrEnum


class AwardKind(StrEnum):
    """A title (danh hiệu thi đua) or a commendation (hình thức khen thưởng)."""

    TITLE = "title"
    COMMENDATION = "commendation"


class AwardLevel(StrEnum):
    STATE = "state"
    MINISTRY = "ministry"
    PROVINCE = "province"
    AGENCY = "agency"


class AwardBasis(StrEnum):
    """On what ground an award was given (công trạng, chuyên đề, đột xuất)."""

    MERIT = "merit"
    THEMATIC = "thematic"
    SUDDEN = "sudden"


class ProposalState(StrEnum):
    DRAFT = "draft"
    AGREED = "agreed"
    SENT = "sent"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ProposalAction(StrEnum):
    AGREE = "agree"
    SEND = "send"
    RETURN = "return"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


# --- history --------------------------------------------------------------------------------------


class CompletionLevel(StrEnum):
    """How well an agency completed the tasks of a year (mức độ hoàn thành nhiệm vụ)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
