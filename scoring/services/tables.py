"""Criteria tables: draft, publish, assign to a season."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.errors import Invalid, Refused
from accounts.models import User
from blocs.models import Agency
from blocs.permissions import seats_of
from blocs.services.rows import locked_season
from blocs.standing import standing_of
from scoring.models import CriteriaTable, Criterion, SeasonTable
from scoring.permissions import can_manage_tables, can_open_sheets
from scoring.rules.tree import Node, check_tree
from scoring.selectors.nodes import nodes_of
from scoring.states import TableState


@transaction.atomic
def create_table(
    *,
    code: str,
    number: int,
    title: str,
    scale: Decimal,
    nodes: Sequence[Node],
    issued_by: str = "",
    decision: str = "",
    is_sample: bool = False,
    rules: Mapping[str, Any] | None = None,
    actor: User | None,
) -> CriteriaTable:
    """Draft a table with its whole tree, or return the equal one that is there already.

    Args:
        scale: points of the whole table, without bonus and penalty.
        nodes: in reading order, parents before children.
        rules: the table's written rules as JSON (rounding, ties, bands ...); None for a
            table that says nothing.

    Raises:
        NotAllowed: not by this person.
        Invalid: the tree does not hold together; the message lists every fault.
        Refused: the version exists and says something else.
    """
    can_manage_tables(standing_of(actor)).demand()
    values: dict[str, object] = {
        "title": title,
        "scale": scale,
        "issued_by": issued_by,
        "decision": decision,
        "is_sample": is_sample,
        "rules": dict(rules or {}),
    }
    existing = CriteriaTable.objects.filter(code=code, number=number).first()
    if existing is not None:
        _demand_equal(existing, values, nodes)
        return existing
    if faults := check_tree(nodes, scale):
        raise Invalid(" ".join(faults), field="nodes")
    table = CriteriaTable(code=code, number=number, **values)
    try:
        table.clean_fields()
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="code") from error
    table.save()
    _plant(table, nodes)
    audit.record(
        actor=actor,
        action="table.create",
        subject=table,
        before={},
        after={"code": code, "number": number, **values, "criteria": len(nodes)},
    )
    return table


@transaction.atomic
def publish_table(*, table: CriteriaTable, actor: User | None) -> CriteriaTable:
    """Publish a draft; from then on it never changes. A published table stays as it is.

    Raises:
        NotAllowed: not by this person.
        Invalid: the tree does not hold together.
        Refused: the table is no longer in use.
    """
    can_manage_tables(standing_of(actor)).demand()
    held = CriteriaTable.objects.select_for_update(no_key=True).get(pk=table.pk)
    if held.state == TableState.PUBLISHED:
        return held
    if held.state == TableState.CLOSED:
        raise Refused("Bảng tiêu chí này đã hết áp dụng nên không ban hành lại được.")
    if faults := check_tree(nodes_of(held), held.scale):
        raise Invalid(" ".join(faults), field="nodes")
    before = held.state
    held.state = TableState.PUBLISHED.value
    held.published_at = timezone.now()
    held.save(update_fields=["state", "published_at"])
    audit.record(
        actor=actor,
        action="table.publish",
        subject=held,
        before={"state": before},
        after={"state": held.state},
    )
    return held


@transaction.atomic
def assign_table(
    *, season_id: int, table: CriteriaTable, scores_are_sample: bool = False, actor: User | None
) -> SeasonTable:
    """Let the season score with a published table, or change it while no sheet is open.

    Raises:
        NotAllowed: not at this stage, or not by this person.
        Refused: the table is not published, or sheets were opened with another one.
    """
    season = locked_season(season_id)
    can_open_sheets(standing_of(actor), season, seats_of(season)).demand()
    if CriteriaTable.objects.get(pk=table.pk).state != TableState.PUBLISHED:
        raise Refused("Chỉ giao được bảng tiêu chí đã ban hành.")
    assigned = SeasonTable.objects.filter(season=season).first() or SeasonTable(season=season)
    before = {"table": assigned.table_id, "scores_are_sample": assigned.scores_are_sample}
    after = {"table": table.pk, "scores_are_sample": scores_are_sample}
    if before == after:
        return assigned
    if assigned.table_id not in {None, table.pk} and season.sheets.exists():
        raise Refused("Các đơn vị đã có phiếu theo bảng tiêu chí khác nên không đổi bảng được.")
    assigned.table = table
    assigned.scores_are_sample = scores_are_sample
    assigned.save()
    audit.record(
        actor=actor, action="season.assign_table", subject=season, before=before, after=after
    )
    return assigned


def _plant(table: CriteriaTable, nodes: Sequence[Node]) -> None:
    """Write the tree level by level, so that each parent has its number before its children."""
    planted: dict[str, Criterion] = {}
    sectors = _sectors_of(nodes)
    places = {node.key: place for place, node in enumerate(nodes, start=1)}
    level = [node for node in nodes if node.parent_key is None]
    while level:
        rows = [_criterion(table, node, places[node.key], planted, sectors) for node in level]
        Criterion.objects.bulk_create(rows)
        planted |= {row.key: row for row in rows}
        keys = {row.key for row in rows}
        level = [node for node in nodes if node.parent_key in keys]


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


def _demand_equal(
    existing: CriteriaTable, values: dict[str, object], nodes: Sequence[Node]
) -> None:
    named = {
        "title": "tên bảng",
        "scale": "thang điểm",
        "issued_by": "cơ quan ban hành",
        "decision": "văn bản ban hành",
        "is_sample": "dấu hiệu dữ liệu mẫu",
        "rules": "quy định của bảng",
    }
    different = [word for name, word in named.items() if getattr(existing, name) != values[name]]
    if nodes_of(existing) != list(nodes):
        different.append("các tiêu chí")
    if different:
        raise Refused(
            f"Bảng tiêu chí {existing.code}, bản {existing.number} đã có nhưng khác về: "
            f"{', '.join(different)}."
        )
