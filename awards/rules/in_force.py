"""Which days a province may write as the first or the last of something in force."""

from datetime import date

from blocs.rules.cycles import years_later
from blocs.rules.writing import date_text

EARLIEST = date(2000, 1, 1)


def rule_day_fault(day: date, starts_on: date, ends_on: date) -> str:
    """Say why a season is not judged by the rules of a day, as a sentence; empty where it is.

    Args:
        starts_on: the first day of the season's year, ``ends_on`` its last.
    """
    last = years_later(ends_on, 1)
    if starts_on <= day <= last:
        return ""
    return (
        f"Ngày áp dụng phải từ {date_text(starts_on)}, ngày đầu của năm thi đua, đến "
        f"{date_text(last)}, một năm sau ngày cuối; quý vị kiểm tra lại."
    )


def day_fault(day: date, today: date) -> str:
    """Say why a day is a slip of the hand, as a sentence; empty where it is none."""
    last = years_later(today, 2)
    if EARLIEST <= day <= last:
        return ""
    return (
        f"Ngày này phải từ {date_text(EARLIEST)} đến {date_text(last)} (hai năm kể từ hôm nay); "
        "quý vị kiểm tra lại."
    )
