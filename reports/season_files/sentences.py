"""The validator's findings as Vietnamese sentences."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from jsonschema import ValidationError

from reports.season_files.findings import Finding, join_path, shown
from reports.season_files.schema import validator

_TYPES = MappingProxyType(
    {
        "object": "một nhóm mục",
        "array": "một danh sách",
        "string": "chữ (đặt trong dấu ngoặc kép nếu chỉ có chữ số)",
        "number": "một số",
        "integer": "một số nguyên",
        "boolean": "true hoặc false",
        "null": "để trống (null)",
    }
)
_FORMATS = MappingProxyType(
    {
        "date": "phải là ngày có thật, ghi theo mẫu 2022-12-31",
        "moment": "phải là thời điểm có múi giờ, ghi theo mẫu 2022-12-31T17:00:00+07:00",
        "amount": "phải là số có tối đa bốn chữ số sau dấu chấm",
        "percent": "phải là số phần trăm có tối đa hai chữ số sau dấu chấm",
        "points": "phải là số điểm không âm, tối đa hai chữ số sau dấu chấm",
        "signed_points": "phải là số điểm, tối đa hai chữ số sau dấu chấm",
        "share": "phải là tỷ lệ từ 0 đến 1, tối đa sáu chữ số sau dấu chấm",
    }
)
_PATTERNS = MappingProxyType(
    {
        r"\S": "không được để trống",
        "^([a-z0-9]+(-[a-z0-9]+)*)?$": "chỉ gồm chữ thường không dấu, chữ số và gạch nối",
        "^[a-z0-9]+(-[a-z0-9]+)*$": "chỉ gồm chữ thường không dấu, chữ số và gạch nối",
        "^[0-9A-Za-z][0-9A-Za-z-]*$": "chỉ gồm chữ cái không dấu, chữ số và gạch nối",
        "^[23456789BCFGHJKMNPQRTVX]{20}$": "phải là mã xác minh gồm 20 ký tự, không gạch nối",
        "^([0-9a-f]{64})?$": "phải là SHA-256 gồm 64 ký tự 0-9, a-f",
        r"^[^.\s]+$": "không được có dấu chấm hoặc khoảng trắng",
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def schema_findings(data: Any) -> list[Finding]:
    """Return every place where the data breaks the format, sorted by path."""
    found = [finding for error in validator().iter_errors(data) for finding in _findings(error)]
    found += _unseen(data)
    return sorted(dict.fromkeys(found), key=lambda finding: finding.path)


def _unseen(data: Any, path: str = "") -> Iterator[Finding]:
    """Find texts with control characters: nobody sees them, so nobody can have meant them."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _unseen(value, join_path(path, str(name)))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _unseen(value, join_path(path, place))
    elif isinstance(data, str) and _CONTROL.search(data):
        yield Finding(path, "có ký tự điều khiển không hiển thị được")


def _findings(error: ValidationError) -> Iterator[Finding]:
    path = ""
    for step in error.absolute_path:
        path = join_path(path, step)
    lister = _LISTERS.get(str(error.validator))
    if lister is None:
        yield Finding(path, _sentence(error))
        return
    for name, reason in lister(error):
        yield Finding(join_path(path, name), reason)


def _unknown_names(error: ValidationError) -> Iterator[tuple[str, str]]:
    schema: Any = error.schema
    for name in _given(error):
        if name not in schema["properties"]:
            yield str(name), "không có mục nào tên như vậy"


def _missing_names(error: ValidationError) -> Iterator[tuple[str, str]]:
    for name in _rule(error):
        if name not in _given(error):
            yield name, "thiếu mục này"


def _missing_companions(error: ValidationError) -> Iterator[tuple[str, str]]:
    for name, companions in _rule(error).items():
        for companion in companions:
            if name in _given(error) and companion not in _given(error):
                yield companion, f"thiếu mục này (đã có mục {name})"


def _given(error: ValidationError) -> Any:
    return error.instance


def _rule(error: ValidationError) -> Any:
    return error.validator_value


def _sentence(error: ValidationError) -> str:
    writer = _WRITERS.get(str(error.validator))
    return writer(error) if writer else f"không đúng quy định {error.validator} của định dạng"


def _wrong_type(error: ValidationError) -> str:
    words = _rule(error)
    names = [words] if isinstance(words, str) else words
    return f"phải là {' hoặc '.join(_TYPES[name] for name in names)}"


def _not_a_word(error: ValidationError) -> str:
    return f"không nhận {shown(error.instance)}, chỉ nhận: {', '.join(_rule(error))}"


_WRITERS: Mapping[str, Callable[[ValidationError], str]] = MappingProxyType(
    {
        "type": _wrong_type,
        "enum": _not_a_word,
        "const": lambda error: f"phải là {_rule(error)}",
        "pattern": lambda error: _PATTERNS[_rule(error)],
        "format": lambda error: f"{_FORMATS[_rule(error)]}, không phải {error.instance}",
        "maxLength": lambda error: f"dài quá {_rule(error)} ký tự",
        "minimum": lambda error: f"không được nhỏ hơn {_rule(error)}",
        "maximum": lambda error: f"không được lớn hơn {_rule(error)}",
        "minItems": lambda error: f"cần ít nhất {_rule(error)} mục",
        "uniqueItems": lambda _: "có mục ghi hai lần",
    }
)
_LISTERS: Mapping[str, Callable[[ValidationError], Iterator[tuple[str, str]]]] = MappingProxyType(
    {
        "additionalProperties": _unknown_names,
        "required": _missing_names,
        "dependentRequired": _missing_companions,
    }
)
