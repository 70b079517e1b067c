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
    APPRAISED = "appraised"
    PASSED = "passed"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ProposalAction(StrEnum):
    AGREE = "agree"
    SEND = "send"
    RETURN = "return"
    APPRAISE = "appraise"
    ADOPT = "adopt"
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


# --- eligibility ----------------------------------------------------------------------------------


class EligibilityKind(StrEnum):
    """What one condition of an award looks at."""

    LED_BLOC = "led_bloc"
    RANK_AT_MOST = "rank_at_most"
    POINTS_AT_LEAST = "points_at_least"
    CRITERION_FLOOR = "criterion_floor"
    NO_BARRING_FACT = "no_barring_fact"
    REGISTERED_TITLE = "registered_title"
    SIGNED_COVENANT = "signed_covenant"
    VOTE_SHARE = "vote_share"
    HAS_AWARD = "has_award"
    AWARDS_IN_YEARS = "awards_in_years"
    CONSECUTIVE_YEARS = "consecutive_years"
    OLDER_THAN = "older_than"
    FLAG_ELIGIBLE = "flag_eligible"
    NOT_DISSOLVED = "not_dissolved"
    NOT_REWARDED_TWICE = "not_rewarded_twice"
    CONFIRMED = "confirmed"


class Answer(StrEnum):
    """Whether a condition, or all of them, holds (đủ, chưa đủ, cần xác nhận)."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


class ShareBase(StrEnum):
    """Of what a share of votes is taken."""

    MEMBERS = "members"
    PRESENT = "present"
    VALID = "valid"


class RecordOrigin(StrEnum):
    """How a record came into the history."""

    ENTERED = "entered"
    IMPORTED = "imported"
    DECIDED = "decided"


# --- ballots --------------------------------------------------------------------------------------


class BallotPurpose(StrEnum):
    """What is voted on: nominees for an award, or an office of the next cycle."""

    AWARD = "award"
    OFFICE = "office"


class BallotMethod(StrEnum):
    ONLINE = "online"
    PAPER = "paper"
    MIXED = "mixed"
    HANDS = "hands"


class BallotState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    COUNTING = "counting"
    CLOSED = "closed"
    VOID = "void"


class BallotAction(StrEnum):
    OPEN = "open"
    END_VOTING = "end_voting"
    CLOSE = "close"
    VOID = "void"


class VoteChannel(StrEnum):
    """How a voter voted; a voter with a paper slip in hand counts as having voted."""

    NONE = ""
    ONLINE = "online"
    PAPER = "paper"


# --- quotas ---------------------------------------------------------------------------------------


class QuotaScope(StrEnum):
    """Whose proposals a limit counts: one bloc's, or all of the province's."""

    BLOC = "bloc"
    PROVINCE = "province"


class QuotaMode(StrEnum):
    BRACKETS = "brackets"
    PERCENT = "percent"


class QuotaBase(StrEnum):
    """What a limit is counted from."""

    MEMBERS = "members"
    RANKED = "ranked"
    FLAG_STANDARD = "flag_standard"


class ShareRounding(StrEnum):
    """What becomes of a broken number of awards."""

    DOWN = "down"
    NEAREST = "nearest"
    UP = "up"


class Strictness(StrEnum):
    """Whether one over the limit is refused, or goes on with a warning."""

    HARD = "hard"
    SOFT = "soft"


# --- decisions ------------------------------------------------------------------------------------


class DecisionState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class DossierKind(StrEnum):
    """The papers of a dossier (Luật 06/2022/QH15, Điều 84; what blocs hand in)."""

    SUBMISSION_LETTER = "submission_letter"
    SUMMARY_REPORT = "summary_report"
    MINUTES = "minutes"
    COUNTING_MINUTES = "counting_minutes"
    SCORE_SUMMARY = "score_summary"
    ACHIEVEMENT_REPORT = "achievement_report"
    LIST = "list"
    CONFIRMATION = "confirmation"


class DossierState(StrEnum):
    MISSING = "missing"
    PRESENT = "present"
    NOT_NEEDED = "not_needed"


class OpinionAnswer(StrEnum):
    WAITING = "waiting"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    NO_OPINION = "no_opinion"
