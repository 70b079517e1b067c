"""The conditions of a season's table, and the facts that were declared under them."""

from dataclasses import dataclass

from blocs.models import Season
from blocs.standing import Standing
from scoring.models import DeclaredFact
from scoring.rules.settings import Condition
from scoring.selectors.nodes import table_of
from scoring.selectors.results import rules_of
from scoring.states import ConditionKind


@dataclass(frozen=True, slots=True)
class FactRow:
    """A declared fact with its condition; None for one that the table no longer has."""

    fact: DeclaredFact
    name: str
    condition: Condition | None


def conditions_of(season: Season) -> tuple[Condition, ...]:
    """Return the conditions of the season's table; none without a table. One query."""
    table = table_of(season)
    return rules_of(table).conditions if table else ()


def declarable(conditions: tuple[Condition, ...]) -> list[Condition]:
    """Keep the conditions that hold when a fact is confirmed; the others follow from points."""
    return [one for one in conditions if one.kind is ConditionKind.DECLARED]


def fact_rows(
    season: Season, standing: Standing, conditions: tuple[Condition, ...]
) -> list[FactRow]:
    """Return the facts that the person may see, in the bloc's order. Two queries."""
    members = {
        agency: (position, name)
        for agency, position, name in season.memberships.values_list("agency", "position", "name")
    }
    known = {one.code: one for one in conditions}
    facts = DeclaredFact.objects.visible_to(standing).filter(season=season)
    rows = [
        FactRow(fact, members[fact.agency_id][1], known.get(fact.condition))
        for fact in facts.select_related("agency", "file", "declared_by", "decided_by")
        if fact.agency_id in members
    ]
    for row in rows:
        row.fact.season = season
    return sorted(rows, key=lambda row: (members[row.fact.agency_id][0], row.fact.pk))
