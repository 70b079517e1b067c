"""Where the keys of results go when a result gets another name or another place.

Keys are made of names, and a text must go on speaking of the result that it spoke of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from blocs.rules.figures import MOST_KEY, moved_key
from reports.rules.figure_keys import Entry
from reports.rules.year_figures import PlanFigures, ResultFigures

_GONE = "da-bo"  # begins no key of the data


def moves_of(before: Sequence[ResultFigures], after: Sequence[ResultFigures]) -> dict[str, str]:
    """Return old key → new key, as ``blocs.rules.figures.moved_key`` reads them.

    One move tells of all figures of a result, unless one of them went elsewhere or stayed.

    A result that was removed, or is another member's now, takes no text with it. Where its key
    names another result now, its texts get a key that nothing has.
    """
    rows = {one.row: one for one in after}
    taken = {entry.key for one in after for entry in _entries(one)}
    moves = {}
    for old in before:
        new = rows.get(old.row)
        follows = new is not None and new.agency == old.agency
        pairs = dict(_pairs(old, new)) if new is not None and follows else {}
        for entry in _entries(old):
            key = entry.key
            if key in pairs:
                to = pairs[key]
            else:
                to = f"{new.base}{key.removeprefix(old.base)}" if new and follows else key
                to = _released(key) if to in taken else to
            moves[key] = to
    return _shortened(moves)


def _shortened(moves: Mapping[str, str]) -> dict[str, str]:
    """Leave out each move that another one tells already."""
    told: dict[str, str] = {}
    for key in sorted(moves, key=len):
        if moved_key(key, told) != moves[key]:
            told[key] = moves[key]
    return told


def _pairs(old: ResultFigures, new: ResultFigures) -> Iterator[tuple[str, str]]:
    ends = ("value", "past", "past_ratio", "past_change")
    yield from _paired((getattr(old, end), getattr(new, end)) for end in ends)
    for was, now in _same_plans(old.plans, new.plans):
        yield from _paired(zip(_figures(was), _figures(now), strict=True))


def _paired(
    entries: Iterable[tuple[Entry | None, Entry | None]],
) -> Iterator[tuple[str, str]]:
    for was, now in entries:
        if was and now:
            yield was.key, now.key


def _same_plans(
    old: Sequence[PlanFigures], new: Sequence[PlanFigures]
) -> Iterator[tuple[PlanFigures, PlanFigures]]:
    """Pair the plans of one name, then those that stayed in their place with a number of theirs."""
    left = list(new)
    for was in old:
        now = next((one for one in left if one.plan == was.plan), None)
        if now is not None:
            left.remove(now)
            yield was, now
    known = {one.plan for one in new}
    for was, now in zip(old, new, strict=False):
        if now in left and was.plan not in known and _share(was, now):
            yield was, now


def _share(was: PlanFigures, now: PlanFigures) -> bool:
    pairs = zip(_figures(was), _figures(now), strict=True)
    return any(a and b and a.value == b.value for a, b in pairs)


def _figures(plan: PlanFigures) -> tuple[Entry | None, ...]:
    return plan.value, plan.ratio, plan.change


def _entries(one: ResultFigures) -> Iterator[Entry]:
    own = (one.value, one.past, one.past_ratio, one.past_change)
    plans = chain.from_iterable(_figures(plan) for plan in one.plans)
    return (entry for entry in chain(own, plans) if entry is not None)


def _released(key: str) -> str:
    return f"{_GONE}.{key}"[:MOST_KEY].rstrip(".-")
