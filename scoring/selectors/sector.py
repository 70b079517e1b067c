"""What a sector agency scores: the lines of all seasons that name it, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Q, QuerySet

from accounts.verdicts import Verdict
from blocs.models import Agency, Season
from blocs.rules.stages import ORDER, has_reached
from blocs.standing import Standing
from blocs.states import Stage
from scoring.models import CrossAssignment, LayerScore, ScoreLine, ScoreSheet
from scoring.permissions import can_score_for_sector
from scoring.rules.awaited import SETTLED, Awaited
from scoring.rules.formulas import described, members_awaited
from scoring.rules.nodes import Node
from scoring.rules.results import Result
from scoring.rules.workflow import SENT
from scoring.selectors.nodes import as_node
from scoring.selectors.province import own_field_lines
from scoring.selectors.titles import title_names
from scoring.states import CriterionKind, GivenLayer, Scorer

# From the scoring on until the year is over.
SEEN_STAGES = [
    stage.value
    for stage in ORDER
    if has_reached(stage, Stage.SELF_SCORING) and stage is not Stage.CLOSED
]


@dataclass(frozen=True, slots=True)
class SectorDuty:
    """What one sector agency scores in one season: how many lines, and how many have points."""

    season: Season
    agency: Agency
    lines: int
    given: int

    @property
    def left(self) -> int:
        return self.lines - self.given


@dataclass(frozen=True, slots=True)
class SectorRow:
    """One member's line of a criterion, with what was given and whether the reader may give.

    ``awaited`` says whether the points still wait for the other members' results.
    """

    line: ScoreLine
    name: str
    score: LayerScore | None
    can_score: Verdict
    awaited: Awaited = SETTLED

    @property
    def shows_evidence(self) -> bool:
        """Say whether the agency has put its evidence forward; a draft is its own."""
        return self.line.sheet.state in SENT


@dataclass(frozen=True, slots=True)
class SectorCriterion:
    """One criterion that a sector agency scores, with its members in the bloc's order."""

    node: Node
    agency: Agency
    formula: str
    rows: tuple[SectorRow, ...]


def sector_lines(standing: Standing) -> QuerySet[ScoreLine]:
    """Keep the lines that the person's agencies score for their sector, of seasons under way.

    A sector agency that is a member itself has no part in its own lines.
    """
    return ScoreLine.objects.filter(
        criterion__scored_by=Scorer.SECTOR.value,
        criterion__sector__in=standing.agency_ids,
        is_assigned=True,
        sheet__season__stage__in=SEEN_STAGES,
    ).exclude(sheet__agency=F("criterion__sector"))


def lines_with_open_evidence(standing: Standing) -> QuerySet[ScoreLine]:
    """Keep the lines whose evidence the person may read.

    Those of sheets they see, those of sent sheets they were given to cross-score, and of sent
    sheets the lines they score for their sector.
    """
    sent = Q(sheet__state__in=[state.value for state in SENT])
    given = CrossAssignment.objects.filter(
        scorer__in=standing.agency_ids, season__stage__in=SEEN_STAGES
    )
    crossed = ScoreSheet.objects.filter(
        season__cross_assignments__in=given, agency=F("season__cross_assignments__subject")
    )
    return ScoreLine.objects.filter(
        Q(sheet__in=ScoreSheet.objects.visible_to(standing).values("pk"))
        | sent & Q(sheet__in=crossed.values("pk"))
        | sent & Q(pk__in=sector_lines(standing).values("pk"))
    )


def sector_duties(standing: Standing) -> list[SectorDuty]:
    """Return what the person's agencies score for their sectors, the newest year first.

    Three queries, however many seasons; one where there is none.
    """
    own = Q(given__layer=GivenLayer.SECTOR.value, given__scorer=F("criterion__sector"))
    counted = (
        sector_lines(standing)
        .order_by()
        .values_list("sheet__season", "criterion__sector")
        .annotate(
            lines=Count("pk", distinct=True),
            scored=Count("given", filter=own & Q(given__points__isnull=False), distinct=True),
        )
    )
    rows = list(counted)
    if not rows:
        return []
    seasons = Season.objects.with_names().in_bulk({row[0] for row in rows})
    agencies = Agency.objects.in_bulk({row[1] for row in rows})
    duties = [SectorDuty(seasons[s], agencies[a], lines, given) for s, a, lines, given in rows]
    return sorted(
        duties, key=lambda one: (-one.season.cycle.starts_on.toordinal(), one.season.bloc.name)
    )


def sector_criteria(standing: Standing, season: Season) -> list[SectorCriterion]:
    """Return what the person's agencies score in the season, criterion by criterion.

    Three queries, however many members and criteria, and one where a criterion counts awards.

    Args:
        season: with its bloc and cycle loaded.
    """
    lines = _lines(standing, season)
    scores = _scores(season, standing)
    members = {row.agency_id: row for row in season.memberships.all()}
    names = title_names()
    lines.sort(key=lambda line: (line.criterion.position, members[line.sheet.agency_id].position))
    found = []
    for _, group in groupby(lines, key=lambda line: line.criterion_id):
        own = list(group)
        criterion = own[0].criterion
        node = as_node(criterion)
        given = {line.pk: scores.get((line.pk, criterion.sector_id)) for line in own}
        awaited = _awaited(node, own, given)
        rows = tuple(
            SectorRow(
                line,
                members[line.sheet.agency_id].name,
                given[line.pk],
                can_score_for_sector(standing, line),
                Awaited(sector=awaited.get(line.sheet.agency.code, 0)),
            )
            for line in own
        )
        found.append(SectorCriterion(node, _sector_of(own), described(node, names), rows))
    return found


def own_fields(standing: Standing, season: Season) -> dict[str, str]:
    """Return where the person's agencies are members themselves: names by criterion key.

    The province scores these lines. One query.
    """
    lines = own_field_lines().filter(
        sheet__season=season, criterion__sector__in=standing.agency_ids
    )
    return dict(lines.values_list("criterion__key", "sheet__agency__name"))


def _lines(standing: Standing, season: Season) -> list[ScoreLine]:
    rows = sector_lines(standing).filter(sheet__season=season)
    rows = rows.annotate(evidence_count=Count("evidence"))
    lines: list[ScoreLine] = list(
        rows.select_related("criterion__sector", "criterion__table", "sheet__agency")
    )
    for line in lines:
        line.sheet.season = season  # the rights ask the sheet for its season
    return lines


def _scores(season: Season, standing: Standing) -> dict[tuple[int, int | None], LayerScore]:
    rows = LayerScore.objects.filter(
        line__sheet__season=season,
        layer=GivenLayer.SECTOR.value,
        scorer__in=standing.agency_ids,
    )
    return {(row.line_id, row.scorer_id): row for row in rows}


def _awaited(
    node: Node, lines: Sequence[ScoreLine], given: Mapping[int, LayerScore | None]
) -> dict[str, int]:
    """Return how many members the points of each wait for, where members are compared."""
    if node.kind is not CriterionKind.LEADER_RELATIVE:
        return {}
    results = {}
    for line in lines:
        score = given[line.pk]
        actual = score.actual if score else None
        results[line.sheet.agency.code] = Result(actual=actual, target=line.target)
    return members_awaited(node, results)


def _sector_of(lines: Sequence[ScoreLine]) -> Agency:
    sector = lines[0].criterion.sector
    if sector is None:
        raise ValueError("a sector's line names its agency")  # the database holds it
    return sector
