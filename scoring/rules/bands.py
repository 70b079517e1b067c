"""Conditions that bar, floors, and the classes of results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from blocs.rules.writing import number_text, points_text
from scoring.rules.facts import ConfirmedFact
from scoring.rules.settings import Band, Condition
from scoring.states import ConditionKind, Effect

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A condition that holds for a member: its effect, and what it rests on."""

    code: str
    label: str
    effect: Effect
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """Points and assigned maxima of the whole sheet and of every node, by key."""

    total: Decimal
    maximum: Decimal
    points: Mapping[str, Decimal | None]
    maxima: Mapping[str, Decimal]
    tops: Sequence[str]


def floor_missed(condition: Condition, reached: Reached) -> str:
    """Return how a floor is missed, as a sentence; empty when it is held.

    A criterion that is not assigned, or that only adds or takes off, has no floor.

    Source: docs/sources.md#bands: a total and a least share of each criterion.
    """
    if condition.kind is ConditionKind.TOTAL_FLOOR:
        return _missed("Tổng điểm", reached.total, condition, reached.maximum)
    if condition.kind is ConditionKind.DECLARED:
        return ""
    keys = [condition.key] if condition.key else reached.tops
    found = [
        _missed(f"Tiêu chí {key}", reached.points.get(key) or ZERO, condition, reached.maxima[key])
        for key in keys
        if reached.maxima.get(key)
    ]
    return next((sentence for sentence in found if sentence), "")


def bars_of(
    conditions: Sequence[Condition], facts: Sequence[ConfirmedFact], reached: Reached
) -> tuple[Bar, ...]:
    """Return the conditions that hold and do more than take points off, in the table's order."""
    found = []
    for condition in conditions:
        if condition.effect is Effect.DEDUCT:
            continue
        why = "; ".join(fact.text for fact in facts if fact.condition == condition.code)
        if condition.kind is not ConditionKind.DECLARED:
            why = floor_missed(condition, reached)
        if why:
            found.append(
                Bar(condition.code, condition.label, condition.effect, why, condition.source)
            )
    return tuple(found)


def band_of(bands: Sequence[Band], reached: Reached, *, lowered: int = 0) -> Band | None:
    """Return the class that a result reaches, or None below the lowest.

    Args:
        bands: the highest first.
        lowered: how many classes confirmed facts cost.

    Source: docs/sources.md#bands.
    """
    place = next((at for at, band in enumerate(bands) if _is_in(band, reached)), len(bands))
    place += lowered
    return bands[place] if place < len(bands) else None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A limit of a class that a result misses; ``key`` is the top group's, empty for the total.

    ``least`` and ``points`` are points; ``share`` is the limit as the class writes it, a share
    of ``maximum``, or None where it is written in points.
    """

    key: str
    points: Decimal
    least: Decimal
    maximum: Decimal
    share: Decimal | None = None


def shortfalls(band: Band, reached: Reached) -> Iterator[Shortfall]:
    """Yield which limits of a class a result misses, that of the total first.

    A top group of which nothing is assigned is asked for nothing.

    Source: docs/sources.md#bands.
    """
    asked = [("", reached.total, reached.maximum, band.total_points, band.total_share)]
    asked += [
        (
            key,
            reached.points.get(key) or ZERO,
            reached.maxima[key],
            band.criterion_points,
            band.criterion_share,
        )
        for key in reached.tops
        if reached.maxima.get(key)
    ]
    for key, points, maximum, in_points, share in asked:
        least = least_of(in_points, share, maximum)
        if points < least:
            yield Shortfall(key, points, least, maximum, share if in_points is None else None)


def _is_in(band: Band, reached: Reached) -> bool:
    return next(shortfalls(band, reached), None) is None


def least_of(points: Decimal | None, share: Decimal | None, maximum: Decimal) -> Decimal:
    """Return a limit in points: as it is, or as a share of the maximum."""
    return (share or ZERO) * maximum if points is None else points


def _missed(name: str, points: Decimal, floor: Condition, maximum: Decimal) -> str:
    least = least_of(floor.floor_points, floor.share, maximum)
    if points >= least:
        return ""
    said = f"{name} đạt {points_text(points)} điểm, dưới mức sàn {number_text(least)} điểm"
    if floor.share is None:
        return said
    return f"{said} ({number_text(floor.share * HUNDRED)}% của {number_text(maximum)})"
