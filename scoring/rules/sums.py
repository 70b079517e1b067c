"""What the criteria of a table sum to, and where a sum is not what is stated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.faults import Field, TreeFault
from scoring.rules.formulas import rule_faults, top_of
from scoring.rules.nodes import EXTRA_KINDS, Node
from scoring.states import CriterionKind

ZERO = Decimal(0)
Children = Mapping[str | None, list[Node]]


def children_of(nodes: Sequence[Node]) -> Children:
    """Return the nodes under each key, in the given order; under None those at the top."""
    found: dict[str | None, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.parent_key, []).append(node)
    return found


def wrong_sums(nodes: Sequence[Node], scale: Decimal) -> Iterator[TreeFault]:
    """Yield the groups, and the scale, that do not say what their criteria sum to.

    A group that is wrong is named once: not again in the group or the scale above it, which
    would be right with the sum that its own criteria have.
    """
    stated = children_of(nodes)
    mended = children_of(_mended(nodes))
    for node in nodes:
        yield from _wrong_group(node, stated, mended) if node.is_group else ()
    totals = [_total(stated), _total(mended)]
    if scale not in totals:
        yield TreeFault(
            f"Thang điểm là {number_text(scale)} nhưng các nhóm cộng lại "
            f"{number_text(totals[0])} điểm.",
            field=Field.MOST,
        )


def _wrong_group(group: Node, stated: Children, mended: Children) -> Iterator[TreeFault]:
    own = stated.get(group.key, [])
    if not own:
        yield TreeFault(f"Nhóm {group.key} chưa có tiêu chí con.", group.key, Field.CODE)
        return
    sums = [summed(own, stated), summed(mended[group.key], mended)]
    if group.max_points not in sums:
        yield TreeFault(
            f"Nhóm {group.key} tối đa {number_text(group.max_points)} điểm nhưng các tiêu chí "
            f"con cộng lại {number_text(sums[0])} điểm.",
            group.key,
            Field.MOST,
        )
    if counts(group, stated):
        yield from _low_cap(group)


def _low_cap(group: Node) -> Iterator[TreeFault]:
    """Yield a cap that keeps the group from its own maximum; one of bonuses may do so."""
    if not rule_faults(group) and top_of(group) < group.max_points:
        yield TreeFault(
            f"Nhóm {group.key} tối đa {number_text(group.max_points)} điểm nhưng tham số “cap” chỉ "
            f"cho {number_text(top_of(group))} điểm.",
            group.key,
            Field.RULE,
        )


def _mended(nodes: Sequence[Node]) -> list[Node]:
    """Return the tree with what the criteria of each group sum to, from the bottom up."""
    children = children_of(nodes)
    found: dict[str, Node] = {}
    for node in reversed(nodes):  # children stand behind their parents
        own = [found[one.key] for one in children.get(node.key, [])]
        found[node.key] = replace(node, max_points=summed(own, children)) if own else node
    return [found[node.key] for node in nodes]


def _total(children: Children) -> Decimal:
    counted = [node for node in children.get(None, []) if counts(node, children)]
    return sum((node.max_points for node in counted), start=ZERO)


def summed(own: Sequence[Node], children: Children) -> Decimal:
    """Add the maxima that count; in a group of bonuses the bonuses, else what is taken off."""
    counted = [node for node in own if counts(node, children)]
    bonuses = [node for node in own if not _takes_off(node, children)]
    if counted or bonuses:
        return sum((node.max_points for node in counted or bonuses), start=ZERO)
    return sum((max(node.max_points, -node.min_points) for node in own), start=ZERO)


def counts(node: Node, children: Children) -> bool:
    """Say whether the node adds to the scale: it is no bonus or penalty, or holds more."""
    if node.is_group:
        return any(counts(child, children) for child in children.get(node.key, []))
    return node.kind not in EXTRA_KINDS


def _takes_off(node: Node, children: Children) -> bool:
    """Say whether the node holds nothing that could add points."""
    if node.is_group:
        return all(_takes_off(child, children) for child in children.get(node.key, []))
    if node.kind is CriterionKind.BONUS_PENALTY:
        return node.max_points == ZERO
    return node.kind is CriterionKind.PENALTY
