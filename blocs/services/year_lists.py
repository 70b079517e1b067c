"""The lists of a year that people write row by row: results, movements, documents, sources."""

from dataclasses import dataclass, fields
from typing import Any

from django.db import models

from accounts.errors import Invalid
from accounts.verdicts import Verdict
from blocs.models import Indicator, IndicatorBaseline, LegalDocument, Movement, Season, Source
from blocs.permissions import Seats, can_write_result
from blocs.rules.year_lists import LEGAL_DOCUMENT_ONCE, MOVEMENT_ONCE
from blocs.services.indicators import COLUMNS, IndicatorSpec, baseline_of, described
from blocs.services.records import (
    LegalDocumentSpec,
    MovementSpec,
    SourceSpec,
    demand_cited_day,
)
from blocs.services.rows import insert, row_values
from blocs.services.year_rows import Row, Spec, YearList
from blocs.standing import Standing

_STRANGER = "Đơn vị này không phải đơn vị thành viên trong năm thi đua; đề nghị quý vị chọn lại."


class _Indicators(YearList[Indicator, IndicatorSpec]):
    """Results in numbers; each hangs with what it is compared with, and members write their own."""

    def of(self, season: Season) -> models.QuerySet[Indicator]:
        return super().of(season).prefetch_related("baselines")

    def may_write(
        self, standing: Standing, season: Season, seats: Seats, row: Indicator
    ) -> Verdict:
        return can_write_result(standing, season, seats, row.agency_id)

    def fill(self, row: Indicator, spec: IndicatorSpec) -> None:
        told = row_values(spec)
        told.pop("baselines")
        stays = row.pk is not None and row.agency_id == (spec.agency and spec.agency.pk)
        for column, value in told.items():
            setattr(row, column, value)
        if spec.agency is None or stays:
            return
        if not row.season.memberships.filter(agency=spec.agency).exists():
            raise Invalid(_STRANGER, field="agency")

    def store_rest(self, row: Indicator, spec: IndicatorSpec) -> None:
        row.baselines.all().delete()
        lines = [
            baseline_of(row, position, one) for position, one in enumerate(spec.baselines, start=1)
        ]
        insert(IndicatorBaseline, lines, refusal="Mức so sánh của chỉ tiêu không hợp lệ.")

    def described(self, row: Indicator) -> dict[str, Any]:
        return described(row)

    def wanted(self, row: Indicator, spec: IndicatorSpec) -> dict[str, Any]:
        columns = {column: row.serializable_value(column) for column in self.columns}
        return {**columns, "baselines": [row_values(one) for one in spec.baselines]}


@dataclass(frozen=True, kw_only=True)
class _Cited(YearList[Row, Spec]):
    """What papers cite; ``day`` is the column of its day."""

    day: str

    def fill(self, row: Row, spec: Spec) -> None:
        super().fill(row, spec)
        demand_cited_day(getattr(spec, self.day), field=self.day)


def _columns(spec: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(spec))


INDICATORS = _Indicators(model=Indicator, word="indicator", columns=COLUMNS)
MOVEMENTS: YearList[Movement, MovementSpec] = YearList(
    model=Movement,
    word="movement",
    columns=_columns(MovementSpec),
    once=MOVEMENT_ONCE,
    twice="Phong trào này đã có trong danh sách của năm ấy; quý vị sửa mục đã có.",
    field="name",
)
LEGAL_DOCUMENTS: YearList[LegalDocument, LegalDocumentSpec] = _Cited(
    model=LegalDocument,
    word="legal_document",
    columns=_columns(LegalDocumentSpec),
    once=LEGAL_DOCUMENT_ONCE,
    twice="Văn bản này đã có trong danh sách; quý vị sửa mục đã có.",
    field="number",
    day="issued_on",
)
SOURCES: YearList[Source, SourceSpec] = _Cited(
    model=Source, word="source", columns=_columns(SourceSpec), day="published_on"
)
