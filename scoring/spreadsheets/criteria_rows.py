"""The rows of the sheet “Tiêu chí” as the rules' nodes; what is wrong is named by its cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from scoring.rules.naming import CODE_HELP, MOST_CODE, MOST_KEY, MOST_UNIT, odd_characters
from scoring.rules.nodes import USUAL_STEP
from scoring.rules.text import tidy_line
from scoring.rules.tree import Node, with_sums_of_extras
from scoring.spreadsheets import columns
from scoring.spreadsheets.cells import limited, read_choice, read_line, read_points, read_text
from scoring.spreadsheets.columns import CRITERIA, CRITERIA_COLUMNS, Column
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.formula_reading import Writings, read_formula
from scoring.spreadsheets.opening import Book, Cell
from scoring.spreadsheets.tables import Findings, Row, rows_of, sheet_of
from scoring.states import CriterionKind, Direction, Scorer

Read = TypeVar("Read")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Named:
    """Something outside the table that a cell names."""

    code: str
    name: str

    @property
    def shown(self) -> str:
        """How a cell names it: for people first, then for the program."""
        return f"{self.name} ({self.code})"

    @property
    def writings(self) -> tuple[str, ...]:
        """What a cell may say for it."""
        return self.code, self.name, self.shown


@dataclass(frozen=True, slots=True)
class Title(Named):
    """An award that a table may give a bonus for."""


@dataclass(frozen=True, slots=True)
class Sector(Named):
    """An agency that may score a criterion of its field."""

    short_name: str

    @property
    def writings(self) -> tuple[str, ...]:
        return self.code, self.name, self.short_name, self.shown


@dataclass(frozen=True, slots=True)
class CriteriaRows:
    """The nodes in reading order, and the row of each key.

    ``unread`` are the keys whose formula cannot be read: what it says is not known.
    """

    nodes: tuple[Node, ...]
    rows: Mapping[str, Row]
    unread: frozenset[str] = frozenset()


def read_criteria_rows(
    book: Book, sectors: Sequence[Sector], titles: Sequence[Title] | None, findings: Findings
) -> CriteriaRows:
    """Return the nodes of a workbook's criteria; rows that cannot be read are left out.

    Args:
        sectors: every agency that a cell may name.
        titles: every award that a cell may name; None where nobody knows them.
    """
    sheet = sheet_of(book, CRITERIA, findings)
    rows: dict[str, Row] = {}
    nodes: list[Node] = []
    unread: set[str] = set()
    if sheet is not None:
        names = _codes_by_writing(sectors)
        awards = None if titles is None else _codes_by_writing(titles)
        kinds: dict[str, CriterionKind] = {}
        for row in rows_of(sheet, CRITERIA_COLUMNS, findings):
            reader = _RowReader(row, findings, awards)
            node = reader.node(names)
            reader.check_place(kinds, rows)
            if node is not None and node.key not in rows:
                nodes.append(node)
                rows[node.key] = row
                kinds[node.key] = node.kind
                unread |= {node.key} if reader.is_unread else set()
    return CriteriaRows(with_sums_of_extras(nodes), MappingProxyType(rows), frozenset(unread))


class _RowReader:
    """Reads the cells of one row into one node."""

    def __init__(self, row: Row, findings: Findings, awards: Writings | None) -> None:
        self._row = row
        self._awards = awards
        self._findings = findings
        self.is_unread = False
        self._key = self._needed(columns.KEY, _read_key)

    def node(self, names: Writings) -> Node | None:
        """Return the row's node; None where what it cannot do without is missing."""
        label = self._needed(columns.LABEL, read_text)
        kind = self._needed(columns.KIND, lambda cell: read_choice(cell, columns.KINDS))
        most = self._needed(columns.MOST, read_points)
        others = self._others(names)
        rule = self._rule(kind)
        if not self._key or kind is None or most is None:
            return None
        parent, _, code = self._key.rpartition(".")
        return Node(
            key=self._key,
            parent_key=parent or None,
            code=code,
            label=label or "",
            kind=CriterionKind(kind),
            max_points=most,
            rule=rule,
            **others,
        )

    def check_place(self, kinds: Mapping[str, CriterionKind], rows: Mapping[str, Row]) -> None:
        """Note a key that is used already, or whose group does not stand above."""
        if not self._key:
            return
        place = self._row[columns.KEY.title].place
        parent = self._key.rpartition(".")[0]
        if self._key in rows:
            number = rows[self._key].number
            self._findings.add(place, f"mã {self._key} đã dùng ở dòng {number}.")
        if parent and parent not in kinds:
            self._findings.add(place, f"chưa có nhóm {parent} ở các dòng phía trên.")
        elif parent and kinds[parent] is not CriterionKind.GROUP:
            self._findings.add(place, f"{parent} không phải là nhóm nên không có tiêu chí con.")

    def _others(self, names: Writings) -> dict[str, Any]:
        """Return the fields that have a default."""
        scored_by, sector = self._scorer(names)
        higher = Direction.HIGHER.value
        return {
            "min_points": self._read(columns.LEAST, read_points, ZERO),
            "step": self._read(columns.STEP, read_points, USUAL_STEP),
            "unit": self._read(columns.UNIT, limited(MOST_UNIT), ""),
            "direction": Direction(
                self._read(
                    columns.DIRECTION,
                    lambda cell: read_choice(cell, columns.DIRECTION_WORDS),
                    higher,
                )
            ),
            "scored_by": scored_by,
            "sector": sector,
            "guidance": self._read(columns.GUIDANCE, read_text, ""),
        }

    def _scorer(self, names: Writings) -> tuple[Scorer, str]:
        word = self._read(
            columns.SCORED_BY,
            lambda cell: read_choice(cell, columns.SCORER_WORDS),
            Scorer.AGENCY.value,
        )
        sector = self._read(columns.SECTOR, lambda cell: _read_sector(cell, names), "")
        cell = self._row[columns.SECTOR.title]
        if word == Scorer.SECTOR and cell.is_blank:
            self._findings.add(cell.place, "chưa ghi cơ quan chuyên ngành chấm tiêu chí này.")
        elif word != Scorer.SECTOR and not cell.is_blank:
            label = columns.SCORER_WORDS[Scorer.SECTOR]
            text = f"chỉ ghi khi cột “{columns.SCORED_BY.title}” là “{label}”."
            self._findings.add(cell.place, text)
        return Scorer(word), sector

    def _rule(self, kind: str | None) -> dict[str, Any]:
        if kind is None:
            self.is_unread = True
            return {}

        def read(cell: Cell) -> dict[str, Any]:
            return read_formula(CriterionKind(kind), read_text(cell), self._awards)

        # A blank cell is read too: most formulas cannot do without some line.
        found = self._findings.read(self._row[columns.FORMULA.title], read, None)
        self.is_unread = found is None
        return found or {}

    def _needed(self, column: Column, reader: Callable[[Cell], Read | None]) -> Read | None:
        cell = self._row[column.title]
        if cell.is_blank:
            self._findings.add(cell.place, f"chưa ghi {column.title.lower()}.")
            return None
        return self._findings.read(cell, reader, None)

    def _read(self, column: Column, reader: Callable[[Cell], Read | None], default: Read) -> Read:
        cell = self._row[column.title]
        return default if cell.is_blank else self._findings.read(cell, reader, default)


