"""Points that follow from results, in every layer; nothing stored is believed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from scoring.rules.arithmetic import Arithmetic
from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.formulas import calculated_points
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Scorer

Held = Mapping[str, LineFacts]  # one criterion's lines by member
Points = Mapping[str, Decimal | None]
Actuals = Mapping[str, Mapping[str, Decimal]]  # by member, by who gave the result


def with_calculated_points(facts: SeasonFacts) -> SeasonFacts:
    """Return the facts with the points of calculated criteria as they follow from results.

    Own and appraised points follow for every calculated criterion. The province overrules
    with points; its points follow from a result only where it is the one who scores. What a
    sector agency or another member gave follows where it gave a result.
    """
    members = {member.agency: dict(member.lines) for member in facts.members}
    for node in facts.nodes:
        if not node.is_calculated:
            continue
        held = {
            agency: lines[node.key]
            for agency, lines in members.items()
            if node.key in lines and lines[node.key].assigned
        }
        for agency, line in _recalculated(node, held, facts.rules, facts.arithmetic).items():
            members[agency][node.key] = line
    return replace(
        facts, members=tuple(_with_lines(one, members[one.agency]) for one in facts.members)
    )


def _with_lines(member: Member, lines: dict[str, LineFacts]) -> Member:
    return replace(member, lines=lines)


def _recalculated(
    node: Node, held: Held, rules: TableRules, arithmetic: Arithmetic
) -> dict[str, LineFacts]:
    def points(result_of: Callable[[LineFacts], Result]) -> Points:
        results = {agency: result_of(line) for agency, line in held.items()}
        return calculated_points(node, results, rules, arithmetic)

    def given(actuals: Actuals) -> dict[str, dict[str, Decimal]]:
        return _given(node, actuals, held, rules, arithmetic)

    own = points(lambda line: line.result_self) if node.is_scored_by_agency else {}
    appraised = (
        points(lambda line: line.result_appraised)
        if node.scored_by in {Scorer.AGENCY, Scorer.SECRETARIAT}
        else {}
    )
    province = points(lambda line: line.result_province) if _measured_by_province(node) else None
    sector = given({agency: line.sector_actual for agency, line in held.items()})
    cross = given({agency: line.cross_actual for agency, line in held.items()})
    return {
        agency: replace(
            line,
            own=own.get(agency),
            appraised=appraised.get(agency),
            province=line.province if province is None else province.get(agency),
            sector={**line.sector, **sector.get(agency, {})},
            cross={**line.cross, **cross.get(agency, {})},
        )
        for agency, line in held.items()
    }


def _measured_by_province(node: Node) -> bool:
    return node.scored_by is Scorer.PROVINCE and node.kind is not CriterionKind.AWARD_BONUS


def _given(
    node: Node,
    actuals: Actuals,
    held: Held,
    rules: TableRules,
    arithmetic: Arithmetic,
) -> dict[str, dict[str, Decimal]]:
    """Return the points from the results that several agencies gave, scorer by scorer."""
    found: dict[str, dict[str, Decimal]] = {}
    for scorer in sorted({scorer for given in actuals.values() for scorer in given}):
        results = {
            agency: Result(actual=given[scorer], target=held[agency].result_self.target)
            for agency, given in actuals.items()
            if scorer in given
        }
        for agency, points in calculated_points(node, results, rules, arithmetic).items():
            if points is not None:
                found.setdefault(agency, {})[scorer] = points
    return found
