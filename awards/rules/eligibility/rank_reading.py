"""What the rows of a frozen ranking say beside ranks and totals; reported ones say neither."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from scoring.rules.frozen_text import Content

Bar = Mapping[str, str]


def maxima_in(content: Content) -> dict[str, Decimal]:
    """Return the assigned maximum in points by the member's code, where the row has it."""
    return {row["agency"]: Decimal(row["maximum"]) for row in _rows(content) if row.get("maximum")}


def bars_in(content: Content) -> Iterator[tuple[str, Bar]]:
    """Yield the conditions of the score table that hold, each with the member's code."""
    for row in _rows(content):
        for bar in row.get("bars", ()):
            yield row["agency"], bar


def _rows(content: Content) -> Iterator[Content]:
    yield from content.get("rows", ())
    yield from content.get("unranked", ())
