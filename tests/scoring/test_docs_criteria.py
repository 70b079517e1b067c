"""docs/vi/bang-tieu-chi.md names every column, rule and kind, and its example is read."""

import re
from pathlib import Path

import pytest

from scoring.spreadsheets import columns
from scoring.spreadsheets.formula_reading import read_formula
from scoring.spreadsheets.guide import KIND_HELP
from scoring.spreadsheets.parameters import PARAMETERS
from scoring.spreadsheets.settings_rows import HEAD_SETTINGS, RULE_SETTINGS
from scoring.states import CriterionKind

TEXT = (Path(__file__).resolve().parents[2] / "docs/vi/bang-tieu-chi.md").read_text("utf-8")
SHEETS = (columns.CRITERIA_COLUMNS, columns.BAND_COLUMNS, columns.CONDITION_COLUMNS)


@pytest.mark.parametrize(
    "name",
    [
        *(column.title for sheet in SHEETS for column in sheet),
        *(setting.label for setting in (*HEAD_SETTINGS, *RULE_SETTINGS)),
        *columns.KINDS.values(),
        *columns.EFFECT_WORDS.values(),
        *columns.CONDITION_WORDS.values(),
        *columns.SCORER_WORDS.values(),
        *(row.label for rows in PARAMETERS.values() for row in rows),
    ],
)
def test_what_a_workbook_asks_for_is_explained(name):
    assert name in TEXT


def test_the_example_of_tiers_is_the_guides_and_is_read():
    (example,) = re.findall(r"```\n(.*?)\n```", TEXT, re.DOTALL)

    assert example == KIND_HELP[CriterionKind.TIERS][1]
    assert len(read_formula(CriterionKind.TIERS, example)["ranges"]) == 4
