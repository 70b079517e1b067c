"""Ranks from final points."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

TIES = "shared"


@dataclass(frozen=True, slots=True)
class Entry:
    """A member with its final points, or with the reason why it is not ranked."""

    agency: str
    position: int
    total: Decimal | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A member's place; ``rank`` is None for a member that is not ranked."""

    agency: str
    position: int
    rank: int | None
    shared: bool
    total: Decimal | None
    reason: str


def rank_members(entries: Iterable[Entry]) -> tuple[RankedRow, ...]:
    """Rank members by their final points: equal points share a rank, 1, 2, 2, 4.

    Members with equal points stand in the bloc's own order; those not ranked come last.

    Args:
        entries: one for each member, ``total`` in points.

    Raises:
        ValueError: a member has neither points nor a reason.

    Source: docs/sources.md#ties: without a tie-break of the province, an equal rank is shared.
    """
    ordered = sorted(entries, key=lambda entry: entry.position)
    silent = next((entry for entry in ordered if entry.total is None and not entry.reason), None)
    if silent is not None:
        raise ValueError(f"{silent.agency} has neither points nor a reason")
    totals = [entry.total for entry in ordered if entry.total is not None and not entry.reason]
    above = {total: sum(other > total for other in totals) for total in totals}
    times = Counter(totals)
    rows = [
        RankedRow(entry.agency, entry.position, None, False, entry.total, entry.reason)
        if entry.reason or entry.total is None
        else RankedRow(
            agency=entry.agency,
            position=entry.position,
            rank=above[entry.total] + 1,
            shared=times[entry.total] > 1,
            total=entry.total,
            reason="",
        )
        for entry in ordered
    ]
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0)))
