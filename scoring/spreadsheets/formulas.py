"""The parameters of a formula as the lines of one cell: ``trần: 120 %``, ``>95 → 1,5``."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from scoring.rules.text import tidy_line
from scoring.spreadsheets.numbers import plain_text, written
from scoring.spreadsheets.parameters import ARROW, ELSEWHERE, PARAMETERS
from scoring.spreadsheets.ranges import written_range
from scoring.states import CriterionKind

NO_TITLES: Mapping[str, str] = MappingProxyType({})
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def written_formula(
    kind: CriterionKind, rule: Mapping[str, Any], titles: Mapping[str, str] = NO_TITLES
) -> str:
    """Write a formula's parameters, a line each; nothing for a kind without any.

    Args:
        titles: how a cell names awards, by code; one that is not among them by its code.
    """
    lines = [
        f"{parameter.label}: {parameter.write(rule[parameter.name])}"
        for parameter in PARAMETERS.get(kind, ())
        if rule.get(parameter.name) is not None
    ]
    pairs = _pairs(kind, rule, titles)
    return "\n".join([*lines, *(f"{left} {ARROW} {right}" for left, right in pairs)])


def normal_formula(rule: Mapping[str, Any]) -> Any:
    """Return a rule in the one form in which equal ones are equal: "1.50" is "1.5"."""
    return {
        name: tidy_line(value) if name == "label" else _normal(value)
        for name, value in rule.items()
        if value is not None
    }


def _normal(value: Any) -> Any:
    if isinstance(value, Mapping):
        return normal_formula(value)
    if isinstance(value, list):
        return [
            _normal({"from_open": False, "to_open": False, **row})
            if isinstance(row, Mapping) and "from" in row
            else _normal(row)
            for row in value
        ]
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return plain_text(Decimal(value))
    return value


def _pairs(
    kind: CriterionKind, rule: Mapping[str, Any], titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield what stands on both sides of an arrow."""
    if kind is CriterionKind.TIERS:
        for row in rule.get("ranges", ()):
            yield written_range(row), written(Decimal(row["points"]))
        if rule.get("elsewhere") is not None:
            yield ELSEWHERE, written(Decimal(rule["elsewhere"]))
    elif kind is CriterionKind.AWARD_BONUS:
        for code, points in _by_worth(rule.get("titles", {})):
            yield titles.get(code, code), written(Decimal(points))
    elif kind is CriterionKind.OPTIONS:
        for row in rule.get("options", ()):
            yield row["label"], written(Decimal(row["points"]))


def _by_worth(titles: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return titles with their points, the greatest first: a database may turn their order."""
    return sorted(titles.items(), key=lambda row: (-Decimal(row[1]), row[0]))
