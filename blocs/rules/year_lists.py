"""What must hold in the lists of a year that papers print: results, movements, documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from blocs.rules.writing import date_text
from blocs.states import BaselineKind

# What no two rows of a list share all of.
MOVEMENT_ONCE = ("term", "name")
LEGAL_DOCUMENT_ONCE = ("kind", "number", "subject")


# The state whose papers are cited was founded on this day.
_EARLIEST_CITED = date(1945, 9, 2)


def cited_day_fault(day: date | None, *, today: date) -> str:
    """Say what is wrong with the day of a document or source that papers cite; empty if nothing.

    Source: docs/decisions/0037.
    """
    if day is None or _EARLIEST_CITED <= day <= today:
        return ""
    if day > today:
        return "Ngày của văn bản, nguồn được viện dẫn không thể sau ngày hôm nay."
    return f"Ngày này không thể trước ngày {date_text(_EARLIEST_CITED)}; quý vị kiểm tra lại."


class BaselineFault(StrEnum):
    """What is wrong with something that a result is compared with."""

    NO_ISSUER = "no_issuer"
    SAYS_NOTHING = "says_nothing"


def baseline_faults(
    kind: str, issuer: str, value: Decimal | None, ratio: Decimal | None, change: Decimal | None
) -> list[BaselineFault]:
    """Return why a result cannot be compared with this; nothing where it can.

    Args:
        kind: a word of ``BaselineKind``; a plan was set by somebody.
        value: what is compared with; ``ratio`` and ``change`` are percentages. One is enough.
    """
    faults = []
    if kind == BaselineKind.PLAN and not issuer:
        faults.append(BaselineFault.NO_ISSUER)
    if value is None and ratio is None and change is None:
        faults.append(BaselineFault.SAYS_NOTHING)
    return faults


@dataclass(frozen=True, slots=True)
class Wish:
    """A row of a list, and the place, from 1, that was typed for it; None leaves it open."""

    row: int
    place: int | None


def in_order(wishes: Sequence[Wish]) -> list[int]:
    """Return the rows in the order that was asked for.

    Who types "1" wants the row before the one that is first now, and who types a later place
    wants it behind the one that stands there.

    Args:
        wishes: in the present order.
    """
    keyed = []
    for place, one in enumerate(wishes, start=1):
        wanted = place if one.place is None else one.place
        keyed.append(((wanted, (wanted > place) - (wanted < place), place), one.row))
    return [row for _, row in sorted(keyed)]
