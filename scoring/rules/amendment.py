"""What an amended table changes, and what becomes of points that were given before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.formulas import floor_of, levels_of, top_of
from scoring.rules.nodes import JUDGED_KINDS, Node
from scoring.rules.points import points_fault
from scoring.states import CriterionKind, LinePolicy

# What is compared, in the order in which a person reads it, and how it is called.
FIELD_WORDS: Mapping[str, str] = {
    "key": "mã",
    "parent_key": "nhóm",
    "label": "nội dung",
    "kind": "cách chấm",
    "max_points": "điểm tối đa",
    "min_points": "điểm thấp nhất",
    "step": "bước điểm",
    "rule": "công thức",
    "unit": "đơn vị tính",
    "direction": "chiều đánh giá",
    "scored_by": "người chấm",
    "sector": "cơ quan chuyên ngành",
    "guidance": "hướng dẫn",
}
# Points given under another one of these say nothing about the new criterion.
_ANOTHER_THING = frozenset({"kind", "scored_by", "sector"})
_ANOTHER_MEASURE = frozenset({"unit", "direction"})
_PLACE = frozenset({"key", "parent_key"})
EVERY_POLICY = tuple(LinePolicy)


@dataclass(frozen=True, slots=True)
class ChangedNode:
    """One criterion before and after; ``fields`` names what differs, as ``FIELD_WORDS`` does."""

    old: Node
    new: Node
    fields: tuple[str, ...]

    @property
    def is_moved_only(self) -> bool:
        """Say whether only its place in the tree, or its code, is another one."""
        return _PLACE.issuperset(self.fields)

    @property
    def needs_choice(self) -> bool:
        """Say whether somebody has to decide about the points its lines have."""
        return not self.new.is_group and not self.is_moved_only


@dataclass(frozen=True, slots=True)
class TreeChanges:
    """The differences of two trees, each in the reading order of its tree."""

    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    changed: tuple[ChangedNode, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def choices(self) -> tuple[ChangedNode, ...]:
        """The changed criteria about whose points somebody has to decide."""
        return tuple(change for change in self.changed if change.needs_choice)


def differences(
    old: Sequence[Node], new: Sequence[Node], forerunners: Mapping[str, str]
) -> TreeChanges:
    """Compare two trees.

    Args:
        forerunners: the old key by the new key, where a criterion continues another.
    """
    before = {node.key: node for node in old}
    changed = []
    for node in new:
        forerunner = before.get(forerunners.get(node.key, ""))
        if forerunner is None:
            continue
        if fields := _different(forerunner, node, forerunners):
            changed.append(ChangedNode(forerunner, node, fields))
    kept = set(forerunners.values())
    return TreeChanges(
        added=tuple(node for node in new if forerunners.get(node.key) not in before),
        removed=tuple(node for node in old if node.key not in kept),
        changed=tuple(changed),
    )


def policies_for(change: ChangedNode) -> tuple[LinePolicy, ...]:
    """Return what may become of the points of a changed criterion.

    Under another kind or another scorer they cannot stay. Points that follow from results are
    calculated anew from the results that stay, so there is nothing to bring into range.
    """
    if _ANOTHER_THING.intersection(change.fields):
        return (LinePolicy.ASK_AGAIN,)
    if change.new.is_calculated:
        return (LinePolicy.KEEP, LinePolicy.ASK_AGAIN)
    return EVERY_POLICY


def suggested_policy(change: ChangedNode) -> LinePolicy:
    """Return what is usually right for the points of a changed criterion.

    Results in another unit, and points against a maximum that was raised, speak of something
    else: they are asked for again. A lower maximum cuts what is above it. Words change nothing,
    and neither do more named levels; where one has another worth, it is asked what was meant.
    """
    if policies_for(change) == (LinePolicy.ASK_AGAIN,):
        return LinePolicy.ASK_AGAIN
    fields = set(change.fields)
    if change.new.kind is CriterionKind.OPTIONS:
        kept = set(levels_of(change.old)) <= set(levels_of(change.new))
        return LinePolicy.KEEP if kept else LinePolicy.ASK_AGAIN
    if change.new.is_calculated:
        return LinePolicy.ASK_AGAIN if fields & _ANOTHER_MEASURE else LinePolicy.KEEP
    if "max_points" in fields and change.new.kind is not CriterionKind.PASS_FAIL:
        raised = change.new.max_points > change.old.max_points
        return LinePolicy.ASK_AGAIN if raised else LinePolicy.CLAMP
    if fields & {"max_points", "min_points", "step"}:
        return LinePolicy.CLAMP
    return LinePolicy.KEEP


def misfit(points: Decimal, node: Node) -> str:
    """Return why points that somebody gave cannot stay as they are; empty when they can."""
    return points_fault(
        points,
        kind=node.kind,
        step=node.step,
        floor=floor_of(node),
        top=top_of(node),
        levels=levels_of(node),
    )


def fitted(points: Decimal, node: Node) -> Decimal:
    """Return the points brought into the criterion's range, and down to its step.

    Met stays met and not met stays not met, whatever the maximum was; named levels go down to
    the next one.
    """
    top, floor = top_of(node), floor_of(node)
    if node.kind is CriterionKind.PASS_FAIL:
        return node.max_points if points > 0 else Decimal(0)
    if levels := sorted(level.points for level in levels_of(node)):
        return max((level for level in levels if level <= points), default=levels[0])
    within = min(max(points, floor), top)
    if node.kind not in JUDGED_KINDS or within == top:
        return within
    return within // node.step * node.step  # judged points are never below nought


def told(change: ChangedNode, words: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Say what changed, one part a field: ``điểm tối đa: 10 → 15``.

    Args:
        words: how the words of a column are called, by column (kind, direction, scored_by).
    """
    return [
        _told(name, getattr(change.old, name), getattr(change.new, name), words.get(name, {}))
        for name in change.fields
    ]


def _told(name: str, old: object, new: object, words: Mapping[str, str]) -> str:
    if name in {"label", "guidance", "rule"}:
        return f"{FIELD_WORDS[name]} được viết lại"
    return f"{FIELD_WORDS[name]}: {_written(old, words)} → {_written(new, words)}"


def _written(value: object, words: Mapping[str, str]) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    text = "" if value is None else str(value)
    return words.get(text, text) or "không có"


def _different(old: Node, new: Node, forerunners: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in FIELD_WORDS if _differs(name, old, new, forerunners))


def _differs(name: str, old: Node, new: Node, forerunners: Mapping[str, str]) -> bool:
    if name == "parent_key" and new.parent_key is not None:
        return forerunners.get(new.parent_key) != old.parent_key
    if name == "step" and new.is_group and old.is_group:
        return False
    return bool(getattr(old, name) != getattr(new, name))
