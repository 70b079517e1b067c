"""The tree of a criteria table: what must hold before a table may be published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from blocs.rules.writing import number_text
from scoring.states import CriterionKind, Direction, Scorer

ZERO = Decimal(0)
CENT = Decimal("0.01")
EXTRA_KINDS = frozenset(
    {
        CriterionKind.BONUS,
        CriterionKind.PENALTY,
        CriterionKind.BONUS_PENALTY,
        CriterionKind.AWARD_BONUS,
    }
)
JUDGED_KINDS = frozenset(
    {
        CriterionKind.MANUAL,
        CriterionKind.PASS_FAIL,
        CriterionKind.BONUS,
        CriterionKind.PENALTY,
    }
)


@dataclass(frozen=True, slots=True)
class Node:
    """One criterion; ``key`` joins the codes from the root, ``step`` and maximum in points.

    ``rule`` holds the formula's parameters as ``rules.formulas`` reads them, ``unit`` is that
    of the result, ``sector`` the code of the agency that scores a criterion of its field.
    """

    key: str
    parent_key: str | None
    code: str
    label: str
    kind: CriterionKind
    max_points: Decimal
    step: Decimal = Decimal("0.25")
    guidance: str = ""
    min_points: Decimal = ZERO
    unit: str = ""
    direction: Direction = Direction.HIGHER
    scored_by: Scorer = Scorer.AGENCY
    sector: str = ""
    rule: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_group(self) -> bool:
        return self.kind is CriterionKind.GROUP

    @property
    def is_calculated(self) -> bool:
        """Say whether people type a result, from which the points follow."""
        return not self.is_group and self.kind not in JUDGED_KINDS

    @property
    def is_scored_by_agency(self) -> bool:
        return self.scored_by is Scorer.AGENCY

    @property
    def needs_points(self) -> bool:
        """Say whether a sheet is incomplete while this line is empty."""
        return not self.is_group and self.kind not in EXTRA_KINDS and self.is_scored_by_agency


def children_of(nodes: Sequence[Node]) -> Mapping[str | None, list[Node]]:
    """Return the nodes under each key, in the given order; under None those at the top."""
    found: dict[str | None, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.parent_key, []).append(node)
    return found


def check_tree(nodes: Sequence[Node], scale: Decimal) -> list[str]:
    """Return what is wrong with a table, as sentences; nothing when it may be published.

    Bonus and penalty points stand apart: they count neither towards the group they are in
    nor towards the scale. A group of nothing else sums its own kind.

    Args:
        nodes: in reading order, parents before children.
        scale: points of the whole table, without bonus and penalty.

    Source: docs/sources.md#table-tree: every parent equals the sum of its children.
    """
    if not nodes:
        return ["Bảng tiêu chí chưa có tiêu chí nào."]
    if not _is_amount(scale):
        return ["Thang điểm phải lớn hơn 0, tối đa hai số thập phân."]
    return list(_wrong_places(nodes)) or [*_wrong_values(nodes), *_wrong_sums(nodes, scale)]


def _wrong_places(nodes: Sequence[Node]) -> Iterator[str]:
    for key, times in Counter(node.key for node in nodes).items():
        if times > 1:
            yield f"Mã tiêu chí {key} bị trùng {times} lần."
    seen: dict[str | None, Node] = {}
    for node in nodes:
        parent = seen.get(node.parent_key)
        if node.parent_key is not None and parent is None:
            yield f"Tiêu chí {node.key}: không có nhóm {node.parent_key} đứng trước."
        if parent is not None and not parent.is_group:
            yield f"Tiêu chí {node.key}: {node.parent_key} không phải là nhóm tiêu chí."
        seen[node.key] = node


def _wrong_values(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if not node.code.strip() or not node.label.strip():
            yield f"Tiêu chí {node.key}: thiếu mã hoặc nội dung."
        if not _is_amount(node.max_points):
            yield f"Tiêu chí {node.key}: điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."
        if not node.is_group and not _is_amount(node.step):
            yield f"Tiêu chí {node.key}: bước điểm phải lớn hơn 0, tối đa hai số thập phân."


def _wrong_sums(nodes: Sequence[Node], scale: Decimal) -> Iterator[str]:
    children = children_of(nodes)
    for node in nodes:
        own = children.get(node.key, [])
        if node.is_group and not own:
            yield f"Nhóm {node.key} chưa có tiêu chí con."
        elif node.is_group and _summed(own, children) != node.max_points:
            yield (
                f"Nhóm {node.key} tối đa {number_text(node.max_points)} điểm nhưng các tiêu chí "
                f"con cộng lại {number_text(_summed(own, children))} điểm."
            )
    counted = [node for node in children.get(None, []) if _counts(node, children)]
    total = sum((node.max_points for node in counted), start=ZERO)
    if total != scale:
        yield (
            f"Thang điểm là {number_text(scale)} nhưng các nhóm cộng lại {number_text(total)} điểm."
        )


def _summed(own: Sequence[Node], children: Mapping[str | None, list[Node]]) -> Decimal:
    """Add the maxima that count; in a group of bonuses the bonuses, else the penalties."""
    counted = [node for node in own if _counts(node, children)]
    bonuses = [node for node in own if not _takes_off(node, children)]
    return sum((node.max_points for node in counted or bonuses or own), start=ZERO)


def _counts(node: Node, children: Mapping[str | None, list[Node]]) -> bool:
    if node.is_group:
        return any(_counts(child, children) for child in children.get(node.key, []))
    return node.kind not in EXTRA_KINDS


def _takes_off(node: Node, children: Mapping[str | None, list[Node]]) -> bool:
    """Say whether the node holds nothing but penalties."""
    if node.is_group:
        return all(_takes_off(child, children) for child in children.get(node.key, []))
    return node.kind is CriterionKind.PENALTY


def _is_amount(value: Decimal) -> bool:
    return value.is_finite() and value > ZERO and value == value.quantize(CENT)
