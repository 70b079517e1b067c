"""Results of calculated criteria as the formulas take them."""

from collections.abc import Iterable, Mapping

from scoring.models import CriteriaTable, ScoreLine
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules
from scoring.states import Layer

# Where each layer keeps the result of a calculated criterion.
RESULTS: Mapping[Layer, tuple[str, str]] = {
    Layer.SELF: ("self_actual", "self_minus"),
    Layer.APPRAISED: ("appraised_actual", "appraised_minus"),
    Layer.PROVINCE: ("province_actual", "province_minus"),
}


def result_of(line: ScoreLine, layer: Layer) -> Result:
    """Return what the line holds in one layer for its formula."""
    actual, minus = RESULTS[layer]
    return Result(
        actual=getattr(line, actual),
        minus=getattr(line, minus),
        target=line.target,
        titles=tuple(line.titles),
    )


def results_of(lines: Iterable[ScoreLine], layer: Layer) -> dict[str, Result]:
    """Return the results of one criterion by the members' codes; who is not assigned has none.

    Sheet and agency of each line are loaded.
    """
    return {line.sheet.agency.code: result_of(line, layer) for line in lines if line.is_assigned}


def rules_of(table: CriteriaTable) -> TableRules:
    """Return the table's written rules."""
    return read_rules(table.rules)
