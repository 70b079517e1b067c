"""The score table of a synthetic province: a tree of 1,000 points with the wanted leaves."""

from decimal import Decimal
from random import Random
from typing import Any

from reports.synthetic.formulas import KINDS, UNITS, columns_of
from reports.synthetic.names import criterion_label
from reports.synthetic.plan import ProvincePlan
from scoring.states import CriterionKind, Direction, Scorer

SCALE = Decimal(1000)
_GROUPS = (
    ("Thực hiện nhiệm vụ chính trị, chuyên môn (mẫu)", 600),
    ("Xây dựng Đảng, chính quyền, đoàn thể (mẫu)", 250),
    ("Tổ chức phong trào thi đua, công tác khen thưởng (mẫu)", 150),
)
_NUMERALS = ("I", "II", "III")
_EXTRAS = 3  # one bonus, one penalty, one of both by events
_LEAST_FOR_EXTRAS = 10
_MOST_CHILDREN = 12
_PART = 8
_PASS_FAIL_EVERY = 7
_CALCULATED_EVERY = 5
_QUARTER = Decimal("0.25")

Row = dict[str, Any]


def criteria_of(plan: ProvincePlan) -> list[Row]:
    """Return the tree as a season file nests it; all points are multiples of 0.25."""
    chance = plan.chance("tiêu chí")
    has_extras = plan.criteria >= _LEAST_FOR_EXTRAS
    counts = _leaf_counts(plan.criteria - (_EXTRAS if has_extras else 0))
    groups, place = [], 0
    for code, (label, points), count in zip(_NUMERALS, _GROUPS, counts, strict=True):
        leaves = _leaves(place, _shared_out(Decimal(points), count, chance))
        groups.append(_group(code, label, _in_parts(leaves)))
        place += count
    return [*groups, _extras()] if has_extras else groups


def _leaf_counts(leaves: int) -> list[int]:
    """Give each group its share of the leaves, and the first what is left over."""
    counts = [max(1, leaves * points // int(SCALE)) for _, points in _GROUPS]
    counts[0] += leaves - sum(counts)
    return counts


def _shared_out(points: Decimal, count: int, chance: Random) -> list[Decimal]:
    """Cut points into parts of uneven size: whole points where there are enough of them."""
    unit = Decimal(1) if points >= _PART * count else _QUARTER
    weights = [chance.randint(2, 5) for _ in range(count)]
    parts = [max(1, int(points / unit) * weight // sum(weights)) for weight in weights]
    parts[0] += int(points / unit) - sum(parts)
    return [part * unit for part in parts]


def _leaves(first: int, points: list[Decimal]) -> list[Row]:
    return [
        _criterion(criterion_label(place), _kind_of(place), most)
        for place, most in enumerate(points, start=first)
    ]


def _kind_of(place: int) -> CriterionKind:
    """Return how the criterion at a place is scored: one in five is calculated."""
    turn, rest = divmod(place, _CALCULATED_EVERY)
    if rest == 1:
        return KINDS[turn % len(KINDS)]
    return CriterionKind.MANUAL if place % _PASS_FAIL_EVERY else CriterionKind.PASS_FAIL


def _in_parts(leaves: list[Row]) -> list[Row]:
    """Keep a short list as it is and cut a long one into named parts."""
    if len(leaves) <= _MOST_CHILDREN:
        return leaves
    parts = [leaves[start : start + _PART] for start in range(0, len(leaves), _PART)]
    return [
        _group(str(number), f"Nhóm nội dung {number} (mẫu)", part)
        for number, part in enumerate(parts, start=1)
    ]


def _group(code: str, label: str, children: list[Row]) -> Row:
    for number, child in enumerate(children, start=1):
        child["code"] = str(number)
    points = sum((child["max_points"] for child in children), start=Decimal(0))
    row = _criterion(label, CriterionKind.GROUP, points)
    return row | {"code": code, "children": children}


def _extras() -> Row:
    bonus = _criterion("Được khen thưởng đột xuất (mẫu)", CriterionKind.BONUS, Decimal(20))
    penalty = _criterion("Báo cáo không đúng thời hạn (mẫu)", CriterionKind.PENALTY, Decimal(20))
    events = _criterion(
        "Sáng kiến được công nhận, vi phạm bị nhắc nhở (mẫu)",
        CriterionKind.BONUS_PENALTY,
        Decimal(5),
    )
    events["min_points"] = Decimal(-5)
    children = [bonus | {"code": "1"}, penalty | {"code": "2"}, events | {"code": "3"}]
    row = _criterion("Điểm thưởng, điểm trừ (mẫu)", CriterionKind.GROUP, Decimal(25))
    return row | {"code": "IV", "children": children}


def _criterion(label: str, kind: CriterionKind, points: Decimal) -> Row:
    return {
        "code": "",
        "label": label,
        "kind": kind.value,
        "max_points": points,
        "step": _QUARTER,
        "guidance": "",
        "min_points": Decimal(0),
        "unit": "",
        "direction": Direction.HIGHER.value,
        "scored_by": Scorer.AGENCY.value,
        "sector": "",
        "rule": {},
        "children": [],
        **(columns_of(kind, points) if kind in UNITS else {}),
    }
