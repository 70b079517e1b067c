"""The written rules of a table as JSON: one way in, one way out.

Numbers are strings with a point ("0.6"), counts and days are whole numbers; a name that is
left out keeps its default, an unknown name is a fault.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from blocs.rules.categories import MOST_CATEGORY
from scoring.rules.categories import bands_by_category, category_key
from scoring.rules.json_fields import Fields, SettingsError, number_written
from scoring.rules.settings import (
    MOST_CONDITION_CODE,
    Band,
    Condition,
    LateRange,
    TableRules,
    TieRule,
)
from scoring.rules.text import tidy_line
from scoring.rules.tree import Node
from scoring.states import ConditionKind, Effect, RankBy, ReasonFor, Rounding, Strategy, TieKind

__all__ = ["WEIGHTED_LAYERS", "SettingsError", "read_rules", "written_rules", "wrong_names"]

T = TypeVar("T")
ONE = Decimal(1)
MOST_DECIMALS = 2  # points have two places in the database
WEIGHTED_LAYERS = ("self", "appraised", "sector", "cross", "province", "vote")


def read_rules(value: object) -> TableRules:
    """Read the written rules of a table.

    Args:
        value: the JSON value; an empty object is a table that says nothing.

    Raises:
        SettingsError: malformed or contradictory; names the path, in Vietnamese.
    """
    default = TableRules()
    fields = Fields(value, "")
    rules = TableRules(
        decimals=fields.whole("decimals", default.decimals, most=MOST_DECIMALS),
        rounding=fields.word("rounding", Rounding, default.rounding),
        bonus_may_pass_scale=fields.yes_no("bonus_may_pass_scale", default.bonus_may_pass_scale),
        bonus_cap=fields.points_or_none("bonus_cap"),
        penalty_cap=fields.points_or_none("penalty_cap"),
        rank_by=fields.word("rank_by", RankBy, default.rank_by),
        strategy=fields.word("strategy", Strategy, default.strategy),
        weights=_weights(fields),
        drop_extremes=fields.yes_no("drop_extremes", default.drop_extremes),
        ties=_each(fields, "ties", _tie),
        late=_each(fields, "late", _late),
        bands=_each(fields, "bands", _band),
        conditions=_each(fields, "conditions", _condition),
        max_rounds=fields.whole_or_none("max_rounds", least=1),
        cross_scorers=fields.whole_or_none("cross_scorers"),
        deviation_share=fields.share("deviation_share", default.deviation_share),
        deviation_members=fields.whole("deviation_members", default.deviation_members, least=1),
        reason_for=fields.word("reason_for", ReasonFor, default.reason_for),
    )
    fields.end()
    _refuse_contradictions(rules)
    return rules


def written_rules(rules: TableRules) -> dict[str, Any]:
    """Write all rules, the defaults too, so that a later default changes no frozen table."""
    return {
        "decimals": rules.decimals,
        "rounding": rules.rounding.value,
        "bonus_may_pass_scale": rules.bonus_may_pass_scale,
        "bonus_cap": number_written(rules.bonus_cap),
        "penalty_cap": number_written(rules.penalty_cap),
        "rank_by": rules.rank_by.value,
        "strategy": rules.strategy.value,
        "weights": {layer: number_written(weight) for layer, weight in rules.weights},
        "drop_extremes": rules.drop_extremes,
        "ties": [_written_tie(tie) for tie in rules.ties],
        "late": [
            {"from_days": late.from_days, "points": number_written(late.points)}
            for late in rules.late
        ],
        "bands": [_written_band(band) for band in rules.bands],
        "conditions": [_written_condition(condition) for condition in rules.conditions],
        "max_rounds": rules.max_rounds,
        "cross_scorers": rules.cross_scorers,
        "deviation_share": number_written(rules.deviation_share),
        "deviation_members": rules.deviation_members,
        "reason_for": rules.reason_for.value,
    }


def wrong_names(rules: TableRules, nodes: Sequence[Node]) -> list[str]:
    """Return, as sentences, names that cannot be used: criteria that the table does not have,
    and codes of conditions that do not fit where a fact names its condition.
    """
    known = {node.key for node in nodes}
    groups = {node.key for node in nodes if node.is_group}
    faults = [
        f"ties[{place}].key: bảng không có nhóm tiêu chí {tie.key}."
        for place, tie in enumerate(rules.ties)
        if tie.kind is TieKind.HIGHER_GROUP and tie.key not in groups
    ]
    faults += [
        f"conditions[{place}].key: bảng không có tiêu chí {condition.key}."
        for place, condition in enumerate(rules.conditions)
        if condition.key and condition.key not in known
    ]
    faults += [
        f"conditions[{place}].code: mã “{condition.code[:60]}” dài hơn {MOST_CONDITION_CODE} ký tự."
        for place, condition in enumerate(rules.conditions)
        if len(condition.code) > MOST_CONDITION_CODE
    ]
    return faults


def _each(fields: Fields, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
    return tuple(read(row) for row in fields.rows(name))


def _weights(fields: Fields) -> tuple[tuple[str, Decimal], ...]:
    inner = fields.inner("weights")
    given = [(layer, inner.share(layer, Decimal(0))) for layer in WEIGHTED_LAYERS]
    inner.end()
    return tuple((layer, weight) for layer, weight in given if weight)


def _tie(row: Fields) -> TieRule:
    kind = row.word("kind", TieKind)
    key = row.text("key", "")
    row.end()
    if (kind is TieKind.HIGHER_GROUP) != bool(key):
        raise row.fault("key", "chỉ và phải nêu khi quy tắc là điểm nhóm cao hơn (higher_group)")
    return TieRule(kind, key)


def _late(row: Fields) -> LateRange:
    late = LateRange(row.whole("from_days", least=1), row.points("points"))
    row.end()
    return late


def _band(row: Fields) -> Band:
    band = Band(
        code=row.text("code"),
        label=row.text("label"),
        total_share=row.share_or_none("total_share"),
        criterion_share=row.share("criterion_share", Decimal(0)),
        total_points=row.points_or_none("total_points", or_nought=True),
        criterion_points=row.points_or_none("criterion_points"),
        category=tidy_line(row.text("category", "")),
    )
    row.end()
    if len(band.category) > MOST_CATEGORY:
        raise row.fault("category", f"nhóm đơn vị dài hơn {MOST_CATEGORY} ký tự")
    if (band.total_share is None) == (band.total_points is None):
        raise row.fault("total_share", "nêu mức tổng điểm theo tỷ lệ hoặc theo điểm, một trong hai")
    if band.criterion_share and band.criterion_points is not None:
        raise row.fault(
            "criterion_share", "nêu mức từng nhóm theo tỷ lệ hoặc theo điểm, không cả hai"
        )
    return band


def _condition(row: Fields) -> Condition:
    condition = Condition(
        code=row.text("code"),
        label=row.text("label"),
        kind=row.word("kind", ConditionKind),
        effect=row.word("effect", Effect),
        share=row.share_or_none("share"),
        key=row.text("key", ""),
        points=row.points_or_none("points"),
        source=row.text("source", ""),
        floor_points=row.points_or_none("floor_points"),
    )
    row.end()
    _refuse_wrong_floor(row, condition)
    if condition.key and condition.kind is not ConditionKind.CRITERION_FLOOR:
        raise row.fault("key", "chỉ nêu khi điều kiện là điểm sàn của tiêu chí (criterion_floor)")
    if (condition.effect is Effect.DEDUCT) != (condition.points is not None):
        needed = "hệ quả là trừ điểm (deduct) nên cần nêu số điểm trừ"
        only = "chỉ nêu điểm trừ khi hệ quả là trừ điểm (deduct)"
        raise row.fault("points", needed if condition.points is None else only)
    return condition


def _refuse_wrong_floor(row: Fields, condition: Condition) -> None:
    stated = {"share": condition.share, "floor_points": condition.floor_points}
    named = [name for name, floor in stated.items() if floor is not None]
    if condition.kind is ConditionKind.DECLARED and named:
        raise row.fault(named[0], "chỉ nêu mức điểm sàn khi loại điều kiện là mức sàn")
    if condition.kind is not ConditionKind.DECLARED and len(named) != 1:
        raise row.fault(
            "share", "điều kiện này cần nêu mức điểm sàn theo tỷ lệ hoặc theo điểm, một trong hai"
        )


def _refuse_contradictions(rules: TableRules) -> None:
    is_weighted = rules.strategy is Strategy.WEIGHTED
    if is_weighted and sum(weight for _, weight in rules.weights) != ONE:
        raise SettingsError("weights", "các trọng số phải cộng lại đúng bằng 1")
    if rules.weights and not is_weighted:
        raise SettingsError("weights", "chỉ nêu khi cách tính điểm cuối là weighted")
    if rules.asks_members and rules.cross_scorers is None:
        raise SettingsError("cross_scorers", "cần nêu số đơn vị chấm chéo (0 là tất cả)")
    _refuse_disorder(rules.bands)
    if not _falls(-late.from_days for late in rules.late):
        raise SettingsError("late", "xếp theo số ngày tăng dần, không trùng")
    for bands in bands_by_category(rules.bands).values():
        _refuse_twice("bands", [band.code for band in bands])
    _refuse_twice("conditions", [condition.code for condition in rules.conditions])
    _refuse_twice("ties", [f"{tie.kind.value} {tie.key}".strip() for tie in rules.ties])


def _refuse_disorder(bands: Sequence[Band]) -> None:
    """Refuse classes of one category that do not fall; what other categories ask is no matter."""
    above: dict[str, Band] = {}
    for place, lower in enumerate(bands):
        key = category_key(lower.category)
        upper, above[key] = above.get(key), lower
        if upper is not None:
            _refuse_no_fall(upper, lower, place)


def _refuse_no_fall(upper: Band, lower: Band, place: int) -> None:
    name = "total_points" if lower.total_share is None else "total_share"
    above, below = getattr(upper, name), getattr(lower, name)
    if above is None:
        fault = "các mức cùng ghi theo tỷ lệ, hoặc cùng ghi theo điểm"
        raise SettingsError(f"bands[{place}].{name}", fault)
    if below >= above:
        fault = "xếp từ mức cao xuống mức thấp, không trùng mức"
        raise SettingsError(f"bands[{place}].{name}", fault)


def _falls(values: Iterable[Decimal | int]) -> bool:
    given = list(values)
    return all(left > right for left, right in pairwise(given))


def _refuse_twice(path: str, codes: Sequence[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise SettingsError(path, f"“{code}” bị trùng")


def _written_tie(tie: TieRule) -> Mapping[str, Any]:
    return {"kind": tie.kind.value, **({"key": tie.key} if tie.key else {})}


def _written_band(band: Band) -> Mapping[str, Any]:
    return {
        "code": band.code,
        "label": band.label,
        "total_share": number_written(band.total_share),
        "criterion_share": number_written(band.criterion_share),
        "total_points": number_written(band.total_points),
        "criterion_points": number_written(band.criterion_points),
        **({"category": band.category} if band.category else {}),
    }


def _written_condition(condition: Condition) -> Mapping[str, Any]:
    return {
        "code": condition.code,
        "label": condition.label,
        "kind": condition.kind.value,
        "effect": condition.effect.value,
        "share": number_written(condition.share),
        "key": condition.key,
        "points": number_written(condition.points),
        "source": condition.source,
        "floor_points": number_written(condition.floor_points),
    }
