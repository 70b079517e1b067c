"""The annex of points by group, read from the frozen ranking itself: no query, no live points."""

from collections.abc import Mapping
from decimal import Decimal

from blocs.rules.writing import points_text
from reports.gather.facts import Roster
from reports.gather.ranking import published
from reports.papers.annexes import ScoreGroup, ScoreLine, ScoreRow, ScoreTable
from scoring.models import Ranking, RankingRow
from scoring.rules.frozen_view import FrozenView, ViewedMember, frozen_view
from scoring.rules.signs import line_text, signed_text
from scoring.rules.totals import group_totals
from scoring.rules.tree import Node
from scoring.states import RankingOrigin

Points = Mapping[str, Decimal | None]


def score_table(roster: Roster, frozen: Ranking | None, rows: list[RankingRow]) -> ScoreTable:
    """Write the points of the members whose ranks are published.

    Raises:
        FrozenError: the frozen ranking is damaged.
    """
    if frozen is None or frozen.origin != RankingOrigin.COMPUTED:
        return ScoreTable()
    view = frozen_view(frozen.content)
    tops = [node for node in view.nodes if node.parent_key is None]
    members = {member.agency: member for member in view.members}
    return ScoreTable(
        groups=tuple(_group(node) for node in tops),
        rows=tuple(
            ScoreRow(
                agency=roster.name_of(row.agency),
                rank=str(row.rank),
                lines=_lines(view, tops, members[row.agency.code], row),
            )
            for row in published(roster, rows)
        ),
        sample=frozen.is_sample,
    )


def _group(node: Node) -> ScoreGroup:
    return ScoreGroup(code=node.code, name=node.label, max_text=points_text(node.max_points))


def _lines(
    view: FrozenView, tops: list[Node], member: ViewedMember, row: RankingRow
) -> tuple[ScoreLine, ...]:
    own = {key: layers.own for key, layers in member.points.items()}
    appraised = {key: layers.appraised for key, layers in member.points.items()}
    final = {key: layers.final for key, layers in member.points.items()}
    return (
        ScoreLine("Tự chấm", _cells(view, tops, own), points_text(row.self_total)),
        ScoreLine("Thẩm định", _cells(view, tops, appraised), points_text(row.appraised_total)),
        ScoreLine("Chính thức", _cells(view, tops, final), points_text(row.final_total)),
    )


def _cells(view: FrozenView, tops: list[Node], points: Points) -> tuple[str, ...]:
    sums = group_totals(view.nodes, points)
    return tuple(
        signed_text(sums[top.key]) if top.is_group else line_text(top.kind, points.get(top.key))
        for top in tops
    )
