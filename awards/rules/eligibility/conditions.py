"""The written conditions: what they say, whose they are, and which are in force on a day."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from awards.rules.eligibility.params import Params
from awards.states import EligibilityKind
from blocs.rules.writing import date_text

EXCLUDING = frozenset(
    {
        EligibilityKind.NO_BARRING_FACT,
        EligibilityKind.FLAG_ELIGIBLE,
        EligibilityKind.NOT_DISSOLVED,
        EligibilityKind.NOT_REWARDED_TWICE,
    }
)
# Written as "khoản 4 điểm e"; a paper cites the smaller part first.
_POINT_LAST = re.compile(r"^(khoản \S+) (điểm \S+)$")


@dataclass(frozen=True, slots=True)
class Condition:
    """One row: a sentence with its clause, in force within [valid_from, valid_to).

    ``award`` is the code of the award, None for a condition of every award. Conditions of one
    ``route`` hold together; the routes of an award stand beside each other; those without a
    route belong to every route. ``province`` None is the law for all. A row is never edited:
    one that ``replaces`` another stands in its place, for its province or for all.
    """

    id: int
    kind: EligibilityKind
    params: Params
    wording: str
    award: str | None = None
    province: int | None = None
    route: str = ""
    position: int = 1
    law: str = ""
    article: str = ""
    clause: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_warning: bool = False
    replaces: int | None = None
    is_retired: bool = False

    @property
    def deserves(self) -> bool:
        """Whether it says who deserves the award it names, not only who cannot have it."""
        return self.award is not None and self.kind not in EXCLUDING

    @property
    def citation(self) -> str:
        """The law with its place, as a paper cites it: ``điểm e khoản 4 Điều 73, Luật …``."""
        clause = _POINT_LAST.sub(r"\2 \1", self.clause)
        place = " ".join(part for part in (clause, self.article) if part)
        return ", ".join(part for part in (place, self.law) if part)

    @property
    def validity(self) -> str:
        """From when until when it is in force, in words."""
        parts = []
        if self.valid_from is not None:
            parts.append(f"từ ngày {date_text(self.valid_from)}")
        if self.valid_to is not None:
            parts.append(f"đến trước ngày {date_text(self.valid_to)}")
        return " ".join(parts) or "không ghi thời hạn"

    def is_in_force(self, day: date) -> bool:
        """Say whether the day lies in the half-open period."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)


def living(rows: Iterable[Condition], province: int | None) -> list[Condition]:
    """Return the rows that stand for a province, each in the place of what it replaces.

    The law's rows stand for every province until the province replaces one; its own row then
    stands for the whole line of rows that it came out of, whatever is made of the law's later.

    Args:
        rows: all rows of the law and of the province, replaced and retired ones too.
        province: None for blocs without a province, which have the law only.
    """
    mine = [row for row in rows if row.province is None or row.province == province]
    by_id = {row.id: row for row in mine}
    lines: dict[int, list[Condition]] = {}
    for row in mine:
        lines.setdefault(_first_of(row, by_id), []).append(row)
    found = []
    for line in lines.values():
        own = [row for row in line if row.province is not None] or line
        replaced = {row.replaces for row in own}
        found += [row for row in own if row.id not in replaced and not row.is_retired]
    return sorted(found, key=lambda row: (row.route, row.position, row.id))


def in_force(rows: Iterable[Condition], province: int | None, day: date) -> list[Condition]:
    """Return the rows that stand for a province and are in force on the day."""
    return [row for row in living(rows, province) if row.is_in_force(day)]


def _first_of(row: Condition, by_id: Mapping[int, Condition]) -> int:
    """Return the row that the line of replacements began with."""
    while row.replaces is not None and row.replaces in by_id:
        row = by_id[row.replaces]
    return row.id
