"""The rows of a score table as a page shows them: values, what was typed, and what is wrong."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from blocs.rules.writing import points_text
from scoring.models import ScoreLine
from scoring.selectors import GridRow, SheetGrid
from scoring.services.lines import COLUMNS
from scoring.states import Layer

BLANK = "(để trống)"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What someone else saved first, beside what was typed here."""

    version: int
    points: str
    words: str
    typed_points: str
    typed_words: str
    at: datetime | None = None
    by: str = ""

    @property
    def saved_text(self) -> str:
        return self.points or BLANK

    @property
    def typed_text(self) -> str:
        return self.typed_points or BLANK

    @property
    def words_differ(self) -> bool:
        return self.words != self.typed_words


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: ``number`` names its elements, ``points`` and ``words`` stand in its cells."""

    number: int
    row: GridRow
    points: str = ""
    words: str = ""
    seen: str = ""
    message: str = ""
    bad_field: str = ""
    conflict: Conflict | None = None
    is_unsaved: bool = False

    @property
    def is_bad(self) -> bool:
        return bool(self.message or self.conflict)


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back from a form that could not be saved, by line."""

    typed: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    messages: Mapping[int, str] = field(default_factory=dict)
    conflicts: Mapping[int, Conflict] = field(default_factory=dict)


NOTHING = Returned()


def layer_values(line: ScoreLine, layer: Layer) -> tuple[str, str]:
    """Return the points and words of one layer as they stand in the cells."""
    points, words = COLUMNS[layer]
    return points_text(getattr(line, points)), getattr(line, words)


def mark_of(points: str, words: str) -> str:
    """Return a short mark of the shown values, to know later whether they were touched."""
    plain = " ".join(f"{points}|{words}".split())
    return f"{zlib.crc32(plain.encode()):08x}"


def show_rows(grid: SheetGrid, layer: Layer, returned: Returned = NOTHING) -> list[ShownRow]:
    """Return every row of the sheet with the values of one layer in its cells."""
    return [
        ShownRow(number=number, row=row)
        if row.line is None
        else _shown_line(number, row, row.line, layer, returned)
        for number, row in enumerate(grid.rows, start=1)
    ]


def _shown_line(
    number: int, row: GridRow, line: ScoreLine, layer: Layer, returned: Returned
) -> ShownRow:
    saved = layer_values(line, layer)
    points, words = returned.typed.get(line.pk, saved)
    message = returned.messages.get(line.pk, "")
    return ShownRow(
        number=number,
        row=row,
        points=points,
        words=words,
        seen=f"{line.version}.{mark_of(*saved)}",
        message=message,
        bad_field="points" if message else "",
        conflict=returned.conflicts.get(line.pk),
        is_unsaved=(points, words) != saved,
    )


@dataclass(frozen=True, slots=True)
class Left:
    """How many lines still wait for points, and the first of them."""

    count: int
    first_id: int | None


def left_of(grid: SheetGrid, layer: Layer) -> Left:
    """Return what is left to do in a layer; the province may leave every line as it is."""
    waiting = [row.line.pk for row in grid.rows if row.line is not None and _waits(row, layer)]
    return Left(count=len(waiting), first_id=waiting[0] if waiting else None)


def _waits(row: GridRow, layer: Layer) -> bool:
    if layer is Layer.SELF:
        return row.is_missing
    if layer is Layer.APPRAISED:
        return row.points.own is not None and row.points.appraised is None
    return False


def groups_above(rows: Sequence[ShownRow], key: str) -> list[ShownRow]:
    """Return the groups whose sums a line is part of, from the top down."""
    return [
        shown for shown in rows if shown.row.is_group and key.startswith(f"{shown.row.node.key}.")
    ]


def top_groups(rows: Iterable[ShownRow]) -> list[ShownRow]:
    """Return the groups whose sums stay in view."""
    return [shown for shown in rows if shown.row.is_group and shown.row.depth == 0]


def keep_lines(rows: Iterable[ShownRow], wanted: Iterable[str]) -> list[ShownRow]:
    """Keep the lines with the wanted keys, and the groups above them."""
    keys = set(wanted)
    for key in tuple(keys):
        parts = key.split(".")
        keys |= {".".join(parts[:size]) for size in range(1, len(parts))}
    return [shown for shown in rows if shown.row.node.key in keys]
