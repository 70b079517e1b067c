"""The facts of a frozen ranking of either schema, as the simulation takes them."""

from dataclasses import replace
from decimal import Decimal

from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.final import OVERRIDE_CHAIN
from scoring.rules.frozen_first import FIRST_SCHEMA, FirstFacts, FirstMember, read_first
from scoring.rules.frozen_read import demand_computed, read_frozen
from scoring.rules.frozen_text import Content
from scoring.rules.settings import TableRules
from scoring.states import Layer

ZERO = Decimal(0)


def frozen_facts(content: Content) -> SeasonFacts:
    """Return everything that a frozen ranking follows from.

    Raises:
        FrozenError: damaged, or reported by a source without points.
    """
    known = demand_computed(content)
    if known["schema"] == FIRST_SCHEMA:
        return _of_first(read_first(known))
    return read_frozen(known).facts


def _of_first(first: FirstFacts) -> SeasonFacts:
    """Return the facts of the first schema: it had no written rules, and no empty lines.

    There an empty line simply added nothing, and the ranks followed from points alone.
    """
    empty = {node.key: LineFacts(own=ZERO) for node in first.nodes if not node.is_group}
    members = [
        Member(
            agency=one.agency,
            name=one.name,
            position=one.position,
            lines={} if one.reason else {**empty, **_lines(first, one)},
            reason=one.reason,
        )
        for one in first.members
    ]
    return SeasonFacts(first.nodes, TableRules(), tuple(members))


def _lines(first: FirstFacts, member: FirstMember) -> dict[str, LineFacts]:
    found = {}
    for key, layers in member.lines.items():
        line = LineFacts(
            own=layers[Layer.SELF],
            appraised=layers[Layer.APPRAISED],
            province=layers[Layer.PROVINCE],
        )
        final = first.final(layers)
        if final is None:
            line = replace(line, own=ZERO)
        elif first.order != OVERRIDE_CHAIN:
            line = replace(line, province=final)
        found[key] = line
    return found
