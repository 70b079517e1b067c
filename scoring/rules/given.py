"""What a sector agency, or another member, types for a criterion: points or one result."""

from scoring.rules.nodes import JUDGED_KINDS
from scoring.states import CriterionKind

# Their points follow from more than one number, so an agency gives the points themselves.
_BY_POINTS = JUDGED_KINDS | {CriterionKind.BONUS_PENALTY, CriterionKind.AWARD_BONUS}


def takes_result(kind: CriterionKind) -> bool:
    """Say whether the points follow from the one result that the agency types."""
    return kind is not CriterionKind.GROUP and kind not in _BY_POINTS
