"""Which day a paper of a kind may bear, and which one its words tell.

Source: docs/decisions/0037.
"""

import re
from datetime import date

from blocs.rules.paper_days import FirstDay, first_day
from reports.states import DocumentKind

# Members often register, and sign the covenant at the meeting that ends a year, for the next one.
_EARLY = frozenset({DocumentKind.COVENANT, DocumentKind.ENROLMENT})
# As ``date_long`` and ``date_text`` of blocs.rules.writing write a day.
_DAYS = re.compile(r"\b(\d{1,2})(?: tháng |/)(\d{1,2})(?: năm |/)(\d{4})\b")
# Another day beside it that leaves out its year or month: "ngày 24 và …", "24/02 - …", "24, …".
_PART = re.compile(r"\bngày \d|\b\d{1,2}(?:/| tháng )\d{1,2}\b", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"(?<![:\d])(?<!giờ )\d{1,2} ?(?:[-–,]|và|đến(?: hết)?) ?(?:ngày )?$", re.IGNORECASE
)


def first_day_of(kind: str, cycle_starts_on: date) -> FirstDay:
    """Return the first day that a paper of the kind may bear in the cycle.

    Args:
        kind: a word of ``DocumentKind``.
    """
    return first_day(cycle_starts_on, is_early=kind in _EARLY)


def day_in(text: str) -> date | None:
    """Return the day that a phrase of a paper tells, such as ``chiều ngày 24/02/2023``.

    None where it tells none, or more than one, or one that is in no calendar: nothing is guessed.
    """
    found = list(_DAYS.finditer(line := " ".join(text.split())))
    if len(found) != 1:
        return None
    before, behind = line[: found[0].start()], line[found[0].end() :]
    if _PART.search(before) or _PART_BEFORE.search(before) or _PART.search(behind):
        return None
    day, month, year = map(int, found[0].groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
