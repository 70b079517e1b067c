"""Which points a criterion may get, and how a person may write them."""

import re
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.formulas.limits import places_text
from scoring.rules.nodes import JUDGED_KINDS
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
    min_points: Decimal = ZERO,
    decimals: int = 2,
) -> None:
    """Refuse points that the criterion does not allow.

    Points of a calculated criterion follow from results; where the province or a sector
    gives them directly they need no step, only the range and the table's decimals.

    Args:
        points: points given by any layer; points to take off are positive too.
        max_points: the most a line may get, in points (``formulas.top_of``).
        step: points of a judged criterion go up in multiples of this; the maximum itself is
            always allowed.
        key: the criterion's code from the root, to be named in the refusal.
        min_points: the fewest a line may get, 0 or less (``formulas.floor_of``).
        decimals: places after the comma that the table's points have, 0 to 2.

    Raises:
        PointsError: out of range, between two steps, neither 0 nor the maximum of a
            pass-or-fail criterion, or given to a group.

    Source: docs/sources.md#formulas (judged, met or not met, bonus and penalty).
    """
    fault = _out_of_range(points, kind, min_points, max_points)
    if not fault and kind in JUDGED_KINDS:
        fault = _between_steps(points, kind, max_points, step)
    if not fault and kind not in JUDGED_KINDS and points != round(points, decimals):
        fault = f"điểm {places_text(decimals)}."
    if fault:
        raise PointsError(f"Tiêu chí {key}: {fault}" if key else fault[:1].upper() + fault[1:])


def _out_of_range(
    points: Decimal, kind: CriterionKind, min_points: Decimal, max_points: Decimal
) -> str:
    if kind is CriterionKind.GROUP:
        return "điểm của nhóm được cộng từ các tiêu chí con, không chấm trực tiếp."
    if not points.is_finite() or not min_points <= points <= max_points:
        return f"điểm phải từ {number_text(min_points)} đến {number_text(max_points)}."
    return ""


def _between_steps(points: Decimal, kind: CriterionKind, max_points: Decimal, step: Decimal) -> str:
    if points == max_points:
        return ""
    if kind is CriterionKind.PASS_FAIL and points != ZERO:
        return f"chỉ chấm 0 điểm (không đạt) hoặc {number_text(max_points)} điểm (đạt)."
    return f"điểm chấm theo bước {number_text(step)} điểm." if points % step else ""
