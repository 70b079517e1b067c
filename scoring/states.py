"""The words that the columns of this app may hold."""

from enum import StrEnum


class TableState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


class CriterionKind(StrEnum):
    """A group sums its children; every other kind is a leaf that gets points.

    The first five kinds of leaf are judged: a person types points. The others are
    calculated: a person types a result, and the points follow from it.
    """

    GROUP = "group"
    MANUAL = "manual"
    PASS_FAIL = "pass_fail"  # noqa: S105 -- a kind of criterion, no password
    OPTIONS = "options"
    BONUS = "bonus"
    PENALTY = "penalty"
    TIERS = "tiers"
    PROPORTIONAL = "proportional"
    LEADER_RELATIVE = "leader_relative"
    COUNT = "count"
    BONUS_PENALTY = "bonus_penalty"
    AWARD_BONUS = "award_bonus"
    STEP = "step"
    EXTERNAL = "external"


class Direction(StrEnum):
    """Which results are the good ones."""

    HIGHER = "higher"
    LOWER = "lower"


class Scorer(StrEnum):
    """Who gives a criterion its first points; the later layers may overrule them."""

    AGENCY = "agency"
    SECRETARIAT = "secretariat"
    SECTOR = "sector"
    PROVINCE = "province"


class Rounding(StrEnum):
    """How points are brought to the table's decimals."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class RankBy(StrEnum):
    """What the ranks compare: points, or the share of the assigned maximum."""

    POINTS = "points"
    SHARE = "share"


class ReasonFor(StrEnum):
    """Which lines the appraiser has to give a reason for."""

    EVERY_DIFFERENCE = "every_difference"
    FLAGGED = "flagged"


class Strategy(StrEnum):
    """How the layers of a line become its final points."""

    OVERRIDE_CHAIN = "override_chain"
    AVERAGE_OF_MEMBERS = "average_of_members"
    WEIGHTED = "weighted"
    SECTOR_SUM = "sector_sum"
    VOTE_FIRST = "vote_first"


class TieKind(StrEnum):
    """What parts two members with equal totals."""

    HIGHER_GROUP = "higher_group"
    FEWER_PENALTIES = "fewer_penalties"
    HIGHER_BONUS = "higher_bonus"
    MORE_VOTES = "more_votes"
    DECISION = "decision"


class ConditionKind(StrEnum):
    """What a disqualifying condition looks at."""

    TOTAL_FLOOR = "total_floor"
    CRITERION_FLOOR = "criterion_floor"
    DECLARED = "declared"


class Effect(StrEnum):
    """What follows from a condition that holds."""

    BAR_ALL = "bar_all"
    BAR_FLAG = "bar_flag"
    LOWER_BAND = "lower_band"
    DEDUCT = "deduct"


class FactState(StrEnum):
    """A declared fact counts only when another person has confirmed it."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class LinePolicy(StrEnum):
    """What an amended criterion does to the points that a line has already."""

    KEEP = "keep"
    CLAMP = "clamp"
    ASK_AGAIN = "ask_again"


class LineChange(StrEnum):
    """What an amendment did to a line's criterion."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Layer(StrEnum):
    """Whose points they are. Later layers overrule earlier ones, and erase none."""

    SELF = "self"
    APPRAISED = "appraised"
    PROVINCE = "province"


class GivenLayer(StrEnum):
    """Layers in which several agencies give points to one line, each for itself."""

    SECTOR = "sector"
    CROSS = "cross"


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
