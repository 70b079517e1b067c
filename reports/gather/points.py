"""Differences of points as sheets print them, with their sign."""

from decimal import Decimal

from blocs.rules.writing import points_text
from scoring.rules.signs import in_total


def difference_text(kind: str, own: Decimal | None, appraised: Decimal | None) -> str:
    """Write what the appraisal adds to the claim or takes from it; empty where it is the same."""
    if appraised is None or own == appraised:
        return ""
    return _signed(in_total(kind, appraised - (own or 0)))


def total_difference_text(own: Decimal | None, appraised: Decimal | None) -> str:
    """Write the same of sums, which count as they stand."""
    if appraised is None or own == appraised:
        return ""
    return _signed(appraised - (own or 0))


def _signed(gap: Decimal) -> str:
    """Write a gap with its sign; a nought against a claim that was never made is no gap."""
    if not gap:
        return ""
    return f"{'+' if gap > 0 else '−'}{points_text(abs(gap))}"
