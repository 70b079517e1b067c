"""A frozen ranking: everything the ranks follow from, with the rows that follow.

The content holds the table with its written rules and formulas, every line of every ranked
sheet in all layers with the results, targets and titles, the confirmed facts, votes and
decisions, then the rows, and last a seal over all of it. Numbers are strings with a point, so
that no reader rounds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from scoring.rules.arithmetic import Arithmetic
from scoring.rules.bands import Bar
from scoring.rules.deductions import Deduction
from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.frozen_text import (
    Content,
    FrozenError,
    canonical_json,
    fingerprint,
    written_points,
)
from scoring.rules.json_fields import number_written
from scoring.rules.outcome import OutcomeRow, season_outcome
from scoring.rules.results import Result
from scoring.rules.settings_json import written_rules
from scoring.rules.tree import Node
from scoring.states import RankingOrigin

__all__ = [
    "SCHEMA",
    "SCHEMAS",
    "FrozenError",
    "Heading",
    "canonical_json",
    "fingerprint",
    "frozen_content",
    "sealed",
    "written_points",
]

SCHEMA = "thi-dua/ranking/4"
THIRD_SCHEMA, SECOND_SCHEMA = "thi-dua/ranking/3", "thi-dua/ranking/2"
# A ranking is worked out again by the arithmetic of its schema; all new ones are exact.
SCHEMAS = MappingProxyType(
    {
        SCHEMA: Arithmetic.EXACT,
        THIRD_SCHEMA: Arithmetic.EXACT,
        SECOND_SCHEMA: Arithmetic.DECIMAL,
    }
)
_WITHOUT_CATEGORIES = frozenset({THIRD_SCHEMA, SECOND_SCHEMA})
SEAL = "seal"
# Results of a layer, as (field of LineFacts, prefix in the file).
_RESULTS = (
    ("result_self", "self"),
    ("result_appraised", "appraised"),
    ("result_province", "province"),
)
_GIVEN = ("sector", "sector_actual", "cross", "cross_actual")


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose ranking it is, and by which table; a season without a table has none of it."""

    bloc: str
    bloc_name: str
    cycle: str
    is_sample: bool
    table_code: str | None = None
    table_number: int | None = None
    table_title: str | None = None
    scale: Decimal | None = None


def frozen_content(heading: Heading, facts: SeasonFacts, *, schema: str = SCHEMA) -> dict[str, Any]:
    """Return all that a ranking follows from, with the rows that follow, sealed.

    Args:
        schema: one of ``SCHEMAS``; an earlier one works and says no more than it did.

    Raises:
        FormulaError: the parameters of a calculated criterion cannot be used.
    """
    facts = as_known_to(schema, facts)
    outcome = season_outcome(facts)
    content = {
        "schema": schema,
        "origin": RankingOrigin.COMPUTED.value,
        "bloc": heading.bloc,
        "bloc_name": heading.bloc_name,
        "cycle": heading.cycle,
        "is_sample": heading.is_sample,
        "table": {
            "code": heading.table_code,
            "number": heading.table_number,
            "title": heading.table_title,
            "scale": written_points(heading.scale),
            "nodes": [_written_node(node) for node in facts.nodes],
        },
        "rules": written_rules(facts.rules),
        "members": [_written_member(member) for member in outcome.facts.members],
        "rows": [_written_row(row) for row in outcome.rows],
        "unranked": [_written_row(row) for row in outcome.unranked],
    }
    return sealed(content)


def as_known_to(schema: str, facts: SeasonFacts) -> SeasonFacts:
    """Return the facts by the arithmetic of a schema, without what it could not say."""
    facts = replace(facts, arithmetic=SCHEMAS[schema])
    if schema not in _WITHOUT_CATEGORIES:
        return facts
    bands = tuple(replace(band, category="") for band in facts.rules.bands)
    return replace(
        facts,
        rules=replace(facts.rules, bands=bands),
        members=tuple(replace(member, category="") for member in facts.members),
    )


def sealed(content: Content) -> dict[str, Any]:
    """Return the content with the fingerprint of everything else in it."""
    rest = {name: value for name, value in content.items() if name != SEAL}
    return {**rest, SEAL: fingerprint(rest)}


def _written_node(node: Node) -> dict[str, Any]:
    return {
        "key": node.key,
        "parent": node.parent_key,
        "code": node.code,
        "label": node.label,
        "kind": node.kind.value,
        "max": written_points(node.max_points),
        "min": written_points(node.min_points),
        "step": written_points(node.step),
        "unit": node.unit,
        "direction": node.direction.value,
        "scored_by": node.scored_by.value,
        "sector": node.sector,
        "rule": dict(node.rule),
    }


def _written_member(member: Member) -> dict[str, Any]:
    return {
        "agency": member.agency,
        "name": member.name,
        "position": member.position,
        "reason": member.reason,
        "days_late": member.days_late,
        "facts": [{"condition": fact.condition, "text": fact.text} for fact in member.facts],
        "vote": None if member.vote is None else list(member.vote),
        "place": member.place,
        **({"category": member.category} if member.category else {}),
        "lines": [_written_line(key, line) for key, line in member.lines.items()],
    }


def _written_line(key: str, line: LineFacts) -> dict[str, Any]:
    """Write a line; names whose value is empty are left out, save the three layers."""
    written: dict[str, Any] = {
        "key": key,
        "self": written_points(line.own),
        "appraised": written_points(line.appraised),
        "province": written_points(line.province),
    }
    if not line.assigned:
        written |= {"assigned": False, "why_not_assigned": line.why_not_assigned}
    if line.result_self.target is not None:
        written["target"] = number_written(line.result_self.target)
    if line.result_self.titles:
        written["titles"] = list(line.result_self.titles)
    for name, prefix in _RESULTS:
        written |= _written_result(getattr(line, name), prefix)
    for name in _GIVEN:
        if given := getattr(line, name):
            form = number_written if name.endswith("_actual") else written_points
            written[name] = {scorer: form(value) for scorer, value in given.items()}
    return written


def _written_result(result: Result, prefix: str) -> Mapping[str, Any]:
    values = {f"{prefix}_actual": result.actual, f"{prefix}_minus": result.minus}
    return {name: number_written(value) for name, value in values.items() if value is not None}


def _written_row(row: OutcomeRow) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "shared": row.shared,
        "agency": row.agency,
        "self": written_points(row.own),
        "appraised": written_points(row.appraised),
        "raw": written_points(row.raw),
        "final": written_points(row.final),
        "maximum": written_points(row.maximum),
        "percent": written_points(row.percent),
        "vote_points": written_points(row.vote_points),
        "deductions": [_written_deduction(one) for one in row.deductions],
        "bars": [_written_bar(bar) for bar in row.bars],
        "band": {"code": row.band.code, "label": row.band.label} if row.band else None,
        "parted_by": row.parted_by,
        "reason": row.reason,
    }


def _written_deduction(one: Deduction) -> dict[str, Any]:
    points = written_points(one.points)
    return {"code": one.code, "label": one.label, "points": points, "source": one.source}


def _written_bar(bar: Bar) -> dict[str, Any]:
    return {
        "code": bar.code,
        "label": bar.label,
        "effect": bar.effect.value,
        "why": bar.why,
        "source": bar.source,
    }
