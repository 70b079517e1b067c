"""A condition's numbers and sets out of JSON, each fault by its name, and back."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from awards.rules.eligibility.params import (
    AgeParams,
    Alternative,
    AwardsParams,
    BarParams,
    ConfirmedParams,
    FloorParams,
    Group,
    HasAwardParams,
    NoParams,
    Params,
    PointsParams,
    RankParams,
    RegisteredParams,
    RunParams,
    TwiceParams,
    VoteParams,
)
from awards.states import AwardBasis, CompletionLevel, EligibilityKind, ShareBase
from scoring.rules.json_fields import Fields
from scoring.states import Effect

MOST_ALTERNATIVES, MOST_WITHOUT_FLAGS, MOST_GROUPS, MOST_CODES = 4, 2, 2, 2
MOST_YEARS = 100
BARRING = (Effect.BAR_ALL, Effect.BAR_FLAG)
_SHARE = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


def read_params(kind: EligibilityKind, raw: object) -> Params:
    """Return a condition's numbers and sets, checked.

    Args:
        raw: the object of JSON as it is stored.

    Raises:
        SettingsError: a name is missing, unknown or has a value that cannot be; says where.
    """
    fields = Fields(raw, "")
    params = _READERS[kind](fields)
    fields.end()
    return params


def share_written(share: Fraction) -> str:
    """Write a share the way it is stored: ``2/3``."""
    return f"{share.numerator}/{share.denominator}"


def _nothing(_: Fields) -> NoParams:
    return NoParams()


def _confirmed(fields: Fields) -> ConfirmedParams:
    return ConfirmedParams(fields.yes_no("exception", False))


def _registered(fields: Fields) -> RegisteredParams:
    return RegisteredParams(fields.yes_no("any_title", False))


def _rank(fields: Fields) -> RankParams:
    return RankParams(fields.whole("rank", least=1))


def _points(fields: Fields) -> PointsParams:
    total = fields.points_or_none("total")
    text = fields.text("share", "")
    if (total is None) == (text == ""):
        raise fields.fault("total", "cần đúng một trong hai: tổng điểm hoặc tỷ lệ")
    return PointsParams(total, _share(fields, text) if text else None)


def _floor(fields: Fields) -> FloorParams:
    return FloorParams(_share(fields, fields.text("share")), fields.texts("keys", ()))


def _bars(fields: Fields) -> BarParams:
    words = fields.texts("effects")
    if not words or not set(words) <= {effect.value for effect in BARRING}:
        raise fields.fault("effects", "cần chọn ít nhất một hệ quả của bảng tiêu chí")
    return BarParams(frozenset(Effect(word) for word in words))


def _vote(fields: Fields) -> VoteParams:
    return VoteParams(
        _share(fields, fields.text("share")),
        fields.word("of", ShareBase),
        fields.yes_no("strict", False),
    )


def _has_award(fields: Fields) -> HasAwardParams:
    return HasAwardParams(_codes(fields, "codes"), _bases(fields))


def _awards(fields: Fields) -> AwardsParams:
    params = AwardsParams(
        any_of=_alternatives(fields, "any_of", MOST_ALTERNATIVES),
        not_flag_eligible=_alternatives(fields, "not_flag_eligible", MOST_WITHOUT_FLAGS),
        years=_years_or_none(fields),
        after=_codes(fields, "after", least=0),
        levels=_levels(fields),
        titles=_codes(fields, "titles", least=0),
        bases=_bases(fields),
    )
    if not params.any_of:
        raise fields.fault("any_of", "cần ít nhất một phương án")
    return params


def _run(fields: Fields) -> RunParams:
    params = RunParams(
        years=fields.whole("years", least=1, most=MOST_YEARS),
        levels=_levels(fields),
        titles=_codes(fields, "titles", least=0),
        after=_codes(fields, "after", least=0),
        bases=_bases(fields),
    )
    if not params.levels and not params.titles:
        raise fields.fault("levels", "cần chọn mức hoàn thành nhiệm vụ hoặc danh hiệu")
    return params


def _age(fields: Fields) -> AgeParams:
    return AgeParams(fields.whole("years", least=1, most=MOST_YEARS))


def _twice(fields: Fields) -> TwiceParams:
    return TwiceParams(_codes(fields, "codes"))


def _share(fields: Fields, text: str) -> Fraction:
    found = _SHARE.fullmatch(text)
    if found is None or int(found[2]) == 0 or not 0 < int(found[1]) <= int(found[2]):
        raise fields.fault("share", "phải là tỷ lệ lớn hơn 0 và không quá 1, ví dụ “2/3”")
    return Fraction(int(found[1]), int(found[2]))


def _codes(fields: Fields, name: str, *, least: int = 1) -> frozenset[str]:
    codes = fields.texts(name, ())
    if len(codes) < least:
        raise fields.fault(name, "cần chọn ít nhất một hình thức khen thưởng")
    return frozenset(codes)


def _bases(fields: Fields) -> frozenset[AwardBasis]:
    words = fields.texts("bases", [basis.value for basis in AwardBasis])
    if not words or not set(words) <= set(AwardBasis):
        raise fields.fault("bases", "cần chọn ít nhất một loại khen thưởng được tính")
    return frozenset(AwardBasis(word) for word in words)


def _levels(fields: Fields) -> frozenset[CompletionLevel]:
    words = fields.texts("levels", ())
    if not set(words) <= set(CompletionLevel):
        raise fields.fault("levels", "có mức hoàn thành nhiệm vụ không có trong danh mục")
    return frozenset(CompletionLevel(word) for word in words)


def _years_or_none(fields: Fields) -> int | None:
    years = fields.whole_or_none("years", least=1)
    if years is not None and years > MOST_YEARS:
        raise fields.fault("years", f"nhiều nhất là {MOST_YEARS} năm")
    return years


def _alternatives(fields: Fields, name: str, most: int) -> tuple[Alternative, ...]:
    """Read the alternatives, each an object with its groups.

    An award counts in one group only, so the groups of an alternative share none.
    """
    rows = fields.rows(name)
    if len(rows) > most:
        raise fields.fault(name, f"nhiều nhất là {most} phương án")
    return tuple(_alternative(row) for row in rows)


def _alternative(fields: Fields) -> Alternative:
    rows = fields.rows("groups")
    if not 1 <= len(rows) <= MOST_GROUPS:
        raise fields.fault("groups", f"cần từ 1 đến {MOST_GROUPS} nhóm danh hiệu")
    groups = tuple(_group(row) for row in rows)
    if len(frozenset().union(*(group.codes for group in groups))) < sum(
        len(group.codes) for group in groups
    ):
        raise fields.fault("groups", "một hình thức chỉ được ở một nhóm của phương án")
    fields.end()
    return groups


def _group(fields: Fields) -> Group:
    group = Group(_codes(fields, "codes"), fields.whole("count", least=1, most=MOST_YEARS))
    if len(group.codes) > MOST_CODES:
        raise fields.fault("codes", f"nhiều nhất là {MOST_CODES} hình thức trong một nhóm")
    fields.end()
    return group


_READERS: Mapping[EligibilityKind, Callable[[Fields], Any]] = MappingProxyType(
    {
        EligibilityKind.LED_BLOC: _nothing,
        EligibilityKind.RANK_AT_MOST: _rank,
        EligibilityKind.POINTS_AT_LEAST: _points,
        EligibilityKind.CRITERION_FLOOR: _floor,
        EligibilityKind.NO_BARRING_FACT: _bars,
        EligibilityKind.REGISTERED_TITLE: _registered,
        EligibilityKind.SIGNED_COVENANT: _nothing,
        EligibilityKind.VOTE_SHARE: _vote,
        EligibilityKind.HAS_AWARD: _has_award,
        EligibilityKind.AWARDS_IN_YEARS: _awards,
        EligibilityKind.CONSECUTIVE_YEARS: _run,
        EligibilityKind.OLDER_THAN: _age,
        EligibilityKind.FLAG_ELIGIBLE: _nothing,
        EligibilityKind.NOT_DISSOLVED: _nothing,
        EligibilityKind.NOT_REWARDED_TWICE: _twice,
        EligibilityKind.CONFIRMED: _confirmed,
    }
)
