"""What other weights, rules or another version of the table would have made of a season.

Everything is computed anew by ``season_outcome`` from the facts of a frozen ranking; with
nothing changed the old ranking follows to the digit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from scoring.rules.collapsing import collapsed, collapsed_beside
from scoring.rules.facts import LineFacts, SeasonFacts
from scoring.rules.outcome import Outcome, OutcomeRow, season_outcome
from scoring.rules.results import Result
from scoring.rules.scaling import factors_of, stretched, stretched_line
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.states import CriterionKind, RankBy

ZERO, HUNDRED = Decimal(0), Decimal(100)
FINE_DECIMALS = 6
STEPS_OF_WEIGHT = 1000  # a tenth of a per cent, up to nothing or to twice the weight


@dataclass(frozen=True, slots=True)
class Change:
    """What is tried: new maxima by key, other rules, or the tree of another version.

    ``origins`` tell for each key of ``nodes`` which key it continues; without ``nodes`` the
    tree stays as it was.
    """

    maxima: Mapping[str, Decimal]
    rules: TableRules | None = None
    nodes: tuple[Node, ...] | None = None
    origins: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class MemberChange:
    """One member before and after; ``climbed`` are the places won, below zero those lost."""

    agency: str
    name: str
    old: OutcomeRow
    new: OutcomeRow

    @property
    def climbed(self) -> int | None:
        if self.old.rank is None or self.new.rank is None:
            return None
        return self.old.rank - self.new.rank

    @property
    def fallen(self) -> int:
        """How many places were lost; 0 for none."""
        return max(-(self.climbed or 0), 0)


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firm the first place is.

    ``margin`` is how far the first is ahead of whoever follows, in points (or per cent where
    the table ranks by share); None without anybody behind. ``percent`` is the smallest change
    of one top group's weight that changes who is first, below zero for a smaller weight, and
    ``key`` that group; None where no group alone does it between nothing and twice its weight.
    """

    margin: Decimal | None = None
    key: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Simulation:
    """Both rankings and what lies between; ``unknown`` are new criteria without any data."""

    old: Outcome
    new: Outcome
    members: tuple[MemberChange, ...]
    firmness: Firmness
    unknown: tuple[str, ...] = ()

    @property
    def is_same_order(self) -> bool:
        return all(one.old.rank == one.new.rank for one in self.members)


def simulate(facts: SeasonFacts, change: Change) -> Simulation:
    """Return what a change would have made of a season.

    Args:
        facts: of a frozen ranking.

    Raises:
        FormulaError: the parameters of a calculated criterion cannot be used.
    """
    old = season_outcome(facts)
    tried, unknown = (old.facts, ()) if change.nodes is None else _moved(old.facts, change)
    tried = stretched(tried, factors_of(tried.nodes, change.maxima))
    if change.rules is not None:
        tried = replace(tried, rules=change.rules)
    new = old if tried == old.facts else season_outcome(tried)
    return Simulation(
        old=old,
        new=new,
        members=_compared(old, new),
        firmness=firmness_of(new),
        unknown=unknown,
    )


def firmness_of(outcome: Outcome) -> Firmness:
    """Return how firm the first place of an outcome is.

    Every top group's weight is moved alone, up and down; who is first changes at one point of
    that way and stays changed, since totals grow evenly with the weight. So that they do, no
    line is rounded on the way: hundreds of roundings would be noise of several tenths.
    """
    first = _first(outcome)
    if not first:
        return Firmness()
    facts = collapsed(outcome)
    fine = season_outcome(replace(facts, rules=replace(facts.rules, decimals=FINE_DECIMALS)))
    margin = _margin(outcome, first)
    tops = [node.key for node in facts.nodes if node.parent_key is None]
    ways = [(_guess(outcome, first, key, sign), key, sign) for key in tops for sign in (1, -1)]
    nearest, at = STEPS_OF_WEIGHT + 1, ("", 1)
    for guess, key, sign in sorted(ways):
        moving = _moving(collapsed_beside(fine, key), key, sign)
        steps = _steps_to_another(moving, first, nearest - 1, guess)
        if steps is not None:
            nearest, at = steps, (key, sign)
    if not at[0]:
        return Firmness(margin)
    return Firmness(margin, at[0], Decimal(at[1] * nearest) * HUNDRED / STEPS_OF_WEIGHT)


