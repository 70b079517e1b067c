"""Results in numbers, each with what it is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, Indicator, IndicatorBaseline, Season
from blocs.services.rows import insert, season_to_write
from blocs.states import BaselineKind, Qualifier


@dataclass(frozen=True, slots=True)
class BaselineSpec:
    """What an indicator is compared with; ``ratio`` and ``change`` are percentages.

    ``label`` is what the source calls a plan, where that is another word than "kế hoạch".
    """

    kind: BaselineKind = BaselineKind.PLAN
    issuer: str = ""
    label: str = ""
    value: Decimal | None = None
    ratio: Decimal | None = None
    change: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    qualifier_text: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """A result in numbers, of a member or of another subject, in ``unit``."""

    name: str
    agency: Agency | None = None
    subject: str = ""
    unit: str = ""
    value: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    qualifier_text: str = ""
    note: str = ""
    baselines: tuple[BaselineSpec, ...] = ()


@transaction.atomic
def record_indicators(
    *, season_id: int, specs: Sequence[IndicatorSpec], actor: User | None
) -> None:
    """Replace the results in numbers, each with what it is compared with.

    Raises:
        NotAllowed: the season is closed, or not by this person.
        Invalid: an indicator has no name; a baseline says nothing, or is a plan of nobody.
    """
    season = season_to_write(season_id, actor)
    before = _described(season)
    Indicator.objects.filter(season=season).delete()
    rows = insert(
        Indicator,
        [_indicator(season, position, spec) for position, spec in enumerate(specs, start=1)],
        refusal="Danh sách chỉ tiêu không hợp lệ.",
    )
    baselines = [
        _baseline(row, position, baseline)
        for row, spec in zip(rows, specs, strict=True)
        for position, baseline in enumerate(spec.baselines, start=1)
    ]
    insert(IndicatorBaseline, baselines, refusal="Mức so sánh của chỉ tiêu không hợp lệ.")
    audit.record(
        actor=actor,
        action="season.indicators",
        subject=season,
        before={"rows": before},
        after={"rows": _described(season)},
    )


def _indicator(season: Season, position: int, spec: IndicatorSpec) -> Indicator:
    return Indicator(
        season=season,
        position=position,
        agency=spec.agency,
        subject=spec.subject,
        name=spec.name,
        unit=spec.unit,
        value=spec.value,
        qualifier=spec.qualifier.value,
        qualifier_text=spec.qualifier_text,
        note=spec.note,
    )


def _baseline(indicator: Indicator, position: int, spec: BaselineSpec) -> IndicatorBaseline:
    if spec.kind is BaselineKind.PLAN and not spec.issuer:
        raise Invalid(
            f"Quý vị cần ghi cơ quan giao kế hoạch, dự toán của chỉ tiêu “{indicator.name}”.",
            field="issuer",
        )
    if spec.value is None and spec.ratio is None and spec.change is None:
        raise Invalid(
            "Quý vị cần ghi số liệu, tỷ lệ hoặc mức tăng, giảm cho mức so sánh của chỉ tiêu "
            f"“{indicator.name}”.",
            field="value",
        )
    return IndicatorBaseline(
        indicator=indicator,
        position=position,
        kind=spec.kind.value,
        issuer=spec.issuer,
        label=spec.label,
        value=spec.value,
        ratio=spec.ratio,
        change=spec.change,
        qualifier=spec.qualifier.value,
        qualifier_text=spec.qualifier_text,
    )


def _described(season: Season) -> list[dict[str, Any]]:
    """Write the season's indicators for the audit. Two queries."""
    columns = ("agency", "subject", "name", "unit", "value", "qualifier", "qualifier_text", "note")
    compared = (
        "kind",
        "issuer",
        "label",
        "value",
        "ratio",
        "change",
        "qualifier",
        "qualifier_text",
    )
    rows = season.indicators.order_by("position").prefetch_related("baselines")
    return [
        {
            **{column: row.serializable_value(column) for column in columns},
            "baselines": [
                {column: baseline.serializable_value(column) for column in compared}
                for baseline in row.baselines.all()
            ],
        }
        for row in rows
    ]
