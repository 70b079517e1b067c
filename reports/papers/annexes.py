"""Annexes of the summary report: scores by group, and what the report refers to."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.papers.content import Part

# What fits beside agency, total and rank on a landscape A4 page, "100,00" in each column.
_GROUPS_PER_BLOCK = 8
_NAMED_HEADS = 6
_LONGEST_HEAD = 60


@dataclass(frozen=True, slots=True)
class ScoreGroup(Part):
    """A column of the score table: short code, full name, most points it is worth."""

    code: str
    name: str
    max_text: str = ""


@dataclass(frozen=True, slots=True)
class ScoreLine(Part):
    """One layer of points, such as ``Tự chấm``: one text per group, and the total."""

    label: str
    cells: tuple[str, ...]
    total: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(Part):
    """A member's layers of points: self-scored, appraised, final."""

    agency: str
    rank: str = ""
    lines: tuple[ScoreLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreBlock:
    """As many groups as fit on one page's width, for every member."""

    groups: tuple[ScoreGroup, ...]
    rows: tuple[ScoreRow, ...]
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable(Part):
    """Annex: points of every member by group of criteria.

    Raises:
        ValueError: a line has more or fewer cells than there are groups.
    """

    groups: tuple[ScoreGroup, ...] = ()
    rows: tuple[ScoreRow, ...] = ()
    note: str = ""
    sample: bool = False

    def __post_init__(self) -> None:
        Part.__post_init__(self)
        for row in self.rows:
            if any(len(line.cells) != len(self.groups) for line in row.lines):
                raise ValueError(f"{row.agency}: one text per group of criteria is needed")

    @property
    def names_in_heads(self) -> bool:
        """Whether the groups' names fit in the column heads; else a list explains the codes."""
        few = len(self.groups) <= _NAMED_HEADS
        return few and all(len(group.name) <= _LONGEST_HEAD for group in self.groups)

    @property
    def blocks(self) -> tuple[ScoreBlock, ...]:
        """The table cut into pieces that fit on the width of a page."""
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[ScoreBlock]:
        count = len(self.groups)
        for start in range(0, max(count, 1), _GROUPS_PER_BLOCK):
            end = start + _GROUPS_PER_BLOCK
            rows = tuple(_row_between(row, start, end) for row in self.rows)
            yield ScoreBlock(self.groups[start:end], rows, is_last=end >= count)

    @property
    def table_rows(self) -> int:
        """How many rows all pieces of the table have together."""
        lines = sum(len(row.lines) for row in self.rows)
        return lines * -(-max(len(self.groups), 1) // _GROUPS_PER_BLOCK)


def _row_between(row: ScoreRow, start: int, end: int) -> ScoreRow:
    lines = tuple(ScoreLine(line.label, line.cells[start:end], line.total) for line in row.lines)
    return ScoreRow(agency=row.agency, rank=row.rank, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalDocument(Part):
    """A document of law or administration that the report refers to."""

    title: str
    date: str = ""
    issuer: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText(Part):
    """Where facts of the report were read."""

    title: str
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLists(Part):
    """Annex: documents referred to, and sources of the facts."""

    documents: tuple[LegalDocument, ...] = ()
    sources: tuple[SourceText, ...] = ()

    @property
    def table_rows(self) -> int:
        """How many rows both lists have together."""
        return len(self.documents) + len(self.sources)
