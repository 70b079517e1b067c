"""Points brought to the decimals that a table is scored with."""

from collections.abc import Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
)
from types import MappingProxyType

from scoring.rules.arithmetic import Number, as_decimal
from scoring.rules.settings import TableRules
from scoring.states import Rounding

_MODES: Mapping[Rounding, str] = MappingProxyType(
    {
        Rounding.HALF_UP: ROUND_HALF_UP,
        Rounding.HALF_EVEN: ROUND_HALF_EVEN,
        Rounding.DOWN: ROUND_DOWN,
    }
)


def rounded(points: Number, rules: TableRules) -> Decimal:
    """Return the points with the table's decimals, in its rounding mode; nought has no sign."""
    return as_decimal(points).quantize(_unit(rules), rounding=_MODES[rules.rounding]) + 0


def rounded_within(points: Number, rules: TableRules, *, floor: Decimal, top: Decimal) -> Decimal:
    """Return the rounded points, never below the floor or above the top.

    A limit with more decimals than the table's is kept from inside: rounding up must not
    carry points over it.
    """
    result = rounded(points, rules)
    if result > top:
        return top.quantize(_unit(rules), rounding=ROUND_FLOOR)
    if result < floor:
        return floor.quantize(_unit(rules), rounding=ROUND_CEILING)
    return result


def _unit(rules: TableRules) -> Decimal:
    return Decimal(1).scaleb(-rules.decimals)
