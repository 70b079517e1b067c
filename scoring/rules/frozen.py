"""A frozen ranking as text: what is hashed, and how it is read back without a database.

The content holds everything the ranks follow from: the table, the rule for the final
points, the rule for ties, every line of every ranked sheet in all its layers. Points are
strings with two places and a point, so that no reader rounds them.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.rules.final import STRATEGY
from scoring.rules.ranking import TIES
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Layer, RankingOrigin

SCHEMA = "thi-dua/ranking/1"
_POINTS = re.compile(r"[0-9]{1,9}\.[0-9]{2}")

Content = Mapping[str, Any]
Layers = Mapping[Layer, Decimal | None]


class FrozenError(ValueError):
    """The content is not a ranking that can be recomputed; the message says where."""


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as frozen: its lines' points by key and layer, or why it is not ranked."""

    agency: str
    name: str
    position: int
    lines: Mapping[str, Layers]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """What a content says, read and checked."""

    bloc: str
    cycle: str
    nodes: tuple[Node, ...]
    order: tuple[Layer, ...]
    members: tuple[MemberFacts, ...]


def canonical_json(content: Content) -> str:
    """Write the content so that equal contents are equal bytes on every machine."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def fingerprint(content: Content) -> str:
    """Return the SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def written_points(points: Decimal | None) -> str | None:
    """Write points with two places and a point; None stays None."""
    return None if points is None else f"{points:.2f}"


def written_table(nodes: Sequence[Node]) -> list[dict[str, object]]:
    """Write the tree in reading order."""
    return [
        {
            "key": node.key,
            "parent": node.parent_key,
            "code": node.code,
            "label": node.label,
            "kind": node.kind.value,
            "max": written_points(node.max_points),
            "step": written_points(node.step),
        }
        for node in nodes
    ]


def written_member(member: MemberFacts) -> dict[str, object]:
    """Write one member with all its lines."""
    return {
        "agency": member.agency,
        "name": member.name,
        "position": member.position,
        "reason": member.reason,
        "lines": [
            {"key": key, **{layer.value: written_points(layers[layer]) for layer in Layer}}
            for key, layers in member.lines.items()
        ],
    }


def read_content(content: object) -> FrozenFacts:
    """Read a content back.

    Raises:
        FrozenError: not of this schema, reported by a source without points, or malformed.
    """
    if not isinstance(content, Mapping) or content.get("schema") != SCHEMA:
        raise FrozenError(f"Tệp không phải là bảng xếp hạng đã chốt theo cấu trúc {SCHEMA}.")
    if content.get("origin") == RankingOrigin.REPORTED:
        raise FrozenError("Xếp hạng này ghi nhận theo nguồn, không có điểm để tính lại.")
    try:
        facts = FrozenFacts(
            bloc=_text(content["bloc"]),
            cycle=_text(content["cycle"]),
            nodes=tuple(_node(row) for row in content["table"]["nodes"]),
            order=_order(content),
            members=tuple(_member(row) for row in content["members"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FrozenError(f"Tệp thiếu hoặc sai mục: {error}.") from error
    _demand_known_keys(facts)
    return facts


def _order(content: Content) -> tuple[Layer, ...]:
    rule = content["final_rule"]
    if rule["strategy"] != STRATEGY or content["ties"] != TIES:
        raise ValueError("cách tính điểm cuối hoặc cách xử lý bằng điểm không được hỗ trợ")
    return tuple(Layer(layer) for layer in rule["order"])


def _node(row: Content) -> Node:
    return Node(
        key=_text(row["key"]),
        parent_key=None if row["parent"] is None else _text(row["parent"]),
        code=_text(row["code"]),
        label=_text(row["label"]),
        kind=CriterionKind(row["kind"]),
        max_points=_given(row["max"]),
        step=_given(row["step"]),
    )


def _member(row: Content) -> MemberFacts:
    lines = {
        _text(line["key"]): {layer: _points(line[layer.value]) for layer in Layer}
        for line in row["lines"]
    }
    if len(lines) != len(row["lines"]):
        raise ValueError(f"tiêu chí trùng ở đơn vị {row['agency']}")
    return MemberFacts(
        agency=_text(row["agency"]),
        name=_text(row["name"]),
        position=int(row["position"]),
        lines=lines,
        reason=_text(row["reason"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} không phải là chữ")
    return value


def _points(value: object) -> Decimal | None:
    return None if value is None else _given(value)


def _given(value: object) -> Decimal:
    if not isinstance(value, str) or not _POINTS.fullmatch(value):
        raise ValueError(f"điểm {value!r} không đúng dạng “12.50”")
    return Decimal(value)


def _demand_known_keys(facts: FrozenFacts) -> None:
    keys = [node.key for node in facts.nodes]
    agencies = [member.agency for member in facts.members]
    if len(set(keys)) != len(keys) or len(set(agencies)) != len(agencies):
        raise FrozenError("Tệp có tiêu chí hoặc đơn vị bị trùng.")
    leaves = {node.key for node in facts.nodes if not node.is_group}
    for member in facts.members:
        unknown = sorted(set(member.lines) - leaves)
        if unknown:
            raise FrozenError(f"Đơn vị {member.agency}: bảng không có tiêu chí {unknown[0]}.")
