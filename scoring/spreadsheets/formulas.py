"""The parameters of a formula in one cell, a line each: ``trần: 120 %``, ``>95 → 1,5``."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import NO, YES
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.numbers import (
    plain_text,
    read_number_text,
    read_percent_text,
    written,
    written_percent,
)
from scoring.spreadsheets.ranges import read_range, written_range
from scoring.states import CriterionKind

Writings = Mapping[str, Sequence[str]]  # what a cell may say, and the codes that it may mean
NO_TITLES: Mapping[str, str] = MappingProxyType({})
ARROW = "→"
ELSEWHERE = "khác"
_PAIRED = frozenset({CriterionKind.TIERS, CriterionKind.AWARD_BONUS, CriterionKind.OPTIONS})
_ARROWS = re.compile(r"→|->|=>")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_SHOWN = re.compile(r".* \(([a-z0-9-]+)\)", re.ASCII)  # a name, its code in brackets
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named parameter: its name in the rules, and what stands before its colon."""

    name: str
    label: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _number(name: str, label: str) -> Parameter:
    return Parameter(name, label, lambda value: written(Decimal(value)), read_number_text)


def _percent(name: str, label: str) -> Parameter:
    return Parameter(name, label, lambda value: written_percent(Decimal(value)), read_percent_text)


def _points_in_percent(name: str, label: str) -> Parameter:
    """Return a parameter that counts per cents themselves: "1" is 1 %."""

    def read(text: str) -> str:
        return read_number_text(tidy_line(text).removesuffix("%"))

    return Parameter(name, label, lambda value: f"{written(Decimal(value))} %", read)


def _words(name: str, label: str, words: Mapping[str, Any]) -> Parameter:
    """Return a parameter that is one of the words on screen; their values go into the rules."""

    def read(text: str) -> Any:
        found = tidy_line(text).casefold()
        if found not in words:
            raise CellError(f"“{label}” chỉ ghi một trong: {'; '.join(words)}.")
        return words[found]

    def write(value: Any) -> str:
        return next(word for word, meant in words.items() if meant == value)

    return Parameter(name, label, write, read)


def _whole(name: str, label: str) -> Parameter:
    def read(text: str) -> int:
        number = Decimal(read_number_text(text))
        if number != number.to_integral_value():
            raise CellError(f"“{label}” phải là số nguyên.")
        return int(number)

    return Parameter(name, label, str, read)


PARAMETERS: Mapping[CriterionKind, tuple[Parameter, ...]] = MappingProxyType(
    {
        CriterionKind.GROUP: (_number("cap", "trần điểm của nhóm"),),
        CriterionKind.TIERS: (
            _words(
                "measure",
                "theo",
                {
                    "kết quả": "value",
                    "% chỉ tiêu": "percent_of_target",
                    "số ngày chậm": "days_late",
                },
            ),
        ),
        CriterionKind.PROPORTIONAL: (_percent("cap", "trần"), _percent("floor", "sàn")),
        CriterionKind.LEADER_RELATIVE: (
            _percent("on_target_share", "đạt chỉ tiêu được"),
            _words(
                "excess",
                "phần vượt so với",
                {"chỉ tiêu": "over_target", "đơn vị dẫn đầu": "to_leader"},
            ),
        ),
        CriterionKind.COUNT: (_number("points_each", "mỗi lần"),),
        CriterionKind.BONUS_PENALTY: (
            _number("plus", "cộng mỗi việc"),
            _number("minus", "trừ mỗi việc"),
        ),
        CriterionKind.AWARD_BONUS: (
            _words(
                "mode", "cách tính", {"danh hiệu cao nhất": "best", "cộng các danh hiệu": "sum"}
            ),
            _whole("years_back", "lùi số năm"),
        ),
        CriterionKind.STEP: (
            _number("base", "đạt chỉ tiêu"),
            _points_in_percent("each", "mỗi"),
            _number("plus", "vượt thì cộng"),
            _number("minus", "hụt thì trừ"),
            _words("whole", "chỉ tính đủ bước", {YES: True, NO: False}),
            _number("top", "cao nhất"),
        ),
        CriterionKind.EXTERNAL: (_number("from", "thang gốc từ"), _number("to", "thang gốc đến")),
    }
)


def written_formula(
    kind: CriterionKind, rule: Mapping[str, Any], titles: Mapping[str, str] = NO_TITLES
) -> str:
    """Write a formula's parameters, a line each; nothing for a kind without any.

    Args:
        titles: how a cell names awards, by code; one that is not among them by its code.
    """
    lines = [
        f"{parameter.label}: {parameter.write(rule[parameter.name])}"
        for parameter in PARAMETERS.get(kind, ())
        if rule.get(parameter.name) is not None
    ]
    pairs = _pairs(kind, rule, titles)
    return "\n".join([*lines, *(f"{left} {ARROW} {right}" for left, right in pairs)])


