"""Which criterion of a new tree continues which criterion of an older one."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from scoring.rules.nodes import Node
from scoring.rules.text import tidy


def match_nodes(old: Sequence[Node], new: Sequence[Node]) -> dict[str, str]:
    """Return for each node of the new tree that has a forerunner the key of that forerunner.

    A code alone proves little: when a line is taken out, the lines after it move up and take
    its code. So the words are looked at first: the same code with the same words, then the
    same words elsewhere where they are said once on both sides, and only then the same code
    with other words, as long as a group stays a group.

    Args:
        old: the earlier tree.
        new: the tree whose forerunners are looked for.
    """
    found: dict[str, str] = {}
    for likeness in (_key_and_words, _words, _key_and_family):
        left = _once((node for node in old if node.key not in set(found.values())), likeness)
        wanted = _once((node for node in new if node.key not in found), likeness)
        found |= {wanted[mark].key: left[mark].key for mark in wanted.keys() & left.keys()}
    return found


def _key_and_words(node: Node) -> tuple[str, ...]:
    return (node.key, *_words(node))


def _words(node: Node) -> tuple[str, ...]:
    return (_family(node), tidy(node.label).casefold())


def _key_and_family(node: Node) -> tuple[str, ...]:
    return (node.key, _family(node))


def _family(node: Node) -> str:
    return "group" if node.is_group else "leaf"


def _once(
    nodes: Iterable[Node], likeness: Callable[[Node], tuple[str, ...]]
) -> dict[tuple[str, ...], Node]:
    """Return the nodes whose likeness no other of them shares."""
    given = list(nodes)
    times = Counter(likeness(node) for node in given)
    return {likeness(node): node for node in given if times[likeness(node)] == 1}
