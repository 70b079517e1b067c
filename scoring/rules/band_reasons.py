"""Why a result is in no better class, in words and exact numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import groupby

from blocs.rules.writing import number_text, percent_text, points_text
from scoring.rules.arithmetic import as_decimal
from scoring.rules.bands import HUNDRED, Bar, Reached, Shortfall, shortfalls
from scoring.rules.settings import Band
from scoring.states import Effect

_PLACES = 2  # of a percentage, and of points


@dataclass(frozen=True, slots=True)
class MissedBands:
    """Better classes that a result is not in, the highest first, all for one reason.

    ``category`` is that of the units whose own classes they are; empty for general ones.
    """

    labels: tuple[str, ...]
    why: str
    category: str = ""

    @property
    def sentence(self) -> str:
        """Return the classes with the reason: ``Chưa được xếp loại “Tốt”: …``."""
        named = ", ".join(f"“{label}”" for label in self.labels)
        own = f" theo mức của nhóm đơn vị “{self.category}”" if self.category else ""
        return f"Chưa được xếp loại {named}{own}: {self.why}."


def bands_missed(
    bands: Sequence[Band], reached: Reached, bars: Sequence[Bar] = ()
) -> tuple[MissedBands, ...]:
    """Return why each class above the one that was reached was not, the highest first.

    Classes with the same reason are told together. Classes that confirmed facts cost, though
    the points suffice, name the facts.

    Args:
        bands: those that judge the member, the highest first.
        reached: with the total after all deductions.
        bars: the conditions that hold for the member.

    Source: docs/sources.md#bands.
    """
    category = bands[0].category if bands else ""
    told = ((why, label) for label, why in _reasons(bands, reached, bars))
    return tuple(
        MissedBands(tuple(label for _, label in same), why, category)
        for why, same in groupby(told, key=lambda one: one[0])
    )


def _reasons(
    bands: Sequence[Band], reached: Reached, bars: Sequence[Bar]
) -> Iterator[tuple[str, str]]:
    costing = [bar for bar in bars if bar.effect is Effect.LOWER_BAND]
    missed = [list(shortfalls(band, reached)) for band in bands]
    held = next((at for at, found in enumerate(missed) if not found), len(bands))
    for at, band in enumerate(bands[: held + len(costing)]):
        if at < held:
            yield band.label, "; ".join(map(_shortfall, missed[at]))
        else:
            facts = "; ".join(f"{bar.label} ({bar.why})" for bar in costing)
            yield band.label, f"bị hạ loại vì {facts}"


def _shortfall(one: Shortfall) -> str:
    name = f"nhóm {one.key}" if one.key else "tổng điểm"
    if one.share is None:
        return f"{name} đạt {_points(one.points)} điểm, chưa đạt {number_text(one.least)} điểm"
    of_all = f"{_points(one.points)} trên {number_text(one.maximum)} điểm"
    asked = percent_text(one.share * HUNDRED)
    return f"{name} đạt {percent_text(_percent(one))} ({of_all}), chưa đạt {asked}"


def _points(points: Decimal) -> str:
    """Write points as they are; two places, unless there are more."""
    exact = points == points.quantize(Decimal(1).scaleb(-_PLACES))
    return points_text(points) if exact else number_text(points)


def _percent(one: Shortfall) -> Decimal:
    """Return the share in per cent, cut off and not rounded, so that it stays below the limit."""
    asked = ((one.share or Decimal(0)) * HUNDRED).normalize().as_tuple().exponent
    places = max(_PLACES, -int(asked))
    percent = as_decimal(Fraction(one.points) * 100 / Fraction(one.maximum))
    return percent.quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)