def read_formula(kind: CriterionKind, text: str, awards: Writings | None = None) -> dict[str, Any]:
    """Return the parameters that a cell writes; whether they fit is the rules' matter.

    Args:
        awards: the codes that each writing of an award may mean; None takes every code.

    Raises:
        CellError: something cannot be understood, or is said twice.
    """
    known = {_label(row.label): row for row in PARAMETERS.get(kind, ())}
    rule: dict[str, Any] = {}
    for item in _items(text):
        sides = _ARROWS.split(item)
        if len(sides) > 1:
            _read_pair(kind, rule, sides, item, awards)
            continue
        label, colon, value = item.partition(":")
        parameter = known.get(_label(label))
        if parameter is None or not colon:
            raise CellError(_unknown(kind, item))
        _put(rule, parameter.name, parameter.read(value), item)
    return rule


def normal_formula(rule: Mapping[str, Any]) -> Any:
    """Return a rule in the one form in which equal ones are equal: "1.50" is "1.5"."""
    return {
        name: tidy_line(value) if name == "label" else _normal(value)
        for name, value in rule.items()
        if value is not None
    }


def _normal(value: Any) -> Any:
    if isinstance(value, Mapping):
        return normal_formula(value)
    if isinstance(value, list):
        return [
            _normal({"from_open": False, "to_open": False, **row})
            if isinstance(row, Mapping) and "from" in row
            else _normal(row)
            for row in value
        ]
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return plain_text(Decimal(value))
    return value


def _pairs(
    kind: CriterionKind, rule: Mapping[str, Any], titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what stands on both sides of an arrow."""
    if kind is CriterionKind.TIERS:
        for row in rule.get("ranges", ()):
            yield written_range(row), written(Decimal(row["points"]))
        if rule.get("elsewhere") is not None:
            yield ELSEWHERE, written(Decimal(rule["elsewhere"]))
    elif kind is CriterionKind.AWARD_BONUS:
        for code, points in _by_worth(rule.get("titles", {})):
            yield titles.get(code, code), written(Decimal(points))
    elif kind is CriterionKind.OPTIONS:
        for row in rule.get("options", ()):
            yield row["label"], written(Decimal(row["points"]))


def _by_worth(titles: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return titles with their points, the greatest first: a database may turn their order."""
    return sorted(titles.items(), key=lambda row: (-Decimal(row[1]), row[0]))


def _read_pair(
    kind: CriterionKind,
    rule: dict[str, Any],
    sides: list[str],
    item: str,
    awards: Writings | None,
) -> None:
    if len(sides) != 2 or kind not in _PAIRED:  # noqa: PLR2004
        raise CellError(_unknown(kind, item))
    left, points = tidy_line(sides[0]), read_number_text(sides[1])
    if kind is CriterionKind.OPTIONS:
        rule.setdefault("options", []).append({"label": left, "points": points})
    elif kind is CriterionKind.AWARD_BONUS:
        _put(rule.setdefault("titles", {}), _award(left, awards), points, item)
    elif left.casefold() == ELSEWHERE:
        _put(rule, "elsewhere", points, item)
    else:
        rule.setdefault("ranges", []).append({**read_range(left), "points": points})


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


def _put(into: dict[str, Any], name: str, value: Any, item: str) -> None:
    if name in into:
        raise CellError(f"“{tidy_line(item)[:60]}” bị ghi hai lần.")
    into[name] = value


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


def _label(text: str) -> str:
    return tidy_line(text).casefold()


def _unknown(kind: CriterionKind, item: str) -> str:
    allowed = [f"{row.label}: …" for row in PARAMETERS.get(kind, ())]
    if kind is CriterionKind.TIERS:
        allowed += [f"khoảng {ARROW} điểm", f"{ELSEWHERE} {ARROW} điểm"]
    elif kind is CriterionKind.AWARD_BONUS:
        allowed += [f"danh hiệu {ARROW} điểm"]
    elif kind is CriterionKind.OPTIONS:
        allowed += [f"tên mức {ARROW} điểm"]
    said = f"không hiểu “{tidy_line(item)[:60]}”"
    if not allowed:
        return f"{said}; loại tiêu chí này không có tham số, đề nghị để trống ô."
    return f"{said}; mỗi dòng ghi một trong: {'; '.join(allowed)}."
