"""What a workbook changes of a table, in the words of its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scoring.rules.categories import in_one_writing
from scoring.rules.matching import match_nodes
from scoring.rules.settings import Band, Condition, TableRules
from scoring.rules.tree import Node
from scoring.spreadsheets.columns import (
    BAND_COLUMNS,
    BANDS,
    CONDITION_COLUMNS,
    CONDITIONS,
    CRITERIA,
    CRITERIA_COLUMNS,
    RULES,
    Column,
)
from scoring.spreadsheets.content import TableContent
from scoring.spreadsheets.criteria_cells import band_cells, condition_cells, criterion_cells
from scoring.spreadsheets.formulas import NO_TITLES
from scoring.spreadsheets.numbers import cell_text
from scoring.spreadsheets.settings_rows import HEAD_SETTINGS, RULE_SETTINGS, Setting


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: on which sheet, of what, in which column, from what to what."""

    sheet: str
    subject: str
    what: str
    before: str = ""
    after: str = ""


ADDED, REMOVED, MOVED = "Thêm mới", "Bỏ", "Đổi thứ tự"


def differences(
    old: TableContent, new: TableContent, titles: Mapping[str, str] = NO_TITLES
) -> list[Difference]:
    """Return what the new content changes of the old one; nothing when they are equal.

    Args:
        titles: what awards are called, by code.
    """
    old, new = old.normal(), new.normal()
    return [
        *_nodes(old.nodes, new.nodes, titles),
        *_settings(HEAD_SETTINGS, old, new),
        *rule_differences(old.rules, new.rules),
    ]


def rule_differences(old: TableRules, new: TableRules) -> list[Difference]:
    """Return what changes beside the criteria: how is ranked, the classes, the conditions."""
    before, after = in_one_writing(old.bands, new.bands)
    return [
        *_settings(RULE_SETTINGS, old, new),
        *_listed(BANDS, BAND_COLUMNS, _bands(before), _bands(after)),
        *_listed(CONDITIONS, CONDITION_COLUMNS, _conditions(old), _conditions(new)),
    ]


def _nodes(
    old: Sequence[Node], new: Sequence[Node], titles: Mapping[str, str]
) -> Iterator[Difference]:
    forerunners = match_nodes(old, new)
    by_key = {node.key: node for node in old}
    kept = set(forerunners.values())
    for node in old:
        if node.key not in kept:
            yield Difference(CRITERIA, node.key, REMOVED, node.label)
    for node in new:
        before = by_key.get(forerunners.get(node.key, ""))
        if before is None:
            yield Difference(CRITERIA, node.key, ADDED, "", node.label)
        else:
            left, right = (criterion_cells(one, titles=titles) for one in (before, node))
            cells = zip(left, right, strict=True)
            yield from _cells(CRITERIA, node.key, CRITERIA_COLUMNS, cells)
    places = {node.key: place for place, node in enumerate(old)}
    order = [places[forerunners[node.key]] for node in new if node.key in forerunners]
    if any(left > right for left, right in pairwise(order)):
        yield Difference(CRITERIA, "Cả bảng", MOVED)


def _settings(settings: Sequence[Setting], old: object, new: object) -> Iterator[Difference]:
    for setting in settings:
        left, right = (cell_text(setting.write(getattr(said, setting.name))) for said in (old, new))
        if left != right:
            yield Difference(RULES, setting.label, "Giá trị", left, right)


def _listed(
    sheet: str,
    columns: Sequence[Column],
    old: dict[str, Sequence[object]],
    new: dict[str, Sequence[object]],
) -> Iterator[Difference]:
    """Yield what changed in a list whose rows are told apart by their code."""
    for code, row in old.items():
        if code not in new:
            yield Difference(sheet, code, REMOVED, cell_text(row[1]))
    for code, row in new.items():
        if code in old:
            yield from _cells(sheet, code, columns, zip(old[code], row, strict=True))
        else:
            yield Difference(sheet, code, ADDED, "", cell_text(row[1]))
    kept = [code for code in old if code in new]
    if kept != [code for code in new if code in old]:
        yield Difference(sheet, "Cả trang", MOVED)


def _cells(
    sheet: str,
    subject: str,
    columns: Sequence[Column],
    cells: Iterator[tuple[object, object]],
) -> Iterator[Difference]:
    for column, (left, right) in zip(columns, cells, strict=True):
        before, after = cell_text(left), cell_text(right)
        if before != after:
            yield Difference(sheet, subject, column.title, before, after)


def _bands(bands: Sequence[Band]) -> dict[str, Sequence[object]]:
    return {_named(band): band_cells(band) for band in bands}


def _named(band: Band) -> str:
    """Return what tells a class from the others: its code, within its category."""
    return f"{band.code} ({band.category})" if band.category else band.code


def _conditions(rules: TableRules) -> dict[str, Sequence[object]]:
    rows: Sequence[Condition] = rules.conditions
    return {condition.code: condition_cells(condition) for condition in rows}
