"""A season with each top group as a few lines: the same totals, many times quicker to weigh."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.formulas.judged import group_cap
from scoring.rules.outcome import Outcome
from scoring.rules.totals import group_maxima
from scoring.rules.tree import EXTRA_KINDS, Node
from scoring.states import CriterionKind, Strategy

ZERO = Decimal(0)
# A top group becomes a group of these; the additions and penalties have no maximum of their own.
PARTS: Mapping[str, CriterionKind] = {
    "base": CriterionKind.MANUAL,
    "bonus": CriterionKind.BONUS,
    "penalty": CriterionKind.PENALTY,
}


def collapsed(outcome: Outcome) -> SeasonFacts:
    """Return facts with the same totals, one group of three lines for each top group.

    Where a rule looks at single criteria, or a group has a ceiling of its own, or a member
    lacks lines that others have, the facts are returned as they are.

    Args:
        outcome: its final points are taken as they are, so that nothing is rounded twice.
    """
    facts = outcome.facts
    if _needs_all_lines(facts):
        return facts
    maxima = group_maxima(facts.nodes)
    nodes = [
        made
        for node in facts.nodes
        if node.parent_key is None
        for made in _nodes_of(node, maxima[node.key])
    ]
    rules = facts.rules
    if rules.strategy is not Strategy.VOTE_FIRST:  # the layers are behind us, a vote is not
        rules = replace(rules, strategy=Strategy.OVERRIDE_CHAIN)
    final = {row.agency: row.points or {} for row in (*outcome.rows, *outcome.unranked)}
    members = tuple(
        member if member.reason else _collapsed(facts, member, final[member.agency])
        for member in facts.members
    )
    return replace(facts, nodes=tuple(nodes), rules=rules, members=members)


def _needs_all_lines(facts: SeasonFacts) -> bool:
    tops = {node.key for node in facts.nodes if node.parent_key is None}
    named = {tie.key for tie in facts.rules.ties} | {one.key for one in facts.rules.conditions}
    if not named <= {"", *tops}:
        return True
    if any(node.is_group and group_cap(node) is not None for node in facts.nodes):
        return True
    return any(not line.assigned for member in facts.members for line in member.lines.values())


def _nodes_of(top: Node, maximum: Decimal) -> list[Node]:
    group = replace(top, kind=CriterionKind.GROUP, max_points=maximum, min_points=ZERO, rule={})
    leaves = [
        replace(
            group,
            key=f"{top.key}.{name}",
            parent_key=top.key,
            kind=kind,
            max_points=maximum if kind is CriterionKind.MANUAL else ZERO,
        )
        for name, kind in PARTS.items()
    ]
    return [group, *leaves]


def _collapsed(facts: SeasonFacts, member: Member, final: Mapping[str, Decimal | None]) -> Member:
    tops: dict[str | None, str] = {}
    sums: dict[str, Decimal] = {}
    empty: set[str] = set()
    for node in facts.nodes:
        top = tops[node.key] = node.key if node.parent_key is None else tops[node.parent_key]
        if node.parent_key is None:
            sums |= {f"{top}.{name}": ZERO for name in PARTS}
        if node.is_group:
            continue
        points = final.get(node.key)
        if points is not None:
            part = _part(node, points)
            sums[f"{top}.{part}"] += points if part == "base" else abs(points)
        elif node.kind not in EXTRA_KINDS:
            empty.add(f"{top}.base")  # an empty line is not a zero
    lines = {
        key: LineFacts(province=None if key in empty else value) for key, value in sums.items()
    }
    return replace(member, lines=lines)


def _part(node: Node, points: Decimal) -> str:
    if node.kind not in EXTRA_KINDS:
        return "base"
    return "penalty" if node.kind is CriterionKind.PENALTY or points < ZERO else "bonus"
