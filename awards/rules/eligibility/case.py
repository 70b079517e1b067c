"""What the conditions look at: a season, a member with its history, and one award."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from awards.rules.ballots import Vote
from awards.rules.history import History
from blocs.states import CycleKind, Stage
from scoring.states import Effect

NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """The season that is judged; ``day`` is the one whose rules apply.

    ``year`` is the one in which the cycle began. ``ranking`` names the frozen ranking in
    words, empty while none is frozen; ``is_reported`` says that a source gave it without
    points. ``hidden`` says why the reader may not know ranks and points; empty when they may.
    """

    year: int
    cycle_kind: CycleKind
    label: str
    day: date
    stage: Stage
    members: int
    ranking: str = ""
    is_reported: bool = False
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """A top group of the score table: what was reached, and the assigned maximum, in points."""

    key: str
    label: str
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """A member's row in the frozen ranking; ``rank`` None with the reason when not ranked.

    ``total`` and the assigned ``maximum`` in points, None where a source reported ranks only.
    """

    rank: int | None
    shared: bool = False
    total: Decimal | None = None
    maximum: Decimal | None = None
    reason: str = ""
    groups: tuple[GroupPoints, ...] | None = None


@dataclass(frozen=True, slots=True)
class BarringFact:
    """A condition of the score table that holds, or may hold, for the member.

    ``effect`` is None where the table no longer has the condition; ``is_open``: declared, and
    not decided yet.
    """

    text: str
    effect: Effect | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """The titles a member registered at the start of the year, in its own words."""

    titles: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Covenant:
    """A meeting at which the season's covenant was signed; ``present`` None: not on record."""

    meeting: str
    held_on: date | None
    present: bool | None


@dataclass(frozen=True, slots=True)
class Dissolution:
    """The end of an agency, and how it is called."""

    on: date
    how: str


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """Everything on record about one member. ``registered`` is None without a registration."""

    name: str
    history: History = NO_HISTORY
    place: Place | None = None
    flag_eligible: bool = True
    founded_on: date | None = None
    ended: Dissolution | None = None
    bars: tuple[BarringFact, ...] = ()
    registered: Registered | None = None
    covenants: tuple[Covenant, ...] = ()


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """The award that is asked for; ``called`` are its names, the law's and the province's.

    ``stands_for`` is the code of the award that a province's variant counts as, empty for
    others: its conditions hold where the variant has none of its own.
    """

    code: str
    name: str
    called: tuple[str, ...] = ()
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Names on the page: of awards by code; of levels, grounds and effects by their word."""

    awards: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    effects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One member and one award, as every condition sees them."""

    season: SeasonFacts
    member: MemberFacts
    award: AwardFacts
    words: Words
    vote: Vote | None = None
