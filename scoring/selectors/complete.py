"""What the lines of a sheet hold, as the checks before a step ask."""

from collections.abc import Iterable

from scoring.models import ScoreLine, ScoreSheet
from scoring.rules.complete import LineFacts, keys_without_reason
from scoring.selectors.deviation import keys_to_explain
from scoring.selectors.results import result_of
from scoring.states import CriterionKind, Layer, Scorer


def facts_of(lines: Iterable[ScoreLine]) -> list[LineFacts]:
    """Return the facts of lines with their criteria loaded."""
    return [
        LineFacts(
            key=line.criterion.key,
            kind=CriterionKind(line.criterion.kind),
            self_points=line.self_points,
            appraised_points=line.appraised_points,
            appraisal_reason=line.appraisal_reason,
            scored_by=Scorer(line.criterion.scored_by),
            assigned=line.is_assigned,
            has_result=not result_of(line, Layer.SELF).is_empty,
            same_result=_is_same_result(line),
        )
        for line in lines
    ]


def keys_unexplained(sheet: ScoreSheet, facts: Iterable[LineFacts]) -> list[str]:
    """Return the criteria whose appraisal lacks the reason that the sheet's table asks for.

    Args:
        sheet: with its agency, season and cycle loaded.
    """
    return keys_without_reason(facts, flagged=keys_to_explain(sheet))


def _is_same_result(line: ScoreLine) -> bool:
    claimed, found = result_of(line, Layer.SELF), result_of(line, Layer.APPRAISED)
    return not claimed.is_empty and claimed == found
