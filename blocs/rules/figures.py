r"""Figures inside texts: ``{gần 130%|chi-tieu.cuc-thue.thu-ngan-sach}`` shows a value and its key.

The shown value is what is printed. The key names the figure in the data, so that a text can be
compared with today's values. ``\{``, ``\}`` and ``\\`` stand for the plain signs; a brace that
begins no whole reference is plain text by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from blocs.rules.text import tidy_line

MOST_SHOWN = 120  # signs of a shown value
MOST_KEY = 200  # signs of a key
_WORD = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_KEY = re.compile(rf"{_WORD}(?:\.{_WORD})*")
_MARK = re.compile(
    r"\\(?P<plain>[\\{}])"
    rf"|\{{(?P<shown>[^{{}}|\\\n]{{1,{MOST_SHOWN}}})\|(?P<key>[a-z0-9.-]{{1,{MOST_KEY}}})\}}"
)
# What may not stand in a shown value, and what is written instead.
_UNSHOWABLE = str.maketrans({"{": "(", "}": ")", "|": "/", "\\": "/"})
# Signs that tidied text never holds stand in for figures while a line is cut.
_STAND_IN, _LAST_STAND_IN = 0xE000, 0xF8FF
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")


class FigureState(StrEnum):
    """How a figure in a text stands to today's data."""

    CURRENT = "current"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text between figures; ``source`` is how it is stored."""

    source: str

    @property
    def printed(self) -> str:
        """The words as papers print them."""
        return _MARK.sub(lambda found: found["plain"] or found[0], self.source)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text: the value that it shows, and the key of the value in the data."""

    shown: str
    key: str

    @property
    def source(self) -> str:
        """The figure as it is stored."""
        return f"{{{self.shown}|{self.key}}}"

    @property
    def printed(self) -> str:
        """The figure as papers print it."""
        return self.shown


Piece = Words | Figure


@dataclass(frozen=True, slots=True)
class Compared:
    """A piece of a text beside today's value of its key; None where there is no such figure."""

    piece: Piece
    now: str | None = None

    @property
    def state(self) -> FigureState | None:
        """How the figure stands to the data; None for words."""
        if isinstance(self.piece, Words):
            return None
        if self.now is None:
            return FigureState.UNKNOWN
        return FigureState.CURRENT if self.now == self.piece.shown.strip() else FigureState.STALE

    @property
    def is_stale(self) -> bool:
        return self.state is FigureState.STALE

    @property
    def is_unknown(self) -> bool:
        return self.state is FigureState.UNKNOWN


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph as a page shows it: set in bold or not, a figure or words."""

    text: str
    is_bold: bool = False
    figure: Compared | None = None


def is_key(text: str) -> bool:
    """Say whether a text can be the key of a figure."""
    return len(text) <= MOST_KEY and _KEY.fullmatch(text) is not None


def parse(text: str) -> tuple[Piece, ...]:
    """Cut a stored text into words and figures; their sources, joined, are the text again."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    start = 0
    for found in _MARK.finditer(text):
        if found["key"] is None or not is_key(found["key"]):
            continue
        if found.start() > start:
            yield Words(text[start : found.start()])
        yield Figure(found["shown"], found["key"])
        start = found.end()
    if start < len(text):
        yield Words(text[start:])


def printed(text: str) -> str:
    """Return the text as papers print it: shown values without their keys."""
    return "".join(piece.printed for piece in parse(text))


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in their order."""
    return tuple(piece for piece in parse(text) if isinstance(piece, Figure))


def escaped(text: str) -> str:
    """Return plain text so written that it prints as it is and holds no figure."""
    return re.sub(r"([\\{}])", r"\\\1", text)


def shown_value(text: str) -> str:
    """Return a value on one line without the signs that a reference is made of."""
    line = tidy_line(text.translate(_UNSHOWABLE))
    return line if len(line) <= MOST_SHOWN else f"{line[: MOST_SHOWN - 1]}…"


def compared(text: str, book: Mapping[str, str]) -> tuple[Compared, ...]:
    """Put each piece of a text beside today's value.

    Args:
        book: today's values by key, each as ``shown_value`` returns it.
    """
    return tuple(
        Compared(piece, book.get(piece.key) if isinstance(piece, Figure) else None)
        for piece in parse(text)
    )


def refreshed(text: str, book: Mapping[str, str]) -> str:
    """Return the text with today's values; words, and figures nobody knows, stay as they are."""
    return "".join(
        Figure(one.now, one.piece.key).source
        if isinstance(one.piece, Figure) and one.now is not None
        else one.piece.source
        for one in compared(text, book)
    )


def moved_key(key: str, moves: Mapping[str, str]) -> str:
    """Return where a key went: by its own move, or by the nearest one of what it begins with.

    Args:
        moves: old key → new key, all at once; ``a.b`` moves ``a.b.c`` too, unless that has its own.
    """
    base = key
    while base not in moves:
        base, dot, _ = base.rpartition(".")
        if not dot:
            return key
    return f"{moves[base]}{key.removeprefix(base)}"[:MOST_KEY].rstrip(".-")


def moved(text: str, moves: Mapping[str, str]) -> str:
    """Return the text whose figures have other keys; what is printed stays as it is.

    Args:
        moves: as ``moved_key`` takes them.
    """
    return "".join(
        Figure(piece.shown, moved_key(piece.key, moves)).source
        if isinstance(piece, Figure)
        else piece.source
        for piece in parse(text)
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something; each is printed as a paragraph."""
    return tuple(line for line in (line.strip() for line in text.splitlines()) if line)


def bold_runs(line: str) -> tuple[tuple[str, bool], ...]:
    """Cut a line at ``**``: runs of text, each with whether it is set in bold."""
    parts = _BOLD.split(line)  # plain, bold, plain, …
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)


def runs_of(pieces: Sequence[Compared]) -> tuple[Run, ...]:
    """Cut a compared text into runs for a page; bold may reach over figures."""
    figures = [one for one in pieces if isinstance(one.piece, Figure)]
    places = iter(range(len(figures)))
    line = "".join(
        chr(_STAND_IN + next(places)) if isinstance(one.piece, Figure) else one.piece.printed
        for one in pieces
    )
    return tuple(run for text, bold in bold_runs(line) for run in _cut(text, bold, figures))


def _cut(text: str, bold: bool, figures: Sequence[Compared]) -> Iterator[Run]:
    for part in re.split(f"([{chr(_STAND_IN)}-{chr(_LAST_STAND_IN)}])", text):
        place = ord(part) - _STAND_IN if len(part) == 1 else -1
        if 0 <= place < len(figures):
            yield Run(figures[place].piece.printed, bold, figures[place])
        elif part:
            yield Run(part, bold)
