"""The criteria table, the sheets and the rankings of a season in the form of a season file."""

from collections.abc import Mapping
from typing import Any

from blocs.models import Season
from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.given_reading import (
    Given,
    read_cross,
    read_facts,
    read_given,
    read_tie_decisions,
)
from reports.season_files.line_fields import read_line
from reports.season_files.table_rules import read_sectors, read_table_rules
from scoring.models import CriteriaTable, ScoreSheet, SeasonTable
from scoring.rules.settings_json import read_rules
from scoring.rules.tree import Node, children_of
from scoring.selectors.nodes import nodes_of
from scoring.states import RankingOrigin


def read_reported_ranking(season: Season) -> dict[str, Any] | None:
    """Return the latest ranks that a source reported, or None."""
    rankings = season.rankings.filter(origin=RankingOrigin.REPORTED.value).order_by("-number")
    ranking = rankings.first()
    if ranking is None:
        return None
    rows = list(ranking.rows.select_related("agency").order_by("position"))
    return {
        "ranks": [
            {"agency": row.agency.code, "rank": row.rank} for row in rows if row.rank is not None
        ],
        "unranked_reason": next((row.reason for row in rows if row.rank is None), ""),
    }


def read_scoring(season: Season) -> dict[str, Any] | None:
    """Return the season's table with its sheets, or None while it has no table."""
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    if assigned is None:
        return None
    computed = season.rankings.filter(origin=RankingOrigin.COMPUTED.value)
    sheets = list(
        season.sheets.select_related("agency").prefetch_related(
            "returns", "lines__criterion__sector"
        )
    )
    given, rules = read_given(season, sheets), read_rules(assigned.table.rules)
    return {
        "sample": assigned.scores_are_sample,
        "table": read_table(assigned.table, season),
        "frozen": has_reached(Stage(season.stage), Stage.BLOC_REVIEW) and computed.exists(),
        "sheets": [_sheet(sheet, given) for sheet in sheets],
        "cross": read_cross(season, given, rules),
        "tie_decisions": read_tie_decisions(season, rules),
        "facts": read_facts(season, rules),
    }


def read_table(table: CriteriaTable, season: Season) -> dict[str, Any]:
    """Return the season's table with its nested tree. Two queries."""
    nodes = nodes_of(table)
    return {
        "code": table.code,
        "number": table.number,
        "title": table.title,
        "scale": table.scale,
        "issued_by": table.issued_by,
        "decision": table.decision,
        "sample": table.is_sample,
        "rules": read_table_rules(table),
        "sectors": read_sectors(table, season),
        "criteria": _nested(children_of(nodes), None),
    }


def _nested(children: Mapping[str | None, list[Node]], parent: str | None) -> list[dict[str, Any]]:
    return [
        {
            "code": node.code,
            "label": node.label,
            "kind": node.kind.value,
            "max_points": node.max_points,
            "step": node.step,
            "min_points": node.min_points,
            "unit": node.unit,
            "direction": node.direction.value,
            "scored_by": node.scored_by.value,
            "sector": node.sector,
            "rule": dict(node.rule),
            "guidance": node.guidance,
            "children": _nested(children, node.key),
        }
        for node in children.get(parent, [])
    ]


def _sheet(sheet: ScoreSheet, given: Given) -> dict[str, Any]:
    rounds = (row for row in sheet.returns.all() if not row.by_own_head)
    returned = [row for row in rounds if not row.is_reopening]
    return {
        "agency": sheet.agency.code,
        "state": sheet.state,
        "days_late": sheet.days_late,
        "returns": [row.reason for row in returned],
        "lines": [read_line(line, given.sector.get(line.pk)) for line in sheet.lines.all()],
    }
