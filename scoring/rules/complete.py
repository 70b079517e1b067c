"""What a sheet still lacks before it may be sent, or before its appraisal is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scoring.states import CriterionKind


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as the checks need it; points of the two layers, None is an empty score."""

    key: str
    kind: CriterionKind
    self_points: Decimal | None
    appraised_points: Decimal | None = None
    appraisal_reason: str = ""


def keys_without_points(lines: Iterable[LineFacts]) -> list[str]:
    """Return the criteria that need points and have none; bonus and penalty may stay empty."""
    needing = {CriterionKind.MANUAL, CriterionKind.PASS_FAIL}
    return [line.key for line in lines if line.kind in needing and line.self_points is None]


def keys_not_appraised(lines: Iterable[LineFacts]) -> list[str]:
    """Return the claimed criteria that the appraiser gave no points."""
    return [
        line.key for line in lines if line.self_points is not None and line.appraised_points is None
    ]


def keys_without_reason(lines: Iterable[LineFacts]) -> list[str]:
    """Return the criteria whose appraised points differ from the claim without a reason.

    Points given to a line that was not claimed differ too.

    Source: docs/sources.md#reasons: every point edit needs a reason.
    """
    return [
        line.key
        for line in lines
        if line.appraised_points is not None
        and line.appraised_points != line.self_points
        and not line.appraisal_reason.strip()
    ]
