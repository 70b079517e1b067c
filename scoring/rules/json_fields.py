"""Reading an object of JSON name by name, each fault with its path."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

W = TypeVar("W", bound=StrEnum)
ONE = Decimal(1)
MOST_WHOLE = 9999
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


class SettingsError(ValueError):
    """The rules cannot be accepted; ``path`` says where, ``fault`` what, in Vietnamese."""

    def __init__(self, path: str, fault: str) -> None:
        super().__init__(f"{path or 'rules'}: {fault}.")
        self.path = path
        self.fault = fault


class _Missing:
    """No default: the name must be given."""


REQUIRED: Final = _Missing()


class Fields:
    """One object; every read takes a name away, and ``end`` refuses what is left."""

    def __init__(self, value: object, path: str) -> None:
        self._path = path
        if not isinstance(value, Mapping):
            raise SettingsError(path, "phải là một nhóm tên và giá trị (đối tượng JSON)")
        self._left: dict[str, Any] = dict(value)

    def fault(self, name: str, fault: str) -> SettingsError:
        return SettingsError(self._at(name), fault)

    def end(self) -> None:
        """Refuse names that nobody asked for."""
        for name in self._left:
            raise self.fault(str(name), "mục lạ, không có trong quy định của bảng")

    def text(self, name: str, default: str | _Missing = REQUIRED) -> str:
        value = self._take(name, default)
        if not isinstance(value, str) or (default is REQUIRED and not value.strip()):
            raise self.fault(name, "phải là chữ, không để trống")
        return value

    def yes_no(self, name: str, default: bool) -> bool:
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise self.fault(name, "phải là true hoặc false")
        return value

    def word(self, name: str, words: type[W], default: W | _Missing = REQUIRED) -> W:
        value = self._take(name, default)
        if not isinstance(value, str) or value not in list(words):
            raise self.fault(name, f"phải là một trong: {', '.join(words)}")
        return words(value)

    def whole(
        self,
        name: str,
        default: int | _Missing = REQUIRED,
        *,
        least: int = 0,
        most: int = MOST_WHOLE,
    ) -> int:
        value = self._take(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.fault(name, f"phải là số nguyên từ {least} đến {most}")
        return value

    def whole_or_none(self, name: str, *, least: int = 0) -> int | None:
        if self._left.get(name) is None:
            return self._left.pop(name, None)
        return self.whole(name, least=least)

    def points(self, name: str, *, or_nought: bool = False) -> Decimal:
        """Read points above zero, or from zero, with at most two places."""
        value = self._number(name, REQUIRED)
        if value != round(value, 2) or not (value or or_nought):
            least = "từ 0 trở lên" if or_nought else "lớn hơn 0"
            raise self.fault(name, f"số điểm phải {least}, tối đa hai số thập phân")
        return value

    def points_or_none(self, name: str, *, or_nought: bool = False) -> Decimal | None:
        if self._left.get(name) is None:
            return self._left.pop(name, None)
        return self.points(name, or_nought=or_nought)

    def share(self, name: str, default: Decimal | _Missing = REQUIRED) -> Decimal:
        """Read a share between 0 and 1."""
        value = self._number(name, default)
        if value > ONE:
            raise self.fault(name, "phải là tỷ lệ từ 0 đến 1, ví dụ “0.85” là 85%")
        return value

    def share_or_none(self, name: str) -> Decimal | None:
        if self._left.get(name) is None:
            return self._left.pop(name, None)
        return self.share(name)

    def rows(self, name: str) -> list["Fields"]:
        """Read a list of objects; a missing list is empty."""
        value = self._take(name, [])
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.fault(name, "phải là danh sách")
        return [Fields(row, f"{self._at(name)}[{place}]") for place, row in enumerate(value)]

    def texts(self, name: str, default: Sequence[str] | _Missing = REQUIRED) -> tuple[str, ...]:
        """Read a list of texts, none of them empty or said twice."""
        value = self._take(name, default)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.fault(name, "phải là danh sách")
        if not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fault(name, "phải là danh sách chữ, không có chữ nào để trống")
        if len(set(value)) != len(value):
            raise self.fault(name, "có chữ ghi hai lần")
        return tuple(value)

    def inner(self, name: str) -> "Fields":
        """Read an object inside; a missing one is empty."""
        return Fields(self._take(name, {}), self._at(name))

    def _number(self, name: str, default: Decimal | _Missing) -> Decimal:
        value = self._take(name, default)
        if isinstance(value, Decimal):
            return value
        if not isinstance(value, str) or not _NUMBER.fullmatch(value):
            raise self.fault(name, "phải là số viết trong ngoặc kép với dấu chấm, ví dụ “1.5”")
        return Decimal(value)

    def _take(self, name: str, default: object) -> Any:
        value = self._left.pop(name, default)
        if isinstance(value, _Missing):
            raise self.fault(name, "thiếu mục này")
        return value

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def number_written(value: Decimal | None) -> str | None:
    """Write a number the shortest way, with a point: ``0.6``; None stays None."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
