"""The tree of a criteria table: what must hold before a table may be published."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from blocs.rules.writing import lower_first
from scoring.rules.faults import Fault, Field, TreeFault
from scoring.rules.formulas import node_faults
from scoring.rules.formulas.limits import is_amount, places_text
from scoring.rules.naming import naming_faults
from scoring.rules.nodes import EXTRA_KINDS, JUDGED_KINDS, Node
from scoring.rules.sums import children_of, counts, summed, wrong_sums
from scoring.states import Scorer

__all__ = [
    "EXTRA_KINDS",
    "JUDGED_KINDS",
    "Node",
    "check_tree",
    "children_of",
    "tree_faults",
    "with_sums_of_extras",
]

ZERO = Decimal(0)


def check_tree(nodes: Sequence[Node], scale: Decimal, *, decimals: int = 2) -> list[str]:
    """Return what ``tree_faults`` says, as sentences; nothing when it may be published."""
    return [str(fault) for fault in tree_faults(nodes, scale, decimals=decimals)]


def tree_faults(nodes: Sequence[Node], scale: Decimal, *, decimals: int = 2) -> list[TreeFault]:
    """Return what is wrong with a table, each fault once, with the criterion it is of.

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
        return [TreeFault("Bảng tiêu chí chưa có tiêu chí nào.")]
    if not is_amount(scale, decimals):
        limit = f"Thang điểm phải lớn hơn 0, {places_text(decimals)}."
        return [TreeFault(limit, field=Field.MOST)]
    if faults := [*_wrong_places(nodes)]:
        return faults
    values = [*_wrong_values(nodes, decimals)]
    # Sums with a maximum that is no number of points would only say so again.
    is_summable = all(fault.field is not Field.MOST for fault in values)
    return [*values, *(wrong_sums(nodes, scale) if is_summable else ())]


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
        is_for_extras = bool(own) and not any(counts(child, children) for child in own)
        says_nothing = node.is_group and node.max_points == ZERO
        found[node.key] = (
            replace(node, max_points=summed(own, children))
            if says_nothing and is_for_extras
            else node
        )
    return tuple(found[node.key] for node in nodes)


def _wrong_places(nodes: Sequence[Node]) -> Iterator[TreeFault]:
    for key, times in Counter(node.key for node in nodes).items():
        if times > 1:
            yield TreeFault(f"Mã tiêu chí {key} bị trùng {times} lần.", key)
    seen: dict[str | None, Node] = {}
    for node in nodes:
        parent = seen.get(node.parent_key)
        if node.parent_key is not None and parent is None:
            yield _of(node, Fault(f"không có nhóm {node.parent_key} đứng trước.", Field.CODE))
        if parent is not None and not parent.is_group:
            text = f"{node.parent_key} không phải là nhóm tiêu chí."
            yield TreeFault(text, node.key, Field.CODE, f"Tiêu chí {node.key}: {text}")
        seen[node.key] = node


def _wrong_values(nodes: Sequence[Node], decimals: int) -> Iterator[TreeFault]:
    for node in nodes:
        faults = [*naming_faults(node), *node_faults(node, decimals=decimals)]
        for fault in [*faults, *_wrong_scorer(node)]:
            yield _of(node, fault)


def _of(node: Node, fault: Fault) -> TreeFault:
    whole = f"Tiêu chí {node.key}: {lower_first(fault.text)}"
    return TreeFault(fault.text, node.key, fault.field, whole)


def _wrong_scorer(node: Node) -> Iterator[Fault]:
    if node.is_group and not node.is_scored_by_agency:
        nobody = "Nhóm được cộng từ các tiêu chí con, không chọn người chấm."
        yield Fault(nobody, Field.SCORED_BY)
    if node.scored_by is Scorer.SECTOR and not node.sector:
        yield Fault("Chưa ghi cơ quan chuyên ngành chấm tiêu chí này.", Field.SECTOR)
    if node.scored_by is not Scorer.SECTOR and node.sector:
        only = "Chỉ ghi cơ quan chuyên ngành khi cơ quan đó chấm tiêu chí này."
        yield Fault(only, Field.SECTOR)