def _read_key(cell: Cell) -> str:
    if isinstance(cell.value, Decimal) and cell.value != cell.value.to_integral_value():
        raise CellError(
            "mã bị Excel hiểu thành số; đề nghị đặt định dạng ô là Văn bản (Text) rồi ghi lại."
        )
    key = read_line(cell).rstrip(".")
    codes = key.split(".")
    if len(key) > MOST_KEY or not all(0 < len(code) <= MOST_CODE for code in codes):
        raise CellError(
            f"mã “{key[:60]}” chưa đúng; ghi dạng I, I.1, I.1.a, mỗi phần không quá 20 ký tự."
        )
    if any(len(code.split()) > 1 or code != code.strip() for code in codes):
        raise CellError(f"mã “{key[:60]}” có khoảng trắng; đề nghị bỏ khoảng trắng.")
    if odd := odd_characters(key):
        raise CellError(f"mã “{key[:60]}” có ký tự không dùng được: {odd}; {CODE_HELP}.")
    return key


def _codes_by_writing(named: Iterable[Named]) -> Writings:
    """Return the codes that each writing may mean."""
    found: dict[str, list[str]] = {}
    for one in named:
        for writing in dict.fromkeys(tidy_line(text).casefold() for text in one.writings):
            found.setdefault(writing, []).append(one.code)
    return found


def _read_sector(cell: Cell, names: Writings) -> str:
    line = read_line(cell)
    codes = names.get(line.casefold(), ())
    if not codes:
        raise CellError(f"chưa có cơ quan “{line[:80]}”; đề nghị chọn ở trang “{columns.LISTS}”.")
    if len(codes) > 1:
        raise CellError(f"có nhiều cơ quan tên “{line[:80]}”; đề nghị ghi mã: {', '.join(codes)}.")
    return codes[0]
