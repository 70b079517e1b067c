"""Results of calculated criteria as the formulas take them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from scoring.models import CriteriaTable, ScoreLine
from scoring.rules.results import NO_RESULT, Result
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules
from scoring.states import Layer

# Where each layer keeps the result of a calculated criterion.
RESULTS: Mapping[Layer, tuple[str, str]] = {
    Layer.SELF: ("self_actual", "self_minus"),
    Layer.APPRAISED: ("appraised_actual", "appraised_minus"),
    Layer.PROVINCE: ("province_actual", "province_minus"),
}


class LineRow(NamedTuple):
    """What the rules ask of a line, named as in ``ScoreLine``: a season has thousands."""

    pk: int
    sheet_id: int
    key: str
    is_assigned: bool
    unassigned_reason: str
    target: Decimal | None
    titles: list[str]
    self_actual: Decimal | None
    self_minus: Decimal | None
    appraised_actual: Decimal | None
    appraised_minus: Decimal | None
    province_actual: Decimal | None
    province_minus: Decimal | None
    self_points: Decimal | None
    appraised_points: Decimal | None
    province_points: Decimal | None


def line_rows(lines: QuerySet[ScoreLine]) -> list[LineRow]:
    """Return the lines sheet by sheet, in the table's order. One query."""
    columns = ("criterion__key" if name == "key" else name for name in LineRow._fields)
    found = lines.order_by("sheet_id", "criterion__position").values_list(*columns)
    return [LineRow._make(row) for row in found]


def result_of(line: ScoreLine | LineRow, layer: Layer) -> Result:
    """Return what the line holds in one layer for its formula."""
    names = RESULTS[layer]
    actual, minus = getattr(line, names[0]), getattr(line, names[1])
    if actual is None and minus is None and line.target is None and not line.titles:
        return NO_RESULT
    return Result(actual, minus, line.target, tuple(line.titles))


def results_of(lines: Iterable[ScoreLine], layer: Layer) -> dict[str, Result]:
    """Return the results of one criterion by the members' codes; who is not assigned has none.

    Sheet and agency of each line are loaded.
    """
    return {line.sheet.agency.code: result_of(line, layer) for line in lines if line.is_assigned}


def rules_of(table: CriteriaTable) -> TableRules:
    """Return the table's written rules."""
    return read_rules(table.rules)
