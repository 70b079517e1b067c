"""The rows of a score table as a page shows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from scoring.models import Amendment, LineReturn, ScoreLine
from scoring.rules.awaited import awaited_words
from scoring.rules.entries import Entry, has_minus, result_text, uses_target
from scoring.rules.formulas import described, worked
from scoring.rules.nodes import EXTRA_KINDS
from scoring.selectors import GridRow, SheetGrid
from scoring.selectors.entries import entry_at, why_closed
from scoring.selectors.given_lines import NOTHING_GIVEN, LineGiven, SheetGiven
from scoring.selectors.results import result_of
from scoring.selectors.titles import title_names
from scoring.states import CriterionKind, Layer, Scorer
from scoring.views.cells import EMPTY, NOTHING, Cells, Conflict, Returned, layer_cells, mark_of

_POINTS = {Layer.SELF: "own", Layer.APPRAISED: "appraised", Layer.PROVINCE: "province"}
_BELOW_ZERO = re.compile(r"(?<![\w-])-(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Formula:
    """How a calculated line comes to its points, in words and in numbers.

    ``awaited`` says why the worked points are provisional.
    """

    text: str
    worked: str
    awaited: str
    unit: str
    target: str = ""
    needs_target: bool = False
    titles: str = ""


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row: ``number`` names its elements, ``cells`` are what stands in its cells.

    ``entry`` is what the layer takes here, ``closed`` why it takes nothing. ``new_by`` is the
    amendment that brought the line in, ``department`` who prepares it where that may be shown.
    """

    number: int
    row: GridRow
    cells: Cells = EMPTY
    entry: Entry = Entry.NOTHING
    closed: str = ""
    formula: Formula | None = None
    seen: str = ""
    message: str = ""
    bad_field: str = ""
    conflict: Conflict | None = None
    back: LineReturn | None = None
    new_by: Amendment | None = None
    given: LineGiven = NOTHING_GIVEN
    department: str = ""
    is_unsaved: bool = False

    @property
    def is_bad(self) -> bool:
        return bool(self.message or self.conflict)

    @property
    def main_column(self) -> str:
        return "actual" if self.entry is Entry.RESULT else "points"

    @property
    def takes_result(self) -> bool:
        return self.entry is Entry.RESULT

    @property
    def takes_points(self) -> bool:
        return self.entry is Entry.POINTS

    @property
    def has_minus(self) -> bool:
        return self.takes_result and has_minus(self.row.node.kind)

    @property
    def claimed(self) -> Cells | None:
        """What the agency claims, to be compared while the appraiser types."""
        line = self.row.line
        if line is None or self.row.node.scored_by is not Scorer.AGENCY:
            return None
        return layer_cells(line, Layer.SELF)

    @property
    def appraised(self) -> Cells:
        """What the bloc found, to be read beside the layer that is typed."""
        return layer_cells(self.row.line, Layer.APPRAISED) if self.row.line else EMPTY


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the filters above the table."""

    value: str
    label: str
    count: int
    url: str


def show_rows(grid: SheetGrid, layer: Layer, returned: Returned = NOTHING) -> list[ShownRow]:
    """Return every row of the sheet with the values of one layer in its cells."""
    names = title_names()
    return [
        _shown_line(number, grid, row, layer, returned, names=names)
        for number, row in enumerate(grid.rows, start=1)
    ]


def _shown_line(
    number: int,
    grid: SheetGrid,
    row: GridRow,
    layer: Layer,
    returned: Returned,
    *,
    names: Mapping[str, str],
) -> ShownRow:
    line = row.line
    if line is None:
        return ShownRow(number=number, row=row)
    saved = layer_cells(line, layer)
    cells = returned.typed.get(line.pk, saved)
    message = returned.messages.get(line.pk, "")
    entry = entry_at(line, layer)
    return ShownRow(
        number=number,
        row=row,
        cells=cells,
        entry=entry,
        closed=why_closed(line, layer),
        formula=_formula(grid, row, line, layer, names),
        seen=f"{line.version}.{mark_of(*saved)}",
        message=message,
        bad_field=("actual" if entry is Entry.RESULT else "points") if message else "",
        conflict=returned.conflicts.get(line.pk),
        is_unsaved=cells != saved,
    )


def _formula(
    grid: SheetGrid, row: GridRow, line: ScoreLine, layer: Layer, names: Mapping[str, str]
) -> Formula | None:
    node = row.node
    if not node.is_calculated:
        return None
    known = _known_layer(line, layer)
    return Formula(
        text=_typeset(described(node, names)),
        worked=_typeset(_worked(grid, row, line, known)) if known else "",
        awaited=awaited_words(row.points.awaited, _POINTS[known]) if known else "",
        unit=_unit_of(row),
        target=result_text(line.target),
        needs_target=uses_target(node.kind, node.rule),
        titles=line.titles_words,
    )


def _known_layer(line: ScoreLine, layer: Layer) -> Layer | None:
    """Return the layer whose arithmetic is shown: the claim while the layer says nothing."""
    known = (Layer.PROVINCE, Layer.APPRAISED, Layer.SELF) if line.is_assigned else ()
    asked = known[known.index(layer) :] if known else ()
    return next((one for one in asked if not result_of(line, one).is_empty), None)


def _worked(grid: SheetGrid, row: GridRow, line: ScoreLine, layer: Layer) -> str:
    return worked(row.node, line.sheet.agency.code, grid.results(row, layer), grid.rules)


def _typeset(text: str) -> str:
    """Write numbers below zero with a true minus sign; codes keep their hyphens."""
    return _BELOW_ZERO.sub("−", text)


def _unit_of(row: GridRow) -> str:
    if row.node.unit:
        return row.node.unit
    return "lần" if row.node.kind in {CriterionKind.COUNT, CriterionKind.BONUS_PENALTY} else ""


def with_given(rows: Iterable[ShownRow], given: SheetGiven | None) -> list[ShownRow]:
    """Put beside each row what others gave to its line; nothing where that is not shown."""
    lines = {} if given is None else given.lines
    return [
        replace(shown, given=lines.get(shown.row.line.pk, NOTHING_GIVEN))
        if shown.row.line
        else shown
        for shown in rows
    ]


def with_departments(rows: Iterable[ShownRow]) -> list[ShownRow]:
    """Put under each criterion who prepares it inside the agency."""
    return [
        replace(shown, department=shown.row.line.department) if shown.row.line else shown
        for shown in rows
    ]


@dataclass(frozen=True, slots=True)
class Left:
    """How many lines still wait for points, and the first of them.

    ``page`` is where that one stands when it is not among the rows of the page at hand.
    """

    count: int
    first_id: int | None
    page: str = ""


def left_of(grid: SheetGrid, layer: Layer) -> Left:
    """Return what is left to do in a layer; the province may leave what others score."""
    waiting = [row.line.pk for row in grid.rows if row.line is not None and _waits(row, layer)]
    return Left(count=len(waiting), first_id=waiting[0] if waiting else None)


def left_beside(left: Left, rows: Iterable[ShownRow], page: str) -> Left:
    """Send to the whole page for the first line that waits where a filter hides it."""
    shown = {one.row.line.pk for one in rows if one.row.line is not None}
    return left if left.first_id in shown else replace(left, page=page)


def _waits(row: GridRow, layer: Layer) -> bool:
    if layer is Layer.SELF:
        return row.is_missing
    return row.awaits_province if layer is Layer.PROVINCE else _awaits_appraisal(row)


def _awaits_appraisal(row: GridRow) -> bool:
    line, node = row.line, row.node
    if line is None or row.points.appraised is not None:
        return False
    if entry_at(line, Layer.APPRAISED) not in {Entry.POINTS, Entry.RESULT}:
        return False
    if node.scored_by is Scorer.SECRETARIAT:
        return node.kind not in EXTRA_KINDS
    return row.points.own is not None or not result_of(line, Layer.SELF).is_empty


def groups_above(rows: Sequence[ShownRow], key: str) -> list[ShownRow]:
    """Return the groups whose sums a line is part of, from the top down."""
    return [
        shown for shown in rows if shown.row.is_group and key.startswith(f"{shown.row.node.key}.")
    ]


def top_groups(rows: Iterable[ShownRow]) -> list[ShownRow]:
    """Return the groups whose sums stay in view."""
    return [shown for shown in rows if shown.row.is_group and shown.row.depth == 0]


def keep_lines(rows: Sequence[ShownRow], wanted: Iterable[str]) -> list[ShownRow]:
    """Keep the lines with the wanted keys, and the groups above them.

    A line with a fault, a conflict or text that is not saved yet stays, whatever is wanted.
    """
    keys = {*wanted, *(one.row.node.key for one in rows if one.is_bad or one.is_unsaved)}
    for key in tuple(keys):
        parts = key.split(".")
        keys |= {".".join(parts[:size]) for size in range(1, len(parts))}
    return [shown for shown in rows if shown.row.node.key in keys]
