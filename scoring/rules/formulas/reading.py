"""The parameters of a formula, read strictly from a criterion's ``rule``.

Numbers are strings with a point ("1.5"): a JSON number may have lost digits on its way.
Every fault is a Vietnamese sentence that names its parameter; nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from blocs.rules.writing import number_text

ONE = Decimal(1)
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)


class RuleReader:
    """Reads named parameters and keeps what is wrong with them.

    A faulty parameter reads as a harmless number, so that all faults are found in one go;
    the reader of a formula with ``faults`` must not use what it read.
    """

    def __init__(self, rule: Mapping[str, Any], *, where: str = "") -> None:
        self.faults: list[str] = []
        self._where = where
        self._known: set[str] = set()
        self._rule = rule if isinstance(rule, Mapping) else {}
        if not isinstance(rule, Mapping):
            self.faults.append(f"{where}Quy tắc tính điểm phải là một đối tượng có tên tham số.")

    def has(self, name: str) -> bool:
        """Say whether the parameter is stated, null or not."""
        self._known.add(name)
        return name in self._rule

    def raw(self, name: str) -> object:
        """Return the parameter as it stands, None when it is not stated."""
        self._known.add(name)
        return self._rule.get(name)

    def number(
        self,
        name: str,
        meaning: str,
        *,
        default: Decimal | None = None,
        least: Decimal | None = None,
        most: Decimal | None = None,
    ) -> Decimal:
        """Return a number between two limits, both allowed; without a default it is required."""
        if not self.has(name):
            if default is None:
                self.fault(name, meaning, "chưa có")
            return ONE if default is None else default
        value = read_number(self._rule[name])
        if value is None:
            self.fault(name, meaning, 'phải là số viết trong ngoặc kép với dấu chấm, như "1.5"')
            return ONE if default is None else default
        if (least is not None and value < least) or (most is not None and value > most):
            self.fault(name, meaning, f"phải {_range_text(least, most)}")
        return value

    def bound(self, name: str, meaning: str) -> Decimal | None:
        """Return one end of a range; null is no end and has to be written."""
        if not self.has(name):
            self.fault(name, meaning, "chưa có; không giới hạn thì ghi null")
            return None
        if self._rule[name] is None:
            return None
        return self.number(name, meaning)

    def flag(self, name: str, meaning: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._rule.get(name, default)
        self._known.add(name)
        if not isinstance(value, bool):
            self.fault(name, meaning, "phải là true hoặc false")
            return default
        return value

    def word(self, name: str, meaning: str, words: Sequence[str], *, default: str = "") -> str:
        """Return one of the words; without a default it is required."""
        value = self._rule.get(name, default)
        self._known.add(name)
        if value not in words or not isinstance(value, str):
            self.fault(name, meaning, f"phải là một trong các từ: {', '.join(words)}")
            return words[0]
        return value

    def whole(self, name: str, meaning: str, *, default: int, most: int) -> int:
        """Return a whole number from 0 to a limit, written as a JSON number."""
        value = self._rule.get(name, default)
        self._known.add(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            self.fault(name, meaning, f"phải là số nguyên từ 0 đến {most}")
            return default
        return value

    def fault(self, name: str, meaning: str, what: str) -> None:
        """Keep one fault of a named parameter."""
        self.faults.append(f"{self._where}Tham số “{name}” ({meaning}) {what}.")

    def finish(self) -> None:
        """Keep a fault for every name that nothing has asked for."""
        for name in sorted(str(name) for name in self._rule if name not in self._known):
            self.faults.append(f"{self._where}Tham số “{name}” không dùng cho loại tiêu chí này.")


def read_number(value: object) -> Decimal | None:
    """Return the number that a string holds, None when it holds none."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return None
    return Decimal(value)


def _range_text(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return f"từ {number_text(least)} đến {number_text(most)}"
    if least is not None:
        return f"từ {number_text(least)} trở lên"
    return "" if most is None else f"không quá {number_text(most)}"
