"""Which points a criterion may get, and how a person may write them."""

import re
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.states import CriterionKind

ZERO = Decimal(0)
_WRITTEN = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,2})?")


class PointsError(ValueError):
    """The points cannot be accepted; the message is the sentence to show."""


def parse_points(text: str) -> Decimal | None:
    """Read points as people write them: ``87,25``, ``87.25``; nothing is no score.

    Args:
        text: what was typed, in points.

    Raises:
        PointsError: not a number, negative, or more than two places after the comma. A dot
            with three digits behind it is refused too: it may mean thousands.
    """
    written = text.strip()
    if not written:
        return None
    if not _WRITTEN.fullmatch(written):
        raise PointsError("Điểm ghi bằng chữ số, không âm, tối đa hai chữ số sau dấu phẩy.")
    return Decimal(written.replace(",", "."))


def check_points(
    points: Decimal,
    *,
    kind: CriterionKind,
    max_points: Decimal,
    step: Decimal,
    key: str = "",
) -> None:
    """Refuse points that the criterion does not allow.

    Args:
        points: points given by any layer; points to take off are positive too.
        max_points: the most the criterion is worth, in points.
        step: points go up in multiples of this; the maximum itself is always allowed.
        key: the criterion's code from the root, to be named in the refusal.

    Raises:
        PointsError: out of range, between two steps, neither 0 nor the maximum of a
            pass-or-fail criterion, or given to a group.

    Source: docs/sources.md#formulas (judged, met or not met, bonus and penalty).
    """
    fault = _fault(points, kind, max_points, step)
    if fault:
        raise PointsError(f"Tiêu chí {key}: {fault}" if key else fault[:1].upper() + fault[1:])


def _fault(points: Decimal, kind: CriterionKind, max_points: Decimal, step: Decimal) -> str:
    top = number_text(max_points)
    if kind is CriterionKind.GROUP:
        return "điểm của nhóm được cộng từ các tiêu chí con, không chấm trực tiếp."
    if not points.is_finite() or not ZERO <= points <= max_points:
        return f"điểm phải từ 0 đến {top}."
    if points == max_points:
        return ""
    if kind is CriterionKind.PASS_FAIL and points != ZERO:
        return f"chỉ chấm 0 điểm (không đạt) hoặc {top} điểm (đạt)."
    if points % step:
        return f"điểm chấm theo bước {number_text(step)} điểm."
    return ""
