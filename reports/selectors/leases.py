"""What every job of this app shares: attempts, a lease by the database's clock, lost messages."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, Q
from django.db.models.functions import Now

MOST_ATTEMPTS = 3
LEASE = timedelta(seconds=200)  # above the worker's hard limit of 180 s
PAUSE_AFTER_FAULT = timedelta(seconds=30)
# A message that no worker took up in this time is sent again.
NUDGE_LASTS = timedelta(seconds=60)
FIRST_NUDGE_WITHIN = timedelta(seconds=10)


def from_now(span: timedelta) -> ExpressionWrapper:
    """Return a moment by the database's clock, the only one that all workers share."""
    return ExpressionWrapper(Now() + span, output_field=DateTimeField())


def is_free() -> Q:
    """Match the jobs that nobody holds."""
    return Q(lease_until__isnull=True) | Q(lease_until__lt=Now())


def is_unheard(asked_at: str) -> Q:
    """Match the jobs whose last message seems to be lost.

    Args:
        asked_at: the column that says since when the job waits.
    """
    never_sent = Q(published_at__isnull=True, **{f"{asked_at}__lt": Now() - FIRST_NUDGE_WITHIN})
    return never_sent | Q(published_at__lt=Now() - NUDGE_LASTS)
