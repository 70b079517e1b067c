"""Ranks from what is compared: points first, then whatever parts equal ones."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scoring.rules.arithmetic import Number

TIES = "shared"


@dataclass(frozen=True, slots=True)
class Entry:
    """A member with what is compared, or with the reason why it is not ranked.

    ``then`` are the values that part equal totals, in order, the higher one first.
    """

    agency: str
    position: int
    total: Number | None
    reason: str = ""
    then: tuple[Number, ...] = ()

    @property
    def order(self) -> tuple[Number, ...]:
        return () if self.total is None or self.reason else (self.total, *self.then)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A member's place; ``rank`` is None for a member that is not ranked.

    ``parted_by`` is which of the parting values set it apart from the one just above it with
    the same total, or else just below it; None where nothing had to.
    """

    agency: str
    position: int
    rank: int | None
    shared: bool
    total: Number | None
    reason: str
    parted_by: int | None = None


def rank_members(entries: Iterable[Entry]) -> tuple[RankedRow, ...]:
    """Rank members: the equal ones share a rank, 1, 2, 2, 4.

    Members that share a rank stand in the bloc's own order; those not ranked come last.

    Args:
        entries: one for each member.

    Raises:
        ValueError: a member has neither a total nor a reason.

    Source: docs/sources.md#ties: without a tie-break of the province, an equal rank is shared.
    """
    ordered = sorted(entries, key=lambda entry: entry.position)
    silent = next((entry for entry in ordered if entry.total is None and not entry.reason), None)
    if silent is not None:
        raise ValueError(f"{silent.agency} has neither points nor a reason")
    ranked = sorted((entry for entry in ordered if entry.order), key=_descending)
    times = Counter(entry.order for entry in ranked)
    first = {entry.order: place for place, entry in reversed(list(enumerate(ranked, start=1)))}
    rows = [
        RankedRow(
            agency=entry.agency,
            position=entry.position,
            rank=first[entry.order],
            shared=times[entry.order] > 1,
            total=entry.total,
            reason="",
            parted_by=_parted(ranked, place),
        )
        for place, entry in enumerate(ranked)
    ]
    return (
        *rows,
        *(
            RankedRow(entry.agency, entry.position, None, False, entry.total, entry.reason)
            for entry in ordered
            if not entry.order
        ),
    )


def _descending(entry: Entry) -> tuple[Number, ...]:
    return tuple(-value for value in entry.order)


def _parted(ranked: list[Entry], place: int) -> int | None:
    """Return the first parting value that differs from the neighbour with the same total."""
    above = next(
        (one for one in reversed(ranked[:place]) if one.order != ranked[place].order), None
    )
    below = next((one for one in ranked[place + 1 :] if one.order != ranked[place].order), None)
    for other in (above, below):
        if other is not None and other.total == ranked[place].total:
            pairs = zip(other.then, ranked[place].then, strict=True)
            return next(at for at, (theirs, own) in enumerate(pairs) if theirs != own)
    return None
