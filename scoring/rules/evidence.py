"""What is odd about a document that is put forward."""

from datetime import date

from blocs.rules.writing import date_text

# The offices that issue documents of these years exist since then; an earlier day is mistyped.
EARLIEST = date(1945, 9, 2)


def date_fault(issued_on: date | None) -> str:
    """Return why a document cannot be of this day; empty when it can."""
    if issued_on is None or issued_on >= EARLIEST:
        return ""
    return (
        f"Ngày ban hành không thể trước {date_text(EARLIEST)}; quý vị kiểm tra lại, ghi đủ bốn "
        "chữ số của năm."
    )


def outside_cycle(issued_on: date | None, starts_on: date, ends_on: date) -> str:
    """Say that a document is dated outside the cycle it speaks for; empty when it is not.

    It is a hint for the appraiser and no refusal: a decision on the year's work may come
    after the year. A document without a date has none to be wrong.
    """
    if issued_on is None or starts_on <= issued_on <= ends_on:
        return ""
    when = "trước" if issued_on < starts_on else "sau"
    return (
        f"Văn bản ngày {date_text(issued_on)}, {when} năm thi đua (từ {date_text(starts_on)} đến "
        f"{date_text(ends_on)})."
    )
