"""What stands beside the sheets, in the form of a season file: points of others, votes, facts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from blocs.models import Season
from scoring.models import LayerScore, ScoreSheet
from scoring.rules.settings import TableRules
from scoring.selectors.declared import declarable
from scoring.states import GivenLayer, TieKind

Pair = tuple[str, str]  # the codes of scorer and subject


@dataclass(frozen=True, slots=True)
class Given:
    """Sector points by line, and cross points as a file says them by scorer and subject."""

    sector: dict[int, LayerScore] = field(default_factory=dict)
    cross: dict[Pair, list[dict[str, Any]]] = field(default_factory=dict)


def read_given(season: Season, sheets: Sequence[ScoreSheet]) -> Given:
    """Return what sector agencies and other members gave to the sheets. One query.

    Args:
        sheets: with agency, lines and criteria loaded.
    """
    places = {line.pk: (sheet, line) for sheet in sheets for line in sheet.lines.all()}
    found = Given()
    rows = LayerScore.objects.filter(line__sheet__season=season).select_related("scorer")
    for row in rows.order_by("pk"):
        sheet, line = places[row.line_id]
        if row.layer == GivenLayer.SECTOR:
            found.sector[row.line_id] = row
        elif line.is_assigned:
            told = {"key": line.criterion.key, "points": row.points, "reason": row.reason}
            found.cross.setdefault((row.scorer.code, sheet.agency.code), []).append(told)
    return found


def read_cross(season: Season, given: Given, rules: TableRules) -> list[dict[str, Any]]:
    """Return who scores whom with the points, where the table asks for it. One query or none."""
    if rules.cross_scorers is None:
        return []
    return [
        {
            "scorer": row.scorer.code,
            "subject": row.subject.code,
            "finished": row.finished_at is not None,
            "scores": given.cross.get((row.scorer.code, row.subject.code), []),
        }
        for row in season.cross_assignments.select_related("scorer", "subject")
    ]


def read_votes(season: Season) -> list[dict[str, Any]]:
    """Return how the members voted on each other. One query."""
    return [
        {"agency": row.agency.code, "votes": row.votes, "voters": row.voters}
        for row in season.member_votes.select_related("agency")
    ]


def read_tie_decisions(season: Season, rules: TableRules) -> list[dict[str, Any]]:
    """Return the places of recorded decisions, where the table asks. One query or none."""
    if all(rule.kind is not TieKind.DECISION for rule in rules.ties):
        return []
    return [
        {"agency": row.agency.code, "place": row.place, "reason": row.reason}
        for row in season.tie_decisions.select_related("agency")
    ]


def read_facts(season: Season, rules: TableRules) -> list[dict[str, Any]]:
    """Return the facts declared under conditions that the table has. One query or none."""
    known = {one.code for one in declarable(rules.conditions)}
    if not known:
        return []
    rows = season.declared_facts.filter(condition__in=known).select_related("agency")
    return [
        {
            "agency": row.agency.code,
            "condition": row.condition,
            "fact": row.fact,
            "document": row.document,
            "state": row.state,
            "decision_reason": row.decision_reason,
        }
        for row in rows.order_by("pk")
    ]
