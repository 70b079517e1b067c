"""With which sign the points of a criterion stand in the total, and how that is written."""

from decimal import Decimal

from blocs.rules.writing import number_text, points_text, true_minus
from scoring.states import CriterionKind


def in_total(kind: str, points: Decimal) -> Decimal:
    """Return points as they count; those that a penalty takes off stand below zero.

    Args:
        kind: of the criterion.
        points: as they are kept, those of a penalty above zero.
    """
    return -points if kind == CriterionKind.PENALTY else points


def signed_text(points: Decimal | None) -> str:
    """Write points with a true minus sign where they are below zero; no points stay empty."""
    return true_minus(points_text(points))


def signed_points(points: Decimal) -> str:
    """Write a bound in points with a true minus sign: ``−5``."""
    return true_minus(number_text(points))


def line_text(kind: str, points: Decimal | None) -> str:
    """Write the points of one criterion as they count in the total: ``−5,00`` for a penalty."""
    return "" if points is None else signed_text(in_total(kind, points))
