"""Why members are in no better class, from the content of a ranking that says only which."""

from collections.abc import Mapping

from scoring.rules.band_reasons import MissedBands, bands_missed
from scoring.rules.formulas import FormulaError
from scoring.rules.frozen import SCHEMAS
from scoring.rules.frozen_read import read_frozen
from scoring.rules.frozen_text import Content, FrozenError
from scoring.rules.outcome import season_outcome


def missed_by_agency(content: Content) -> Mapping[str, tuple[MissedBands, ...]]:
    """Return by agency's code why each ranked member is in no better class.

    It follows from the facts that were frozen. Nothing is told of a member whose class does
    not follow from them, nor of a ranking without classes or points.
    """
    if content.get("schema") not in SCHEMAS or not content.get("rules", {}).get("bands"):
        return {}
    try:
        facts = read_frozen(content).facts
        rows = season_outcome(facts).rows
    except (FrozenError, FormulaError, ArithmeticError):  # such a file proves nothing
        return {}
    said = {row["agency"]: (row.get("band") or {}).get("code") for row in content["rows"]}
    return {
        row.agency: bands_missed(facts.rules.bands, row.reached, row.bars)
        for row in rows
        if row.reached is not None and said.get(row.agency, "") == (row.band and row.band.code)
    }
