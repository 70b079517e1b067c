"""The ways scoring says no beyond the common ones."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accounts.errors import Invalid, Refused, Stale

if TYPE_CHECKING:
    from scoring.models import LayerScore, ScoreLine


class LineConflict(Stale):
    """Someone else saved this line first; ``current`` is the line as it stands now."""

    def __init__(self, message: str, *, current: "ScoreLine") -> None:
        super().__init__(message)
        self.current = current


class LinesRefused(Refused):
    """Nothing of a whole form was saved; ``errors`` holds the sentence for each bad line.

    ``conflicts`` holds the lines that someone else saved first, as they stand now.
    """

    def __init__(
        self, errors: Mapping[int, str], conflicts: Mapping[int, "ScoreLine"] | None = None
    ) -> None:
        super().__init__("Chưa lưu nội dung nào. " + " ".join(errors.values()))
        self.errors = dict(errors)
        self.conflicts = dict(conflicts or {})


class MembersInvalid(Invalid):
    """Values about several members cannot be accepted; ``errors`` tells why, by agency code."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()), field=next(iter(errors)))
        self.errors = dict(errors)


class GivenConflict(Stale):
    """A colleague of the same agency saved these points first; ``current`` is what stands."""

    def __init__(self, message: str, *, current: "LayerScore | None") -> None:
        super().__init__(message)
        self.current = current
