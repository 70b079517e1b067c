"""All members of a season beside each other, group by group."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from blocs.models import Membership, Season
from scoring.models import ScoreSheet, SeasonTable
from scoring.rules.layer_points import LayerPoints
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.selectors.facts import lines_of
from scoring.selectors.live_points import live_points
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
    members = list(season.memberships.select_related("agency").order_by("position"))
    found = lines_of(season, nodes, rules, only_ranked=False)
    lines = {
        row.agency.code: found.get(sheets[row.agency_id].pk, {})
        for row in members
        if row.agency_id in sheets
    }
    points = live_points(lines, nodes, rules)
    tree = _Tree(tuple(nodes), rules)
    return SeasonScores(
        columns=tree.tops,
        members=tuple(
            _member(
                row,
                sheets.get(row.agency_id),
                points.get(row.agency.code, {}),
                {key for key, one in lines.get(row.agency.code, {}).items() if not one.assigned},
                tree,
            )
            for row in members
        ),
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    nodes: tuple[Node, ...]
    rules: TableRules

    @property
    def tops(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.parent_key is None)


def _member(
    row: Membership,
    sheet: ScoreSheet | None,
    points: Mapping[str, LayerPoints],
    not_assigned: Collection[str],
    tree: _Tree,
) -> MemberScores:
    sums = {**points, **sums_of(tree.nodes, points)}
    return MemberScores(
        agency_id=row.agency_id,
        agency_code=row.agency.code,
        name=row.name,
        position=row.position,
        sheet=sheet,
        groups=tuple(sums.get(node.key, LayerPoints()) for node in tree.tops),
        total=total_of(tree.nodes, points, tree.rules, not_assigned=not_assigned),
    )
