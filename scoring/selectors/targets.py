"""Targets and assignment of criteria: one criterion of all members, or one member's criteria."""

from collections.abc import Sequence
from dataclasses import dataclass

from blocs.models import Season
from blocs.permissions import Seats
from blocs.standing import Standing
from scoring.models import CriteriaTable, Criterion, ScoreLine
from scoring.permissions import can_assign_lines, can_set_target_of
from scoring.rules.entries import uses_target
from scoring.selectors.nodes import criteria_of
from scoring.states import CriterionKind


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One member's line for one criterion, and what the person may change of it."""

    line: ScoreLine
    name: str
    uses_target: bool
    may_set: bool
    may_assign: bool


@dataclass(frozen=True, slots=True)
class TargetMatrix:
    """The rows of one criterion or one member, and what else may be chosen.

    ``members`` are codes and names of those who have a sheet.
    """

    criteria: Sequence[Criterion]
    members: Sequence[tuple[str, str]]
    rows: Sequence[TargetRow]
    criterion: Criterion | None = None
    agency: str = ""


def target_matrix(
    season: Season, table: CriteriaTable, standing: Standing, seats: Seats, *, key: str, agency: str
) -> TargetMatrix:
    """Return the chosen member's criteria, else all members' lines of the chosen criterion.

    Without a choice it is the first criterion that is measured against a target. Three
    queries, however many criteria and members.
    """
    leaves = [row for row in criteria_of(table) if row.kind != CriterionKind.GROUP]
    joined = season.memberships.filter(agency__sheets__season=season).order_by("position")
    members = list(joined.values_list("agency__code", "name"))
    chosen = agency if agency in dict(members) else ""
    criterion = None if chosen else _chosen(leaves, key)
    lines = ScoreLine.objects.filter(sheet__season=season)
    lines = (
        lines.filter(sheet__agency__code=chosen) if chosen else lines.filter(criterion=criterion)
    )
    places = {code: (place, name) for place, (code, name) in enumerate(members)}
    known = {leaf.pk: leaf for leaf in leaves}
    found = []
    for line in lines.select_related("sheet__agency"):
        line.sheet.season, line.criterion = season, known[line.criterion_id]
        found.append(line)
    found.sort(key=lambda one: (places[one.sheet.agency.code][0], one.criterion.position))
    return TargetMatrix(
        criteria=leaves,
        members=members,
        rows=[_row(one, places[one.sheet.agency.code][1], standing, seats) for one in found],
        criterion=criterion,
        agency=chosen,
    )


def measures(criterion: Criterion) -> bool:
    """Say whether results of the criterion are measured against a target."""
    return uses_target(CriterionKind(criterion.kind), criterion.rule)


def _chosen(leaves: Sequence[Criterion], key: str) -> Criterion | None:
    asked = next((leaf for leaf in leaves if leaf.key == key), None)
    measured = next((leaf for leaf in leaves if measures(leaf)), None)
    return asked or measured or next(iter(leaves), None)


def _row(line: ScoreLine, name: str, standing: Standing, seats: Seats) -> TargetRow:
    season, agency = line.sheet.season, line.sheet.agency_id
    return TargetRow(
        line=line,
        name=name,
        uses_target=measures(line.criterion),
        may_set=bool(can_set_target_of(standing, season, agency, seats)),
        may_assign=bool(can_assign_lines(standing, season, agency, seats)),
    )
