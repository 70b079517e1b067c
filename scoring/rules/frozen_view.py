"""The points of a frozen ranking for those who show them, whatever schema it was frozen under."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.rules.final import scored_for
from scoring.rules.frozen_first import FIRST_SCHEMA, read_first
from scoring.rules.frozen_read import demand_computed, read_frozen
from scoring.rules.frozen_text import Content
from scoring.rules.layer_points import LayerPoints, layer_points
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.states import Layer


@dataclass(frozen=True, slots=True)
class ViewedMember:
    """One member with the points of its leaves by key; without any it was not ranked."""

    agency: str
    name: str
    position: int
    points: Mapping[str, LayerPoints]
    not_assigned: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FrozenView:
    """The table as it was, and the members in the bloc's order."""

    nodes: tuple[Node, ...]
    rules: TableRules
    members: tuple[ViewedMember, ...]


def frozen_view(content: object) -> FrozenView:
    """Return the points of a frozen ranking.

    Raises:
        FrozenError: damaged, or reported by a source without points.
    """
    known = demand_computed(content)
    return _first(known) if known["schema"] == FIRST_SCHEMA else _second(known)


def _first(content: Content) -> FrozenView:
    first = read_first(content)
    members = [
        ViewedMember(
            agency=member.agency,
            name=member.name,
            position=member.position,
            points={
                key: LayerPoints(
                    own=line[Layer.SELF],
                    appraised=line[Layer.APPRAISED],
                    province=line[Layer.PROVINCE],
                    final=first.final(line),
                )
                for key, line in member.lines.items()
            },
        )
        for member in first.members
    ]
    return FrozenView(first.nodes, TableRules(), _ordered(members))


def _second(content: Content) -> FrozenView:
    facts = read_frozen(content).facts
    nodes = {node.key: node for node in facts.nodes}
    members = [
        ViewedMember(
            agency=member.agency,
            name=member.name,
            position=member.position,
            points={
                key: layer_points(
                    scored_for(nodes[key], member.agency, facts.arithmetic),
                    line,
                    facts.rules,
                    facts.arithmetic,
                )
                for key, line in member.lines.items()
                if not member.reason
            },
            not_assigned=frozenset(key for key, line in member.lines.items() if not line.assigned),
        )
        for member in facts.members
    ]
    return FrozenView(facts.nodes, facts.rules, _ordered(members))


def _ordered(members: list[ViewedMember]) -> tuple[ViewedMember, ...]:
    return tuple(sorted(members, key=lambda member: member.position))
