"""Exact numbers while points are worked out, decimals once they are rounded.

Rankings that were frozen before all of it was exact keep the arithmetic they were made with.
"""

from collections.abc import Sequence
from decimal import ROUND_05UP, Context, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

Number = Decimal | Fraction

# Wide enough for every limit and parameter; ROUND_05UP ends an endless fraction in a digit that
# is neither 0 nor 5, so that whoever rounds it further down, in whatever mode, is not led astray.
_LONG = Context(prec=100, rounding=ROUND_05UP)
_SHORT = Context(prec=28)


class Arithmetic(StrEnum):
    """How points are multiplied and divided before they are rounded.

    EXACT works in fractions. DECIMAL cut every quotient to some digits before it was
    multiplied, so that a third of three tenths fell short of a tenth.
    """

    EXACT = "exact"
    DECIMAL = "decimal"


def as_decimal(value: Number) -> Decimal:
    """Return the number as a decimal that any later rounding brings to the right digits."""
    if isinstance(value, Decimal):
        return value
    return _LONG.divide(Decimal(value.numerator), Decimal(value.denominator))


def mean(values: Sequence[Number], arithmetic: Arithmetic) -> Number:
    """Return the mean of at least one number."""
    return weighted_mean([(Decimal(1), value) for value in values], arithmetic)


def weighted_mean(pairs: Sequence[tuple[Decimal, Number]], arithmetic: Arithmetic) -> Number:
    """Return the mean of numbers, each with its weight in front; the weights are above zero."""
    if arithmetic is Arithmetic.DECIMAL:
        with localcontext(_SHORT):
            total = sum((weight * cut(value) for weight, value in pairs), start=Decimal(0))
            return total / sum((weight for weight, _ in pairs), start=Decimal(0))
    with localcontext(_LONG):  # products and sums of decimals are exact, and quick
        plain = sum((w * value for w, value in pairs if isinstance(value, Decimal)), Decimal(0))
        whole = sum((weight for weight, _ in pairs), start=Decimal(0))
    ratios = (Fraction(w) * value for w, value in pairs if isinstance(value, Fraction))
    return sum(ratios, start=Fraction(plain)) / Fraction(whole)


def part_of(amount: Decimal, weight: Decimal, part: Fraction, arithmetic: Arithmetic) -> Number:
    """Return a part of the weighted amount."""
    if arithmetic is Arithmetic.DECIMAL:
        with localcontext(_SHORT):
            return weight * cut(part) * amount
    return Fraction(amount) * Fraction(weight) * part


def cut(value: Number) -> Decimal:
    """Return the number with as many digits as the decimals in use may have."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value.numerator) / Decimal(value.denominator)
