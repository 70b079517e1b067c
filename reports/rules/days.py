"""Which day a paper of a kind may bear. Source: docs/decisions/0037."""

from datetime import date

from blocs.rules.paper_days import FirstDay, first_day
from reports.states import DocumentKind

# Members often register, and sign the covenant at the meeting that ends a year, for the next one.
_EARLY = frozenset({DocumentKind.COVENANT, DocumentKind.ENROLMENT})


def first_day_of(kind: str, cycle_starts_on: date) -> FirstDay:
    """Return the first day that a paper of the kind may bear in the cycle.

    Args:
        kind: a word of ``DocumentKind``.
    """
    return first_day(cycle_starts_on, is_early=kind in _EARLY)
