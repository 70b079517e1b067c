"""What a sheet still lacks before it may be sent, or before its appraisal is done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.tree import EXTRA_KINDS
from scoring.states import CriterionKind, Scorer


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as the checks need it; points of the two layers, None is an empty score.

    ``has_result`` says that the agency gave the result of a calculated criterion: it may have
    no points yet for want of a target, which is not the agency's to set. ``same_result`` says
    that the appraiser left the result as it was claimed: its points may still differ, where
    they follow from the others' results.
    """

    key: str
    kind: CriterionKind
    self_points: Decimal | None
    appraised_points: Decimal | None = None
    appraisal_reason: str = ""
    scored_by: Scorer = Scorer.AGENCY
    assigned: bool = True
    has_result: bool = False
    same_result: bool = False

    @property
    def is_claimed(self) -> bool:
        """Say whether the agency gave points or a result; a zero is a claim too."""
        return self.self_points is not None or self.has_result

    @property
    def may_stay_empty(self) -> bool:
        return not self.assigned or self.kind in EXTRA_KINDS or self.kind is CriterionKind.GROUP


def keys_without_points(lines: Iterable[LineFacts]) -> list[str]:
    """Return the criteria that the agency has to score and has not.

    Bonus and penalty may stay empty, and so do criteria that are not assigned to the agency
    or that others score.
    """
    return [
        line.key
        for line in lines
        if line.scored_by is Scorer.AGENCY and not line.may_stay_empty and not line.is_claimed
    ]


def keys_not_appraised(lines: Iterable[LineFacts]) -> list[str]:
    """Return the criteria that the appraiser still has to give points.

    These are the claimed ones, and those that the secretariat itself scores; the points of
    titles follow from the records and wait for nobody.
    """
    return [line.key for line in lines if line.appraised_points is None and _awaits(line)]


def keys_without_reason(
    lines: Iterable[LineFacts], *, flagged: Collection[str] | None = None
) -> list[str]:
    """Return the criteria whose appraised points differ from the claim without a reason.

    Points given to a line that was not claimed differ too.

    Args:
        flagged: the criteria that need a reason, where the table asks for no others; None
            where every difference needs one.

    Source: docs/sources.md#reasons: every point edit needs a reason.
    """
    return [
        line.key
        for line in lines
        if line.scored_by is Scorer.AGENCY
        and line.appraised_points is not None
        and line.appraised_points != line.self_points
        and not line.same_result
        and not line.appraisal_reason.strip()
        and (flagged is None or line.key in flagged or line.self_points is None)
    ]


def _awaits(line: LineFacts) -> bool:
    if not line.assigned or line.kind is CriterionKind.AWARD_BONUS:
        return False
    if line.scored_by is Scorer.AGENCY:
        return line.is_claimed
    return line.scored_by is Scorer.SECRETARIAT and not line.may_stay_empty
