"""Which points of a line are final, by the strategy of the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from scoring.rules.arithmetic import Arithmetic, Number, mean, weighted_mean
from scoring.rules.facts import LineFacts
from scoring.rules.rounding import rounded
from scoring.rules.settings import TableRules
from scoring.rules.tree import EXTRA_KINDS, Node
from scoring.states import Layer, Scorer, Strategy

STRATEGY = "override_chain"
OVERRIDE_CHAIN: tuple[Layer, ...] = (Layer.PROVINCE, Layer.APPRAISED, Layer.SELF)
VOTE = "vote"
ZERO = Decimal(0)
LEAST_FOR_EXTREMES = 3  # with two, nothing would be left
_LAYERS_OF: Mapping[Scorer, frozenset[str]] = {
    Scorer.AGENCY: frozenset({"self", "appraised", "cross", "province"}),
    Scorer.SECRETARIAT: frozenset({"appraised", "province"}),
    Scorer.SECTOR: frozenset({"sector", "province"}),
    Scorer.PROVINCE: frozenset({"province"}),
}


def final_points(
    self_points: Decimal | None,
    appraised: Decimal | None,
    province: Decimal | None,
    *,
    order: Sequence[Layer] = OVERRIDE_CHAIN,
) -> Decimal | None:
    """Return the points that count for one line: those of the first layer that gave any.

    Args:
        self_points: points the agency gave itself; None is an empty score.
        appraised: points of the bloc's appraisal.
        province: points of the province.
        order: the layers, the strongest first.

    Source: docs/sources.md#layers: the province overrules the bloc, the bloc the agency.
    """
    given: Mapping[Layer, Decimal | None] = {
        Layer.SELF: self_points,
        Layer.APPRAISED: appraised,
        Layer.PROVINCE: province,
    }
    return next((given[layer] for layer in order if given[layer] is not None), None)


def final_of(
    node: Node, line: LineFacts, rules: TableRules, arithmetic: Arithmetic = Arithmetic.EXACT
) -> Decimal | None:
    """Return the final points of one line by the table's strategy, with its decimals.

    None where the line is not assigned or a layer that the strategy asks for is empty. They
    are rounded here, once.

    Args:
        arithmetic: that of a ranking frozen earlier.

    Source: docs/sources.md#layers.
    """
    if not line.assigned:
        return None
    points = _by_strategy(node, line, rules, arithmetic)
    return None if points is None else rounded(points, rules)


def scored_for(node: Node, agency: str, arithmetic: Arithmetic = Arithmetic.EXACT) -> Node:
    """Return the criterion as it is scored for one member: nobody judges themselves.

    What the member itself scores for its sector is the province's there, so that no weight
    waits for points of the sector that cannot come.

    Args:
        agency: the code of the member.
        arithmetic: rankings that were frozen in the earlier one knew no such rule.
    """
    is_own = node.scored_by is Scorer.SECTOR and node.sector == agency
    if not is_own or arithmetic is not Arithmetic.EXACT:
        return node
    return replace(node, scored_by=Scorer.PROVINCE)


def is_cross_scored(node: Node) -> bool:
    """Say whether the other members give the line points: judged, and claimed by its agency.

    Calculated points follow from results; what a named scorer gives is not asked twice. What
    is added or taken off stands on documents that the appraisal has seen, and may stay empty:
    an average could not tell who gave nothing from who left it out.
    """
    is_judged = not node.is_group and not node.is_calculated and node.kind not in EXTRA_KINDS
    return is_judged and node.scored_by is Scorer.AGENCY


def line_weights(node: Node, rules: TableRules) -> Mapping[str, Decimal]:
    """Return the weights of the layers that the line can have; they no longer add up to 1.

    Without any of them the line follows the override chain.
    """
    possible = _LAYERS_OF[node.scored_by] - (set() if is_cross_scored(node) else {"cross"})
    return {layer: weight for layer, weight in rules.weights if layer in possible}


def layers_counted(node: Node, line: LineFacts, rules: TableRules) -> tuple[str, ...]:
    """Return the layers that the line's final points are taken from; none while all are empty.

    The words are those of a table's weights: self, appraised, cross, sector, province.
    """
    given = _given(line, rules, Arithmetic.EXACT)
    return tuple(_weights_for(node, line, rules)) or _chain(node, rules, given)


def _by_strategy(
    node: Node, line: LineFacts, rules: TableRules, arithmetic: Arithmetic
) -> Number | None:
    given = _given(line, rules, arithmetic)
    if weights := _weights_for(node, line, rules):
        return _weighed(node, given, weights, arithmetic)
    return next((given[layer] for layer in _chain(node, rules, given)), None)


def _weights_for(node: Node, line: LineFacts, rules: TableRules) -> Mapping[str, Decimal]:
    """Return the weights that the line follows; none where it follows the override chain.

    The province overrules, save where its own points are one of those that are weighed.
    """
    if rules.strategy is not Strategy.WEIGHTED:
        return {}
    weights = line_weights(node, rules)
    return weights if "province" in weights or line.province is None else {}


def _chain(node: Node, rules: TableRules, given: Mapping[str, Number | None]) -> tuple[str, ...]:
    """Return the one layer that counts where nothing is weighed."""
    if given["province"] is not None:  # the province overrules every way of the bloc's
        return ("province",)
    if rules.strategy is Strategy.AVERAGE_OF_MEMBERS and is_cross_scored(node):
        return ("cross",)
    order = ("sector", "appraised", "self")
    asked = order[:2] if rules.strategy is Strategy.SECTOR_SUM else order
    return next(((layer,) for layer in asked if given[layer] is not None), ())


def average(
    values: Iterable[Number],
    *,
    drop_extremes: bool = False,
    arithmetic: Arithmetic = Arithmetic.EXACT,
) -> Number | None:
    """Return the mean of what several agencies gave; None when none gave any.

    Args:
        values: points.
        drop_extremes: leave one highest and one lowest out, from three values on.
        arithmetic: that of a ranking frozen earlier.

    Source: docs/sources.md#layers.
    """
    given = sorted(values)
    if not given:
        return None
    kept = given[1:-1] if drop_extremes and len(given) >= LEAST_FOR_EXTREMES else given
    return mean(kept, arithmetic)


def _weighed(
    node: Node,
    given: Mapping[str, Number | None],
    weights: Mapping[str, Decimal],
    arithmetic: Arithmetic,
) -> Number | None:
    """Weigh the layers that the line can have; one that is empty leaves no points.

    A bonus or penalty that a layer left empty was none, so there it counts as nought.
    """
    points = {layer: given[layer] for layer in weights}
    if all(value is None for value in points.values()):
        return None
    if node.kind in EXTRA_KINDS:
        points = {layer: value or ZERO for layer, value in points.items()}
    known = {layer: value for layer, value in points.items() if value is not None}
    if len(known) < len(weights):
        return None
    return weighted_mean([(weights[layer], value) for layer, value in known.items()], arithmetic)


def _given(
    line: LineFacts, rules: TableRules, arithmetic: Arithmetic
) -> Mapping[str, Number | None]:
    sector, cross, extremes = line.sector, line.cross, rules.drop_extremes
    return {
        "self": line.own,
        "appraised": line.appraised,
        "sector": average(sector.values(), arithmetic=arithmetic) if sector else None,
        "cross": (
            average(cross.values(), drop_extremes=extremes, arithmetic=arithmetic)
            if cross
            else None
        ),
        "province": line.province,
    }
