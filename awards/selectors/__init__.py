from awards.selectors.proposals import (
    ProposalRow,
    award_text,
    called,
    proposal_rows,
)
from awards.selectors.words import (
    award_name,
    labels_of,
)

__all__ = [
    "ProposalRow",
    "award_name",
    "award_text",
    "called",
    "labels_of",
    "proposal_rows",
]
