"""Points worked out a second time, in fractions, from the words of docs/vi and of the law.

Nothing here comes from the rules but the shape of what is given.
"""

from fractions import Fraction
from math import floor

NONE = Fraction(0)


def rounded(value, decimals, mode):
    """Return the value with some places; ``mode`` is the word of the table."""
    size = abs(value) * 10**decimals
    whole = {"half_up": floor(size + Fraction(1, 2)), "half_even": round(size)}.get(
        mode, floor(size)
    )
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def points_of(node, code, results, rules):
    """Return the points of one member for a calculated criterion, None without a result."""
    raw = _RAW[node.kind.value](node, results[code], results)
    if raw is None:
        return None
    bottom, top = Fraction(node.min_points), _top(node)
    found = rounded(raw, rules.decimals, rules.rounding.value)
    unit = 10**rules.decimals
    if found > top:
        return Fraction(floor(top * unit), unit)
    return found if found >= bottom else -Fraction(floor(-bottom * unit), unit)


def _top(node):
    if node.kind == "proportional":
        return Fraction(node.max_points) * Fraction(node.rule.get("cap", "1"))
    return Fraction(
        node.rule.get("top", node.max_points) if node.kind == "step" else node.max_points
    )


def _turned(node):
    return node.direction.value == "lower"


def _reached(node, found):
    """Return how far the target is reached; "beyond" everything, None without an answer."""
    if found.actual is None or found.target is None:
        return None
    actual, target = Fraction(found.actual), Fraction(found.target)
    if target < 0 or (target == 0 and not _turned(node)):
        return None
    if not _turned(node):
        return actual / target
    if actual == target:
        return Fraction(1)
    return "beyond" if actual <= 0 else target / actual


def _proportional(node, found, _results):
    reached, cap = _reached(node, found), Fraction(node.rule.get("cap", "1"))
    if reached is None:
        return None
    if reached == "beyond":
        return Fraction(node.max_points) * cap
    if reached < Fraction(node.rule.get("floor", "0")):
        return NONE
    return Fraction(node.max_points) * min(reached, cap)


def _leader(node, found, results):
    """A < T: s·M·A/T; A = T: s·M; A > T: s·M + (1−s)·M·e/e*; without a target M·A/A*."""
    most, share = Fraction(node.max_points), Fraction(node.rule.get("on_target_share", "0.5"))
    if found.target is None:
        free = [Fraction(one.actual) for one in results.values() if _is_free(one)]
        return None if found.actual is None else most * _of_best(node, Fraction(found.actual), free)
    reached = _reached(node, found)
    if reached is None:
        return None
    actual, target = Fraction(found.actual), Fraction(found.target)
    ahead = target - actual if _turned(node) else actual - target
    if ahead <= 0:
        return share * most * max(NONE, reached)
    if not target:
        return share * most
    if node.rule.get("excess", "over_target") == "over_target":
        part = (ahead / target) / max(_excess(node, one) for one in results.values())
    else:
        aimed = [one for one in results.values() if _reached(node, one) is not None]
        actuals = [Fraction(one.actual) for one in aimed]
        part = ahead / abs((min(actuals) if _turned(node) else max(actuals)) - target)
    return share * most + (1 - share) * most * part


def _is_free(found):
    return found.target is None and found.actual is not None


def _excess(node, found):
    if _reached(node, found) is None or not found.target:
        return NONE
    part = (Fraction(found.actual) - Fraction(found.target)) / Fraction(found.target)
    return -part if _turned(node) else part


def _of_best(node, actual, free):
    if not _turned(node):
        return max(NONE, actual) / max(free) if max(free) > 0 else NONE
    return Fraction(1) if actual <= 0 else max(NONE, min(free)) / actual


