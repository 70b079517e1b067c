"""What a step of the calendar becomes in the year that follows."""

from dataclasses import dataclass
from datetime import datetime

from blocs.rules.deadlines import last_day

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CarriedStep:
    """A step with its times in this year and in the following one, in local time."""

    kind: str
    opens_at: datetime
    due_at: datetime
    new_opens_at: datetime
    new_due_at: datetime
    grace_days: int
    closing: str

    @property
    def lands_on_weekend(self) -> bool:
        """Whether the new last day is a Saturday or Sunday, when offices are shut."""
        return last_day(self.new_due_at).weekday() >= _SATURDAY


def years_later(moment: datetime, years: int) -> datetime:
    """Return the same day and time of a later year; 29 February is 1 March where there is none.

    Args:
        moment: in local time.
        years: how many, from 1.
    """
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)
