"""The points of the top groups, as they follow from a frozen ranking."""

from collections.abc import Mapping

from awards.rules.eligibility.case import GroupPoints
from scoring.rules.frozen_facts import frozen_facts
from scoring.rules.frozen_text import Content, FrozenError
from scoring.rules.outcome import season_outcome
from scoring.rules.totals import ZERO, group_maxima


def groups_of(content: Content) -> Mapping[str, tuple[GroupPoints, ...]]:
    """Return the top groups with an assigned maximum, by the member's code.

    Nothing for a ranking that a source reported without points: no floor can be told from it.
    """
    try:
        facts = frozen_facts(content)
    except FrozenError:
        return {}
    tops = [node for node in facts.nodes if node.parent_key is None and node.is_group]
    outcome = season_outcome(facts)
    points = {row.agency: row.points or {} for row in (*outcome.rows, *outcome.unranked)}
    found = {}
    for member in facts.members:
        not_assigned = {key for key, line in member.lines.items() if not line.assigned}
        maxima = group_maxima(facts.nodes, not_assigned)
        found[member.agency] = tuple(
            GroupPoints(
                key=node.key,
                label=node.label,
                points=points[member.agency].get(node.key) or ZERO,
                maximum=maxima[node.key],
            )
            for node in tops
            if maxima.get(node.key)
        )
    return found
