"""Columns of a row as a season file says them."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from awards.models import Ballot, CouncilSession

NOBODY = "none"  # an office, or a way of voting, that is not there


def plain(row: Model, *columns: str) -> dict[str, Any]:
    """Return these columns of a row, dates and moments as text."""
    return {column: plain_value(getattr(row, column)) for column in columns}


def plain_value(value: object) -> object:
    """Return a value as a file says it."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def threshold_of(row: Ballot | CouncilSession) -> dict[str, Any]:
    """Return the share of votes that a ballot or a sitting asks for."""
    return {
        "numerator": row.threshold_numerator,
        "denominator": row.threshold_denominator,
        "strict": row.threshold_strict,
    }
