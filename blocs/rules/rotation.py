"""Who comes next where the members of a bloc take turns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Successors:
    """The agencies that would be head and deputy next; None where nobody is left."""

    head: int | None
    deputy: int | None


def next_in_order(
    order: Sequence[int], after: int | None, *, passing: Collection[int] = ()
) -> int | None:
    """Return who follows in a round of members; after the last comes the first again.

    Args:
        order: the members in the bloc's own order.
        after: who had the last turn; None, or nobody of the order, begins at its start.
        passing: members that are left out; also ``after`` itself when nobody else is left.
    """
    start = order.index(after) + 1 if after in order else 0
    turns = [*order[start:], *order[:start]]
    return next((one for one in turns if one not in passing and one != after), None)


def successors(
    order: Sequence[int],
    *,
    head: int | None,
    deputy: int | None,
    gone: Collection[int] = (),
    deputy_succeeds: bool,
) -> Successors:
    """Return who would be head and deputy next by rotation.

    The head is the member after the present head, or the present deputy where the bloc lets
    the deputy move up. The deputy is the member after the new head.

    Args:
        order: the members in the bloc's own order.
        gone: members that take no turn, because they no longer exist, say.

    Source: docs/sources.md#handover.
    """
    moves_up = deputy_succeeds and deputy in order and deputy not in gone
    new_head = deputy if moves_up else next_in_order(order, head, passing=gone)
    if new_head is None:
        return Successors(None, None)
    return Successors(new_head, next_in_order(order, new_head, passing=gone))
