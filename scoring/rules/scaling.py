"""A season's facts under other maxima: points that people gave are stretched with their line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.rules.arithmetic import Number, as_decimal
from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.nodes import EXTRA_KINDS
from scoring.rules.tree import Node, children_of
from scoring.states import CriterionKind

ZERO, ONE = Decimal(0), Fraction(1)
_PLACES = Decimal("0.000001")
Factors = Mapping[str, Fraction]


def factors_of(nodes: Sequence[Node], maxima: Mapping[str, Decimal]) -> dict[str, Fraction]:
    """Return by what each criterion is stretched; what is named goes before its group.

    Args:
        nodes: in reading order, parents before children.
        maxima: new maxima of groups or single criteria by key, in points, 0 or more.
    """
    found: dict[str | None, Fraction] = {None: ONE}
    for node in nodes:
        size = max(node.max_points, -node.min_points)
        named = node.key in maxima and size > ZERO
        found[node.key] = (
            Fraction(maxima[node.key]) / Fraction(size) if named else found[node.parent_key]
        )
    return {node.key: found[node.key] for node in nodes}


def stretched(facts: SeasonFacts, factors: Factors) -> SeasonFacts:
    """Return the facts with every criterion stretched, and the points in all layers with it.

    Calculated points follow from their results by the stretched formula; where only points
    are known these are stretched. Nothing is rounded here.

    Args:
        factors: 1 leaves a criterion as it is; a key that is missing too.
    """
    changed = {key: factor for key, factor in factors.items() if factor != ONE}
    if not changed:
        return facts
    nodes = [_stretched_node(node, factors.get(node.key, ONE)) for node in facts.nodes]
    return replace(
        facts,
        nodes=_with_group_maxima(nodes),
        members=tuple(_stretched_member(member, changed) for member in facts.members),
    )


def stretched_line(line: LineFacts, factor: Fraction) -> LineFacts:
    """Return the line with its points in all layers multiplied; results stay as they were."""
    if factor == ONE:
        return line
    return replace(
        line,
        own=_times(line.own, factor),
        appraised=_times(line.appraised, factor),
        province=_times(line.province, factor),
        sector={scorer: Fraction(points) * factor for scorer, points in line.sector.items()},
        cross={scorer: Fraction(points) * factor for scorer, points in line.cross.items()},
    )


def _stretched_member(member: Member, factors: Factors) -> Member:
    lines = {
        key: stretched_line(line, factors[key]) if key in factors else line
        for key, line in member.lines.items()
    }
    return replace(member, lines=lines)


def _times(points: Number | None, factor: Fraction) -> Fraction | None:
    return None if points is None else Fraction(points) * factor


def _stretched_node(node: Node, factor: Fraction) -> Node:
    if factor == ONE:
        return node
    sized = replace(
        node,
        max_points=_product(node.max_points, factor),
        min_points=_product(node.min_points, factor),
    )
    if not factor and not node.is_group:  # no formula can be worth nothing
        # As a judged criterion it would wait for members who never cross-score a result.
        is_extra = node.kind in EXTRA_KINDS or node.is_calculated
        kind = CriterionKind.BONUS if is_extra else CriterionKind.MANUAL
        return replace(sized, kind=kind, rule={})
    return replace(sized, rule=_stretched_rule(node.kind, node.rule, factor))


def _product(points: Decimal, factor: Fraction) -> Decimal:
    """Multiply with as many places as a parameter may have, so that equal points stay equal."""
    return as_decimal(Fraction(points) * factor).quantize(_PLACES)


def _stretched_rule(
    kind: CriterionKind, rule: Mapping[str, Any], factor: Fraction
) -> Mapping[str, Any]:
    """Return a formula's parameters with those multiplied that are points."""

    def times(value: Any) -> str:
        return f"{_product(Decimal(value), factor):f}"

    found = {
        name: times(value) if name in _POINTS.get(kind, ()) else value
        for name, value in rule.items()
    }
    for name, stretch in _INSIDE.get(kind, {}).items():
        if name in found:
            found[name] = stretch(found[name], times)
    return found


def _each_range(ranges: Any, times: Callable[[Any], str]) -> Any:
    return [{**one, "points": times(one["points"])} for one in ranges]


def _each_title(titles: Any, times: Callable[[Any], str]) -> Any:
    return {title: times(points) for title, points in titles.items()}


# Which parameters are points, and not ratios, counts or percentages.
_POINTS: Mapping[CriterionKind, tuple[str, ...]] = {
    CriterionKind.GROUP: ("cap",),
    CriterionKind.TIERS: ("elsewhere",),
    CriterionKind.COUNT: ("points_each",),
    CriterionKind.BONUS_PENALTY: ("plus", "minus"),
    CriterionKind.STEP: ("base", "plus", "minus", "top"),
}
_INSIDE: Mapping[CriterionKind, Mapping[str, Callable[[Any, Callable[[Any], str]], Any]]] = {
    CriterionKind.TIERS: {"ranges": _each_range},
    CriterionKind.OPTIONS: {"options": _each_range},
    CriterionKind.AWARD_BONUS: {"titles": _each_title},
}


def _with_group_maxima(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return the tree with the maximum of each group that holds what counts in the scale."""
    children = children_of(nodes)
    sums: dict[str, Decimal] = {}
    counts: set[str] = set()
    for node in reversed(nodes):  # children stand behind their parents
        inside = [child for child in children.get(node.key, []) if child.key in counts]
        if not node.is_group:
            if node.kind not in EXTRA_KINDS:
                counts.add(node.key)
            sums[node.key] = node.max_points
        elif inside:
            counts.add(node.key)
            sums[node.key] = sum((sums[child.key] for child in inside), start=ZERO)
        else:
            sums[node.key] = node.max_points
    return tuple(replace(node, max_points=sums[node.key]) for node in nodes)
