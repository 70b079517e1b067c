"""What the tests of formulas share: a criterion, a result, and its points."""

from decimal import Decimal

from scoring.rules.formulas import calculated_points
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind

FINE = TableRules(decimals=30)  # shows the points as they are before a table rounds them


def leaf(kind, top, rule=None, **fields):
    """Return a criterion I.1; numbers as text."""
    for name in ("min_points", "step"):
        if name in fields:
            fields[name] = Decimal(fields[name])
    return Node(
        key="I.1",
        parent_key="I",
        code="1",
        label="Tiêu chí",
        kind=CriterionKind(kind),
        max_points=Decimal(top),
        rule={} if rule is None else rule,
        **fields,
    )


def result(actual=None, target=None, minus=None, titles=()):
    """Return a result; numbers as text, None for what nobody typed."""
    actual, target, minus = (
        None if value is None else Decimal(value) for value in (actual, target, minus)
    )
    return Result(actual=actual, target=target, minus=minus, titles=titles)


def points(node, found, rules=None):
    """Return the points of one member that stands alone."""
    return calculated_points(node, {"a": found}, rules or TableRules())["a"]


def points_text(node, found, rules=None):
    """Return the points as plain text, None for no points."""
    value = points(node, found, rules)
    return None if value is None else str(value)
