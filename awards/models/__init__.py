from awards.models.ballot_results import (
    BallotOverride,
    BallotResult,
    NomineeResult,
    TellerCount,
)
from awards.models.ballots import (
    Ballot,
    BallotBox,
    BallotVoter,
    Nominee,
)
from awards.models.catalogue import (
    AwardCount,
    AwardLabel,
    AwardRecord,
    AwardType,
)
from awards.models.decisions import CouncilSession, CouncilVote, Decision, DecisionLine
from awards.models.dossiers import DossierItem, Opinion
from awards.models.eligibility import (
    AwardCondition,
    ConditionCheck,
    ConditionConfirmation,
    SeasonRuleDay,
)
from awards.models.history import (
    CompletionRating,
)
from awards.models.proposals import (
    Proposal,
)
from awards.models.quotas import (
    Quota,
    QuotaBracket,
)

__all__ = [
    "AwardCondition",
    "AwardCount",
    "AwardLabel",
    "AwardRecord",
    "AwardType",
    "Ballot",
    "BallotBox",
    "BallotOverride",
    "BallotResult",
    "BallotVoter",
    "CompletionRating",
    "ConditionCheck",
    "ConditionConfirmation",
    "CouncilSession",
    "CouncilVote",
    "Decision",
    "DecisionLine",
    "DossierItem",
    "Nominee",
    "NomineeResult",
    "Opinion",
    "Proposal",
    "Quota",
    "QuotaBracket",
    "SeasonRuleDay",
    "TellerCount",
]
