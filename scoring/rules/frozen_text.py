"""A frozen ranking as text: what is hashed, and how single values are written and read."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from scoring.rules.arithmetic import Number, as_decimal
from scoring.rules.tree import Node

Content = Mapping[str, Any]

_POINTS = re.compile(r"[0-9]{1,9}\.[0-9]{2}", re.ASCII)
_SIGNED_POINTS = re.compile(r"-?[0-9]{1,9}\.[0-9]{2}", re.ASCII)
_RESULT = re.compile(r"-?[0-9]{1,14}(?:\.[0-9]{1,4})?", re.ASCII)


class FrozenError(ValueError):
    """The content is not a ranking that can be recomputed; the message says where."""


def canonical_json(content: Content) -> str:
    """Write the content so that equal contents are equal bytes on every machine."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def fingerprint(content: Content) -> str:
    """Return the SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def written_points(points: Number | None) -> str | None:
    """Write points with two places and a point; None stays None."""
    return None if points is None else f"{as_decimal(points):.2f}"


def read_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} không phải là chữ")
    return value


def read_whole(value: object, *, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{value!r} không phải là số nguyên từ {least}")
    return value


def read_yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} không phải là true hoặc false")
    return value


def read_points(value: object, *, signed: bool = False) -> Decimal:
    """Read points that must be given, as ``written_points`` writes them."""
    form = _SIGNED_POINTS if signed else _POINTS
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"điểm {value!r} không đúng dạng “12.50”")
    return Decimal(value)


def read_result(value: object) -> Decimal:
    """Read a result in its unit, with a point."""
    if not isinstance(value, str) or not _RESULT.fullmatch(value):
        raise ValueError(f"kết quả {value!r} không đúng dạng “95.5”")
    return Decimal(value)


def demand_known_keys(nodes: Sequence[Node], lines_of: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse a table that is no tree, and lines of criteria that it has not.

    Args:
        nodes: must stand in reading order, parents before children.
        lines_of: by member code, anything by criterion key.

    Raises:
        FrozenError: names the criterion or the member.
    """
    seen: dict[str | None, Node] = {}
    for node in nodes:
        parent = seen.get(node.parent_key)
        if node.parent_key is not None and (parent is None or not parent.is_group):
            raise FrozenError(f"Tiêu chí {node.key}: không có nhóm {node.parent_key} đứng trước.")
        if node.key in seen:
            raise FrozenError(f"Tệp có tiêu chí bị trùng: {node.key}.")
        seen[node.key] = node
    leaves = {node.key for node in nodes if not node.is_group}
    for agency, lines in lines_of.items():
        unknown = sorted(set(lines) - leaves)
        if unknown:
            raise FrozenError(f"Đơn vị {agency}: bảng không có tiêu chí {unknown[0]}.")
