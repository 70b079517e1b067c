"""The sheets “Xếp loại” and “Điều kiện”: classes of results, and what disqualifies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from blocs.rules.categories import MOST_CATEGORY
from scoring.rules.categories import category_key
from scoring.rules.settings import MOST_CONDITION_CODE, Band, Condition
from scoring.spreadsheets import columns
from scoring.spreadsheets.cells import (
    limited,
    read_amount,
    read_choice,
    read_line,
    read_share,
    read_some_points,
    read_text,
)
from scoring.spreadsheets.columns import Column
from scoring.spreadsheets.opening import Book, Cell
from scoring.spreadsheets.tables import Findings, Row, rows_of, sheet_of
from scoring.states import ConditionKind, Effect

Read = TypeVar("Read")
_read_condition_code = limited(MOST_CONDITION_CODE)
# Where each rule of the table stands, so that a contradiction can be named by its cell.
Places = dict[str, tuple[Findings, str]]
_BAND_FIELDS: Mapping[str, Column] = {
    "code": columns.BAND_CODE,
    "label": columns.BAND_LABEL,
    "total_share": columns.BAND_TOTAL,
    "criterion_share": columns.BAND_GROUP,
    "total_points": columns.BAND_TOTAL_POINTS,
    "criterion_points": columns.BAND_GROUP_POINTS,
    "category": columns.BAND_CATEGORY,
}
_CONDITION_FIELDS: Mapping[str, Column] = {
    "code": columns.CONDITION_CODE,
    "label": columns.CONDITION_LABEL,
    "kind": columns.CONDITION_KIND,
    "effect": columns.CONDITION_EFFECT,
    "share": columns.CONDITION_SHARE,
    "key": columns.CONDITION_KEY,
    "points": columns.CONDITION_POINTS,
    "source": columns.CONDITION_SOURCE,
    "floor_points": columns.CONDITION_FLOOR,
}


def read_bands(book: Book, findings: Findings, places: Places) -> Iterator[Band]:
    """Yield the classes of results in the order of the sheet."""
    fields = _BAND_FIELDS
    for row in _records(book, "bands", fields, findings, places, within=columns.BAND_CATEGORY):
        yield Band(
            code=_needed(row, columns.BAND_CODE, limited(40), findings, ""),
            label=_needed(row, columns.BAND_LABEL, limited(200), findings, ""),
            total_share=_total_share(row, findings),
            criterion_share=findings.read(row[columns.BAND_GROUP.title], read_share, Decimal(0)),
            total_points=findings.read(
                row[columns.BAND_TOTAL_POINTS.title], read_some_points, None
            ),
            criterion_points=_points(row, columns.BAND_GROUP_POINTS, findings),
            category=findings.read(row[columns.BAND_CATEGORY.title], limited(MOST_CATEGORY), ""),
        )


def read_conditions(book: Book, findings: Findings, places: Places) -> Iterator[Condition]:
    """Yield what disqualifies, in the order of the sheet."""
    for row in _records(book, "conditions", _CONDITION_FIELDS, findings, places):
        kind = _needed(row, columns.CONDITION_KIND, _kind, findings, ConditionKind.DECLARED.value)
        effect = _needed(row, columns.CONDITION_EFFECT, _effect, findings, Effect.BAR_ALL.value)
        share: Decimal | None = findings.read(row[columns.CONDITION_SHARE.title], read_share, None)
        yield Condition(
            code=_needed(row, columns.CONDITION_CODE, _read_condition_code, findings, ""),
            label=_needed(row, columns.CONDITION_LABEL, read_text, findings, ""),
            kind=ConditionKind(kind),
            effect=Effect(effect),
            share=share,
            key=findings.read(row[columns.CONDITION_KEY.title], read_line, ""),
            points=_points(row, columns.CONDITION_POINTS, findings),
            source=findings.read(row[columns.CONDITION_SOURCE.title], read_line, ""),
            floor_points=_points(row, columns.CONDITION_FLOOR, findings),
        )


def _total_share(row: Row, findings: Findings) -> Decimal | None:
    """Return the share; a class that states points instead has none."""
    cell = row[columns.BAND_TOTAL.title]
    if cell.is_blank and row[columns.BAND_TOTAL_POINTS.title].is_blank:
        text = f"chưa ghi {columns.BAND_TOTAL.title.lower()} hoặc tổng điểm từ (điểm)."
        findings.add(cell.place, text)
    found: Decimal | None = findings.read(cell, read_share, None)
    return found


def _points(row: Row, column: Column, findings: Findings) -> Decimal | None:
    found: Decimal | None = findings.read(row[column.title], read_amount, None)
    return found


def _records(
    book: Book,
    name: str,
    fields: Mapping[str, Column],
    findings: Findings,
    places: Places,
    *,
    within: Column | None = None,
) -> Sequence[Row]:
    """Return the rows of a list and remember where the fields of each stand.

    Args:
        within: the column whose values may each use a code once; None where no code comes twice.
    """
    places[name] = (findings, "")
    sheet = sheet_of(book, findings.sheet, findings)
    if sheet is None:
        return []
    rows = rows_of(sheet, list(fields.values()), findings)
    _note_twice(rows, fields["code"], within, findings)
    for number, row in enumerate(rows):
        for field, column in fields.items():
            places[f"{name}[{number}].{field}"] = (findings, row[column.title].place)
    return rows


def _note_twice(
    rows: Sequence[Row], column: Column, within: Column | None, findings: Findings
) -> None:
    """Note a code that stands in a row above."""
    seen: dict[tuple[object, str], int] = {}
    for row in rows:
        cell = row[column.title]
        group = "" if within is None else category_key(str(row[within.title].value or ""))
        if not cell.is_blank and (cell.value, group) in seen:
            number = seen[cell.value, group]
            findings.add(cell.place, f"mã {cell.value} đã dùng ở dòng {number}.")
        seen.setdefault((cell.value, group), row.number)


def _kind(cell: Cell) -> str | None:
    return read_choice(cell, columns.CONDITION_WORDS)


def _effect(cell: Cell) -> str | None:
    return read_choice(cell, columns.EFFECT_WORDS)


def _needed(
    row: Row,
    column: Column,
    reader: Callable[[Cell], Read | None],
    findings: Findings,
    default: Read,
) -> Read:
    cell = row[column.title]
    if cell.is_blank:
        findings.add(cell.place, f"chưa ghi {column.title.lower()}.")
        return default
    return findings.read(cell, reader, default)
