"""What a sheet's XML says beside its values: extent, merged cells, hidden rows."""

import re
from dataclasses import dataclass, field
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from openpyxl.utils import column_index_from_string

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_VALUES = frozenset({"v", "is", "f"})


class DisorderError(ValueError):
    """Rows or cells stand in an order that no spreadsheet program writes."""


@dataclass(slots=True)
class Layout:
    """The last row and column that hold a value, counted from 1, and what hides or joins."""

    rows: int = 0
    columns: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    cells: int = 0


class LayoutReader(ContentHandler):
    """Fills a ``Layout`` from the events of a sheet's XML."""

    def __init__(self) -> None:
        super().__init__()
        self.layout = Layout()
        self._row = 0
        self._column = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- SAX's name
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._start_row(attrs)
        elif tag == "c":
            self._start_cell(attrs.get("r", ""))
        elif tag in _VALUES:
            self.layout.rows = max(self.layout.rows, self._row)
            self.layout.columns = max(self.layout.columns, self._column)
        elif tag == "mergeCell":
            self.layout.merged.append(attrs.get("ref", ""))

    def _start_row(self, attrs: AttributesImpl) -> None:
        number = int(attrs.get("r") or self._row + 1)
        if number <= self._row:
            raise DisorderError(f"row {number} after row {self._row}")
        self._row, self._column = number, 0
        if attrs.get("hidden") in {"1", "true"}:
            self.layout.hidden.add(number)

    def _start_cell(self, place: str) -> None:
        self.layout.cells += 1
        if not place:
            self._column += 1
            return
        found = _PLACE.fullmatch(place)
        column = column_index_from_string(found.group(1)) if found else 0
        if found is None or int(found.group(2)) != self._row or column <= self._column:
            raise DisorderError(f"cell {place} in row {self._row}")
        self._column = column
