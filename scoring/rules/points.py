"""Which points a criterion may get, and how a person may write them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from blocs.rules.writing import number_text
from scoring.rules.formulas.levels import Level
from scoring.rules.formulas.limits import places_text
from scoring.rules.nodes import JUDGED_KINDS
from scoring.rules.signs import signed_points
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


def points_fault(
    points: Decimal,
    *,
    kind: CriterionKind,
    step: Decimal,
    floor: Decimal,
    top: Decimal,
    levels: Sequence[Level] = (),
) -> str:
    """Return why a criterion does not take points; empty when it does.

    Points of a calculated criterion follow from results; where somebody gives them directly
    they need no step, only the range.

    Args:
        points: points given by any layer; points to take off by a penalty are positive too.
        step: points of a judged criterion go up in multiples of this; the top itself is
            always allowed.
        floor: the fewest a line may get, 0 or less (``formulas.floor_of``).
        top: the most a line may get, in points (``formulas.top_of``).
        levels: of a criterion with named levels (``formulas.levels_of``).

    Returns:
        out of range, between two steps, neither 0 nor the maximum of a pass-or-fail criterion,
        no level, more than two places, or given to a group: the end of a sentence that names it.

    Source: docs/sources.md#formulas (judged, met or not met, bonus and penalty).
    """
    if kind is CriterionKind.GROUP:
        return "điểm của nhóm được cộng từ các tiêu chí con, không chấm trực tiếp."
    if not points.is_finite() or not floor <= points <= top:
        return f"điểm phải từ {signed_points(floor)} đến {signed_points(top)}."
    if kind is CriterionKind.OPTIONS:
        is_level = any(level.points == points for level in levels)
        return "" if is_level else f"chỉ chọn một trong các mức: {'; '.join(map(str, levels))}."
    if kind in JUDGED_KINDS:
        return _between_steps(points, kind, step, top)
    return "" if points == round(points, 2) else f"điểm {places_text(2)}."


def _between_steps(points: Decimal, kind: CriterionKind, step: Decimal, top: Decimal) -> str:
    if points == top:
        return ""
    if kind is CriterionKind.PASS_FAIL and points != ZERO:
        return f"chỉ chấm 0 điểm (không đạt) hoặc {number_text(top)} điểm (đạt)."
    return f"điểm chấm theo bước {number_text(step)} điểm." if points % step else ""
