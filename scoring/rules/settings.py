"""The written rules of one criteria table: rounding, caps, final points, ties, bands.

They are data of the table, kept with it and frozen with its rankings; nothing here is a
constant of law. ``read_rules`` is the only way in from JSON, ``written_rules`` the way out.
"""

from dataclasses import dataclass
from decimal import Decimal

from scoring.states import (
    ConditionKind,
    Effect,
    RankBy,
    ReasonFor,
    Rounding,
    Strategy,
    TieKind,
)

MOST_CONDITION_CODE = 40  # characters; a declared fact keeps the code


@dataclass(frozen=True, slots=True)
class TieRule:
    """One rule that parts equal totals; ``key`` names the group of HIGHER_GROUP."""

    kind: TieKind
    key: str = ""


@dataclass(frozen=True, slots=True)
class LateRange:
    """Points to take off from ``from_days`` late on, until the next range begins."""

    from_days: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """A class of results: the least total, and the least that every top group must reach.

    Either is a share of the assigned maximum, 0 to 1, or a number of points, which stays the
    same whatever is assigned. One of the two totals is given; ``criterion_share`` is 0 where
    nothing is asked of the groups, or where it is asked in points. ``category`` is that of the
    units it is for; empty for all whose category has no class of its own.
    """

    code: str
    label: str
    total_share: Decimal | None = None
    criterion_share: Decimal = Decimal(0)
    total_points: Decimal | None = None
    criterion_points: Decimal | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What disqualifies, and how.

    TOTAL_FLOOR and CRITERION_FLOOR have a floor: ``share`` of the assigned maximum or
    ``floor_points`` (``key`` names one criterion, empty means every top group). ``points`` are
    what DEDUCT takes off. ``source`` cites the paragraph.
    """

    code: str
    label: str
    kind: ConditionKind
    effect: Effect
    share: Decimal | None = None
    key: str = ""
    points: Decimal | None = None
    source: str = ""
    floor_points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TableRules:
    """All written rules of a table; the defaults are those of a table that says nothing.

    ``weights`` name layers (self, appraised, sector, cross, province, vote) and add up to 1.
    ``cross_scorers`` is how many other members score each member: None for no cross-scoring,
    0 for all others. ``deviation_share`` is the difference between layers, as a share of the
    criterion's maximum, from which a line is looked at; ``deviation_members`` how many values
    it takes to say what is usual; ``reason_for`` which lines need the appraiser's reason.
    """

    decimals: int = 2
    rounding: Rounding = Rounding.HALF_UP
    bonus_may_pass_scale: bool = True
    bonus_cap: Decimal | None = None
    penalty_cap: Decimal | None = None
    rank_by: RankBy = RankBy.POINTS
    strategy: Strategy = Strategy.OVERRIDE_CHAIN
    weights: tuple[tuple[str, Decimal], ...] = ()
    drop_extremes: bool = False
    ties: tuple[TieRule, ...] = ()
    late: tuple[LateRange, ...] = ()
    bands: tuple[Band, ...] = ()
    conditions: tuple[Condition, ...] = ()
    max_rounds: int | None = None
    cross_scorers: int | None = None
    deviation_share: Decimal = Decimal("0.20")
    deviation_members: int = 5
    reason_for: ReasonFor = ReasonFor.EVERY_DIFFERENCE

    @property
    def asks_members(self) -> bool:
        """Say whether points that members give each other count for anything."""
        return self.strategy is Strategy.AVERAGE_OF_MEMBERS or "cross" in dict(self.weights)
