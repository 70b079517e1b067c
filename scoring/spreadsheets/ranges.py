"""Ranges of results as officials write them: ``>95``, ``[75;95)``, ``từ 75 đến dưới 95``."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scoring.rules.text import tidy_line
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.numbers import read_number_text, written

ANY = "mọi giá trị"
_N = r"(?P<{0}>[+-]?[0-9][0-9.,]*)"
_FROM, _TO = _N.format("a"), _N.format("b")
_DASH = r"\s*(?:-|–|—)\s*"
# Each with the ends that it leaves open; ``lo`` and ``hi`` are marks of an open or closed end.
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<lo>[\[(])\s*{_FROM}\s*;\s*{_TO}\s*(?P<hi>[\])])",
        rf"(?P<lo>>=|≥|>|từ|trên)\s*{_FROM}(?:\s*trở lên)?",
        rf"(?P<hi><=|≤|<|đến|dưới|không quá)\s*{_TO}(?:\s*trở xuống)?",
        rf"{_FROM}\s*trở lên",
        rf"{_TO}\s*trở xuống",
        rf"(?P<lo>từ|trên)\s*{_FROM}\s*(?P<hi>đến dưới|đến)\s*{_TO}",
        rf"(?P<lo>>=|≥|>)?\s*{_FROM}{_DASH}(?P<hi><=|≤|<)?\s*{_TO}",
    )
)
_POINT = re.compile(rf"=?\s*{_FROM}")
_OPEN = frozenset({"(", ")", ">", "<", "trên", "dưới", "đến dưới"})
_HELP = f"ví dụ đúng: >95, ≥75, <50, [75;95], [75;95), từ 75 đến dưới 95, {ANY}."


def written_range(row: Mapping[str, Any]) -> str:
    """Write the range of a tier; an open end is never left to be guessed."""
    start, end = _end(row, "from"), _end(row, "to")
    lo, hi = bool(row.get("from_open")), bool(row.get("to_open"))
    if start is None and end is None:
        return ANY
    if end is None:
        return f"{'>' if lo else '≥'}{written(start or Decimal(0))}"
    if start is None:
        return f"{'<' if hi else '≤'}{written(end)}"
    if start == end and not lo and not hi:
        return written(start)
    return f"{'(' if lo else '['}{written(start)};{written(end)}{')' if hi else ']'}"


def read_range(text: str) -> dict[str, Any]:
    """Return the ends of a written range in the form of the rules.

    Raises:
        CellError: it cannot be understood.
    """
    line = tidy_line(text.replace("%", " ")).casefold()
    if line == ANY:
        return _ends(None, None)
    if found := _POINT.fullmatch(line):
        value = read_number_text(found["a"])
        return _ends(value, value)
    for form in _FORMS:
        if found := form.fullmatch(line):
            groups = found.groupdict()
            row = _ends(
                _number(groups.get("a")),
                _number(groups.get("b")),
                from_open=groups.get("lo") in _OPEN,
                to_open=groups.get("hi") in _OPEN,
            )
            _demand_room(row, text)
            return row
    raise CellError(f"không hiểu khoảng “{tidy_line(text)[:60]}”; {_HELP}")


def _demand_room(row: Mapping[str, Any], text: str) -> None:
    """Refuse a range that holds nothing."""
    start, end = _end(row, "from"), _end(row, "to")
    if start is None or end is None or start < end:
        return
    if start > end:
        said = "ghi số nhỏ trước, số lớn sau"
    elif row["from_open"] or row["to_open"]:
        said = f"muốn ghi đúng bằng {written(start)} thì chỉ ghi {written(start)}"
    else:
        return
    raise CellError(f"không có kết quả nào nằm trong khoảng “{tidy_line(text)[:60]}”; {said}.")


def _ends(
    start: str | None, end: str | None, *, from_open: bool = False, to_open: bool = False
) -> dict[str, Any]:
    return {"from": start, "from_open": from_open, "to": end, "to_open": to_open}


def _number(text: str | None) -> str | None:
    return None if text is None else read_number_text(text)


def _end(row: Mapping[str, Any], name: str) -> Decimal | None:
    value = row.get(name)
    return None if value is None else Decimal(value)
