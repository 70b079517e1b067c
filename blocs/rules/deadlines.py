"""When a step of the calendar is over; everything that speaks of a deadline asks here."""

from datetime import datetime, timedelta


def deadline(due_at: datetime, grace_days: int, extended_to: datetime | None) -> datetime:
    """Return the first moment that is late, for one agency or for all of them.

    Args:
        due_at: when the step is due (half-open).
        grace_days: days after that which do not count as late.
        extended_to: the agency's own deadline, if it has one; it never shortens the common one.
    """
    common = due_at + timedelta(days=grace_days)
    return common if extended_to is None else max(common, extended_to)


def is_late(moment: datetime, limit: datetime) -> bool:
    """Say whether the moment is at or after the first late moment."""
    return moment >= limit
