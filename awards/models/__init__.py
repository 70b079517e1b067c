from awards.models.catalogue import AwardCount, AwardRecord, AwardType
from awards.models.proposals import Proposal

__all__ = ["AwardCount", "AwardRecord", "AwardType", "Proposal"]
