"""Results in numbers, each with what it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import User
from blocs.models import Agency, Indicator, IndicatorBaseline, Season
from blocs.rules.year_lists import BaselineFault, baseline_faults
from blocs.services.rows import insert, row_values, season_to_write
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


COLUMNS = tuple(field.name for field in fields(IndicatorSpec) if field.name != "baselines")
BASELINE_COLUMNS = tuple(field.name for field in fields(BaselineSpec))
BASELINE_SENTENCES: Mapping[BaselineFault, tuple[str, str]] = MappingProxyType(
    {
        BaselineFault.NO_ISSUER: (
            "issuer",
            "Quý vị cần ghi cơ quan giao kế hoạch, dự toán của chỉ tiêu",
        ),
        BaselineFault.SAYS_NOTHING: (
            "value",
            "Quý vị cần ghi số liệu, tỷ lệ hoặc mức tăng, giảm cho mức so sánh của chỉ tiêu",
        ),
    }
)


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
        baseline_of(row, position, baseline)
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
    told = row_values(spec)
    told.pop("baselines")
    return Indicator(season=season, position=position, **told)


def baseline_of(indicator: Indicator, position: int, spec: BaselineSpec) -> IndicatorBaseline:
    """Return what a result is compared with as a row that is not stored yet.

    Raises:
        Invalid: it says nothing, or is a plan of nobody.
    """
    told = (spec.kind.value, spec.issuer, spec.value, spec.ratio, spec.change)
    for fault in baseline_faults(*told):
        field, sentence = BASELINE_SENTENCES[fault]
        raise Invalid(f"{sentence} “{indicator.name}”.", field=field)
    return IndicatorBaseline(indicator=indicator, position=position, **row_values(spec))


def described(row: Indicator) -> dict[str, Any]:
    """Write a result for the audit.

    Args:
        row: with its baselines loaded, or they are read.
    """
    baselines = sorted(row.baselines.all(), key=lambda line: line.position)
    return {
        **{column: row.serializable_value(column) for column in COLUMNS},
        "baselines": [
            {column: line.serializable_value(column) for column in BASELINE_COLUMNS}
            for line in baselines
        ],
    }


def _described(season: Season) -> list[dict[str, Any]]:
    """Write the season's indicators for the audit. Two queries."""
    rows = season.indicators.order_by("position").prefetch_related("baselines")
    return [described(row) for row in rows]
