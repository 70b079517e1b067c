"""Read the lines of a cell “Cách tính” into a formula's parameters, or say what to mend."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import CENT, parse_number
from scoring.spreadsheets.columns import KINDS
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.numbers import plain_text, without_word
from scoring.spreadsheets.parameters import ARROW, ELSEWHERE, PARAMETERS, POINTS, ZERO, Parameter
from scoring.spreadsheets.ranges import read_range
from scoring.states import CriterionKind

Writings = Mapping[str, Sequence[str]]  # what a cell may say, and the codes that it may mean
_SHOWN_LENGTH = 60
# What stands left of the arrow in the kinds whose lines are pairs, and an example of a line.
_PAIRS: Mapping[CriterionKind, tuple[str, str]] = MappingProxyType(
    {
        CriterionKind.TIERS: ("khoảng", f">95 {ARROW} 1,5"),
        CriterionKind.AWARD_BONUS: ("danh hiệu", f"Cờ thi đua của Chính phủ {ARROW} 15"),
        CriterionKind.OPTIONS: ("tên mức", f"Đầy đủ, đúng hạn {ARROW} 5"),
    }
)
_ARROWS = re.compile(r"→|->|=>")
_SHOWN = re.compile(r".* \(([a-z0-9-]+)\)", re.ASCII)  # a name, its code in brackets
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def read_formula(kind: CriterionKind, text: str, awards: Writings | None = None) -> dict[str, Any]:
    """Return the parameters that a cell writes; whether they fit is the rules' matter.

    Args:
        awards: the codes that each writing of an award may mean; None takes every code.

    Raises:
        CellError: lines that cannot be understood, or a line that is missing.
    """
    items = list(_items(text))
    if items and not PARAMETERS.get(kind) and kind not in _PAIRS:
        raise CellError(f"loại “{KINDS[kind]}” không ghi cách tính; đề nghị để trống ô này.")
    reader = _LinesReader(kind, awards)
    faults = [fault for item in items if (fault := reader.fault_of(item))]
    if not faults:
        faults = list(reader.missing())
    if faults:
        raise CellError(" ".join([faults[0], *(one[:1].upper() + one[1:] for one in faults[1:])]))
    return reader.rule


class _LinesReader:
    """Takes up one line after the other."""

    def __init__(self, kind: CriterionKind, awards: Writings | None) -> None:
        self.rule: dict[str, Any] = {}
        self._kind = kind
        self._awards = awards
        self._known = {_folded(row.label): row for row in PARAMETERS.get(kind, ())}

    def fault_of(self, item: str) -> str:
        """Take a line up; say what is wrong with it, nothing where it is right."""
        try:
            self._take(item)
        except CellError as error:
            return str(error)
        return ""

    def missing(self) -> Iterator[str]:
        """Yield what the formula cannot do without and no line says."""
        needed = [row for row in self._known.values() if row.is_required]
        if absent := [row for row in needed if row.name not in self.rule]:
            labels = ", ".join(f"“{row.label}: …”" for row in absent)
            examples = ", ".join(f"“{row.line}”" for row in absent)
            yield f"chưa ghi dòng {labels}; ví dụ {examples}."
        if self._kind in _PAIRS and not self.rule.keys() & {"ranges", "titles", "options"}:
            left, example = _PAIRS[self._kind]
            yield f"chưa ghi dòng nào dạng “{left} {ARROW} điểm”; ví dụ “{example}”."

    def _take(self, item: str) -> None:
        sides = _ARROWS.split(item)
        if len(sides) > 1 and self._kind in _PAIRS:
            self._take_pair([tidy_line(side) for side in sides], item)
            return
        label, colon, value = item.partition(":")
        parameter = self._known.get(_folded(label))
        if parameter is None or not colon:
            raise CellError(f"không hiểu “{_shown(item)}”; {self._advice(item)}")
        with _line_named(item):
            self._put(self.rule, parameter.name, parameter.read(value))

    def _take_pair(self, sides: list[str], item: str) -> None:
        left, example = _PAIRS[self._kind]
        if len(sides) != 2 or not all(sides):  # noqa: PLR2004
            raise CellError(
                f"dòng “{_shown(item)}” cần ghi dạng “{left} {ARROW} điểm”; ví dụ “{example}”."
            )
        with _line_named(item):
            self._put_pair(sides[0], self._points(sides[1]))

    def _put_pair(self, left: str, points: str) -> None:
        if self._kind is CriterionKind.OPTIONS:
            self.rule.setdefault("options", []).append({"label": left, "points": points})
        elif self._kind is CriterionKind.AWARD_BONUS:
            self._put(self.rule.setdefault("titles", {}), _award(left, self._awards), points)
        elif left.casefold() == ELSEWHERE:
            self._put(self.rule, "elsewhere", points)
        else:
            self.rule.setdefault("ranges", []).append({**read_range(left), "points": points})

    def _points(self, text: str) -> str:
        number = parse_number(without_word(text, POINTS))
        if number != number.quantize(CENT):
            raise CellError("điểm có tối đa hai chữ số sau dấu phẩy.")
        if self._kind is CriterionKind.OPTIONS and number < ZERO:
            raise CellError("điểm phải từ 0 trở lên.")
        if self._kind is CriterionKind.AWARD_BONUS and number <= ZERO:
            raise CellError("điểm phải lớn hơn 0.")
        return plain_text(number)

    def _put(self, into: dict[str, Any], name: str, value: Any) -> None:
        if name in into:
            raise CellError("bị ghi hai lần.")
        into[name] = value

    def _advice(self, item: str) -> str:
        """Say how the line was probably meant, or which lines there may be."""
        if meant := _without_colon(item, self._known.values()) or self._with_arrow(item):
            return f"đề nghị ghi “{meant}”."
        lines = [f"“{row.line}”" for row in self._known.values()]
        if self._kind in _PAIRS:
            lines += [f"“{_PAIRS[self._kind][1]}”"]
        if self._kind is CriterionKind.TIERS:
            lines += [f"“{ELSEWHERE} {ARROW} 0”"]
        if len(lines) == 1:
            return f"đề nghị ghi dạng {lines[0]}."
        return f"mỗi dòng ghi một trong các dạng: {', '.join(lines)}."

    def _with_arrow(self, item: str) -> str:
        """Return the line with an arrow, where a colon stands for it."""
        left, colon, right = item.rpartition(":")
        if not colon or self._kind not in _PAIRS or not tidy_line(left):
            return ""
        try:
            parse_number(without_word(right, POINTS))
        except CellError:
            return ""
        return f"{_shown(left)} {ARROW} {tidy_line(right)}"


@contextmanager
def _line_named(item: str) -> Iterator[None]:
    """Name the line in what is said of it."""
    try:
        yield
    except CellError as error:
        raise CellError(f"dòng “{_shown(item)}”: {error}") from error


def _without_colon(item: str, known: Iterable[Parameter]) -> str:
    """Return the line with its colon, where only that is missing."""
    line = tidy_line(item)
    for row in known:
        rest = line[len(row.label) :]
        if _folded(line).startswith(_folded(row.label)) and rest[:1] == " " and ":" not in line:
            return f"{row.label}: {tidy_line(rest)}"
    return ""


def _award(written_as: str, awards: Writings | None) -> str:
    """Return the code of an award that a cell names by code, by name, or by both."""
    if awards is None:
        code = _SHOWN.sub(r"\1", written_as)
        if not _CODE.fullmatch(code):
            raise CellError(f"“{written_as[:60]}” không phải là mã danh hiệu, ví dụ co-chinh-phu.")
        return code
    codes = awards.get(written_as.casefold(), ())
    if not codes:
        raise CellError(
            f"danh mục khen thưởng không có “{written_as[:80]}”; đề nghị chép từ trang “Danh mục”."
        )
    if len(codes) > 1:
        raise CellError(
            f"có nhiều danh hiệu tên “{written_as[:80]}”; đề nghị ghi mã: {', '.join(codes)}."
        )
    return codes[0]


def _items(text: str) -> Iterator[str]:
    """Yield the parts between line ends and semicolons; those inside brackets part nothing."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        depth += (char in "[(") - (char in "])" and depth > 0)
        if char == "\n" or (char == ";" and not depth):
            yield from _said(text[start:place])
            depth, start = 0, place + 1
    yield from _said(text[start:])


def _said(part: str) -> Iterator[str]:
    if tidy_line(part):
        yield part


def _folded(text: str) -> str:
    return tidy_line(text).casefold()


def _shown(item: str) -> str:
    return tidy_line(item)[:_SHOWN_LENGTH]
