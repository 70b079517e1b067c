"""Ranked members beside the top groups of the table, from live points or from a frozen copy."""

from collections.abc import Collection
from dataclasses import dataclass

from scoring.models import Ranking
from scoring.rules.final import final_points
from scoring.rules.frozen import FrozenError, FrozenFacts, MemberFacts, read_content
from scoring.rules.tree import Node
from scoring.selectors.points import LayerPoints, sums_of, total_of
from scoring.selectors.scores import SeasonScores
from scoring.states import Layer


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One member: its points in each top group (in the columns' order) and in all."""

    agency_code: str
    name: str
    groups: tuple[LayerPoints, ...]
    total: LayerPoints


@dataclass(frozen=True, slots=True)
class GroupMatrix:
    """Members in the bloc's own order; empty where a ranking has no points."""

    columns: tuple[Node, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


def live_matrix(scores: SeasonScores, agency_codes: Collection[str]) -> GroupMatrix:
    """Return the points as they are now, of the named members."""
    rows = tuple(
        MatrixRow(member.agency_code, member.name, member.groups, member.total)
        for member in scores.members
        if member.agency_code in agency_codes
    )
    return GroupMatrix(scores.columns, rows)


def frozen_matrix(ranking: Ranking, agency_codes: Collection[str]) -> GroupMatrix:
    """Return the points as they were frozen, of the named members."""
    try:
        facts = read_content(ranking.content)
    except FrozenError:  # reported by a source without points
        return GroupMatrix()
    tops = tuple(node for node in facts.nodes if node.parent_key is None)
    members = sorted(facts.members, key=lambda member: member.position)
    rows = (_row(facts, tops, one) for one in members if one.agency in agency_codes)
    return GroupMatrix(tops, tuple(rows))


def _row(facts: FrozenFacts, tops: tuple[Node, ...], member: MemberFacts) -> MatrixRow:
    points = {
        key: LayerPoints(
            own=line[Layer.SELF],
            appraised=line[Layer.APPRAISED],
            province=line[Layer.PROVINCE],
            final=final_points(
                line[Layer.SELF], line[Layer.APPRAISED], line[Layer.PROVINCE], order=facts.order
            ),
        )
        for key, line in member.lines.items()
    }
    shown = points | sums_of(facts.nodes, points)
    return MatrixRow(
        agency_code=member.agency,
        name=member.name,
        groups=tuple(shown.get(top.key, LayerPoints()) for top in tops),
        total=total_of(facts.nodes, points),
    )
