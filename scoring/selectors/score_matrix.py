"""All criteria down, all members across: the points of a season in one table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from blocs.models import Agency, Season
from scoring.models import Ranking, ScoreSheet
from scoring.rules.awaited import Awaited, most_awaited, why_provisional
from scoring.rules.band_reasons import MissedBands
from scoring.rules.frozen_bands import categories_by_agency, missed_by_agency
from scoring.rules.frozen_text import Content, FrozenError
from scoring.rules.frozen_view import frozen_view
from scoring.rules.layer_points import LayerPoints
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.rules.vote_words import votes_by_agency
from scoring.selectors.facts import lines_of
from scoring.selectors.live_points import live_points
from scoring.selectors.nodes import nodes_of, table_of
from scoring.selectors.points import sums_of, total_of
from scoring.selectors.results import rules_of

NOTHING = LayerPoints()


@dataclass(frozen=True, slots=True)
class MatrixMember:
    """One column: its points by criterion and in all; the rest only where it is frozen.

    ``raw`` is the total with the vote and before the deductions, ``vote_points`` the part of it
    that the vote weighs, ``final`` the total that was ranked, after all ``deductions`` (label,
    points and source); all in points. ``missed`` says why it is in no better class than ``band``,
    ``judged_as`` the category of units by whose own classes it was judged, ``vote`` what the
    bloc voted on it.
    """

    agency_code: str
    name: str
    short_name: str
    points: Mapping[str, LayerPoints]
    total: LayerPoints
    not_assigned: frozenset[str] = frozenset()
    rank: int | None = None
    shared: bool = False
    final: Decimal | None = None
    reason: str = ""
    raw: Decimal | None = None
    vote_points: Decimal | None = None
    vote: str = ""
    deductions: tuple[tuple[str, Decimal, str], ...] = ()
    band: str = ""
    judged_as: str = ""
    missed: tuple[MissedBands, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreMatrix:
    """The tree in reading order, and the members in the bloc's; empty without a table."""

    nodes: tuple[Node, ...] = ()
    members: tuple[MatrixMember, ...] = ()
    ranking: Ranking | None = None
    rules: TableRules = field(default_factory=TableRules)

    @property
    def why_provisional(self) -> str:
        """Say whose results points of some column wait for; empty when they wait for nobody's."""
        return why_provisional(most_awaited(one.total.awaited for one in self.members), is_sum=True)

    @property
    def scale(self) -> Decimal:
        """The most points of all top groups that count in the scale."""
        tops = [node.max_points for node in self.nodes if node.parent_key is None]
        return sum(tops, start=Decimal(0))


def frozen_score_matrix(ranking: Ranking) -> ScoreMatrix:
    """Return the points as they were frozen; empty for a ranking without points. One query."""
    try:
        view = frozen_view(ranking.content)
    except FrozenError:  # reported by a source without points
        return ScoreMatrix(ranking=ranking)
    short = _short_names([one.agency for one in view.members])
    rows, missed = _rows(ranking.content), missed_by_agency(ranking.content)
    categories, votes = categories_by_agency(ranking.content), votes_by_agency(ranking.content)
    members = [
        _with_rank(
            _member(
                MatrixMember(
                    one.agency,
                    one.name,
                    short.get(one.agency, one.name),
                    one.points,
                    NOTHING,
                    one.not_assigned,
                    vote=votes.get(one.agency, ""),
                ),
                view.nodes,
                view.rules,
            ),
            rows[one.agency],
            missed.get(one.agency, ()),
            categories.get(one.agency, ""),
        )
        for one in view.members
    ]
    return ScoreMatrix(view.nodes, tuple(members), ranking, view.rules)


def live_score_matrix(season: Season) -> ScoreMatrix:
    """Return the points as they are now, whatever the sheets' states. Few queries.

    Who may see them is not asked here: keep the open columns with ``kept``.
    """
    table = table_of(season)
    if table is None:
        return ScoreMatrix()
    nodes, rules = nodes_of(table), rules_of(table)
    rows = list(season.memberships.select_related("agency").order_by("position"))
    sheets = dict(ScoreSheet.objects.filter(season=season).values_list("agency__code", "pk"))
    found = lines_of(season, nodes, rules, only_ranked=False)
    lines = {row.agency.code: found.get(sheets.get(row.agency.code, 0), {}) for row in rows}
    points = live_points(lines, nodes, rules)
    members = [
        _member(
            MatrixMember(
                row.agency.code,
                row.name,
                row.agency.short_name,
                points[row.agency.code],
                NOTHING,
                frozenset(k for k, one in lines[row.agency.code].items() if not one.assigned),
            ),
            nodes,
            rules,
        )
        for row in rows
    ]
    return ScoreMatrix(tuple(nodes), tuple(members), rules=rules)


def kept(
    matrix: ScoreMatrix, agencies: Collection[str], *, only_own: Collection[str] = ()
) -> ScoreMatrix:
    """Return the columns of the named members; of some only what they claimed themselves.

    Args:
        agencies: codes of the members whose columns are open.
        only_own: codes of those whose appraisal may not be shown yet.
    """
    columns = [one for one in matrix.members if one.agency_code in agencies]
    return replace(
        matrix,
        members=tuple(_own_only(one) if one.agency_code in only_own else one for one in columns),
    )


def _member(bare: MatrixMember, nodes: Sequence[Node], rules: TableRules) -> MatrixMember:
    """Return the column with the sums of its groups and of the whole."""
    total = total_of(nodes, bare.points, rules, not_assigned=bare.not_assigned)
    return replace(bare, points={**bare.points, **sums_of(nodes, bare.points)}, total=total)


def _short_names(codes: Collection[str]) -> dict[str, str]:
    return dict(Agency.objects.filter(code__in=codes).values_list("code", "short_name"))


def _own_only(member: MatrixMember) -> MatrixMember:
    points = {key: _claimed(value) for key, value in member.points.items()}
    return replace(member, points=points, total=_claimed(member.total))


def _claimed(points: LayerPoints) -> LayerPoints:
    return LayerPoints(own=points.own, awaited=Awaited(own=points.awaited.own))


def _rows(content: Content) -> dict[str, Content]:
    return {row["agency"]: row for row in (*content["rows"], *content["unranked"])}


def _with_rank(
    member: MatrixMember, row: Content, missed: tuple[MissedBands, ...], judged_as: str
) -> MatrixMember:
    costs = row.get("deductions", ())  # not known to the first schema, nor what follows here
    return replace(
        member,
        rank=row["rank"],
        shared=row["shared"],
        final=_number(row["final"]),
        reason=row["reason"],
        raw=_number(row.get("raw")),
        vote_points=_number(row.get("vote_points")),
        deductions=tuple((one["label"], Decimal(one["points"]), one["source"]) for one in costs),
        band=(row.get("band") or {}).get("label", ""),
        judged_as=judged_as,
        missed=missed,
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
