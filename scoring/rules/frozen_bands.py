"""Which classes judge members, and why they are in no better one, from a ranking's content."""

from collections.abc import Mapping

from scoring.rules.band_reasons import MissedBands, bands_missed
from scoring.rules.categories import bands_for, judged_as
from scoring.rules.formulas import FormulaError
from scoring.rules.frozen import SCHEMAS
from scoring.rules.frozen_read import read_frozen
from scoring.rules.frozen_text import Content, FrozenError
from scoring.rules.json_fields import SettingsError
from scoring.rules.outcome import season_outcome
from scoring.rules.settings_json import read_rules


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
    categories = {member.agency: member.category for member in facts.members}
    said = {row["agency"]: (row.get("band") or {}).get("code") for row in content["rows"]}
    return {
        row.agency: bands_missed(
            bands_for(facts.rules.bands, categories[row.agency]), row.reached, row.bars
        )
        for row in rows
        if row.reached is not None and said.get(row.agency, "") == (row.band and row.band.code)
    }


def categories_by_agency(content: Content) -> Mapping[str, str]:
    """Return by agency's code the category by whose own classes the member is judged.

    Members that the general classes judge have an empty one.
    """
    try:
        bands = read_rules(content.get("rules", {})).bands
    except SettingsError:  # such a file proves nothing
        return {}
    return {
        member["agency"]: judged_as(bands, member.get("category", ""))
        for member in content.get("members", ())
    }
