"""Reads for the pages about written conditions: a province's list, one row with its past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards.models import AwardCondition, AwardType, ConditionCheck
from awards.rules.eligibility.conditions import Condition, living
from awards.rules.eligibility.judging import Check
from awards.rules.eligibility.reading import read_params
from awards.rules.eligibility.saying import said
from awards.selectors.conditions import as_condition, latest_checks
from awards.selectors.words import award_name, labels_of, words_of
from awards.states import EligibilityKind
from blocs.models import Bloc, Membership, Province
from blocs.standing import Standing
from scoring.rules.json_fields import SettingsError

EVERY_AWARD = "Mọi hình thức"
FOR_ALL = "Mọi tỉnh (quy định chung)"


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition with what it asks for in sentences, and who compared it with the law."""

    row: AwardCondition
    condition: Condition
    award: str
    said: tuple[str, ...]
    check: Check | None
    is_living: bool

    @property
    def is_verified(self) -> bool:
        return self.check is not None and self.check.verified


@dataclass(frozen=True, slots=True)
class Past:
    """The rows a condition came out of and was replaced by, and everything said in checks."""

    versions: tuple[ConditionRow, ...]
    checks: tuple[ConditionCheck, ...]


def provinces_of(standing: Standing) -> list[Province]:
    """Return the provinces that the person oversees or belongs to. One query."""
    rows = Province.objects.order_by("name")
    if standing.watches.everything:
        return list(rows)
    watched = Bloc.objects.filter(pk__in=standing.watches.bloc_ids).values("province")
    joined = Membership.objects.filter(agency__in=standing.agency_ids)
    return list(
        rows.filter(
            Q(pk__in=standing.watches.province_ids)
            | Q(pk__in=watched)
            | Q(pk__in=joined.values("season__bloc__province"))
        )
    )


def condition_rows(province_id: int | None, *, former: bool = False) -> list[ConditionRow]:
    """Return the conditions that stand for a province, in the catalogue's order. Four queries.

    Args:
        former: the replaced and retired ones too.
    """
    found = _shown(_rows(province_id), province_id)
    return [one for one in found if one.is_living or former]


def condition_row(row: AwardCondition, province_id: int | None) -> ConditionRow:
    """Return one condition as it stands for a province. Four queries."""
    shown = _shown(_rows(province_id), province_id)
    return next(one for one in shown if one.row.pk == row.pk)


def past_of(row: AwardCondition, province_id: int | None) -> Past:
    """Return the line of rows that the condition belongs to, the newest first. Five queries."""
    rows = _rows(province_id)
    line = {row.pk}
    while True:
        more = {one.pk for one in rows if one.replaces_id in line}
        more |= {one.replaces_id for one in rows if one.pk in line and one.replaces_id}
        if more <= line:
            break
        line |= more
    shown = [one for one in _shown(rows, province_id) if one.row.pk in line]
    checks = ConditionCheck.objects.filter(
        Q(province__isnull=True) | Q(province=province_id), condition__in=line
    ).select_related("checked_by", "province")
    return Past(
        versions=tuple(sorted(shown, key=lambda one: -one.row.pk)),
        checks=tuple(checks.order_by("-pk")),
    )


def sentences_of(
    kind: EligibilityKind, raw: Mapping[str, Any], province_id: int | None
) -> tuple[str, ...]:
    """Return what typed numbers and sets ask for; nothing where they cannot be. Two queries.

    Args:
        province_id: whose names of awards; None for the law's.
    """
    try:
        params = read_params(kind, raw)
    except SettingsError:
        return ()
    return said(params, words_of(AwardType.objects.order_by("position"), labels_of(province_id)))


def _rows(province_id: int | None) -> list[AwardCondition]:
    rows = AwardCondition.objects.of_province(province_id)
    return list(rows.select_related("award_type", "province", "written_by"))


def _shown(rows: Sequence[AwardCondition], province_id: int | None) -> list[ConditionRow]:
    labels = labels_of(province_id)
    words = words_of(AwardType.objects.order_by("position"), labels)
    checks = latest_checks(province_id, [row.pk for row in rows])
    known = {row.pk: as_condition(row) for row in rows}
    standing = {one.id for one in living(known.values(), province_id)}
    ordered = sorted(rows, key=_in_order)  # databases do not agree where an empty award stands
    return [
        ConditionRow(
            row=row,
            condition=known[row.pk],
            award=award_name(row.award_type, labels) if row.award_type else EVERY_AWARD,
            said=said(known[row.pk].params, words),
            check=checks.get(row.pk),
            is_living=row.pk in standing,
        )
        for row in ordered
    ]


def _in_order(row: AwardCondition) -> tuple[int, str, int, int]:
    return row.award_type.position if row.award_type else 0, row.route, row.position, row.pk


def scopes_of(
    standing: Standing, row: AwardCondition | None = None
) -> list[tuple[int | None, str]]:
    """Return for whom the person may write conditions: for all (None), or for provinces.

    Args:
        row: the condition that is acted on; a province's own row is that province's.
    """
    everything = standing.is_system or standing.manages.everything
    provinces = Province.objects.order_by("name")
    if not everything:
        provinces = provinces.filter(pk__in=standing.manages.province_ids)
    found: list[tuple[int | None, str]] = [(None, FOR_ALL)] if everything else []
    found += provinces.values_list("pk", "name")
    if row is None or row.province_id is None:
        return found
    return [scope for scope in found if scope[0] == row.province_id]
