"""Ballot slips (phiếu bầu): all alike, one, two or four on a sheet of A4 that is cut apart."""

from dataclasses import dataclass
from typing import ClassVar

from reports.papers.content import Paper
from reports.states import DocumentKind

_MM_OF_A_POINT = 25.4 / 72
# Width of a letter in parts of its size: a little more than our faces take on average.
_LETTER, _CAPITAL = 0.48, 0.72
_LEADING = 1.18


@dataclass(frozen=True, slots=True)
class Format:
    """How slips lie on a sheet: their inner size in mm, and their letters in points.

    ``css`` are the classes that paper.css knows it by.
    """

    css: str
    per_sheet: int
    width: float
    height: float
    size: float
    title_size: float
    answer: float  # width of each of the two columns of answers, in mm

    def lines(self, text: str, width: float, size: float, letter: float = _LETTER) -> int:
        """Estimate how many lines a text takes, at most.

        Args:
            width: in mm.
            size: of the letters, in points.
        """
        fits = max(1, int(width / (size * letter * _MM_OF_A_POINT)))
        return max(1, -(-len(text) // fits))

    def deep(self, lines: int, size: float) -> float:
        """Return how deep so many lines are, in mm."""
        return lines * size * _LEADING * _MM_OF_A_POINT


FORMATS = (
    Format("slips-4", 4, 84, 124, 10.5, 13, 15),
    Format("slips-2", 2, 124, 172, 12, 14, 20),
    Format("slips-1", 1, 180, 254, 13, 14, 24),
    Format("slips-1 slips-dense", 1, 180, 254, 10, 13, 18),
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
        """Estimate how deep the slip is in a format, in mm, with its spacing."""
        small = one.size - 1
        head = one.lines(self.bloc, one.width * 0.62, one.size, _CAPITAL) + 1
        titles = sum(
            one.lines(text, one.width, one.size)
            for text in (self.matter, self.occasion, f"Năm {self.cycle}")
            if text
        )
        told = sum(one.lines(text, one.width, small) for text in self.instructions)
        names = one.width - 10 - 2 * one.answer - 3
        rows = sum(one.lines(name, names, one.size) for name in self.nominees)
        letters = (
            one.deep(head + titles + rows, one.size)
            + one.deep(1, one.title_size)
            + one.deep(told, small)
            + one.deep(2, one.size)  # the head of the table
        )
        return letters + 18 + 1.5 * len(self.instructions) + 2.2 * len(self.nominees)
