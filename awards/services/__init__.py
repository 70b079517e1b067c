from awards.services.counts import AwardCountSpec, record_award_counts
from awards.services.proposals import Decision, choose_award, propose_award, take

__all__ = [
    "AwardCountSpec",
    "Decision",
    "choose_award",
    "propose_award",
    "record_award_counts",
    "take",
]
