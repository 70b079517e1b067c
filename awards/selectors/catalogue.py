"""The catalogue of awards as a province has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from awards.models import AwardLabel, AwardType
from awards.selectors.words import award_name
from blocs.models import Province
from blocs.rules.writing import date_text

_GRADES = {1: "Nhất", 2: "Nhì", 3: "Ba"}


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One award: its canonical name, what the province calls it, and what is handed over.

    ``is_given`` says whether it can be given on the day that was asked for.
    """

    award: AwardType
    label: str
    item: str
    counts_as: str
    is_given: bool

    @property
    def rank(self) -> str:
        """Return the level and the grade, in words."""
        level = self.award.get_level_display()
        return f"{level}, hạng {_GRADES[self.award.grade]}" if self.award.grade else level

    @property
    def validity(self) -> str:
        """Return from when until when it can be given, in words."""
        begun = f"từ {date_text(self.award.valid_from)}" if self.award.valid_from else ""
        ended = f"đến trước {date_text(self.award.valid_to)}" if self.award.valid_to else ""
        return " ".join(filter(None, (begun, ended)))


def catalogue_rows(
    province: Province | None, day: date, *, seen: Sequence[Province] = ()
) -> list[CatalogueRow]:
    """Return the law's awards and the province's own, in the catalogue's order. Two queries.

    Args:
        province: whose names and own forms; None for the law's names.
        seen: without a province, those whose own forms are listed too.
    """
    called = {row.award_type_id: row for row in AwardLabel.objects.filter(province=province)}
    labels = {pk: row.label for pk, row in called.items()}
    found = AwardType.objects.of_province(province)
    if province is None:
        found = AwardType.objects.filter(Q(province__isnull=True) | Q(province__in=seen))
    found = found.select_related("counts_as", "province")
    return [
        CatalogueRow(
            award=one,
            label=labels.get(one.pk, ""),
            item=(called[one.pk].item if one.pk in called else "") or one.item,
            counts_as=award_name(one.counts_as, labels) if one.counts_as else "",
            is_given=one.is_given_on(day),
        )
        for one in found.order_by("position")
    ]
