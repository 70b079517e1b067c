"""What stands in the cells of a line: values, what was typed, and what is wrong with it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from blocs.rules.writing import points_text
from scoring.models import ScoreLine
from scoring.rules.entries import Entry, result_text
from scoring.selectors.entries import entry_at
from scoring.selectors.results import RESULTS
from scoring.services.lines import COLUMNS
from scoring.states import Layer

BLANK = "(để trống)"


class Cells(NamedTuple):
    """The texts of one line's cells; ``main`` are points, or the result they follow from."""

    main: str = ""
    minus: str = ""
    words: str = ""


EMPTY = Cells()


@dataclass(frozen=True, slots=True)
class Conflict:
    """What someone else saved first, beside what was typed here."""

    version: int
    saved: Cells
    typed: Cells
    at: datetime | None = None
    by: str = ""

    @property
    def saved_text(self) -> str:
        return both_of(self.saved)

    @property
    def typed_text(self) -> str:
        return both_of(self.typed)

    @property
    def words_differ(self) -> bool:
        return self.saved.words != self.typed.words


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back from a form that could not be saved, by line."""

    typed: Mapping[int, Cells] = field(default_factory=dict)
    messages: Mapping[int, str] = field(default_factory=dict)
    conflicts: Mapping[int, Conflict] = field(default_factory=dict)


NOTHING = Returned()


def both_of(cells: Cells) -> str:
    """Write points or result, with the events that take points off behind them."""
    if cells.minus:
        return f"{cells.main or '0'} cộng, {cells.minus} trừ"
    return cells.main or BLANK


def layer_cells(line: ScoreLine, layer: Layer) -> Cells:
    """Return what one layer holds, as it stands in the cells."""
    points, words = COLUMNS[layer]
    actual, minus = (result_text(getattr(line, name)) for name in RESULTS[layer])
    said = getattr(line, words)
    entry = entry_at(line, layer)
    if entry is Entry.RESULT:
        return Cells(actual, minus, said)
    return Cells(points_text(getattr(line, points)) if entry is Entry.POINTS else "", "", said)


def mark_of(*texts: str) -> str:
    """Return a short mark of the shown values, to know later whether they were touched."""
    plain = " ".join("|".join(texts).split())
    return f"{zlib.crc32(plain.encode()):08x}"
