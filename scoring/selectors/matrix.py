"""Ranked members beside the top groups of the table, from live points or from a frozen copy."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scoring.models import Ranking
from scoring.rules.frozen_text import FrozenError
from scoring.rules.frozen_view import FrozenView, ViewedMember, frozen_view
from scoring.rules.layer_points import LayerPoints, counted
from scoring.rules.tree import Node
from scoring.selectors.points import sums_of, total_of
from scoring.selectors.scores import SeasonScores


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One member: its points in each top group (in the columns' order) and in all.

    What a penalty takes off stands below zero, as it does in the total.
    """

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
        MatrixRow(
            agency_code=member.agency_code,
            name=member.name,
            groups=_groups(scores.columns, member.groups),
            total=member.total,
        )
        for member in scores.members
        if member.agency_code in agency_codes
    )
    return GroupMatrix(scores.columns, rows)


def frozen_matrix(ranking: Ranking, agency_codes: Collection[str]) -> GroupMatrix:
    """Return the points as they were frozen, of the named members."""
    try:
        view = frozen_view(ranking.content)
    except FrozenError:  # reported by a source without points
        return GroupMatrix()
    tops = tuple(node for node in view.nodes if node.parent_key is None)
    rows = (_row(view, tops, one) for one in view.members if one.agency in agency_codes)
    return GroupMatrix(tops, tuple(rows))


def _groups(tops: Sequence[Node], points: Sequence[LayerPoints]) -> tuple[LayerPoints, ...]:
    return tuple(counted(top, one) for top, one in zip(tops, points, strict=True))


def _row(view: FrozenView, tops: tuple[Node, ...], member: ViewedMember) -> MatrixRow:
    shown = {**member.points, **sums_of(view.nodes, member.points)}
    return MatrixRow(
        agency_code=member.agency,
        name=member.name,
        groups=_groups(tops, [shown.get(top.key, LayerPoints()) for top in tops]),
        total=total_of(view.nodes, member.points, view.rules, not_assigned=member.not_assigned),
    )
