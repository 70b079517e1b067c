"""Whose history an agency may point to: its own, and what it inherited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Succession:
    """``successor`` followed ``predecessor`` on a day, and the province lets it inherit."""

    predecessor: int
    successor: int
    happened_on: date


@dataclass(frozen=True, slots=True)
class Ancestor:
    """An agency whose history is inherited, as far as it reached before a day."""

    agency: int
    until: date


def ancestors(agency: int, successions: Iterable[Succession]) -> tuple[Ancestor, ...]:
    """Return every agency whose history the agency inherits, near ones first.

    A chain is followed as far as every link of it inherits; what was achieved after a
    predecessor was succeeded is not inherited through that link. An agency that is reached in
    two ways counts once, with the later day; a circle, which nothing forbids on record, ends.

    Args:
        successions: those alone that inherit.
    """
    before: dict[int, list[Succession]] = {}
    for one in successions:
        before.setdefault(one.successor, []).append(one)
    found: dict[int, date] = {}
    _follow(agency, date.max, before, found)
    found.pop(agency, None)
    order = sorted(found.items(), key=lambda row: (-row[1].toordinal(), row[0]))
    return tuple(Ancestor(code, until) for code, until in order)


def _follow(
    agency: int, limit: date, before: Mapping[int, list[Succession]], found: dict[int, date]
) -> None:
    for one in before.get(agency, ()):
        until = min(one.happened_on, limit)
        if one.predecessor in found and found[one.predecessor] >= until:
            continue
        found[one.predecessor] = until
        _follow(one.predecessor, until, before, found)
