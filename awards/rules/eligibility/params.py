"""The numbers and sets that a condition is made with, typed for each kind."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from awards.states import AwardBasis, CompletionLevel, ShareBase
from scoring.states import Effect

ALL_BASES = frozenset(AwardBasis)


@dataclass(frozen=True, slots=True)
class NoParams:
    """The kind says everything by itself."""


@dataclass(frozen=True, slots=True)
class ConfirmedParams:
    """``is_exception``: nobody is of this case until somebody confirms it."""

    is_exception: bool = False


@dataclass(frozen=True, slots=True)
class RegisteredParams:
    """``any_title``: it is enough to have registered, whatever the title."""

    any_title: bool = False


@dataclass(frozen=True, slots=True)
class RankParams:
    """``rank``: the last rank that is enough, from 1."""

    rank: int


@dataclass(frozen=True, slots=True)
class PointsParams:
    """The final total in points, or its share of the assigned maximum; one of the two."""

    total: Decimal | None = None
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class FloorParams:
    """``share`` of its maximum that every named group must reach; no keys mean all groups."""

    share: Fraction
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarParams:
    """Which effects of the score table's conditions bar the award."""

    effects: frozenset[Effect]


@dataclass(frozen=True, slots=True)
class VoteParams:
    """``strict``: the share has to be passed, reaching it is not enough."""

    share: Fraction
    of: ShareBase
    strict: bool = False


@dataclass(frozen=True, slots=True)
class HasAwardParams:
    """One award of the set, given on one of the bases."""

    codes: frozenset[str]
    bases: frozenset[AwardBasis] = ALL_BASES


@dataclass(frozen=True, slots=True)
class Group:
    """``count`` awards out of a set."""

    codes: frozenset[str]
    count: int


Alternative = tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class AwardsParams:
    """Awards gathered in a period; one of the alternatives is enough.

    ``years``: the last years, the season's own included; None for no such limit. ``after``:
    only awards of the years after the first one of this set. ``levels`` and ``titles``: only
    the years of the unbroken run they make (see ``RunParams``). ``not_flag_eligible`` are the
    alternatives of a member that cannot be given flags; empty when they are the same.
    """

    any_of: tuple[Alternative, ...]
    not_flag_eligible: tuple[Alternative, ...] = ()
    years: int | None = None
    after: frozenset[str] = frozenset()
    levels: frozenset[CompletionLevel] = frozenset()
    titles: frozenset[str] = frozenset()
    bases: frozenset[AwardBasis] = ALL_BASES


@dataclass(frozen=True, slots=True)
class RunParams:
    """``years`` in a row, each with one of the levels or one of the titles, up to the season.

    ``after``: all of them after the year of the first award of this set.
    """

    years: int
    levels: frozenset[CompletionLevel] = frozenset()
    titles: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    bases: frozenset[AwardBasis] = ALL_BASES


@dataclass(frozen=True, slots=True)
class AgeParams:
    """``years`` since the agency was founded."""

    years: int


@dataclass(frozen=True, slots=True)
class TwiceParams:
    """The awards of which only one is given for one achievement."""

    codes: frozenset[str]


Params = (
    NoParams
    | ConfirmedParams
    | RegisteredParams
    | RankParams
    | PointsParams
    | FloorParams
    | BarParams
    | VoteParams
    | HasAwardParams
    | AwardsParams
    | RunParams
    | AgeParams
    | TwiceParams
)


def codes_of(params: Params) -> frozenset[str]:
    """Return the codes of all awards that a condition names."""
    found: set[str] = set()
    for name in ("codes", "after", "titles"):
        found |= getattr(params, name, frozenset())
    for name in ("any_of", "not_flag_eligible"):
        for alternative in getattr(params, name, ()):
            for group in alternative:
                found |= group.codes
    return frozenset(found)
