"""All members of a season beside each other, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass

from blocs.models import Membership, Season
from scoring.models import ScoreSheet, SeasonTable
from scoring.rules.calculated import with_calculated_points
from scoring.rules.facts import Member, SeasonFacts
from scoring.rules.layer_points import LayerPoints, layer_points
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.selectors.facts import Lines, lines_of
from scoring.selectors.nodes import nodes_of
from scoring.selectors.points import sums_of, total_of
from scoring.selectors.results import rules_of


@dataclass(frozen=True, slots=True)
class MemberScores:
    """One member: its points in each top group (in the columns' order) and in all.

    ``total`` is before deductions and votes.
    """

    agency_id: int
    agency_code: str
    name: str
    position: int
    sheet: ScoreSheet | None
    groups: tuple[LayerPoints, ...]
    total: LayerPoints


@dataclass(frozen=True, slots=True)
class SeasonScores:
    """The matrix of members and top groups; without a table it has no columns."""

    columns: tuple[Node, ...]
    members: tuple[MemberScores, ...]


def season_scores(season: Season) -> SeasonScores:
    """Return the points of every member.

    Five queries, or six where sector agencies or other members give points, however many
    members and criteria. Whether a person may see them is not asked here: see
    ``permissions.can_see_points``.
    """
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    nodes = nodes_of(assigned.table) if assigned else []
    rules = rules_of(assigned.table) if assigned else TableRules()
    sheets = {sheet.agency_id: sheet for sheet in ScoreSheet.objects.filter(season=season)}
    lines = _calculated(lines_of(season, nodes, rules, only_ranked=False), nodes, rules)
    members = season.memberships.select_related("agency").order_by("position")
    return SeasonScores(
        columns=tuple(node for node in nodes if node.parent_key is None),
        members=tuple(
            _member(row, sheets.get(row.agency_id), lines, nodes, rules) for row in members
        ),
    )


def _calculated(lines: Lines, nodes: Sequence[Node], rules: TableRules) -> Lines:
    """Return the lines with the points that follow from results, as the ranking has them."""
    members = tuple(Member(str(sheet), "", 0, held) for sheet, held in lines.items())
    known = with_calculated_points(SeasonFacts(tuple(nodes), rules, members))
    return {int(member.agency): dict(member.lines) for member in known.members}


def _member(
    row: Membership,
    sheet: ScoreSheet | None,
    lines: Lines,
    nodes: Sequence[Node],
    rules: TableRules,
) -> MemberScores:
    held = lines.get(sheet.pk, {}) if sheet else {}
    points = {
        node.key: layer_points(node, held[node.key], rules) for node in nodes if node.key in held
    }
    shown = points | sums_of(nodes, points)
    not_assigned = {key for key, line in held.items() if not line.assigned}
    return MemberScores(
        agency_id=row.agency_id,
        agency_code=row.agency.code,
        name=row.name,
        position=row.position,
        sheet=sheet,
        groups=tuple(
            shown.get(node.key, LayerPoints()) for node in nodes if node.parent_key is None
        ),
        total=total_of(nodes, points, rules, not_assigned=not_assigned),
    )
