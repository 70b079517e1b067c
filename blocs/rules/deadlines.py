"""When a step of the calendar is open and when it is over.

Everything that speaks of a deadline asks here. The moments come in as arguments: the clock is
the database's, which is one for all pages and workers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from blocs.rules.writing import date_text, moment_text
from blocs.states import StepClosing, StepKind

# kind, opens_at, due_at, grace_days, closing, an agency and its own deadline (or neither)
StepRow = tuple[str, datetime, datetime, int, str, int | None, datetime | None]
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Window:
    """One step of the calendar: from when, until when, and for whom longer.

    ``refuses`` says that the step is shut after its deadline; otherwise what comes then is
    taken and marked as late. ``extended`` holds the agencies' own deadlines by their ids.
    """

    opens_at: datetime
    due_at: datetime
    grace_days: int = 0
    refuses: bool = False
    extended: Mapping[int, datetime] = field(default_factory=dict)

    def deadline(self, agency_id: int | None = None) -> datetime:
        """Return the first moment that is late, for one agency or for all of them."""
        own = None if agency_id is None else self.extended.get(agency_id)
        return deadline(self.due_at, self.grace_days, own)

    def is_extended(self, agency_id: int) -> bool:
        """Say whether the agency has more time than the others."""
        return self.deadline(agency_id) > self.deadline()

    def is_shut(self, now: datetime) -> bool:
        """Say whether the step takes nothing any more from agencies without more time."""
        return self.refuses and is_late(now, self.deadline())


@dataclass(frozen=True, slots=True)
class Calendar:
    """The steps of a season by their kind, and the moment at which they were read.

    ``now`` is None in a season without any step.
    """

    now: datetime | None = None
    windows: Mapping[StepKind, Window] = field(default_factory=dict)

    def deadline(self, kind: StepKind, agency_id: int | None = None) -> datetime | None:
        """Return the first late moment of a step; None where the calendar is silent."""
        window = self.windows.get(kind)
        return None if window is None else window.deadline(agency_id)

    def opens_later(self, kind: StepKind) -> datetime | None:
        """Return when the step opens, while that is still ahead."""
        window = self.windows.get(kind)
        if window is None or self.now is None or self.now >= window.opens_at:
            return None
        return window.opens_at

    def shut_since(self, kind: StepKind, agency_id: int | None = None) -> datetime | None:
        """Return since when the step is shut for the agency; None while it is not."""
        window = self.windows.get(kind)
        if window is None or self.now is None or not window.refuses:
            return None
        limit = window.deadline(agency_id)
        return limit if is_late(self.now, limit) else None


def calendar_of(now: datetime | None, rows: Iterable[StepRow]) -> Calendar:
    """Put a calendar together from one row for each step and extension."""
    windows: dict[StepKind, Window] = {}
    for kind, opens_at, due_at, grace_days, closing, agency_id, own in rows:
        step = StepKind(kind)
        known = windows.get(step)
        extended = dict(known.extended) if known else {}
        if agency_id is not None and own is not None:
            extended[agency_id] = own
        refuses = closing == StepClosing.REFUSES
        windows[step] = Window(opens_at, due_at, grace_days, refuses, extended)
    return Calendar(now, windows)


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


def shuts_at_once(before: Window | None, after: Window, now: datetime) -> bool:
    """Say whether a new setting shuts, the moment it is made, a step that was not shut.

    Args:
        before: the setting it replaces; None for a step that was not set, which shuts nobody out.
    """
    return after.is_shut(now) and not (before is not None and before.is_shut(now))


def days_late(moment: datetime, limit: datetime) -> int:
    """Return how many days late a moment is, as people count them: by the calendar's days.

    A delay within the last day in time counts as one day; 0 when it is not late.

    Args:
        moment: when it came, in the local time of the season.
        limit: the first late moment, in the same time.
    """
    if not is_late(moment, limit):
        return 0
    last_in_time = limit - _MOMENT
    return max(1, (moment.date() - last_in_time.date()).days)


def last_day(limit: datetime) -> date:
    """Return the day on which something is still in time.

    Args:
        limit: the first late moment, in local time; midnight ends the day before it.
    """
    return (limit - _MOMENT).date()


def deadline_text(limit: datetime) -> str:
    """Write a deadline as people read it: ``hết ngày 11/12/2026``, ``17:00 ngày 11/12/2026``.

    Args:
        limit: the first late moment, in local time.
    """
    if limit.time() == time():
        return f"hết ngày {date_text(last_day(limit))}"
    return moment_text(limit)
