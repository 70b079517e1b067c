"""How large a synthetic province is to be, and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from accounts.errors import Invalid

# A head and its deputy at least; no more criteria than a score table may reasonably have.
LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "blocs": (1, 500),
        "members": (2, 60),
        "criteria": (4, 400),
        "cycles": (1, 20),
        "seed": (0, 2**63 - 1),
        "last_cycle": (2000, 2100),
    }
)


@dataclass(frozen=True, slots=True)
class ProvincePlan:
    """The size of a province, the seed of its chance, and what its codes begin with.

    Args:
        members: member agencies of each bloc.
        criteria: scored criteria of the one score table, groups not counted.
        last_cycle: the calendar year in progress; earlier cycles are closed.
    """

    blocs: int
    members: int
    criteria: int
    cycles: int
    seed: int
    last_cycle: int = 2025
    prefix: str = "mau"

    @property
    def province_code(self) -> str:
        return f"{self.prefix}-tinh"

    @property
    def years(self) -> range:
        """The cycles from the first to the last."""
        return range(self.last_cycle - self.cycles + 1, self.last_cycle + 1)

    def bloc_code(self, bloc: int) -> str:
        """Return the code of a bloc counted from 1."""
        return f"{self.prefix}-khoi-{bloc:03d}"

    def agency_numbers(self, bloc: int) -> range:
        """Return the numbers of a bloc's agencies, counted from 1 through the province."""
        return range((bloc - 1) * self.members + 1, bloc * self.members + 1)

    def agency_code(self, number: int) -> str:
        """Return the code of an agency."""
        return f"{self.prefix}-don-vi-{number:04d}"

    def chance(self, *words: object) -> Random:
        """Return the chance of one place, so that no other place changes what it gives."""
        return Random(":".join(str(word) for word in (self.seed, *words)))  # noqa: S311 -- data, no secret


def check_plan(plan: ProvincePlan) -> None:
    """Refuse a province that cannot be built.

    Raises:
        Invalid: a number is outside its limits; the message names it and them.
    """
    for name, (least, most) in LIMITS.items():
        if not least <= getattr(plan, name) <= most:
            option = name.replace("_", "-")
            raise Invalid(f"--{option} phải từ {least} đến {most}.", field=name)
