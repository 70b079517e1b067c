"""Every figure of a season that a text may refer to, in the shape in which drafts tell of them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from reports.rules.figure_keys import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """How a result stands to one plan.

    Args:
        plan: the plan as a sentence names it, such as ``dự toán Bộ Tài chính giao``.
        value: the plan itself; ``ratio`` how far it was reached, ``change`` how far it was passed.
    """

    plan: str
    value: Entry | None = None
    ratio: Entry | None = None
    change: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFigures:
    """One result in numbers.

    Args:
        row: its number in the data.
        base: what the keys of its figures begin with.
        agency: code of the member whose result it is; empty for another ``subject``.
        past: last year's own value; ``past_ratio`` and ``past_change`` compare with it.
    """

    name: str
    row: int = 0
    base: str = ""
    agency: str = ""
    subject: str = ""
    value: Entry | None = None
    plans: tuple[PlanFigures, ...] = ()
    past: Entry | None = None
    past_ratio: Entry | None = None
    past_change: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFigures:
    """How many members got an award, or are put forward for it."""

    award: str
    count: Entry
    change: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigures:
    """A member's place in the ranking that counts, with its points where they are known."""

    agency: str
    place: Entry
    points: Entry | None = None
    past_place: Entry | None = None
    points_change: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """All figures of a season; what is not known yet is None or left out.

    Args:
        bloc: full name of the bloc; ``short`` is ``Khối`` or ``Cụm``.
        cycle, last_cycle: as they stand behind the word "năm".
        head: the office of who heads the bloc, such as ``Trưởng khối``.
        council: of the province, as the letter of proposals calls it.
        put_forward: how many members the letter of proposals speaks of.
        copies: how many of the covenant there are: each member's, and the province's.
    """

    bloc: str
    short: str
    cycle: str
    last_cycle: str
    head: str = ""
    council: str = ""
    members: Entry | None = None
    members_change: Entry | None = None
    registered: Entry | None = None
    targets: Entry | None = None
    titles: Entry | None = None
    results: tuple[ResultFigures, ...] = ()
    movements: Entry | None = None
    next_movements: Entry | None = None
    meetings: Entry | None = None
    tasks: Entry | None = None
    awards: tuple[AwardFigures, ...] = ()
    ranked: Entry | None = None
    places: tuple[PlaceFigures, ...] = ()
    proposals: Entry | None = None
    proposed: tuple[AwardFigures, ...] = ()
    put_forward: Entry | None = None
    copies: Entry | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every figure, in the order in which the page lists them."""
        return tuple(_entries(self))


def _entries(value: object) -> Iterator[Entry]:
    if isinstance(value, Entry):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _entries(one)
    elif isinstance(value, YearFigures | ResultFigures | PlanFigures | AwardFigures | PlaceFigures):
        for field in fields(value):
            yield from _entries(getattr(value, field.name))
