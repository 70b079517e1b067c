"""What a step of the calendar becomes in the year that follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from blocs.rules.deadlines import last_day

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CarriedStep:
    """A step with its times in this year and in the following one, in local time."""

    kind: str
    opens_at: datetime
    due_at: datetime
    new_opens_at: datetime
    new_due_at: datetime
    grace_days: int
    closing: str

    @property
    def lands_on_weekend(self) -> bool:
        """Whether the new last day is a Saturday or Sunday, when offices are shut."""
        return last_day(self.new_due_at).weekday() >= _SATURDAY

    def as_content(self) -> dict[str, Any]:
        """Return the step as a record keeps it."""
        return {
            "kind": self.kind,
            "opens_at": self.opens_at.isoformat(),
            "due_at": self.due_at.isoformat(),
            "new_opens_at": self.new_opens_at.isoformat(),
            "new_due_at": self.new_due_at.isoformat(),
            "grace_days": self.grace_days,
            "closing": self.closing,
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """Return a step as a record kept it."""
        moments = ("opens_at", "due_at", "new_opens_at", "new_due_at")
        read = {name: datetime.fromisoformat(content[name]) for name in moments}
        return cls(**{**content, **read})
