"""Which days a province may write as the first or the last of something in force."""

from datetime import date, timedelta

from blocs.rules.writing import date_text

_YEAR = timedelta(days=365)
EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=731)  # two years, one of which may be a leap year


def rule_day_fault(day: date, starts_on: date, ends_on: date) -> str:
    """Say why a season is not judged by the rules of a day, as a sentence; empty where it is.

    Args:
        starts_on: the first day of the season's year, ``ends_on`` its last.
    """
    last = ends_on + _YEAR
    if starts_on <= day <= last:
        return ""
    return (
        f"Ngày áp dụng phải từ {date_text(starts_on)}, ngày đầu của năm thi đua, đến "
        f"{date_text(last)}, một năm sau ngày cuối; quý vị kiểm tra lại."
    )


def day_fault(day: date, today: date) -> str:
    """Say why a day is a slip of the hand, as a sentence; empty where it is none."""
    if EARLIEST <= day <= today + _AHEAD:
        return ""
    return (
        f"Ngày này phải từ {date_text(EARLIEST)} đến {date_text(today + _AHEAD)} (hai năm kể từ "
        "hôm nay); quý vị kiểm tra lại."
    )
