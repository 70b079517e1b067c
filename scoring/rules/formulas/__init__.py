"""The formulas of calculated criteria: pure, exact, one module for each kind."""

from scoring.rules.formulas.door import (
    FormulaError,
    calculated_points,
    described,
    doubt_about,
    floor_of,
    members_awaited,
    top_of,
    why_no_points,
    worked,
)
from scoring.rules.formulas.levels import Level, level_at, levels_of
from scoring.rules.formulas.limits import node_faults, rule_faults

__all__ = [
    "FormulaError",
    "Level",
    "calculated_points",
    "described",
    "doubt_about",
    "floor_of",
    "level_at",
    "levels_of",
    "members_awaited",
    "node_faults",
    "rule_faults",
    "top_of",
    "why_no_points",
    "worked",
]
