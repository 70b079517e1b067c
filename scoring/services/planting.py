"""Write a whole tree of criteria into a draft, with its links to an earlier tree."""

from collections.abc import Mapping, Sequence
from typing import Any

from accounts.errors import Invalid
from blocs.models import Agency, Province
from scoring.models import CriteriaTable, Criterion
from scoring.rules.matching import match_nodes
from scoring.rules.settings_json import SettingsError, read_rules, written_rules, wrong_names
from scoring.rules.tree import Node, check_tree
from scoring.selectors.nodes import as_nodes, criteria_of


def checked_rules(rules: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the rules with every default written out, so that a later default changes none.

    Raises:
        Invalid: the rules cannot be read; the message names the path.
    """
    try:
        return written_rules(read_rules(dict(rules or {})))
    except SettingsError as error:
        raise Invalid(str(error), field="rules") from error


def demand_sound(nodes: Sequence[Node], scale: Any, rules: Mapping[str, Any]) -> None:
    """Raise Invalid, listing every fault, unless tree and rules hold together."""
    read = read_rules(dict(rules))
    if faults := check_tree(nodes, scale, decimals=read.decimals):
        raise Invalid(" ".join(faults), field="nodes")
    if faults := wrong_names(read, nodes):
        raise Invalid(" ".join(faults), field="rules")


def demand_own_sectors(nodes: Sequence[Node], province: Province | None) -> None:
    """Refuse agencies of another province as scorers of their field. One query.

    Args:
        province: whose table it is; a table that all provinces share may name any agency.

    Raises:
        Invalid: names each agency, with the criteria that name it.
    """
    wanted = {node.sector for node in nodes if node.sector}
    if province is None or not wanted:
        return
    foreign = Agency.objects.filter(code__in=wanted, province__isnull=False)
    foreign = foreign.exclude(province=province).order_by("name")
    told = [
        f"{agency.name} ({', '.join(node.key for node in nodes if node.sector == agency.code)})"
        for agency in foreign
    ]
    if told:
        raise Invalid(
            f"Cơ quan chuyên ngành thuộc tỉnh khác, không chấm được cho bảng này: "
            f"{'; '.join(told)}.",
            field="nodes",
        )


def plant(
    table: CriteriaTable, nodes: Sequence[Node], origins: Mapping[str, int] | None = None
) -> None:
    """Write the tree level by level, so that each parent has its number before its children.

    Args:
        origins: the criterion of an earlier table that a node continues, by the node's key.
    """
    planted: dict[str, Criterion] = {}
    sectors = _sectors_of(nodes)
    places = {node.key: place for place, node in enumerate(nodes, start=1)}
    level = [node for node in nodes if node.parent_key is None]
    while level:
        rows = [_criterion(table, node, places[node.key], planted, sectors) for node in level]
        for row in rows:
            row.origin_id = (origins or {}).get(row.key)
        Criterion.objects.bulk_create(rows)
        planted |= {row.key: row for row in rows}
        keys = {row.key for row in rows}
        level = [node for node in nodes if node.parent_key in keys]


def origins_of(draft: CriteriaTable, nodes: Sequence[Node]) -> dict[str, int]:
    """Return the earlier criteria that a draft's new tree continues, by the nodes' keys.

    What the draft's old tree linked stays linked; what is left over is looked for in the
    table that the draft amends, or was cloned from.
    """
    source = draft.amends or draft.cloned_from
    if source is None:
        return {}
    held = criteria_of(draft)
    linked = {row.key: row.origin_id for row in held}
    found = {
        new: origin
        for new, old in match_nodes(as_nodes(held), nodes).items()
        if (origin := linked[old]) is not None
    }
    earlier = criteria_of(source)
    taken = set(found.values())
    ids = {row.key: row.pk for row in earlier}
    free = [node for node in as_nodes(earlier) if ids[node.key] not in taken]
    left = [node for node in nodes if node.key not in found]
    return found | {new: ids[old] for new, old in match_nodes(free, left).items()}


def _criterion(
    table: CriteriaTable,
    node: Node,
    position: int,
    planted: dict[str, Criterion],
    sectors: Mapping[str, Agency],
) -> Criterion:
    parent = planted[node.parent_key] if node.parent_key is not None else None
    return Criterion(
        table=table,
        parent=parent,
        position=position,
        depth=0 if parent is None else parent.depth + 1,
        code=node.code,
        key=node.key,
        label=node.label,
        kind=node.kind.value,
        max_points=node.max_points,
        step=node.step,
        guidance=node.guidance,
        min_points=node.min_points,
        unit=node.unit,
        direction=node.direction.value,
        scored_by=node.scored_by.value,
        sector=sectors.get(node.sector),
        rule=dict(node.rule),
    )


def _sectors_of(nodes: Sequence[Node]) -> Mapping[str, Agency]:
    """Return the sector agencies that the tree names, by code."""
    wanted = {node.sector for node in nodes if node.sector}
    found = Agency.objects.in_bulk(wanted, field_name="code") if wanted else {}
    if unknown := sorted(wanted - set(found)):
        raise Invalid(
            f"Chưa có cơ quan mang mã {', '.join(unknown)} để chấm điểm chuyên ngành.",
            field="nodes",
        )
    return found
