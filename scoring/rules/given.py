"""What a sector agency, or another member, types for a criterion: points or one result."""

import re
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.entries import result_fault, result_text
from scoring.rules.formulas import doubt_about, floor_of, levels_of, top_of
from scoring.rules.nodes import JUDGED_KINDS, Node
from scoring.rules.points import points_fault
from scoring.rules.text import tidy
from scoring.states import CriterionKind

# Their points follow from more than one number, so an agency gives the points themselves.
_BY_POINTS = JUDGED_KINDS | {CriterionKind.BONUS_PENALTY, CriterionKind.AWARD_BONUS}


def takes_result(kind: CriterionKind) -> bool:
    """Say whether the points follow from the one result that the agency types."""
    return kind is not CriterionKind.GROUP and kind not in _BY_POINTS


def given_fault(node: Node, points: Decimal | None, actual: Decimal | None, words: str) -> str:
    """Return why a criterion does not take what an agency gives; empty when it does.

    Args:
        points: in points, for a criterion that takes them.
        actual: the result in the criterion's unit, for one whose points follow from it.
        words: the reason that is given with it.
    """
    if takes_result(node.kind):
        if points is not None:
            return "điểm được tính từ kết quả, không nhập trực tiếp."
        return result_fault(actual, node.kind) or scale_fault(node, actual, words)
    if actual is not None:
        return "tiêu chí này không nhập kết quả."
    if points is None:
        return ""
    return points_fault(
        points,
        kind=node.kind,
        step=node.step,
        floor=floor_of(node),
        top=top_of(node),
        levels=levels_of(node),
    )


def scale_fault(node: Node, actual: Decimal | None, words: str) -> str:
    """Return what has to be explained about a result beyond its scale; empty when it is.

    A reason explains it only where it writes the result once more: a layer that always gives
    reasons would else never be asked whether 845 is meant.
    """
    doubt = doubt_about(node, actual)
    if not doubt or actual is None or _names(words, actual):
        return ""
    return (
        f"{doubt}; đề nghị kiểm tra lại, nếu đúng thì ghi lý do có nhắc lại kết quả "
        f"{number_text(actual)}."
    )


def _names(words: str, value: Decimal) -> bool:
    """Say whether the words hold the number as a whole one, not as a part of another."""
    forms = "|".join(re.escape(text) for text in {number_text(value), result_text(value)})
    signed = forms.replace(r"\-", "[-−]")
    whole = rf"(?<![0-9−-])(?<![0-9][.,])(?:{signed})(?![0-9]|[.,][0-9])"
    return bool(re.search(whole, tidy(words)))
