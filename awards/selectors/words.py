"""Names that the conditions are written with: of awards, levels, grounds and effects."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from awards.models import AwardLabel, AwardType
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
from awards.rules.eligibility.case import Words
from scoring.models.labels import EFFECTS


def labels_of(province_id: int | None) -> dict[int, str]:
    """Return what a province calls awards, by the award's number. At most one query."""
    return {} if province_id is None else labels_by_province([province_id]).get(province_id, {})


def labels_by_province(provinces: Collection[int | None] | QuerySet) -> dict[int, dict[int, str]]:
    """Return the same for several provinces, by the province's number. One query.

    Args:
        provinces: their numbers, or a query for them.
    """
    rows = AwardLabel.objects.filter(province__in=provinces).exclude(label="").order_by()
    found: dict[int, dict[int, str]] = {}
    for province_id, award_id, label in rows.values_list("province", "award_type", "label"):
        found.setdefault(province_id, {})[award_id] = label
    return found


def award_name(award: AwardType, labels: Mapping[int, str]) -> str:
    """Name an award as a province calls it, as the catalogue does where it has no name of its own.

    Args:
        labels: the province's own names, from ``labels_of``.
    """
    return labels.get(award.pk) or award.name


def words_of(catalogue: Iterable[AwardType], labels: Mapping[int, str]) -> Words:
    """Return the names, of the awards in the order of the catalogue, as a province calls them."""
    return Words(
        awards={one.code: award_name(one, labels) for one in catalogue},
        levels=dict(COMPLETION_LEVELS),
        bases=dict(AWARD_BASES),
        effects=dict(EFFECTS),
    )
