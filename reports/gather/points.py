"""Points as sheets print them: deductions below zero, differences with their sign."""

from decimal import Decimal

from blocs.rules.writing import points_text
from scoring.states import CriterionKind


def signed_points(kind: str, points: Decimal | None) -> str:
    """Write points; those that a penalty takes off stand below zero."""
    return "" if points is None else points_text(_signed(kind, points)).replace("-", "−")


def difference_text(kind: str, own: Decimal | None, appraised: Decimal | None) -> str:
    """Write what the appraisal adds to the claim or takes from it; empty where it is the same."""
    if appraised is None or own == appraised:
        return ""
    gap = _signed(kind, appraised - (own or 0))
    return f"{'+' if gap > 0 else '−'}{points_text(abs(gap))}"


def _signed(kind: str, points: Decimal) -> Decimal:
    return -points if kind == CriterionKind.PENALTY else points
