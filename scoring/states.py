"""The words that the columns of this app may hold."""

from enum import StrEnum


class TableState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class CriterionKind(StrEnum):
    """A group sums its children; every other kind is a leaf that gets points."""

    GROUP = "group"
    MANUAL = "manual"
    PASS_FAIL = "pass_fail"  # noqa: S105 -- a kind of criterion, no password
    BONUS = "bonus"
    PENALTY = "penalty"


class Layer(StrEnum):
    """Whose points they are. Later layers overrule earlier ones, and erase none."""

    SELF = "self"
    APPRAISED = "appraised"
    PROVINCE = "province"


class SheetState(StrEnum):
    DRAFT = "draft"
    AWAITING = "awaiting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPRAISED = "appraised"


class SheetAction(StrEnum):
    ASK_APPROVAL = "ask_approval"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    RETURN = "return"
    APPRAISE = "appraise"
    REOPEN = "reopen"


class RankingOrigin(StrEnum):
    """Computed here from frozen points, or reported by a source without points."""

    COMPUTED = "computed"
    REPORTED = "reported"
