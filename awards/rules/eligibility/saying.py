"""The numbers and sets of a condition in sentences, for people who verify it."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from awards.rules.eligibility.case import Words
from awards.rules.eligibility.finding import names_of, share_text
from awards.rules.eligibility.params import (
    ALL_BASES,
    AgeParams,
    Alternative,
    AwardsParams,
    BarParams,
    ConfirmedParams,
    FloorParams,
    HasAwardParams,
    Params,
    PointsParams,
    RankParams,
    RegisteredParams,
    RunParams,
    TwiceParams,
    VoteParams,
)
from awards.states import AwardBasis, ShareBase
from blocs.rules.writing import number_text

OF = {
    ShareBase.MEMBERS: "tổng số đơn vị thành viên",
    ShareBase.PRESENT: "số đơn vị có mặt",
    ShareBase.VALID: "số phiếu hợp lệ",
}


def said(params: Params, words: Words) -> tuple[str, ...]:
    """Return what a condition asks for, in sentences; nothing where its kind says it all."""
    write = _WRITERS.get(type(params))
    return () if write is None else tuple(text for text in write(params, words) if text)


def _rank(params: RankParams, _: Words) -> list[str]:
    return [f"Xếp hạng từ {params.rank} trở lên, kể cả đồng hạng."]


def _points(params: PointsParams, _: Words) -> list[str]:
    if params.total is not None:
        return [f"Tổng điểm cuối từ {number_text(params.total)} điểm."]
    least = share_text(params.share) if params.share else ""
    return [f"Tổng điểm cuối từ {least} điểm tối đa được giao."]


def _floor(params: FloorParams, _: Words) -> list[str]:
    which = f"Nhóm {', '.join(params.keys)}" if params.keys else "Mỗi nhóm tiêu chí"
    return [f"{which} đạt từ {share_text(params.share)} điểm tối đa của nhóm."]


def _bars(params: BarParams, words: Words) -> list[str]:
    return [f"Xét sự việc, điều kiện có hệ quả: {_listed(params.effects, words.effects)}."]


def _vote(params: VoteParams, _: Words) -> list[str]:
    least = "Quá" if params.strict else "Từ"
    return [f"{least} {share_text(params.share)} phiếu đồng ý, tính trên {OF[params.of]}."]


def _confirmed(params: ConfirmedParams, _: Words) -> list[str]:
    if params.is_exception:
        return ["Trường hợp riêng: coi là không thuộc cho đến khi có người xác nhận."]
    return ["Cần xác nhận cho từng đơn vị."]


def _registered(params: RegisteredParams, _: Words) -> list[str]:
    if params.any_title:
        return ["Chỉ cần có bản đăng ký thi đua của năm."]
    return ["Bản đăng ký phải ghi tên hình thức này."]


def _has_award(params: HasAwardParams, words: Words) -> list[str]:
    return [f"Đã được tặng {names_of(words, params.codes)}.", _bases(params.bases, words)]


def _awards(params: AwardsParams, words: Words) -> list[str]:
    told = [_ways("Được tặng", params.any_of, words)]
    if params.not_flag_eligible:
        ways = _ways("", params.not_flag_eligible, words)
        told.append(f"Nếu không thuộc đối tượng tặng cờ: {ways}")
    if params.years is not None:
        told.append(f"Tính trong {params.years} năm gần nhất, kể cả năm thi đua đang xét.")
    told.append(_after(params.after, words))
    if params.levels or params.titles:
        told.append(f"Chỉ tính các năm liên tục đạt {_year(params.levels, params.titles, words)}.")
    return [*told, _bases(params.bases, words)]


def _run(params: RunParams, words: Words) -> list[str]:
    year = _year(params.levels, params.titles, words)
    first = f"Năm thi đua đang xét đạt {year}."
    if params.years > 1:
        first = f"{params.years} năm liên tục, đến năm thi đua đang xét, mỗi năm đạt {year}."
    return [first, _after(params.after, words), _bases(params.bases, words)]


def _age(params: AgeParams, _: Words) -> list[str]:
    return [f"Đủ {params.years} năm từ ngày thành lập."]


def _twice(params: TwiceParams, words: Words) -> list[str]:
    return [f"Chưa được tặng cho thành tích của năm: {names_of(words, params.codes)}."]


def _ways(lead: str, alternatives: Collection[Alternative], words: Words) -> str:
    ways = [
        " và ".join(f"{group.count} {names_of(words, group.codes)}" for group in one)
        for one in alternatives
    ]
    return f"{lead} {'; hoặc '.join(ways)}.".lstrip()


def _after(codes: Collection[str], words: Words) -> str:
    if not codes:
        return ""
    return f"Chỉ tính các năm sau năm được tặng lần đầu {names_of(words, codes)}."


def _year(levels: Collection[StrEnum], titles: Collection[str], words: Words) -> str:
    titled = f"danh hiệu {names_of(words, titles)}" if titles else ""
    parts = (_listed(levels, words.levels), titled)
    return " hoặc ".join(part for part in parts if part)


def _bases(bases: Collection[AwardBasis], words: Words) -> str:
    if frozenset(bases) == ALL_BASES:
        return ""
    return f"Loại khen thưởng được tính: {_listed(bases, words.bases)}."


def _listed(chosen: Collection[StrEnum], names: Mapping[str, str]) -> str:
    """Name what was chosen in the order of the names."""
    wanted = {one.value for one in chosen}
    return ", ".join(name for word, name in names.items() if word in wanted)


_WRITERS: Mapping[type, Callable[[Any, Words], list[str]]] = MappingProxyType(
    {
        RankParams: _rank,
        PointsParams: _points,
        FloorParams: _floor,
        BarParams: _bars,
        VoteParams: _vote,
        ConfirmedParams: _confirmed,
        RegisteredParams: _registered,
        HasAwardParams: _has_award,
        AwardsParams: _awards,
        RunParams: _run,
        AgeParams: _age,
        TwiceParams: _twice,
    }
)