def _step(node, found, _results):
    if _reached(node, found) is None or not found.target:
        return None
    rule, actual, target = node.rule, Fraction(found.actual), Fraction(found.target)
    over = (target - actual if _turned(node) else actual - target) / target * 100
    steps = abs(over) / Fraction(rule.get("each", "1"))
    if rule.get("whole", True):
        steps = Fraction(floor(steps))
    base = Fraction(rule.get("base", node.max_points))
    plus, minus = Fraction(rule.get("plus", "0")), Fraction(rule.get("minus", "0"))
    return base + steps * plus if over > 0 else base - steps * minus


def _tiers(node, found, _results):
    measure = node.rule["measure"]
    if measure == "percent_of_target":
        value = _reached(node, found)
        if value is None:
            return None
        value = value if value == "beyond" else max(NONE, value * 100)
    elif found.actual is None:
        return None
    else:
        value = Fraction(found.actual)
    for row in node.rule["ranges"]:
        if _holds(row, value):
            return Fraction(row["points"])
    return Fraction(node.rule["elsewhere"])


def _holds(row, value):
    low, high = row["from"], row["to"]
    if value == "beyond":
        return high is None
    above = low is None or value > Fraction(low)
    below = high is None or value < Fraction(high)
    above |= low is not None and value == Fraction(low) and not row.get("from_open", False)
    below |= high is not None and value == Fraction(high) and not row.get("to_open", False)
    return above and below


def _count(node, found, _results):
    if found.actual is None or found.actual < 0:
        return None
    return Fraction(found.actual) * Fraction(node.rule["points_each"])


def _bonus_penalty(node, found, _results):
    if found.actual is None and found.minus is None:
        return None
    plus, minus = Fraction(found.actual or 0), Fraction(found.minus or 0)
    if min(plus, minus) < 0:
        return None
    return plus * Fraction(node.rule["plus"]) - minus * Fraction(node.rule["minus"])


def _award_bonus(node, found, _results):
    if found.actual is None and not found.titles:
        return None
    worth = node.rule["titles"]
    held = [Fraction(worth[title]) for title in found.titles if title in worth]
    return sum(held, NONE) if node.rule.get("mode") == "sum" else max(held, default=NONE)


def _external(node, found, _results):
    if found.actual is None:
        return None
    start, end = Fraction(node.rule["from"]), Fraction(node.rule["to"])
    return Fraction(node.max_points) * (Fraction(found.actual) - start) / (end - start)


_RAW = {
    "proportional": _proportional,
    "leader_relative": _leader,
    "step": _step,
    "tiers": _tiers,
    "count": _count,
    "bonus_penalty": _bonus_penalty,
    "award_bonus": _award_bonus,
    "external": _external,
}


def final_of(line, rules, *, layers):
    """Return the final points of a judged line that its agency claims, in every layer full.

    Args:
        layers: the layers that the line can have.
    """
    given = [Fraction(value) for value in sorted(line.cross.values())]
    if rules.drop_extremes and len(given) >= len(("lowest", "one", "highest")):
        given = given[1:-1]
    points = {
        "self": Fraction(line.own),
        "appraised": Fraction(line.appraised),
        "cross": sum(given, NONE) / len(given),
    }
    if line.province is not None:
        points["province"] = Fraction(line.province)
    weights = {layer: Fraction(w) for layer, w in rules.weights if layer in layers}
    if rules.strategy == "weighted":
        value = points.get("province") if "province" not in weights else None
        if value is None:
            whole = sum(weights.values())
            value = sum(w * points[layer] for layer, w in weights.items()) / whole
    elif "province" in points:
        value = points["province"]
    else:
        value = points["cross" if rules.strategy == "average_of_members" else "appraised"]
    return rounded(value, rules.decimals, rules.rounding.value)


def voted_total(total, maximum, vote, rules):
    """Return the total with the vote's part, which stands for that of the maximum."""
    weight = Fraction(dict(rules.weights)["vote"])
    mode = rules.rounding.value
    part = rounded(weight * Fraction(*vote) * Fraction(maximum), rules.decimals, mode)
    return rounded((1 - weight) * Fraction(total), rules.decimals, mode) + part
