"""The columns of a score sheet's workbook, and the key that says what it was made from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.core import signing

from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.entries import Entry, has_minus
from scoring.rules.text import tidy
from scoring.selectors.entries import entry_at
from scoring.spreadsheets.columns import Column
from scoring.states import CriterionKind, Layer

SCORES = "Phiếu chấm điểm"
HOW = "Hướng dẫn"
KEY_SHEET = "Khóa"
LEVELS = "Danh mục"
FIRST_ROW = 2
_SALT = "scoring.sheet-workbook"

KEY = Column("Mã", 11, "")
LABEL = Column("Nội dung", 56, "")
TOP = Column("Điểm tối đa", 10, "", is_number=True)
UNIT = Column("Đơn vị tính", 13, "")
TARGET = Column("Chỉ tiêu", 13, "", is_number=True)
POINTS = Column("Điểm tự chấm", 12, "", is_number=True)
ACTUAL = Column("Kết quả", 13, "", is_number=True)
MINUS = Column("Số việc bị trừ", 11, "", is_number=True)
WORDS = Column("Giải trình", 50, "")
HOW_SCORED = Column("Cách chấm", 52, "")
DEPARTMENT = Column("Tham mưu, thực hiện", 28, "", is_late=True)
COLUMNS = (KEY, LABEL, TOP, UNIT, TARGET, POINTS, ACTUAL, MINUS, WORDS, HOW_SCORED, DEPARTMENT)
FOR_OTHERS = COLUMNS[: COLUMNS.index(DEPARTMENT)]  # who may not see the departments
# The columns that a person fills in, by the name of the value.
FILLED: Mapping[str, int] = MappingProxyType(
    {
        name: COLUMNS.index(column)
        for name, column in (
            ("points", POINTS),
            ("actual", ACTUAL),
            ("minus", MINUS),
            ("words", WORDS),
        )
    }
)


@dataclass(frozen=True, slots=True)
class LineValues:
    """What the agency has in one line, or typed into the workbook's row of it."""

    points: Decimal | None = None
    actual: Decimal | None = None
    minus: Decimal | None = None
    words: str = ""

    @property
    def mark(self) -> str:
        """Return a short text that is equal for equal values, however they are written."""
        numbers = [
            None if value is None else format(value.normalize() + 0, "f")
            for value in (self.points, self.actual, self.minus)
        ]
        told = json.dumps([*numbers, tidy(self.words)], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def values_of(line: ScoreLine) -> LineValues:
    """Return what the line holds in the cells that its agency may fill in."""
    open_to = open_columns(line)
    return LineValues(
        points=line.self_points if "points" in open_to else None,
        actual=line.self_actual if "actual" in open_to else None,
        minus=line.self_minus if "minus" in open_to else None,
        words=line.explanation,
    )


def open_columns(line: ScoreLine) -> tuple[str, ...]:
    """Return the names of the columns that the agency may fill in, none for a shut line."""
    entry = entry_at(line, Layer.SELF)
    if entry is Entry.NOTHING:
        return ()
    if entry is Entry.POINTS:
        return ("points", "words")
    if entry is Entry.WORDS:
        return ("words",)
    minus = ("minus",) if has_minus(CriterionKind(line.criterion.kind)) else ()
    return ("actual", *minus, "words")


@dataclass(frozen=True, slots=True)
class SheetKey:
    """What a workbook was made from: the sheet and its version, the table, each line's values."""

    sheet: int
    version: int
    table: int
    marks: Mapping[str, str]

    def signed(self) -> str:
        """Return the key as a text that nobody can change unseen."""
        told = [self.sheet, self.version, self.table, dict(self.marks)]
        return signing.dumps(told, salt=_SALT, compress=True)


def key_of(sheet: ScoreSheet, table_id: int, lines: Mapping[str, ScoreLine]) -> SheetKey:
    """Return the key of a workbook that is made now."""
    marks = {key: values_of(line).mark for key, line in lines.items()}
    return SheetKey(sheet.pk, sheet.version, table_id, marks)


def read_key(text: str) -> SheetKey | None:
    """Return the key of a workbook; None when it is not one of ours, or was changed."""
    try:
        told: list[Any] = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return SheetKey(told[0], told[1], told[2], told[3])


def parts_of(text: str, size: int = 30_000) -> Iterator[str]:
    """Yield the text in pieces that a cell can hold."""
    return (text[start : start + size] for start in range(0, len(text), size))
