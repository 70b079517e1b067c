"""Everything the ranks of one season follow from, and nothing else.

The live ranking, its freezing, the proof from a file and the simulation all start here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scoring.rules.arithmetic import Arithmetic, Number
from scoring.rules.results import NO_RESULT, Result
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One criterion of one member, in all layers; points as given, None is an empty score.

    ``sector`` and ``cross`` hold the points by the code of the agency that gave them,
    ``sector_actual`` and ``cross_actual`` the results that they follow from where the
    criterion is calculated. A line that is not ``assigned`` to the member counts for
    nothing and leaves its maximum; ``why_not_assigned`` is the reason on record. Points are
    decimals, but for those that a simulation stretches.
    """

    assigned: bool = True
    result_self: Result = NO_RESULT
    result_appraised: Result = NO_RESULT
    result_province: Result = NO_RESULT
    own: Number | None = None
    appraised: Number | None = None
    province: Number | None = None
    sector: Mapping[str, Number] = field(default_factory=dict)
    cross: Mapping[str, Number] = field(default_factory=dict)
    sector_actual: Mapping[str, Decimal] = field(default_factory=dict)
    cross_actual: Mapping[str, Decimal] = field(default_factory=dict)
    why_not_assigned: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedFact:
    """A declared fact that another person confirmed; ``condition`` is the condition's code."""

    condition: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the season, in the bloc's order.

    ``reason`` says why its sheet cannot be ranked at all (not sent, not appraised), and then
    it has no lines. ``category`` is that of the unit, by which its class may be judged; empty
    for none. ``vote`` is how many agreed, of how many who voted. ``place`` is that of
    a recorded decision on equal members: the smaller stands first.
    """

    agency: str
    name: str
    position: int
    lines: Mapping[str, LineFacts] = field(default_factory=dict)
    reason: str = ""
    days_late: int = 0
    facts: tuple[ConfirmedFact, ...] = ()
    vote: tuple[int, int] | None = None
    place: int | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """A table's tree and written rules, what its members have, and how it is worked out."""

    nodes: tuple[Node, ...]
    rules: TableRules
    members: tuple[Member, ...]
    arithmetic: Arithmetic = Arithmetic.EXACT
