"""All members of a season beside each other, group by group."""

from dataclasses import dataclass

from blocs.models import Season
from scoring.models import ScoreLine, ScoreSheet, SeasonTable
from scoring.rules.tree import Node
from scoring.selectors.nodes import nodes_of
from scoring.selectors.points import LayerPoints, points_of, sums_of, total_of


@dataclass(frozen=True, slots=True)
class MemberScores:
    """One member: its points in each top group (in the columns' order) and in all."""

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
    """Return the points of every member. Five queries, however many members and criteria.

    Whether a person may see them is not asked here: see ``permissions.can_see_points``.
    """
    assigned = SeasonTable.objects.select_related("table").filter(season=season).first()
    nodes = nodes_of(assigned.table) if assigned else []
    tops = tuple(node for node in nodes if node.parent_key is None)
    sheets = {sheet.agency_id: sheet for sheet in ScoreSheet.objects.filter(season=season)}
    points = _points_of(season)
    members = []
    for member in season.memberships.select_related("agency").order_by("position"):
        sheet = sheets.get(member.agency_id)
        own = points.get(sheet.pk, {}) if sheet else {}
        shown = own | sums_of(nodes, own)
        members.append(
            MemberScores(
                agency_id=member.agency_id,
                agency_code=member.agency.code,
                name=member.name,
                position=member.position,
                sheet=sheet,
                groups=tuple(shown.get(top.key, LayerPoints()) for top in tops),
                total=total_of(nodes, own),
            )
        )
    return SeasonScores(tops, tuple(members))


def _points_of(season: Season) -> dict[int, dict[str, LayerPoints]]:
    found: dict[int, dict[str, LayerPoints]] = {}
    lines = ScoreLine.objects.filter(sheet__season=season).select_related("criterion")
    for line in lines.order_by("pk"):
        found.setdefault(line.sheet_id, {})[line.criterion.key] = points_of(line)
    return found
