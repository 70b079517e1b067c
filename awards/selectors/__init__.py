from awards.selectors.proposals import (
    ProposalRow,
    award_text,
    proposal_rows,
)

__all__ = [
    "ProposalRow",
    "award_text",
    "proposal_rows",
]
