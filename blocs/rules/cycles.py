"""Which period the label of an emulation year or school year means."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from blocs.states import CycleKind

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)
_SCHOOL_YEAR = re.compile(r"((?:19|20|21)[0-9]{2})-((?:19|20|21)[0-9]{2})", re.ASCII)
_SEPTEMBER = 9
Day = TypeVar("Day", bound=date)


@dataclass(frozen=True, slots=True)
class Period:
    """A cycle's kind and its days, [starts_on, ends_on]."""

    kind: CycleKind
    starts_on: date
    ends_on: date


def period_named(label: str, *, school_year_begins: date | None = None) -> Period | None:
    """Return the year that a label names; None where it names none.

    ``2027`` is a calendar year, ``2026-2027`` a school year.

    Args:
        label: as the province writes it.
        school_year_begins: first day of an earlier school year, whose day and month the new
            one follows; without one, school years begin on 1 September.

    Source: docs/sources.md#school-years.
    """
    if _YEAR.fullmatch(label):
        year = int(label)
        return Period(CycleKind.CALENDAR_YEAR, date(year, 1, 1), date(year, 12, 31))
    written = _SCHOOL_YEAR.fullmatch(label)
    if written is None or int(written[2]) != int(written[1]) + 1:
        return None
    year, begins = int(written[1]), school_year_begins or date(2000, _SEPTEMBER, 1)
    starts_on = years_later(begins, year - begins.year)
    next_starts_on = years_later(begins, year + 1 - begins.year)
    return Period(CycleKind.SCHOOL_YEAR, starts_on, next_starts_on - timedelta(days=1))


def years_later(day: Day, years: int) -> Day:
    """Return the same day of another year; 29 February is 1 March where there is none.

    Args:
        day: or a moment, in local time; its time stays.
        years: how many; earlier years are below 0.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)
