"""Results in numbers, as papers write them: qualifiers kept, every baseline beside its issuer."""

from dataclasses import replace

from blocs.models import Indicator, IndicatorBaseline
from blocs.rules.writing import percent_text, quantity_text
from blocs.states import BaselineKind
from reports.gather.facts import Roster
from reports.papers.results import BaselineText, IndicatorText
from reports.wording import baseline_figure, change_text, joined

_LAST_YEAR = "cùng kỳ năm trước"


def indicator_texts(roster: Roster) -> tuple[IndicatorText, ...]:
    """Write every indicator of the season. Two queries."""
    rows = roster.season.indicators.order_by("position").select_related("agency")
    return tuple(indicator_text(roster, row) for row in rows.prefetch_related("baselines"))


def agency_indicator_texts(roster: Roster, agency_id: int) -> tuple[IndicatorText, ...]:
    """Write the indicators of one member, which goes without saying. Two queries."""
    rows = roster.season.indicators.filter(agency=agency_id).order_by("position")
    found = rows.select_related("agency").prefetch_related("baselines")
    return tuple(replace(indicator_text(roster, row), agency="") for row in found)


def indicator_text(roster: Roster, row: Indicator) -> IndicatorText:
    """Write one indicator.

    Args:
        row: with its agency and its baselines loaded.
    """
    lines = sorted(row.baselines.all(), key=lambda line: line.position)
    plans = [line for line in lines if line.kind == BaselineKind.PLAN]
    last_year = [line for line in lines if line.kind == BaselineKind.LAST_YEAR]
    over_plan = [_over_plan(line) for line in plans if line.change is not None]
    return IndicatorText(
        name=row.name,
        agency=roster.name_of(row.agency) if row.agency else row.subject,
        value_text=value_text(row),
        baselines=tuple(_plan(line, row.unit) for line in plans if _is_figure(line)),
        year_on_year=joined(_year_on_year(line, row.unit) for line in last_year),
        note=joined((*over_plan, row.note)),
    )


def value_text(row: Indicator) -> str:
    """Write the result itself with its qualifier; nothing where only a ratio was reported."""
    if row.value is None:
        return ""
    return quantity_text(row.value, row.unit, row.qualifier, qualifier_text=row.qualifier_text)


def _is_figure(line: IndicatorBaseline) -> bool:
    return line.value is not None or line.ratio is not None


def _plan(line: IndicatorBaseline, unit: str) -> BaselineText:
    return BaselineText(
        issuer=line.issuer,
        label=plan_word(line),
        value_text=baseline_text(line, unit),
        ratio_text=ratio_text(line),
    )


def plan_word(line: IndicatorBaseline) -> str:
    """Return what the source calls a plan."""
    return line.label or "kế hoạch"


def baseline_text(line: IndicatorBaseline, unit: str) -> str:
    """Write what a result is compared with; nothing where only a percentage is known."""
    return baseline_figure(
        line.value,
        unit,
        line.qualifier,
        line.qualifier_text,
        has_percent=line.ratio is not None or line.change is not None,
    )


def ratio_text(line: IndicatorBaseline) -> str:
    """Write how far the baseline was reached, in per cent; nothing where that is not known."""
    if line.ratio is None:
        return ""
    return percent_text(line.ratio, line.qualifier, qualifier_text=line.qualifier_text)


def _over_plan(line: IndicatorBaseline) -> str:
    return _change(line, f"{plan_word(line)} {line.issuer} giao")


def _change(line: IndicatorBaseline, against: str) -> str:
    if line.change is None:
        return ""
    return change_text(line.change, against, line.qualifier, line.qualifier_text)


def _year_on_year(line: IndicatorBaseline, unit: str) -> str:
    ratio = f"bằng {ratio_text(line)} so với {_LAST_YEAR}" if line.ratio is not None else ""
    figure = baseline_text(line, unit)
    value = f"{_LAST_YEAR}: {figure}" if figure else ""
    return joined((ratio, _change(line, _LAST_YEAR), value))
