"""What the ranks of a season follow from, gathered from the database."""

from collections.abc import Mapping, Sequence

from django.db.models import Q

from blocs.models import Membership, Season
from scoring.models import (
    CriteriaTable,
    DeclaredFact,
    ScoreLine,
    ScoreSheet,
)
from scoring.rules.facts import ConfirmedFact, LineFacts, Member, SeasonFacts
from scoring.rules.final import VOTE
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.selectors.given import GivenPoints, given_points, places_of, votes_of
from scoring.selectors.nodes import nodes_of
from scoring.selectors.results import LineRow, line_rows, result_of, rules_of
from scoring.states import (
    ConditionKind,
    CriterionKind,
    FactState,
    Layer,
    Scorer,
    SheetState,
    Strategy,
    TieKind,
)

WITHOUT_SHEET = "Đơn vị chưa có phiếu chấm điểm."
WITHOUT_TABLE = "Năm thi đua chưa có bảng tiêu chí chấm điểm."
NOT_READY: Mapping[SheetState, str] = {
    SheetState.DRAFT: "Đơn vị chưa gửi phiếu tự chấm điểm.",
    SheetState.AWAITING: "Đơn vị chưa gửi phiếu tự chấm điểm.",
    SheetState.RETURNED: "Phiếu đã trả lại, đơn vị chưa gửi lại.",
    SheetState.SUBMITTED: "Phiếu chưa được thẩm định xong.",
}

Lines = dict[int, dict[str, LineFacts]]  # by sheet, by criterion key


NOTHING_GIVEN = GivenPoints()


def season_facts(season: Season, table: CriteriaTable | None) -> SeasonFacts:
    """Return everything the ranks follow from.

    Five queries, and one more for each of given points, confirmed facts, votes and decisions
    where the table's rules ask for them; however many members and criteria.

    Args:
        table: the season's table; without one no member can be ranked.
    """
    if table is None:
        members = [
            Member(
                row.agency.code,
                row.name,
                row.position,
                reason=WITHOUT_TABLE,
                category=row.category,
            )
            for row in _memberships(season)
        ]
        return SeasonFacts((), TableRules(), tuple(members))
    nodes, rules = nodes_of(table), rules_of(table)
    sheets = {sheet.agency_id: sheet for sheet in ScoreSheet.objects.filter(season=season)}
    lines = lines_of(season, nodes, rules, only_ranked=True)
    beside = _Beside(season, rules)
    members = [beside.member(row, sheets.get(row.agency_id), lines) for row in _memberships(season)]
    return SeasonFacts(tuple(nodes), rules, tuple(members))


def lines_of(
    season: Season, nodes: Sequence[Node], rules: TableRules, *, only_ranked: bool
) -> Lines:
    """Return the lines of all sheets, with what was given to them. One query or two.

    Args:
        only_ranked: leave out the sheets whose appraisal is not done, save the criteria that
            compare the members with each other: there all results count.
    """
    lines = ScoreLine.objects.filter(sheet__season=season)
    if only_ranked:
        compared = Q(criterion__kind=CriterionKind.LEADER_RELATIVE.value)
        lines = lines.filter(Q(sheet__state=SheetState.APPRAISED.value) | compared)
    given = given_points(season) if asks_given(nodes, rules) else {}
    found: Lines = {}
    for line in line_rows(lines):
        facts = line_facts(line, given.get(line.pk, NOTHING_GIVEN))
        found.setdefault(line.sheet_id, {})[line.key] = facts
    return found


def line_facts(line: ScoreLine | LineRow, given: GivenPoints = NOTHING_GIVEN) -> LineFacts:
    """Return one line as the rules know it."""
    return LineFacts(
        assigned=line.is_assigned,
        result_self=result_of(line, Layer.SELF),
        result_appraised=result_of(line, Layer.APPRAISED),
        result_province=result_of(line, Layer.PROVINCE),
        own=line.self_points,
        appraised=line.appraised_points,
        province=line.province_points,
        sector=given.sector,
        cross=given.cross,
        sector_actual=given.sector_actual,
        cross_actual=given.cross_actual,
        why_not_assigned=line.unassigned_reason,
    )


def asks_given(nodes: Sequence[Node], rules: TableRules) -> bool:
    """Say whether final points may follow from sector agencies or other members."""
    asks_members = rules.strategy is Strategy.AVERAGE_OF_MEMBERS or "cross" in dict(rules.weights)
    return asks_members or any(node.scored_by is Scorer.SECTOR for node in nodes)


def asks_vote(rules: TableRules) -> bool:
    """Say whether ranks may follow from votes."""
    return (
        rules.strategy is Strategy.VOTE_FIRST
        or VOTE in dict(rules.weights)
        or any(tie.kind is TieKind.MORE_VOTES for tie in rules.ties)
    )


class _Beside:
    """What stands beside the sheets: facts, votes and decisions, as far as the rules ask."""

    def __init__(self, season: Season, rules: TableRules) -> None:
        asks_facts = any(one.kind is ConditionKind.DECLARED for one in rules.conditions)
        asks_place = any(tie.kind is TieKind.DECISION for tie in rules.ties)
        self._facts = _facts(season) if asks_facts else {}
        self._votes = votes_of(season) if asks_vote(rules) else {}
        self._places = places_of(season) if asks_place else {}

    def member(self, row: Membership, sheet: ScoreSheet | None, lines: Lines) -> Member:
        state = None if sheet is None else SheetState(sheet.state)
        return Member(
            agency=row.agency.code,
            name=row.name,
            position=row.position,
            lines=lines.get(sheet.pk, {}) if sheet else {},
            reason=WITHOUT_SHEET if state is None else NOT_READY.get(state, ""),
            days_late=sheet.days_late if sheet else 0,
            facts=tuple(self._facts.get(row.agency_id, ())),
            vote=self._votes.get(row.agency.code),
            place=self._places.get(row.agency.code),
            category=row.category,
        )


def _memberships(season: Season) -> list[Membership]:
    return list(season.memberships.select_related("agency").order_by("position"))


def _facts(season: Season) -> dict[int, list[ConfirmedFact]]:
    found: dict[int, list[ConfirmedFact]] = {}
    confirmed = DeclaredFact.objects.filter(season=season, state=FactState.CONFIRMED.value)
    for row in confirmed.order_by("pk"):
        found.setdefault(row.agency_id, []).append(ConfirmedFact(row.condition, row.fact))
    return found
