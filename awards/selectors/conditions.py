"""Written conditions out of the database, as the rules know them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from awards.models import AwardCondition, ConditionCheck, ConditionConfirmation
from awards.rules.eligibility.conditions import Condition, in_force
from awards.rules.eligibility.judging import Check, Confirmation
from awards.rules.eligibility.reading import read_params
from awards.states import EligibilityKind
from blocs.models import Season

SYSTEM = "Hệ thống"


def as_condition(row: AwardCondition) -> Condition:
    """Return the row as the rules know it; its award is loaded."""
    kind = EligibilityKind(row.kind)
    return Condition(
        id=row.pk,
        kind=kind,
        params=read_params(kind, row.params),
        wording=row.wording,
        award=row.award_type.code if row.award_type else None,
        province=row.province_id,
        route=row.route,
        position=row.position,
        law=row.law,
        article=row.article,
        clause=row.clause,
        source=row.source,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        is_warning=row.is_warning,
        replaces=row.replaces_id,
        is_retired=row.retired_at is not None,
    )


def conditions_in_force(province_id: int | None, day: date) -> list[Condition]:
    """Return the conditions that a province is judged by on a day. One query."""
    return in_force(all_conditions(province_id), province_id, day)


def all_conditions(province_id: int | None) -> list[Condition]:
    """Return the law's rows and a province's, replaced and retired ones too. One query."""
    rows = AwardCondition.objects.of_province(province_id).select_related("award_type")
    return [as_condition(row) for row in rows]


def latest_checks(province_id: int | None, ids: Collection[int]) -> dict[int, Check]:
    """Return who last compared each condition with the law: the province before all. One query."""
    rows = ConditionCheck.objects.filter(
        Q(province__isnull=True) | Q(province=province_id), condition__in=ids
    )
    found: dict[int, ConditionCheck] = {}
    for row in rows.select_related("checked_by").order_by("pk"):
        held = found.get(row.condition_id)
        if held is None or held.province_id is None or row.province_id is not None:
            found[row.condition_id] = row
    return {pk: as_check(row) for pk, row in found.items()}


def as_check(row: ConditionCheck) -> Check:
    who = row.checked_by.full_name if row.checked_by else SYSTEM
    return Check(row.verified, who, timezone.localdate(row.checked_at), row.note)


def latest_confirmations(
    season: Season, agency_ids: Iterable[int]
) -> dict[int, dict[int, Confirmation]]:
    """Return what was last confirmed, by agency and condition. One query."""
    rows = ConditionConfirmation.objects.filter(season=season, agency__in=agency_ids)
    found: dict[int, dict[int, Confirmation]] = {}
    for row in rows.select_related("confirmed_by").order_by("pk"):
        found.setdefault(row.agency_id, {})[row.condition_id] = as_confirmation(row)
    return found


def as_confirmation(row: ConditionConfirmation) -> Confirmation:
    who = row.confirmed_by.full_name if row.confirmed_by else SYSTEM
    day = timezone.localdate(row.confirmed_at)
    return Confirmation(row.met, who, day, row.note, row.document)
