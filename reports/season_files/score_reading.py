"""The criteria table, the sheets and the rankings of a season in the form of a season file."""

from collections.abc import Mapping
from typing import Any

from blocs.models import Season
from blocs.rules.stages import has_reached
from blocs.states import Stage
from scoring.models import CriteriaTable, ScoreLine, ScoreSheet, SeasonTable
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
    sheets = season.sheets.select_related("agency").prefetch_related("returns", "lines__criterion")
    return {
        "sample": assigned.scores_are_sample,
        "table": read_table(assigned.table),
        "frozen": has_reached(Stage(season.stage), Stage.BLOC_REVIEW) and computed.exists(),
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def read_table(table: CriteriaTable) -> dict[str, Any]:
    """Return a criteria table with its nested tree. One query."""
    nodes = nodes_of(table)
    return {
        "code": table.code,
        "number": table.number,
        "title": table.title,
        "scale": table.scale,
        "issued_by": table.issued_by,
        "decision": table.decision,
        "sample": table.is_sample,
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
            "guidance": node.guidance,
            "children": _nested(children, node.key),
        }
        for node in children.get(parent, [])
    ]


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    returned = [row for row in sheet.returns.all() if not row.by_own_head]
    return {
        "agency": sheet.agency.code,
        "state": sheet.state,
        "returns": [row.reason for row in returned],
        "lines": [_line(line) for line in sheet.lines.all()],
    }


def _line(line: ScoreLine) -> dict[str, Any]:
    return {
        "key": line.criterion.key,
        "self": line.self_points,
        "explanation": line.explanation,
        "appraised": line.appraised_points,
        "reason": line.appraisal_reason,
        "province": line.province_points,
        "province_reason": line.province_reason,
    }
