"""What an agency holds from earlier years: awards, and how well it did its tasks."""

from dataclasses import dataclass
from datetime import date

from awards.states import AwardBasis, CompletionLevel
from blocs.states import CycleKind


@dataclass(frozen=True, slots=True)
class Held:
    """An award for the achievement of one year.

    ``code`` is the award's own, ``counts_as`` the canonical one that a province's variant
    stands for (equal to ``code`` elsewhere). ``year`` is the one in which the cycle began.
    ``inherited_from`` names the agency whose history it is, empty for the agency's own.
    """

    code: str
    counts_as: str
    name: str
    year: int
    cycle_kind: CycleKind
    basis: AwardBasis
    decision: str = ""
    decided_on: date | None = None
    issuer: str = ""
    inherited_from: str = ""
    revoked_on: date | None = None

    def is_one_of(self, codes: frozenset[str]) -> bool:
        """Say whether the award is one of a set, by its own code or the canonical one."""
        return self.code in codes or self.counts_as in codes


@dataclass(frozen=True, slots=True)
class Rated:
    """How well the agency completed its tasks in one year (mức độ hoàn thành nhiệm vụ)."""

    year: int
    cycle_kind: CycleKind
    level: CompletionLevel
    decision: str = ""
    inherited_from: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """Everything an agency may point to, in the order of the years; revoked awards too."""

    awards: tuple[Held, ...] = ()
    ratings: tuple[Rated, ...] = ()
