"""Which day a paper of a year may bear. Source: docs/decisions/0037."""

from dataclasses import dataclass
from datetime import MINYEAR, date

from blocs.rules.cycles import years_later
from blocs.rules.writing import date_text


@dataclass(frozen=True, slots=True)
class FirstDay:
    """The first day that a paper may bear, and how a sentence names it."""

    day: date
    text: str


def first_day(cycle_starts_on: date, *, is_early: bool) -> FirstDay:
    """Return the first day that a paper of the cycle may bear.

    Args:
        is_early: whether the paper is one that is often signed in the year before.
    """
    if is_early and cycle_starts_on.year > MINYEAR:  # a season file may name any year
        day = years_later(cycle_starts_on, -1)
        return FirstDay(day, f"ngày {date_text(day)}, một năm trước năm thi đua này")
    text = f"ngày {date_text(cycle_starts_on)}, ngày đầu của năm thi đua này"
    return FirstDay(cycle_starts_on, text)


def day_fault(day: date, *, today: date, first: FirstDay, of: str = "Ngày ban hành") -> str:
    """Say what is wrong with a day of a paper, issued or signed; empty when nothing is.

    Args:
        of: what day it is, as a sentence begins.
    """
    if day > today:
        return f"{of} không thể sau ngày hôm nay."
    if day < first.day:
        return f"{of} không thể trước {first.text}."
    return ""
