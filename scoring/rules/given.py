"""What a sector agency, or another member, types for a criterion: points or one result."""

from decimal import Decimal

from scoring.rules.entries import result_fault
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
    """Return what has to be explained about a result beyond its scale; empty when it is."""
    doubt = "" if tidy(words) else doubt_about(node, actual)
    return f"{doubt}; đề nghị kiểm tra lại, nếu đúng thì ghi lý do." if doubt else ""
