from awards.models.catalogue import AwardCount, AwardLabel, AwardRecord, AwardType
from awards.models.eligibility import (
    AwardCondition,
    ConditionCheck,
    ConditionConfirmation,
    SeasonRuleDay,
)
from awards.models.history import CompletionRating
from awards.models.proposals import Proposal

__all__ = [
    "AwardCondition",
    "AwardCount",
    "AwardLabel",
    "AwardRecord",
    "AwardType",
    "CompletionRating",
    "ConditionCheck",
    "ConditionConfirmation",
    "Proposal",
    "SeasonRuleDay",
]
