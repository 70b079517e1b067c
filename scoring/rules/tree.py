"""The tree of a criteria table: what must hold before a table may be published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.formulas import rule_faults, top_of
from scoring.rules.formulas.limits import is_amount, places_text
from scoring.rules.nodes import EXTRA_KINDS, JUDGED_KINDS, Node
from scoring.states import CriterionKind, Scorer

__all__ = [
    "EXTRA_KINDS",
    "JUDGED_KINDS",
    "Node",
    "check_tree",
    "children_of",
    "with_sums_of_extras",
]

ZERO = Decimal(0)


def children_of(nodes: Sequence[Node]) -> Mapping[str | None, list[Node]]:
    """Return the nodes under each key, in the given order; under None those at the top."""
    found: dict[str | None, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.parent_key, []).append(node)
    return found


def check_tree(nodes: Sequence[Node], scale: Decimal, *, decimals: int = 2) -> list[str]:
    """Return what is wrong with a table, as sentences; nothing when it may be published.

    Bonus and penalty points stand apart, those by events and by titles too: they count
    neither towards the group they are in nor towards the scale. A group of nothing else sums
    its own kind; what only takes points off counts with the most that it takes.

    Args:
        nodes: in reading order, parents before children.
        scale: points of the whole table, without bonus and penalty.
        decimals: places after the comma that the table's points may have, 0 to 2.

    Source: docs/sources.md#table-tree: every parent equals the sum of its children.
    """
    if not nodes:
        return ["Bảng tiêu chí chưa có tiêu chí nào."]
    if not is_amount(scale, decimals):
        return [f"Thang điểm phải lớn hơn 0, {places_text(decimals)}."]
    if faults := list(_wrong_places(nodes)):
        return faults
    return [*_wrong_values(nodes, decimals), *_wrong_sums(nodes, scale)]


def with_sums_of_extras(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return the tree with the sums of groups that add nothing to the scale, where they say 0.

    A group of bonuses and penalties is worth nothing in the scale, and many write so; its
    maximum here is what its criteria sum to.

    Args:
        nodes: in reading order, parents before children.
    """
    children = children_of(nodes)
    found: dict[str, Node] = {}
    for node in reversed(nodes):  # children stand behind their parents
        # A draft that is still faulty may have a child above its group.
        own = [found[one.key] for one in children.get(node.key, []) if one.key in found]
        is_for_extras = bool(own) and not any(_counts(child, children) for child in own)
        says_nothing = node.is_group and node.max_points == ZERO
        found[node.key] = (
            replace(node, max_points=_summed(own, children))
            if says_nothing and is_for_extras
            else node
        )
    return tuple(found[node.key] for node in nodes)


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


def _wrong_values(nodes: Sequence[Node], decimals: int) -> Iterator[str]:
    for node in nodes:
        if not node.code.strip() or not node.label.strip():
            yield f"Tiêu chí {node.key}: thiếu mã hoặc nội dung."
        for fault in [*rule_faults(node, decimals=decimals), *_wrong_scorer(node)]:
            yield f"Tiêu chí {node.key}: {fault[:1].lower()}{fault[1:]}"


def _wrong_scorer(node: Node) -> Iterator[str]:
    if node.is_group and not node.is_scored_by_agency:
        yield "Nhóm được cộng từ các tiêu chí con, không chọn người chấm."
    if node.scored_by is Scorer.SECTOR and not node.sector:
        yield "Chưa ghi cơ quan chuyên ngành chấm tiêu chí này."
    if node.scored_by is not Scorer.SECTOR and node.sector:
        yield "Chỉ ghi cơ quan chuyên ngành khi cơ quan đó chấm tiêu chí này."


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
        if node.is_group and _counts(node, children):
            yield from _low_cap(node)
    counted = [node for node in children.get(None, []) if _counts(node, children)]
    total = sum((node.max_points for node in counted), start=ZERO)
    if total != scale:
        yield (
            f"Thang điểm là {number_text(scale)} nhưng các nhóm cộng lại {number_text(total)} điểm."
        )


def _low_cap(group: Node) -> Iterator[str]:
    """Yield a cap that keeps the group from its own maximum; one of bonuses may do so."""
    if not rule_faults(group) and top_of(group) < group.max_points:
        yield (
            f"Nhóm {group.key} tối đa {number_text(group.max_points)} điểm nhưng tham số “cap” chỉ "
            f"cho {number_text(top_of(group))} điểm."
        )


def _summed(own: Sequence[Node], children: Mapping[str | None, list[Node]]) -> Decimal:
    """Add the maxima that count; in a group of bonuses the bonuses, else what is taken off."""
    counted = [node for node in own if _counts(node, children)]
    bonuses = [node for node in own if not _takes_off(node, children)]
    if counted or bonuses:
        return sum((node.max_points for node in counted or bonuses), start=ZERO)
    return sum((max(node.max_points, -node.min_points) for node in own), start=ZERO)


def _counts(node: Node, children: Mapping[str | None, list[Node]]) -> bool:
    if node.is_group:
        return any(_counts(child, children) for child in children.get(node.key, []))
    return node.kind not in EXTRA_KINDS


def _takes_off(node: Node, children: Mapping[str | None, list[Node]]) -> bool:
    """Say whether the node holds nothing that could add points."""
    if node.is_group:
        return all(_takes_off(child, children) for child in children.get(node.key, []))
    if node.kind is CriterionKind.BONUS_PENALTY:
        return node.max_points == ZERO
    return node.kind is CriterionKind.PENALTY
