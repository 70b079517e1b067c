"""The named parameters of the formulas: what each is called in a cell, and what it may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from scoring.rules.formulas.proportional import MOST_CAP
from scoring.rules.formulas.titles import MOST_YEARS_BACK
from scoring.rules.text import tidy_line
from scoring.spreadsheets.cells import NO, YES, parse_number
from scoring.spreadsheets.faults import CellError
from scoring.spreadsheets.numbers import (
    plain_text,
    read_percent_text,
    without_word,
    written,
    written_percent,
)
from scoring.states import CriterionKind

ARROW = "→"
ELSEWHERE = "khác"
ZERO, ONE = Decimal(0), Decimal(1)
POINTS, YEARS = "điểm", "năm"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named parameter: its name in the rules, what stands before its colon, an example.

    ``is_required`` says that the formula means nothing without it.
    """

    name: str
    label: str
    example: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    is_required: bool = False

    @property
    def line(self) -> str:
        """Its whole line, as an example."""
        return f"{self.label}: {self.example}"


def _points(
    name: str,
    label: str,
    example: str,
    *,
    least: Decimal | None = None,
    above: Decimal | None = None,
    is_required: bool = False,
) -> Parameter:
    """Return a parameter that counts points, from ``least`` on or ``above`` a number."""

    def read(text: str) -> str:
        number = parse_number(without_word(text, POINTS))
        if least is not None and number < least:
            raise CellError(f"phải từ {written(least)} trở lên.")
        if above is not None and number <= above:
            raise CellError(f"phải lớn hơn {written(above)}.")
        return plain_text(number)

    return Parameter(name, label, example, _written_number, read, is_required)


def _share(
    name: str, label: str, example: str, least: Decimal, most: Decimal, *, is_required: bool = False
) -> Parameter:
    """Return a parameter that is a share of 1 in the rules, and per cent in the cell."""

    def read(text: str) -> str:
        share = read_percent_text(text)
        if not least <= Decimal(share) <= most:
            ends = f"{written_percent(least)} đến {written_percent(most)}"
            raise CellError(f"phải từ {ends}.")
        return share

    def write(value: Any) -> str:
        return written_percent(Decimal(value))

    return Parameter(name, label, example, write, read, is_required)


def _per_cent_step(name: str, label: str, example: str) -> Parameter:
    """Return a parameter that counts per cents themselves: "1" is 1 %."""

    def read(text: str) -> str:
        number = parse_number(tidy_line(text).removesuffix("%"))
        if number <= ZERO:
            raise CellError("phải lớn hơn 0 %.")
        return plain_text(number)

    return Parameter(name, label, example, lambda value: f"{_written_number(value)} %", read)


def _words(
    name: str, label: str, words: Mapping[str, Any], *, is_required: bool = False
) -> Parameter:
    """Return a parameter that is one of the words on screen; their values go into the rules."""

    def read(text: str) -> Any:
        found = tidy_line(text).casefold()
        if found not in words:
            raise CellError(f"chỉ ghi một trong: {'; '.join(words)}.")
        return words[found]

    def write(value: Any) -> str:
        return next(word for word, meant in words.items() if meant == value)

    return Parameter(name, label, next(iter(words)), write, read, is_required)


def _whole(name: str, label: str, example: str, most: int) -> Parameter:
    def read(text: str) -> int:
        number = parse_number(without_word(text, YEARS))
        if number != number.to_integral_value() or not 0 <= number <= most:
            raise CellError(f"phải là số nguyên từ 0 đến {most}.")
        return int(number)

    return Parameter(name, label, example, str, read)


def _written_number(value: Any) -> str:
    return written(Decimal(value))


PARAMETERS: Mapping[CriterionKind, tuple[Parameter, ...]] = MappingProxyType(
    {
        CriterionKind.GROUP: (_points("cap", "trần điểm của nhóm", "12", above=ZERO),),
        CriterionKind.TIERS: (
            _words(
                "measure",
                "theo",
                {
                    "kết quả": "value",
                    "% chỉ tiêu": "percent_of_target",
                    "số ngày chậm": "days_late",
                },
                is_required=True,
            ),
        ),
        CriterionKind.PROPORTIONAL: (
            _share("cap", "trần", "120 %", ONE, MOST_CAP),
            _share("floor", "sàn", "50 %", ZERO, ONE),
        ),
        CriterionKind.LEADER_RELATIVE: (
            _share("on_target_share", "đạt chỉ tiêu được", "50 %", ZERO, ONE),
            _words(
                "excess",
                "phần vượt so với",
                {"chỉ tiêu": "over_target", "đơn vị dẫn đầu": "to_leader"},
            ),
        ),
        CriterionKind.COUNT: (
            _points("points_each", "mỗi lần", "0,5", above=ZERO, is_required=True),
        ),
        CriterionKind.BONUS_PENALTY: (
            _points("plus", "cộng mỗi việc", "1", least=ZERO, is_required=True),
            _points("minus", "trừ mỗi việc", "0,5", least=ZERO, is_required=True),
        ),
        CriterionKind.AWARD_BONUS: (
            _words(
                "mode", "cách tính", {"danh hiệu cao nhất": "best", "cộng các danh hiệu": "sum"}
            ),
            _whole("years_back", "lùi số năm", "1", MOST_YEARS_BACK),
        ),
        CriterionKind.STEP: (
            _points("base", "đạt chỉ tiêu", "10"),
            _per_cent_step("each", "mỗi", "1 %"),
            _points("plus", "vượt thì cộng", "0,1", least=ZERO),
            _points("minus", "hụt thì trừ", "0,2", least=ZERO),
            _words("whole", "chỉ tính đủ bước", {YES: True, NO: False}),
            _points("top", "cao nhất", "12"),
        ),
        CriterionKind.EXTERNAL: (
            _points("from", "thang gốc từ", "0", is_required=True),
            _points("to", "thang gốc đến", "100", is_required=True),
        ),
    }
)
