"""The annex of points by group, read from the frozen ranking itself: no query, no live points."""

from collections.abc import Mapping
from decimal import Decimal

from blocs.rules.writing import points_text
from reports.gather.facts import Roster
from reports.gather.ranking import published
from reports.papers.annexes import ScoreGroup, ScoreLine, ScoreRow, ScoreTable
from scoring.models import Ranking, RankingRow
from scoring.rules.final import final_points
from scoring.rules.frozen import FrozenFacts, MemberFacts, read_content
from scoring.rules.totals import group_totals
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Layer, RankingOrigin

Points = Mapping[str, Decimal | None]


def score_table(roster: Roster, frozen: Ranking | None, rows: list[RankingRow]) -> ScoreTable:
    """Write the points of the members whose ranks are published.

    Raises:
        FrozenError: the frozen ranking is damaged.
    """
    if frozen is None or frozen.origin != RankingOrigin.COMPUTED:
        return ScoreTable()
    facts = read_content(frozen.content)
    tops = [node for node in facts.nodes if node.parent_key is None]
    members = {member.agency: member for member in facts.members}
    return ScoreTable(
        groups=tuple(_group(node) for node in tops),
        rows=tuple(
            ScoreRow(
                agency=roster.name_of(row.agency),
                rank=str(row.rank),
                lines=_lines(facts, tops, members[row.agency.code], row),
            )
            for row in published(roster, rows)
        ),
        sample=frozen.is_sample,
    )


def _group(node: Node) -> ScoreGroup:
    return ScoreGroup(code=node.code, name=node.label, max_text=points_text(node.max_points))


def _lines(
    facts: FrozenFacts, tops: list[Node], member: MemberFacts, row: RankingRow
) -> tuple[ScoreLine, ...]:
    own = {key: layers[Layer.SELF] for key, layers in member.lines.items()}
    appraised = {key: layers[Layer.APPRAISED] for key, layers in member.lines.items()}
    final = {
        key: final_points(
            layers[Layer.SELF], layers[Layer.APPRAISED], layers[Layer.PROVINCE], order=facts.order
        )
        for key, layers in member.lines.items()
    }
    return (
        ScoreLine("Tự chấm", _cells(facts, tops, own), points_text(row.self_total)),
        ScoreLine("Thẩm định", _cells(facts, tops, appraised), points_text(row.appraised_total)),
        ScoreLine("Chính thức", _cells(facts, tops, final), points_text(row.final_total)),
    )


def _cells(facts: FrozenFacts, tops: list[Node], points: Points) -> tuple[str, ...]:
    sums = group_totals(facts.nodes, points)
    return tuple(points_text(sums[top.key] if top.is_group else _leaf(top, points)) for top in tops)


def _leaf(node: Node, points: Points) -> Decimal | None:
    """Return the points of a criterion that stands in no group; a penalty counts negative."""
    value = points.get(node.key)
    return -value if value is not None and node.kind is CriterionKind.PENALTY else value
