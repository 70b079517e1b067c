"""Named levels, of which a person chooses one: ``HTXSNV → 80``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.formulas.reading import RuleReader
from scoring.rules.nodes import Node
from scoring.states import CriterionKind

ZERO = Decimal(0)
FEWEST = 2
MOST_LABEL = 100  # characters
_MEANING = "các mức"
# A workbook writes a level a line, with an arrow before its points.
_NOT_IN_LABELS = re.compile(r"[\r\n;→]|->|=>")


@dataclass(frozen=True, slots=True)
class Level:
    """One level as the table names it, and the points it is worth."""

    label: str
    points: Decimal

    def __str__(self) -> str:
        return f"{self.label} ({number_text(self.points)})"


def levels_of(node: Node) -> tuple[Level, ...]:
    """Return the levels of a criterion in the table's order; none for the other kinds."""
    if node.kind is not CriterionKind.OPTIONS:
        return ()
    return tuple(_levels(RuleReader(node.rule)))


def level_at(node: Node, points: Decimal | None) -> Level | None:
    """Return the level that points stand for; None where they stand for none."""
    return next((level for level in levels_of(node) if level.points == points), None)


def level_faults(node: Node) -> Iterator[str]:
    """Yield what is wrong with ``{"options": [{"label": "HTXSNV", "points": "80"}, …]}``.

    Two levels of the same points could not be told apart once they are given.
    """
    reader = RuleReader(node.rule)
    levels = list(_levels(reader))
    reader.finish()
    if reader.faults:
        yield from reader.faults
        return
    if len(levels) < FEWEST:
        yield "Phải có ít nhất hai mức, mỗi mức một tên và số điểm."
        return
    yield from _wrong_labels(levels)
    yield from _wrong_points(levels, node.max_points)


def _levels(reader: RuleReader) -> Iterator[Level]:
    rows = reader.raw("options")
    if not isinstance(rows, list | tuple) or not rows:
        reader.fault("options", _MEANING, "phải là danh sách các mức, mỗi mức có tên và số điểm")
        return
    for place, row in enumerate(rows, start=1):
        inner = RuleReader(row, where=f"Mức thứ {place}: ")
        label = inner.raw("label")
        points = inner.number("points", "điểm của mức", least=ZERO)
        if not isinstance(label, str) or not label.strip():
            inner.fault("label", "tên mức", "phải là chữ, không để trống")
        inner.finish()
        reader.faults += inner.faults
        yield Level(str(label), points)


def _wrong_labels(levels: list[Level]) -> Iterator[str]:
    seen: set[str] = set()
    for level in levels:
        if len(level.label) > MOST_LABEL or _NOT_IN_LABELS.search(level.label):
            yield (
                f"Mức “{level.label[:60]}”: tên không quá {MOST_LABEL} ký tự, không xuống dòng, "
                "không có dấu chấm phẩy hoặc mũi tên."
            )
        if level.label.strip().casefold() in seen:
            yield f"Mức “{level.label[:60]}” bị ghi hai lần."
        seen.add(level.label.strip().casefold())


def _wrong_points(levels: list[Level], most: Decimal) -> Iterator[str]:
    seen: dict[Decimal, Level] = {}
    for level in levels:
        if level.points in seen:
            yield (
                f"Mức “{level.label}” và mức “{seen[level.points].label}” cùng "
                f"{number_text(level.points)} điểm nên không phân biệt được; đề nghị ghi chung "
                "một mức."
            )
        seen.setdefault(level.points, level)
    if max(seen) != most:
        yield (
            f"Mức cao nhất được {number_text(max(seen))} điểm, phải đúng bằng điểm tối đa "
            f"{number_text(most)}."
        )
