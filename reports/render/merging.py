"""Cells of a table that hold nothing but a figure, made one cell with one picture in it.

This happens to the text of a paper, not to its parsed tree: to parse 10,000 cells takes longer
than to find them. A row that does not look as the templates write it stays as it is.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from types import MappingProxyType

from reports.render.figures import BORDER, FigureRow, Painted

_FEWEST = 3  # figures in a row; below that nothing is won
# Letters in a row; one with more could be higher than a page, and a picture cannot be split.
_MOST_LETTERS = 600
_PIXELS = 96 / 25.4  # of a millimetre
_WIDTH = re.compile(r"\.([a-z-]+) \{ width: ([0-9.]+)mm \}")
_TABLE = re.compile(r'<table class="(grid [^"]+)"[^>]*>.*?</table>', re.DOTALL)
_COLUMN = re.compile(r'<col(?: class="([^"]+)")?>')
_ROW = re.compile(r"(<tr[^>]*>.*?</tr>)", re.DOTALL)
_CELL = re.compile(r'<td(?: class="([^"]+)")?>(.*?)</td>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Look:
    """How cells of figures look: in pixels what paper.css says, and their class."""

    size: float
    padding: float
    name: str


LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "matrix-grid": Look(size=8.5 / 0.75, padding=1 / 0.75, name=""),
        "sheet-grid": Look(size=11 / 0.75, padding=3 / 0.75, name="figure"),
    }
)


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures side by side: their place in the text of the row, and their columns."""

    begin: int
    end: int
    texts: tuple[str, ...]
    first: int

    @property
    def columns(self) -> tuple[int, int]:
        return self.first, self.first + len(self.texts)


def merged(
    html: str, sheet: str, advances: Mapping[str, float]
) -> tuple[str, Mapping[str, FigureRow]]:
    """Return the paper with one cell for the figures of a row, and the pictures by address.

    Args:
        sheet: the style sheet that says how wide the columns are.
        advances: how wide each letter is when it is one unit high.
    """
    known = {name: float(width) * _PIXELS for name, width in _WIDTH.findall(sheet)}
    pictures: dict[str, FigureRow] = {}

    def in_table(found: re.Match[str]) -> str:
        table = found[0]
        look = next((LOOKS[name] for name in found[1].split() if name in LOOKS), None)
        widths = [known.get(name, 0.0) for name in _COLUMN.findall(table)]
        if look is None or not any(widths):
            return table
        fits = _fitting(look, advances)
        head, tag, body = table.partition("<tbody>")
        pieces = _ROW.split(body)
        runs = [_run_in(piece, look, widths, fits) for piece in pieces[1::2]]
        shapes: dict[tuple[str, int], Painted] = {}
        for place, (before, run, after) in enumerate(_neighbours(runs)):
            if run is not None:
                address = f"app:figures/{len(pictures)}"
                start, end = run.columns
                row = FigureRow(run.texts, tuple(widths[start:end]), shapes)
                row.is_open = after is not None and after.columns == run.columns
                is_open_above = before is not None and before.columns == run.columns
                cell = _cell(row, address, look, is_open_above=is_open_above)
                piece = pieces[2 * place + 1]
                pieces[2 * place + 1] = f"{piece[: run.begin]}{cell}{piece[run.end :]}"
                pictures[address] = row
        return f"{head}{tag}{''.join(pieces)}"

    return _TABLE.sub(in_table, html), pictures


def _neighbours(
    runs: list[_Run | None],
) -> Iterator[tuple[_Run | None, _Run | None, _Run | None]]:
    padded = [None, *runs, None]
    for (before, run), (_, after) in zip(pairwise(padded), pairwise(padded[1:]), strict=False):
        yield before, run, after


def _fitting(look: Look, advances: Mapping[str, float]) -> Callable[[str, float], bool]:
    """Return what says whether a text stands in a column on one line."""
    lengths: dict[str, float] = {}

    def fits(text: str, column: float) -> bool:
        if text not in lengths:
            lengths[text] = look.size * sum(advances.get(sign, 1.0) for sign in text)
        return lengths[text] + 2 * look.padding + BORDER <= column

    return fits


def _run_in(
    row: str, look: Look, widths: list[float], fits: Callable[[str, float], bool]
) -> _Run | None:
    """Return the longest run of figures in a row; None where there is none worth it."""
    cells = list(_CELL.finditer(row))
    letters = sum(len(cell[2]) for cell in cells)
    if len(cells) != len(widths) or letters > _MOST_LETTERS:
        return None
    best: list[tuple[re.Match[str], str]] = []
    first = 0
    here: list[tuple[re.Match[str], str]] = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        text = unescape(cell[2])
        is_figure = (cell[1] or "") == look.name and "<" not in cell[2] and text == text.strip()
        here = [*here, (cell, text)] if width and is_figure and fits(text, width) else []
        if len(here) > len(best):
            best, first = here, place + 1 - len(here)
    if len(best) < _FEWEST or not any(text for _, text in best):
        return None
    begin, end = best[0][0].start(), best[-1][0].end()
    return _Run(begin, end, tuple(text for _, text in best), first)


def _cell(row: FigureRow, address: str, look: Look, *, is_open_above: bool) -> str:
    names = [look.name] if look.name else []
    names += ["figures", *(["open-below"] if row.is_open else [])]
    names += ["open-above"] if is_open_above else []
    picture = f'<img src="{address}" alt="{address}">'
    return f'<td class="{" ".join(names)}" colspan="{len(row.texts)}">{picture}</td>'
