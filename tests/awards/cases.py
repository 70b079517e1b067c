"""Cases for the conditions of awards: one member of a bloc's 2025, judged on 15 January 2026."""

from datetime import date
from typing import Any

from awards.rules.eligibility.case import (
    AwardFacts,
    Case,
    MemberFacts,
    Place,
    SeasonFacts,
    Vote,
    Words,
)
from awards.rules.eligibility.conditions import Condition
from awards.rules.eligibility.kinds import find
from awards.rules.eligibility.reading import read_params
from awards.rules.history import Held, History, Rated
from awards.states import AwardBasis, CompletionLevel, EligibilityKind
from blocs.states import CycleKind, Stage

DAY = date(2026, 1, 15)
NAMES = {
    "co-chinh-phu": "Cờ thi đua của Chính phủ",
    "bang-khen-thu-tuong": "Bằng khen của Thủ tướng Chính phủ",
    "co-tinh": "Cờ thi đua của Ủy ban nhân dân tỉnh",
    "bang-khen-tinh": "Bằng khen của Ủy ban nhân dân tỉnh",
    "tap-the-lao-dong-xuat-sac": "Tập thể lao động xuất sắc",
}
LEVELS = {
    CompletionLevel.EXCELLENT.value: "Hoàn thành xuất sắc nhiệm vụ",
    CompletionLevel.GOOD.value: "Hoàn thành tốt nhiệm vụ",
    CompletionLevel.COMPLETED.value: "Hoàn thành nhiệm vụ",
    CompletionLevel.NOT_COMPLETED.value: "Không hoàn thành nhiệm vụ",
}
RANKING = "bảng xếp hạng chốt lần 1"


def held(code: str, year: int, **fields: Any) -> Held:
    fields = {"counts_as": code, "name": NAMES.get(code, code), **fields}
    fields.setdefault("cycle_kind", CycleKind.CALENDAR_YEAR)
    fields.setdefault("basis", AwardBasis.MERIT)
    return Held(code=code, year=year, **fields)


def rated(year: int, level: str = "excellent", **fields: Any) -> Rated:
    fields.setdefault("cycle_kind", CycleKind.CALENDAR_YEAR)
    return Rated(year=year, level=CompletionLevel(level), **fields)


def case(
    *records: Held | Rated,
    award: str = "co-tinh",
    called: tuple[str, ...] = (),
    vote: Vote | None = None,
    place: Place | None = None,
    season: dict[str, Any] | None = None,
    **member: Any,
) -> Case:
    history = History(
        awards=tuple(one for one in records if isinstance(one, Held)),
        ratings=tuple(one for one in records if isinstance(one, Rated)),
    )
    facts = {
        "year": 2025,
        "cycle_kind": CycleKind.CALENDAR_YEAR,
        "label": "2025",
        "day": DAY,
        "stage": Stage.BLOC_REVIEW,
        "members": 7,
        "ranking": RANKING,
    }
    return Case(
        season=SeasonFacts(**{**facts, **(season or {})}),
        member=MemberFacts(name="Cục Hải quan", history=history, place=place, **member),
        award=AwardFacts(award, NAMES.get(award, award), called),
        words=Words(NAMES, LEVELS),
        vote=vote,
    )


def finding(kind: str, params: dict[str, Any], of: Case) -> Any:
    """Return what a condition with these parameters of JSON finds."""
    known = EligibilityKind(kind)
    return find(known, read_params(known, params), of)


def condition(number: int, kind: str = "confirmed", raw: Any = None, **fields: Any) -> Condition:
    known = EligibilityKind(kind)
    written = {"wording": f"Điều kiện {number}", "law": "Luật X", "article": "Điều 1"}
    fields = {"award": "co-tinh", **written, **fields}
    return Condition(id=number, kind=known, params=read_params(known, raw or {}), **fields)
