"""What the rows of a file mean, by codes; and which of them have no fault."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from awards.spreadsheets.reading import Written
from blocs.models import Agency
from scoring.spreadsheets.tables import Findings

Key = tuple[str, ...]
One = TypeVar("One", bound=Written)
Meant = TypeVar("Meant")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """What every row says: whose it is, of which year, by which decision.

    Args:
        decided_on: as ISO text, empty for none.
    """

    agency: str
    cycle: str
    decision_number: str = ""
    decided_on: str = ""
    issuer: str = ""

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.decided_on) if self.decided_on else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def meant_by(one: Written, agency: Agency) -> dict[str, str]:
    """Return the fields that every ``FileRow`` has, from a row as it was written."""
    return {
        "agency": agency.code,
        "cycle": one.cycle,
        "decision_number": one.decision_number,
        "decided_on": one.decided_on.isoformat() if one.decided_on else "",
        "issuer": one.issuer,
    }


def without_faults(
    written: Iterable[One], read: Callable[[One], Meant | None], findings: Findings
) -> list[tuple[One, Meant]]:
    """Read every row; return those in which nothing is wrong.

    A row with a fault says nothing that could repeat another or be on record.
    """
    found = [(one, read(one)) for one in written]
    wrong = findings.rows
    return [(one, row) for one, row in found if row is not None and one.row.number not in wrong]
