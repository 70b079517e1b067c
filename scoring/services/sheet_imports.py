"""Compare a filled-in workbook with its sheet, and save what was confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from accounts.errors import Stale
from accounts.models import User
from blocs.rules.writing import number_text
from scoring.errors import LinesRefused
from scoring.models import ScoreLine, ScoreSheet
from scoring.selectors.changes import last_writers
from scoring.selectors.grid import SheetGrid
from scoring.services.claims import save_lines
from scoring.services.lines import LineEdit, fault_of, is_there_already
from scoring.spreadsheets.faults import CellFault, WorkbookFaults
from scoring.spreadsheets.sheet_columns import COLUMNS, FILLED, SCORES, LineValues, values_of
from scoring.spreadsheets.sheet_reading import FilledBook, FilledLine, read_lines, short

_NAMES = tuple(FILLED)
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that the file changes, as the page shows it."""

    cell: str
    key: str
    label: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CheckedBook:
    """What a workbook would change; ``edits`` are what is to be saved."""

    changes: tuple[CellChange, ...]
    edits: tuple[LineEdit, ...]
    marks: tuple[str, ...]


def check_sheet_book(
    sheet: ScoreSheet, grid: SheetGrid, book: FilledBook, *, reader: User | None
) -> CheckedBook:
    """Return the differences between a workbook and the sheet as it is now; nothing is saved.

    A cell that the file left as it was is no change, even if a colleague has changed it since.
    What the reader changed last, from this very file perhaps, is in nobody's way.

    Raises:
        WorkbookFaults: the workbook is another sheet's, older than the sheet's last step or
            table, holds what the table does not allow, or changes what a colleague changed.
    """
    _demand_current(sheet, grid, book)
    lines = {row.node.key: row.line for row in grid.rows if row.line is not None}
    typed, faults = read_lines(book, lines)
    touched = {
        key: filled
        for key, filled in typed.items()
        if filled.values.mark != book.key.marks.get(key)
    }
    wanted = {
        key: filled for key, filled in touched.items() if filled.values != values_of(lines[key])
    }
    edits = [_edit(lines[key], filled.values) for key, filled in wanted.items()]
    faults += _conflicts(lines, wanted, book, reader) + _faults(lines, wanted)
    if faults:
        raise WorkbookFaults(sorted(faults, key=lambda fault: fault.place))
    changes = [change for key, filled in wanted.items() for change in _changes(lines[key], filled)]
    marks = tuple(values_of(lines[key]).mark for key in wanted)
    return CheckedBook(tuple(changes), tuple(edits), marks)


def sealable(checked: CheckedBook) -> list[dict[str, Any]]:
    """Return the edits as JSON, to be sealed into the form that confirms them."""
    return [
        {
            "line": edit.line_id,
            "seen": edit.seen_version,
            "mark": mark,
            "words": edit.words,
            **{name: _plain(getattr(edit, name)) for name in ("points", "actual", "minus")},
        }
        for edit, mark in zip(checked.edits, checked.marks, strict=True)
    ]


def save_sheet_book(*, sheet_id: int, held: Sequence[Mapping[str, Any]], actor: User | None) -> int:
    """Save the confirmed edits: all of them, or none.

    Where members are compared, another member's save gives a line a new version; it is in
    nobody's way while the line still holds what the check showed.

    Returns:
        how many lines changed; 0 where all were saved before.

    Raises:
        Stale: a line is gone, since the table was amended after the check.
        NotAllowed, LinesRefused: as ``save_lines``.
    """
    ids = [row["line"] for row in held]
    lines = ScoreLine.objects.filter(sheet=sheet_id).select_related("criterion").in_bulk(ids)
    if len(lines) != len(ids):
        raise Stale("Bảng tiêu chí vừa được sửa đổi; đề nghị tải phiếu Excel mới.")
    edits = [_held_edit(lines[row["line"]], row) for row in held]
    if all(is_there_already(lines[edit.line_id], edit) for edit in edits):
        return 0  # a second click, maybe after the sheet was sent: nothing is left to be allowed
    try:
        return save_lines(sheet_id=sheet_id, edits=edits, actor=actor)
    except LinesRefused as refusal:
        raise _naming_oneself(refusal, actor) from refusal


