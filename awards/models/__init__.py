from awards.models.catalogue import AwardCount, AwardRecord, AwardType
from awards.models.eligibility import (
    AwardCondition,
    ConditionCheck,
    ConditionConfirmation,
    SeasonRuleDay,
)
from awards.models.proposals import Proposal

__all__ = [
    "AwardCondition",
    "AwardCount",
    "AwardRecord",
    "AwardType",
    "ConditionCheck",
    "ConditionConfirmation",
    "Proposal",
    "SeasonRuleDay",
]
