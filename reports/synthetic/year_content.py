"""What a synthetic season tells of its year: steps, meetings, movements, results, awards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Any

from blocs.states import StepKind

Row = dict[str, Any]
# First and last day of each step, as month and day; a month above 12 lies in the next year.
_STEPS: Mapping[StepKind, tuple[tuple[int, int], tuple[int, int]]] = MappingProxyType(
    {
        StepKind.REGISTRATION: ((1, 5), (1, 31)),
        StepKind.COVENANT: ((2, 1), (2, 28)),
        StepKind.MID_REVIEW: ((6, 1), (7, 15)),
        StepKind.SELF_SCORING: ((11, 1), (11, 30)),
        StepKind.APPRAISAL: ((12, 1), (12, 15)),
        StepKind.BLOC_REVIEW: ((12, 16), (12, 31)),
        StepKind.DOSSIER: ((13, 1), (13, 31)),
    }
)
_MOVEMENTS = (
    "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở (mẫu)",
    "Thi đua đẩy mạnh cải cách hành chính, chuyển đổi số (mẫu)",
)
_STATEMENTS = (
    ("advantages", "Các đơn vị thành viên đoàn kết, phối hợp tốt trong thực hiện nhiệm vụ (mẫu)."),
    ("difficulties", "Khối lượng công việc tăng so với năm trước (mẫu)."),
    ("party_building", "Công tác xây dựng Đảng được quan tâm, chỉ đạo thường xuyên (mẫu)."),
    ("limitations", "Một số đơn vị gửi báo cáo chưa đúng thời hạn (mẫu)."),
)
_NEXT_TASKS = (
    "Phát động, triển khai các phong trào thi đua ngay từ đầu năm (mẫu).",
    "Nâng cao chất lượng tự chấm điểm và thẩm định trong khối, cụm (mẫu).",
)
# Of the members in their order by points: the first gets a flag, the next two a certificate.
_AWARDS = ("co-tinh", "bang-khen-tinh", "bang-khen-tinh")


@dataclass(frozen=True, slots=True)
class Year:
    """A season's year, its members by code, and its own chance."""

    year: int
    agencies: tuple[str, ...]
    chance: Random


def cycle(year: int) -> Row:
    """Return the calendar year as a cycle."""
    return {
        "label": str(year),
        "kind": "calendar_year",
        "starts_on": f"{year}-01-01",
        "ends_on": f"{year}-12-31",
    }


def sections(told: Year, *, is_closed: bool) -> Row:
    """Return the sections that are no scores; a year in progress has no results yet."""
    started = {
        "calendar": [_step(told.year, kind) for kind in _STEPS],
        "registrations": [_registration(told, code) for code in told.agencies],
        "movements": [
            {"name": f"{name} năm {told.year}", "launched_by": "province"} for name in _MOVEMENTS
        ],
    }
    if not is_closed:
        return started | {"meetings": [_launch(told)]}
    return started | {
        "meetings": [_launch(told), _summary(told)],
        "indicators": [_indicator(told, code) for code in told.agencies],
        "statements": [{"section": section, "text": text} for section, text in _STATEMENTS],
        "next_tasks": list(_NEXT_TASKS),
    }


def proposals(told: Year, by_points: Sequence[str]) -> list[Row]:
    """Return who was granted what.

    Args:
        by_points: the members' codes from the most points to the fewest.
    """
    return [
        {
            "agency": code,
            "award": award,
            "state": "granted",
            "achievement": f"Xếp thứ {place} của khối, cụm năm {told.year} (mẫu).",
            "decision": {"number": f"{place:02d}/QĐ-MẪU", "decided_on": f"{told.year + 1}-02-25"},
        }
        for place, (code, award) in enumerate(zip(by_points, _AWARDS, strict=False), start=1)
    ]


def _step(year: int, kind: StepKind) -> Row:
    first, last = _STEPS[kind]
    return {
        "kind": kind.value,
        "opens_at": f"{_day(year, *first)}T00:00:00+07:00",
        "due_at": f"{_day(year, *last)}T17:00:00+07:00",
        "grace_days": 2,
    }


def _day(year: int, month: int, day: int) -> str:
    later, month = divmod(month - 1, 12)
    return f"{year + later}-{month + 1:02d}-{day:02d}"


def _registration(told: Year, code: str) -> Row:
    target = {
        "kind": "target",
        "content": "Tỷ lệ hồ sơ giải quyết đúng hạn (mẫu)",
        "unit": "%",
        "planned_value": told.chance.randint(90, 99),
    }
    building = {"kind": "building", "content": "Đảng bộ hoàn thành tốt nhiệm vụ (mẫu)"}
    title = {"kind": "title", "content": "Tập thể lao động xuất sắc (mẫu)"}
    items = [target, building, title]
    return {"agency": code, "registered_on": f"{told.year - 1}-12-28", "items": items}


def _indicator(told: Year, code: str) -> Row:
    plan, result = told.chance.randint(80, 120), told.chance.randint(80, 140)
    ratio = round(100 * result / plan)
    return {
        "agency": code,
        "name": f"Số nhiệm vụ hoàn thành trong năm {told.year} (mẫu)",
        "unit": "nhiệm vụ",
        "value": result,
        "baselines": [
            {"kind": "plan", "issuer": "Ủy ban nhân dân Tỉnh Mẫu", "value": plan, "ratio": ratio}
        ],
    }


def _launch(told: Year) -> Row:
    return {
        "name": f"Hội nghị phát động thi đua và ký giao ước năm {told.year} (mẫu)",
        "held_on": f"{told.year}-02-15",
        "day_part": "morning",
        "purposes": [{"kind": "launch"}, {"kind": "covenant_signing"}],
        "attendance": [{"agency": code} for code in told.agencies],
    }


def _summary(told: Year) -> Row:
    return {
        "name": f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {told.year} (mẫu)",
        "held_on": f"{told.year + 1}-01-10",
        "day_part": "afternoon",
        "purposes": [{"kind": "summary"}, {"kind": "peer_review"}],
        "attendance": [{"agency": code} for code in told.agencies],
        "conclusions": [{"text": "Thống nhất kết quả chấm điểm, xếp hạng của khối, cụm (mẫu)."}],
    }
