"""What a record of the past must say to be worth keeping."""

from datetime import date


def early_fault(*, decided_on: date, cycle_starts_on: date) -> str:
    """Return that a decision is dated before the year that it is for, as a sentence."""
    if decided_on < cycle_starts_on:
        return "Ngày quyết định không được trước khi năm thi đua bắt đầu."
    return ""


def record_fault(
    *, decision_number: str, decided_on: date | None, cycle_starts_on: date, today: date
) -> str:
    """Return what is wrong with a record's dates and number, as a sentence; empty if nothing.

    A record may lack its number and day, as old papers do; a day without a number is an
    oversight, and no award is decided before its year began or after today.

    Args:
        cycle_starts_on: the first day of the year that the award is for.
    """
    if decided_on is None:
        return ""
    if not decision_number:
        return "Có ngày quyết định thì cần ghi cả số quyết định."
    if decided_on > today:
        return "Ngày quyết định không được sau ngày hôm nay."
    return early_fault(decided_on=decided_on, cycle_starts_on=cycle_starts_on)


def year_fault(*, starts_on: date, today: date) -> str:
    """Return that a year has not begun, as a sentence; nothing is achieved in it yet."""
    return "Năm này chưa bắt đầu nên chưa ghi được kết quả." if starts_on > today else ""


def revocation_fault(*, revoked_on: date, decided_on: date | None, today: date) -> str:
    """Return what is wrong with the day of a revocation, as a sentence; empty if nothing.

    Source: Luật 06/2022/QH15, Điều 93.
    """
    if revoked_on > today:
        return "Ngày thu hồi, hủy bỏ không được sau ngày hôm nay."
    if decided_on is not None and revoked_on < decided_on:
        return "Ngày thu hồi, hủy bỏ không được trước ngày quyết định."
    return ""
