"""The matrix of scores: every criterion down, every member across, and the ranking before it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from reports.papers.base import Letterhead, SignatureBlock
from reports.papers.content import Paper, Part
from reports.papers.results import Ranking
from reports.states import DocumentKind

LAYERS = ("Tự chấm", "Thẩm định", "Chính thức")
# How many members fit beside the criteria, three columns each: on A4, and on A3 (landscape).
MOST_ON_A4, MOST_ON_A3 = 5, 8
_CELLS_OF_A_ROW = 8


@dataclass(frozen=True, slots=True)
class MatrixHead(Part):
    """A member by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class MatrixCell(Part):
    """The points of one member, layer by layer; empty where a layer gave none."""

    own: str = ""
    appraised: str = ""
    final: str = ""


@dataclass(frozen=True, slots=True)
class MatrixLine(Part):
    """A criterion with a cell for each member."""

    code: str
    label: str
    max_text: str
    cells: tuple[MatrixCell, ...]
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class MatrixFoot(Part):
    """A row below the totals, such as the rank, with a text for each member."""

    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixBlock:
    """As many members as fit on a page's width, with all criteria."""

    heads: tuple[MatrixHead, ...]
    lines: tuple[MatrixLine, ...]
    totals: tuple[MatrixCell, ...]
    foot: tuple[MatrixFoot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMatrix(Part):
    """Points of every member for every criterion.

    Args:
        foot: how the totals become the ranks, step by step.
        remarks: what the columns have no room for, each naming its member.

    Raises:
        ValueError: a line has more or fewer cells than there are members.
    """

    heads: tuple[MatrixHead, ...] = ()
    lines: tuple[MatrixLine, ...] = ()
    totals: tuple[MatrixCell, ...] = ()
    foot: tuple[MatrixFoot, ...] = ()
    remarks: tuple[str, ...] = ()
    sample: bool = False

    def __post_init__(self) -> None:
        Part.__post_init__(self)
        counts = [len(line.cells) for line in self.lines]
        counts += [len(self.totals), *(len(row.texts) for row in self.foot)]
        if any(count != len(self.heads) for count in counts):
            raise ValueError("one cell for each member is needed")

    @property
    def is_wide(self) -> bool:
        """Whether the members need A3 paper."""
        return len(self.heads) > MOST_ON_A4

    @property
    def blocks(self) -> tuple[MatrixBlock, ...]:
        """The table cut into pieces of about equal width that fit on the paper."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[MatrixBlock]:
        count = len(self.heads)
        most = MOST_ON_A3 if self.is_wide else MOST_ON_A4
        pieces = -(-count // most)
        start = 0
        for piece in range(pieces):
            end = start + -(-(count - start) // (pieces - piece))
            own = slice(start, end)
            yield MatrixBlock(
                heads=self.heads[start:end],
                lines=tuple(_cut(line, own) for line in self.lines),
                totals=self.totals[own],
                foot=tuple(MatrixFoot(row.label, row.texts[own]) for row in self.foot),
            )
            start = end

    @property
    def table_rows(self) -> int:
        """How many rows of the usual width the table is worth: its own are much wider."""
        return -(-len(self.lines) * len(self.heads) * len(LAYERS) // _CELLS_OF_A_ROW)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMatrixPaper(Paper):
    """The bloc's scores of one cycle, from the frozen ranking.

    Args:
        cycle: as it stands after the word "năm".
        seal: how the frozen ranking can be told, such as ``Chốt lần 1, mã kiểm tra 3f…``.
        note: why points are missing, where they are; may be empty.
        head: signs on the right, for the bloc; ``writer`` on the left.
    """

    kind: ClassVar[str] = DocumentKind.SCORE_MATRIX.value
    schema: ClassVar[int] = 2
    template: ClassVar[str] = "reports/papers/matrix.html"

    letterhead: Letterhead
    bloc: str
    cycle: str
    seal: str = ""
    note: str = ""
    ranking: Ranking = field(default_factory=Ranking)
    matrix: ScoreMatrix = field(default_factory=ScoreMatrix)
    writer: SignatureBlock = field(default_factory=SignatureBlock)
    head: SignatureBlock = field(default_factory=SignatureBlock)

    @property
    def document_title(self) -> str:
        return f"Bảng tổng hợp điểm thi đua năm {self.cycle} - {self.bloc}"

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the columns under each member."""
        return LAYERS

    @property
    def table_rows(self) -> int:
        return self.matrix.table_rows + len(self.ranking.rows)


def _cut(line: MatrixLine, own: slice) -> MatrixLine:
    return MatrixLine(line.code, line.label, line.max_text, line.cells[own], line.is_group)
