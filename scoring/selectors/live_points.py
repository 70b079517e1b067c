"""The points of all members as they are now, line by line."""

from collections.abc import Mapping, Sequence

from blocs.models import Season
from scoring.models import ScoreLine
from scoring.rules.awaited import SETTLED, Awaited, awaited_of
from scoring.rules.calculated import with_calculated_points
from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.final import scored_for
from scoring.rules.layer_points import LayerPoints, layer_points
from scoring.rules.settings import TableRules
from scoring.rules.tree import Node
from scoring.selectors.facts import NOTHING_GIVEN, line_facts
from scoring.selectors.given import given_points
from scoring.selectors.nodes import as_node
from scoring.states import CriterionKind, Scorer

ByMember = Mapping[str, Mapping[str, LineFacts]]  # by agency code, by criterion key


def live_points(
    lines: ByMember, nodes: Sequence[Node], rules: TableRules
) -> dict[str, dict[str, LayerPoints]]:
    """Return by member and criterion the points of every layer, as the ranking has them.

    Points of results follow anew; those that wait for other members' results say so.
    """
    members = tuple(Member(code, "", 0, held) for code, held in lines.items())
    known = with_calculated_points(SeasonFacts(tuple(nodes), rules, members))
    held = {member.agency: member.lines for member in known.members}
    waiting = awaited_in(held, nodes, rules)
    return {
        code: {
            node.key: layer_points(
                scored_for(node, code),
                own[node.key],
                rules,
                awaited=waiting.get(node.key, {}).get(code, SETTLED),
            )
            for node in nodes
            if node.key in own
        }
        for code, own in held.items()
    }


def awaited_in(
    lines: ByMember, nodes: Sequence[Node], rules: TableRules
) -> dict[str, dict[str, Awaited]]:
    """Return by criterion and member what provisional points wait for.

    Args:
        lines: at least those of the criteria that compare members, of all members.
    """
    return {
        node.key: awaited_of(
            node, {code: own[node.key] for code, own in lines.items() if node.key in own}, rules
        )
        for node in nodes
        if node.kind is CriterionKind.LEADER_RELATIVE
    }


def season_awaited(season: Season, rules: TableRules) -> dict[tuple[str, str], Awaited]:
    """Return by member and criterion what provisional points wait for. One query, or two.

    The second only where a sector agency gives the results that are compared.
    """
    rows = ScoreLine.objects.filter(
        sheet__season=season, criterion__kind=CriterionKind.LEADER_RELATIVE.value
    )
    lines = list(rows.select_related("criterion__sector", "sheet__agency").order_by("pk"))
    nodes = {line.criterion.key: as_node(line.criterion) for line in lines}
    by_sector = any(node.scored_by is Scorer.SECTOR for node in nodes.values())
    given = given_points(season) if by_sector else {}
    held: dict[str, dict[str, LineFacts]] = {}
    for line in lines:
        facts = line_facts(line, given.get(line.pk, NOTHING_GIVEN))
        held.setdefault(line.sheet.agency.code, {})[line.criterion.key] = facts
    found = awaited_in(held, list(nodes.values()), rules)
    return {(code, key): awaited for key, own in found.items() for code, awaited in own.items()}