def _moving(facts: SeasonFacts, key: str, sign: int) -> Callable[[int], SeasonFacts]:
    """Return the facts with one group's weight moved by some steps."""
    inside = [node.key for node in facts.nodes if f"{node.key}.".startswith(f"{key}.")]

    def moved(steps: int) -> SeasonFacts:
        factor = 1 + Fraction(sign * steps, STEPS_OF_WEIGHT)
        return stretched(facts, dict.fromkeys(inside, factor))

    return moved


def _guess(outcome: Outcome, first: frozenset[str], key: str, sign: int) -> int:
    """Return after how many steps a rival should draw level, were nothing rounded or cut."""
    leader = next(row for row in outcome.rows if row.agency in first)
    found = STEPS_OF_WEIGHT
    for row in outcome.rows:
        gain = sign * (_group_points(row, key) - _group_points(leader, key))
        if row.agency not in first and gain > ZERO:
            behind = (leader.final or ZERO) - (row.final or ZERO)
            found = min(found, ceil(Fraction(behind) * STEPS_OF_WEIGHT / Fraction(gain)))
    return found


def _group_points(row: OutcomeRow, key: str) -> Decimal:
    return (row.points or {}).get(key) or ZERO


def _steps_to_another(
    moved: Callable[[int], SeasonFacts], first: frozenset[str], most: int, guess: int
) -> int | None:
    """Return the fewest steps, up to the most, that put somebody else first; None for none.

    Args:
        guess: where to look first; a wrong one costs time and nothing else.
    """

    def is_other(steps: int) -> bool:
        return _first(season_outcome(moved(steps))) != first

    if most < 1 or not is_other(most):
        return None
    low, high = 0, most
    for steps in (guess, guess - 1):
        if low < steps < high:
            low, high = (low, steps) if is_other(steps) else (steps, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_other(middle) else (middle, high)
    return high


def _first(outcome: Outcome) -> frozenset[str]:
    return frozenset(row.agency for row in outcome.rows if row.rank == 1)


def _margin(outcome: Outcome, first: frozenset[str]) -> Decimal | None:
    behind = [row for row in outcome.rows if row.agency not in first]
    if not behind:
        return None
    ahead = next(row for row in outcome.rows if row.agency in first)
    if outcome.facts.rules.rank_by is RankBy.SHARE:
        return (ahead.percent or ZERO) - (behind[0].percent or ZERO)
    return (ahead.final or ZERO) - (behind[0].final or ZERO)


def _compared(old: Outcome, new: Outcome) -> tuple[MemberChange, ...]:
    before = {row.agency: row for row in (*old.rows, *old.unranked)}
    after = (*new.rows, *new.unranked)
    return tuple(MemberChange(row.agency, row.name, before[row.agency], row) for row in after)


def _moved(facts: SeasonFacts, change: Change) -> tuple[SeasonFacts, tuple[str, ...]]:
    """Return the facts under the tree of another version, and its criteria without data.

    A line goes over to the criterion that continues its own: results as they are, points
    stretched to the new maximum. What nobody has data for is left out of everyone's sheet.
    """
    nodes, origins = change.nodes or (), change.origins or {}
    known = {node.key: node for node in facts.nodes if not node.is_group}
    held = {
        node.key: known[origins[node.key]]
        for node in nodes
        if not node.is_group and origins.get(node.key) in known
    }
    unknown = tuple(node.key for node in nodes if not node.is_group and node.key not in held)
    fitting = [_fitting(node, held.get(node.key), facts) for node in nodes]
    members = []
    for member in facts.members:
        lines: dict[str, LineFacts] = dict.fromkeys(unknown, LineFacts(assigned=False))
        for node in nodes:
            source = held.get(node.key)
            if source is not None and source.key in member.lines:
                factor = Fraction(_span(node)) / Fraction(_span(source))
                lines[node.key] = stretched_line(member.lines[source.key], factor)
        members.append(replace(member, lines={} if member.reason else lines))
    return replace(facts, nodes=tuple(fitting), members=tuple(members)), unknown


def _fitting(node: Node, source: Node | None, facts: SeasonFacts) -> Node:
    """Return the node, judged by points where there are no results for its formula."""
    if source is None or not node.is_calculated:
        return node
    lines = [member.lines.get(source.key, LineFacts()) for member in facts.members]
    if any(_has_result(line) for line in lines):
        return node
    return replace(node, kind=CriterionKind.MANUAL, rule={})


def _has_result(line: LineFacts) -> bool:
    results: Sequence[Result] = (line.result_self, line.result_appraised, line.result_province)
    return any(not result.is_empty for result in results) or bool(line.sector_actual)


def _span(node: Node) -> Decimal:
    return max(node.max_points, -node.min_points)
