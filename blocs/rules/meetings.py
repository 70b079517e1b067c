"""What must hold of the day and the hour of a meeting."""

from datetime import time

from blocs.states import DayPart

NOON = time(12)


def part_of(starts_at: time) -> DayPart:
    """Return the part of the day in which an hour lies."""
    return DayPart.MORNING if starts_at < NOON else DayPart.AFTERNOON


def is_within(day_part: DayPart, starts_at: time) -> bool:
    """Say whether an hour agrees with the part of the day that is told beside it."""
    return day_part in {DayPart.UNKNOWN, part_of(starts_at)}
