"""How many members of a bloc received which award, where a source names none of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import models, transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from awards.models import AwardCount, AwardType
from blocs.models import Season
from blocs.services import YearList
from blocs.services.rows import insert, season_to_write

_STRANGE = "Danh mục không có hình thức khen thưởng “{}”."


@dataclass(frozen=True, slots=True)
class AwardCountSpec:
    """``agencies`` is a number of member agencies, from 1."""

    award: str
    agencies: int
    note: str = ""


class _Counts(YearList[AwardCount, AwardCountSpec]):
    """How many members received which award; the catalogue orders them."""

    def of(self, season: Season) -> models.QuerySet[AwardCount]:
        rows = super().of(season).select_related("award_type")
        return rows.order_by("award_type__position")

    def fill(self, row: AwardCount, spec: AwardCountSpec) -> None:
        award = AwardType.objects.filter(code=spec.award).first()
        if award is None:
            raise Invalid(_STRANGE.format(spec.award), field="award")
        row.award_type, row.agencies, row.note = award, spec.agencies, spec.note


COUNTS = _Counts(
    model=AwardCount,
    word="award_count",
    columns=("award_type", "agencies", "note"),
    once=("award_type",),
    twice="Hình thức này đã có trong danh sách; quý vị sửa số đơn vị của mục đã có.",
    field="award",
    is_ordered=False,
)


@transaction.atomic
def record_award_counts(
    *, season_id: int, specs: Sequence[AwardCountSpec], actor: User | None
) -> None:
    """Replace the season's award counts by these.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: an award is not in the catalogue or named twice, or a number is below one.
    """
    season = season_to_write(season_id, actor)
    types = AwardType.objects.in_bulk([spec.award for spec in specs], field_name="code")
    for spec in specs:
        if spec.award not in types:
            raise Invalid(_STRANGE.format(spec.award), field="award")
    before = list(
        AwardCount.objects.filter(season=season).values("award_type__code", "agencies", "note")
    )
    AwardCount.objects.filter(season=season).delete()
    rows = [
        AwardCount(
            season=season, award_type=types[spec.award], agencies=spec.agencies, note=spec.note
        )
        for spec in specs
    ]
    insert(AwardCount, rows, refusal="Mỗi hình thức ghi một lần, số đơn vị từ 1 trở lên.")
    audit.record(
        actor=actor,
        action="season.award_counts",
        subject=season,
        before={"counts": before},
        after={"counts": [asdict(spec) for spec in specs]},
    )
