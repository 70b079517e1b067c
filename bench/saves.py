"""Saving one line of a sheet, as the page does after each cell."""

import re
import statistics
from collections.abc import Iterator
from functools import partial
from itertools import cycle

from bench.data import EDITOR, LARGE_SIZE, LargeBloc
from bench.pages import EMPTY_PAGE, EMPTY_PATH
from bench.records import Record
from bench.timing import MILLISECONDS, in_turns, percentile
from bench.visitor import Visitor
from bench.workplace import Workplace

SAVES = 120
WARM_UPS = 10
_SIZE = f"1 line in a sheet of 180 criteria, one person; {SAVES} saves"
_CELL = re.compile(r'name="(\d+)-(points|actual)"')
_SEEN = re.compile(r'name="(\d+)-seen" value="(\d+)')
_COMPARED = "Đúng chỉ tiêu được"  # how the page explains points relative to the leader
_SHARES = {"p50": 0.5, "p95": 0.95}


class Writer:
    """Somebody who changes one line after the other; each save is a change with its audit.

    ``compared`` keeps to the lines whose points follow from all members' results, and gives
    each save another result, so that the others' points move; or keeps away from them.
    """

    def __init__(self, visitor: Visitor, bloc: LargeBloc, *, compared: bool | None = None) -> None:
        self._visitor = visitor
        self._result = 0
        rows = visitor.get(bloc.sheet_path).split("<tr")
        if compared is not None:
            rows = [row for row in rows if (_COMPARED in row) is compared]
        page = "".join(rows)
        self._cells = dict(_CELL.findall(page))
        self._compared = compared
        seen = dict(_SEEN.findall(page))
        self._seen = {line: int(seen[line]) for line in self._cells}
        self._turns = cycle(self._seen)

    def save(self) -> None:
        """Save the next line; anything but success raises RuntimeError."""
        line = next(self._turns)
        self._result += 1
        fields = {
            f"{line}-{self._cells[line]}": str(1000 + self._result) if self._compared else "0",
            f"{line}-words": f"Lần lưu {self._seen[line]}",
            f"{line}-seen": str(self._seen[line]),
        }
        self._visitor.post(f"/phieu/dong/{line}/luu/", fields)
        self._seen[line] += 1


def save_line(place: Workplace) -> Iterator[Record]:
    """Measure saves on PostgreSQL beside an answer without work."""
    bloc = place.large_bloc
    visitor = place.visitor(place.port, EDITOR)
    writer = Writer(visitor, bloc)
    saves, empty = in_turns(
        writer.save, partial(visitor.get, EMPTY_PATH), runs=SAVES, warm_ups=WARM_UPS
    )
    for word, share in _SHARES.items():
        yield Record(
            name=f"save_line_{word}",
            value=percentile(saves, share) * MILLISECONDS,
            unit="ms",
            baseline=EMPTY_PAGE,
            baseline_value=statistics.median(empty) * MILLISECONDS,
            size=_SIZE,
        )


def save_compared_line(place: Workplace) -> Iterator[Record]:
    """Measure saves of a result that moves the points of all 15 members, beside other saves."""
    bloc = place.large_bloc
    others = Writer(place.visitor(place.port, EDITOR), bloc, compared=False)
    compared = Writer(place.visitor(place.port, EDITOR), bloc, compared=True)
    times = in_turns(compared.save, others.save, runs=SAVES, warm_ups=WARM_UPS)
    for word, share in _SHARES.items():
        value, baseline = (percentile(found, share) * MILLISECONDS for found in times)
        yield Record(
            name=f"save_compared_line_{word}",
            value=value,
            unit="ms",
            baseline=f"saves of the other lines of the sheet, {word}",
            baseline_value=baseline,
            size=f"1 line compared among {LARGE_SIZE}, one person; {SAVES} saves",
        )


def save_line_sqlite(place: Workplace) -> Iterator[Record]:
    """Measure the same saves on SQLite beside those on PostgreSQL."""
    port, bloc = place.sqlite_bloc
    large = place.large_bloc
    on_sqlite = Writer(place.visitor(port, EDITOR), bloc)
    on_postgresql = Writer(place.visitor(place.port, EDITOR), large)
    times = in_turns(on_sqlite.save, on_postgresql.save, runs=SAVES, warm_ups=WARM_UPS)
    for word, share in _SHARES.items():
        value, baseline = (percentile(found, share) * MILLISECONDS for found in times)
        yield Record(
            name=f"save_line_sqlite_{word}",
            value=value,
            unit="ms",
            baseline=f"the same saves on PostgreSQL, {word}",
            baseline_value=baseline,
            size=_SIZE,
        )
