"""A season with top groups as a few lines each: the same totals, many times quicker to weigh."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.formulas.judged import group_cap
from scoring.rules.outcome import Outcome, Points
from scoring.rules.tree import EXTRA_KINDS, Node
from scoring.states import CriterionKind, Scorer

ZERO = Decimal(0)
BASE, BONUS, PENALTY = "base", "bonus", "penalty"
# The lines of a summed group; the additions and penalties have no maximum of their own.
PARTS: Mapping[str, CriterionKind] = {
    BASE: CriterionKind.MANUAL,
    BONUS: CriterionKind.BONUS,
    PENALTY: CriterionKind.PENALTY,
}
_NOBODY: frozenset[str] = frozenset()


def collapsed(outcome: Outcome) -> SeasonFacts:
    """Return facts with the same totals, one group of three lines for each top group.

    Where a rule looks at single criteria, or a group has a ceiling of its own, or a member
    lacks lines that others have, the facts are returned as they are.

    Args:
        outcome: its final points are taken as they are, so that nothing is rounded twice.
    """
    facts = outcome.facts
    return facts if _looked_into(facts) or _away(facts) else _summed(outcome, kept=())


def collapsed_beside(outcome: Outcome, key: str) -> SeasonFacts:
    """Return facts with the same totals, whatever becomes of the lines of one top group.

    These stay as they are, and so do those of every group that a rule looks into. Of the
    other groups those lines go together that are assigned to the same members.

    Args:
        outcome: its final points are taken as they are.
        key: of the top group.
    """
    return _summed(outcome, kept={key, *_looked_into(outcome.facts)})


class _Sum(NamedTuple):
    """A line that the lines of one part of a top group are added up in.

    ``away`` are the members to whom none of them is assigned.
    """

    top: str
    part: str
    away: frozenset[str] = _NOBODY

    @property
    def key(self) -> str:
        return ".".join((self.top, self.part, *sorted(self.away)))


def _summed(outcome: Outcome, *, kept: Collection[str]) -> SeasonFacts:
    """Return facts in which all top groups but some are summed."""
    facts = outcome.facts
    sums = _Sums(facts, kept)
    final = {row.agency: row.points or {} for row in (*outcome.rows, *outcome.unranked)}
    members = tuple(
        member if member.reason else sums.member(member, final[member.agency])
        for member in facts.members
    )
    return replace(facts, nodes=tuple(sums.nodes()), members=members)


class _Sums:
    """Which lines are added up in which; the rest is kept."""

    def __init__(self, facts: SeasonFacts, kept: Collection[str]) -> None:
        away = _away(facts)
        self._all = facts.nodes
        self._tops = _tops(facts.nodes)
        self._leaves: list[Node] = []
        self._base: dict[str, _Sum] = {}
        self._maxima: dict[_Sum, Decimal] = {}
        for node in facts.nodes:
            top = self._tops[node.key]
            if top in kept:
                continue
            if node.parent_key is None:
                self._maxima |= {_Sum(top, part): ZERO for part in PARTS}
            if not node.is_group:
                self._leaves.append(node)
                if node.kind not in EXTRA_KINDS:
                    found = _Sum(top, BASE, away.get(node.key, _NOBODY))
                    self._base[node.key] = found
                    self._maxima[found] = self._maxima.get(found, ZERO) + node.max_points

    def nodes(self) -> Iterator[Node]:
        summed = {one.top for one in self._maxima}
        for node in self._all:
            if self._tops[node.key] not in summed:
                yield node
            elif node.parent_key is None:
                yield from self._group(node)

    def _group(self, top: Node) -> Iterator[Node]:
        maxima = {one: most for one, most in self._maxima.items() if one.top == top.key}
        group = replace(
            top,
            kind=CriterionKind.GROUP,
            max_points=sum(maxima.values(), start=ZERO),
            min_points=ZERO,
            scored_by=Scorer.PROVINCE,  # whose points count as they are, whatever the strategy
            sector="",
            rule={},
        )
        yield group
        for one, most in maxima.items():
            kind = PARTS[one.part]
            yield replace(group, key=one.key, parent_key=top.key, kind=kind, max_points=most)

    def member(self, member: Member, final: Points) -> Member:
        sums = dict.fromkeys(self._maxima, ZERO)
        empty: set[_Sum] = set()
        for node in self._leaves:
            points, base = final.get(node.key), self._base.get(node.key)
            if base is not None and points is not None:
                sums[base] += points
            elif base is not None:
                empty.add(base)  # an empty line is not a zero
            elif points is not None:
                sums[_Sum(self._tops[node.key], _part(node, points))] += abs(points)
        summed = {
            one.key: LineFacts(
                assigned=member.agency not in one.away, province=None if one in empty else value
            )
            for one, value in sums.items()
        }
        leaves = {node.key for node in self._leaves}
        lines = {key: line for key, line in member.lines.items() if key not in leaves}
        return replace(member, lines=lines | summed)


def _part(node: Node, points: Decimal) -> str:
    return PENALTY if node.kind is CriterionKind.PENALTY or points < ZERO else BONUS


def _tops(nodes: Sequence[Node]) -> dict[str, str]:
    """Return the top group of every node, by key."""
    found: dict[str, str] = {}
    for node in nodes:  # parents stand before their children
        found[node.key] = node.key if node.parent_key is None else found[node.parent_key]
    return found


def _away(facts: SeasonFacts) -> dict[str, frozenset[str]]:
    """Return for each criterion that is not everybody's the members that lack it."""
    found: dict[str, set[str]] = {}
    for member in facts.members:
        for key, line in member.lines.items():
            if not line.assigned:
                found.setdefault(key, set()).add(member.agency)
    return {key: frozenset(members) for key, members in found.items()}


def _looked_into(facts: SeasonFacts) -> set[str]:
    """Return the top groups that hold a ceiling, or something below them that a rule names."""
    rules, tops = facts.rules, _tops(facts.nodes)
    named = {tie.key for tie in rules.ties} | {one.key for one in rules.conditions}
    return {
        tops[node.key]
        for node in facts.nodes
        if (node.key in named and node.parent_key is not None)
        or (node.is_group and group_cap(node) is not None)
    }
