"""Names that the conditions are written with: of awards, levels, grounds and effects."""

from collections.abc import Iterable, Mapping

from awards.models import AwardLabel, AwardType
from awards.models.labels import AWARD_BASES, COMPLETION_LEVELS
from awards.rules.eligibility.case import Words
from scoring.models.labels import EFFECTS


def labels_of(province_id: int | None) -> dict[int, str]:
    """Return what a province calls awards, by the award's number. One query."""
    rows = AwardLabel.objects.filter(province=province_id)
    return dict(rows.values_list("award_type", "label"))


def award_name(award: AwardType, labels: Mapping[int, str]) -> str:
    """Name an award as a province calls it, as the catalogue does where it has no name of its own.

    Args:
        labels: the province's own names, from ``labels_of``.
    """
    return labels.get(award.pk) or award.name


def words_of(catalogue: Iterable[AwardType]) -> Words:
    """Return the names, of the awards in the order of the catalogue."""
    return Words(
        awards={one.code: one.name for one in catalogue},
        levels=dict(COMPLETION_LEVELS),
        bases=dict(AWARD_BASES),
        effects=dict(EFFECTS),
    )