def _naming_oneself(refusal: LinesRefused, actor: User | None) -> LinesRefused:
    """Return the refusal saying where it was the person, not a colleague, who saved first."""
    writers = last_writers(list(refusal.conflicts.values()))
    own = None if actor is None else actor.pk
    said = {
        pk: f"Tiêu chí {line.criterion.key} đã được chính quý vị sửa sau khi kiểm tra tệp."
        for pk, line in refusal.conflicts.items()
        if writers.get(pk, _NOBODY) == own
    }
    return LinesRefused({**refusal.errors, **said}, refusal.conflicts)


def _demand_current(sheet: ScoreSheet, grid: SheetGrid, book: FilledBook) -> None:
    key = book.key
    if key.sheet != sheet.pk:
        said = f"Tệp là phiếu khác, không phải phiếu của {sheet.agency.name} năm nay."
    elif key.table != grid.table.pk:
        said = (
            f"Bảng tiêu chí đã được sửa đổi (nay là bản {grid.table.number}) sau khi tải tệp về; "
            "đề nghị tải phiếu Excel mới và ghi lại vào đó."
        )
    elif key.version != sheet.version:
        said = (
            "Phiếu đã chuyển bước sau khi tải tệp về; đề nghị tải phiếu Excel mới và ghi lại vào "
            "đó."
        )
    else:
        return
    raise WorkbookFaults([CellFault(said)])


def _edit(line: ScoreLine, values: LineValues) -> LineEdit:
    return LineEdit(
        line_id=line.pk,
        seen_version=line.version,
        points=values.points,
        words=values.words,
        actual=values.actual,
        minus=values.minus,
    )


def _conflicts(
    lines: Mapping[str, ScoreLine],
    wanted: Mapping[str, FilledLine],
    book: FilledBook,
    reader: User | None,
) -> list[CellFault]:
    """Name the cells that both the file and a colleague changed."""
    moved = [key for key in wanted if values_of(lines[key]).mark != book.key.marks.get(key)]
    if not moved:
        return []
    writers = last_writers([lines[key] for key in moved])
    own = None if reader is None else reader.pk
    found: list[CellFault] = []
    for key in moved:
        if writers.get(lines[key].pk, _NOBODY) != own:
            now, filled = values_of(lines[key]), wanted[key]
            found += [_conflict(key, name, now, filled) for name in _differing(now, filled.values)]
    return found


def _conflict(key: str, name: str, now: LineValues, filled: FilledLine) -> CellFault:
    saved, typed = (short(_shown(getattr(one, name))) for one in (now, filled.values))
    return CellFault(
        f"tiêu chí {key} vừa được người khác sửa sau khi tải tệp về: đang lưu “{saved}”, trong tệp "
        f"“{typed}”. Đề nghị ghi vào tệp đúng nội dung đang lưu, hoặc sửa trên trang phiếu.",
        SCORES,
        filled.cell(name),
    )


def _faults(lines: Mapping[str, ScoreLine], wanted: Mapping[str, FilledLine]) -> list[CellFault]:
    """Name every cell that the table does not allow, each looked at alone."""
    found = []
    for key, filled in wanted.items():
        now = values_of(lines[key])
        for name in _differing(now, filled.values):
            alone = replace(now, **{name: getattr(filled.values, name)})
            if fault := fault_of(lines[key], _edit(lines[key], alone)):
                found.append(CellFault(fault, SCORES, filled.cell(name)))
    return found


def _changes(line: ScoreLine, filled: FilledLine) -> list[CellChange]:
    now = values_of(line)
    return [
        CellChange(
            cell=filled.cell(name),
            key=line.criterion.key,
            label=line.criterion.label,
            column=COLUMNS[FILLED[name]].title,
            before=_shown(getattr(now, name)),
            after=_shown(getattr(filled.values, name)),
        )
        for name in _differing(now, filled.values)
    ]


def _differing(now: LineValues, new: LineValues) -> list[str]:
    return [name for name in _NAMES if getattr(now, name) != getattr(new, name)]


def _shown(value: Decimal | str | None) -> str:
    return number_text(value) if isinstance(value, Decimal) else value or ""


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _held_edit(line: ScoreLine, row: Mapping[str, Any]) -> LineEdit:
    untouched = values_of(line).mark == row["mark"]
    return LineEdit(
        line_id=line.pk,
        seen_version=line.version if untouched else row["seen"],
        points=_number(row["points"]),
        words=row["words"],
        actual=_number(row["actual"]),
        minus=_number(row["minus"]),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
