"""Ballot slips (phiếu bầu): all alike, one, two or four on a sheet of A4 that is cut apart."""

from dataclasses import dataclass
from typing import ClassVar

from reports.papers.content import Paper
from reports.states import DocumentKind

_MM_OF_A_POINT = 25.4 / 72
_WIDE, _DIGIT, _SMALL, _BOLD = 0.72, 0.52, 0.45, 1.07  # letters, in parts of their size
_LEADING = 1.2
_ROW_PADDING, _TEXT_GAP, _FIXED = 2.2, 1.3, 12.0  # mm


@dataclass(frozen=True, slots=True)
class Format:
    """How slips lie on a sheet: their inner size in mm, and their letters in points.

    ``css`` are the classes that paper.css knows it by; ``answer`` is the width of each of the
    two columns of answers, in mm.
    """

    css: str
    per_sheet: int
    width: float
    height: float
    size: float
    title_size: float
    answer: float

    @property
    def name_width(self) -> float:
        """Width of the column of nominees, in mm."""
        return self.width - 8 - 2 * self.answer - 2.5


FORMATS = (
    Format("slips-4", 4, 84, 129, 10.5, 13, 15),
    Format("slips-2", 2, 124, 176, 11, 14, 18),
    Format("slips-1", 1, 180, 256, 13, 14, 24),
    Format("slips-1 slips-dense", 1, 180, 256, 10, 13, 18),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotSlips(Paper):
    """The slips of one ballot. Nothing on them tells one voter from another.

    Args:
        bloc: whose ballot it is; the slip is stamped beside it.
        occasion: such as ``Hội nghị bình xét, ngày 05/01/2023``; may be empty.
        matter: what is voted on, such as ``Đề nghị tặng Bằng khen``.
        instructions: how to fill the slip in and what makes it invalid, one text each.
        nominees: in the order of the ballot.
        count: how many slips there are, as many as the roll has voters.
    """

    kind: ClassVar[str] = DocumentKind.BALLOT_SLIPS.value
    schema: ClassVar[int] = 1
    template: ClassVar[str] = "reports/papers/ballot_slips.html"

    bloc: str
    cycle: str
    matter: str
    count: int
    occasion: str = ""
    instructions: tuple[str, ...] = ()
    nominees: tuple[str, ...] = ()

    @property
    def document_title(self) -> str:
        return f"Phiếu bầu: {self.matter} - {self.bloc}"

    @property
    def format(self) -> Format:
        """The smallest format that holds all of the slip."""
        return next((one for one in FORMATS if self._depth(one) <= one.height), FORMATS[-1])

    @property
    def sheets(self) -> tuple[tuple[int, ...], ...]:
        """The places of the slips on each sheet, from 1; the last sheet may have empty ones."""
        each = self.format.per_sheet
        full, rest = divmod(max(0, self.count), each)
        sizes = [each] * full + ([rest] if rest else [])
        return tuple(tuple(range(1, size + 1)) for size in sizes)

    @property
    def table_rows(self) -> int:
        return max(0, self.count) * (len(self.nominees) + 1)

    def _depth(self, one: Format) -> float:
        """Estimate how deep the slip is in a format, in mm, rather more than less."""
        told, rows = self.instructions, self.nominees
        head = _lines(self.bloc.upper(), one.width * 0.78, one.size, _BOLD) + 1
        head += _lines(self.matter, one.width, one.size, _BOLD) + 1  # and the year
        head += _lines(self.occasion, one.width, one.size) + self.sample
        names = sum(_lines(name, one.name_width, one.size) for name in rows) + 2  # and its head
        small = one.size - 1
        return (
            _FIXED
            + _deep(1, one.title_size)
            + _deep(head + names, one.size)
            + _deep(sum(_lines(text, one.width, small) for text in told), small)
            + _TEXT_GAP * len(told)
            + _ROW_PADDING * (len(rows) + 1)
        )


def _deep(lines: int, size: float) -> float:
    """Return how deep so many lines are, in mm; letters in points."""
    return lines * size * _LEADING * _MM_OF_A_POINT


def _lines(text: str, width: float, size: float, weight: float = 1) -> int:
    """Break a text into lines as the page does, and count them; width in mm, letters in points."""
    room = width / (size * weight * _MM_OF_A_POINT)
    lines, used = 0, room
    for word in text.split():
        long = sum(_letter(sign) for sign in word)
        if used + 0.25 + long > room:
            lines, used = lines + 1 + int(long / room), long % room
        else:
            used += 0.25 + long
    return lines


def _letter(sign: str) -> float:
    if sign.isupper() or sign in "mw%#—…":
        return _WIDE
    return _DIGIT if sign.isdigit() else _SMALL
