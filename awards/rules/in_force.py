"""Which days a province may write as the first or the last of something in force."""

from datetime import date, timedelta

from blocs.rules.writing import date_text

EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=731)  # two years, one of which may be a leap year


def day_fault(day: date, today: date) -> str:
    """Say why a day is a slip of the hand, as a sentence; empty where it is none."""
    if EARLIEST <= day <= today + _AHEAD:
        return ""
    return (
        f"Ngày này phải từ {date_text(EARLIEST)} đến {date_text(today + _AHEAD)} (hai năm kể từ "
        "hôm nay); quý vị kiểm tra lại."
    )
