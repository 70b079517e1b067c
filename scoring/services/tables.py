"""Criteria tables while they are drafts: make, correct, replace, take away."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.errors import Invalid, Refused, Stale
from accounts.models import User
from blocs.models import Cycle, Province
from blocs.services.rows import GONE, checked
from blocs.standing import Standing, standing_of
from scoring.models import CriteriaTable
from scoring.permissions import can_manage_table, can_manage_tables_of, table_scope
from scoring.rules.text import tidy_line
from scoring.rules.tree import Node
from scoring.selectors.nodes import nodes_of
from scoring.selectors.versions import first_of
from scoring.services.planting import (
    checked_rules,
    demand_own_sectors,
    demand_sound,
    origins_of,
    plant,
)
from scoring.services.publishing import assign_table, close_table, publish_table
from scoring.states import TableState

__all__ = [
    "assign_table",
    "close_table",
    "create_table",
    "delete_draft",
    "demand_own_code",
    "edit_draft",
    "home_province",
    "publish_table",
    "replace_draft",
]
_WORDS = {
    "title": "tên bảng",
    "scale": "thang điểm",
    "issued_by": "cơ quan ban hành",
    "decision": "văn bản ban hành",
    "is_sample": "dấu hiệu dữ liệu mẫu",
    "cycle": "năm thi đua",
    "province": "tỉnh",
    "rules": "quy định của bảng",
}


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
    cycle: Cycle | None = None,
    province: Province | None = None,
    actor: User | None,
) -> CriteriaTable:
    """Draft a table with its whole tree, or return the equal one that is there already.

    Args:
        scale: points of the whole table, without bonus and penalty.
        nodes: in reading order, parents before children.
        rules: the table's written rules as JSON (rounding, ties, bands ...); None for a
            table that says nothing.
        cycle: what the table is made for, where somebody says so.
        province: whose table it is; None for the actor's own (see ``home_province``).

    Raises:
        NotAllowed: not by this person.
        Invalid: the code is another province's, or tree or rules do not hold together; the
            message lists every fault.
        Refused: the version exists and says something else.
    """
    standing = standing_of(actor)
    owner = province or home_province(standing)
    can_manage_tables_of(standing, owner.pk if owner else None).demand()
    values: dict[str, Any] = {
        "title": title,
        "scale": scale,
        "issued_by": issued_by,
        "decision": decision,
        "is_sample": is_sample,
        "cycle": cycle,
        "province": owner,
        "rules": checked_rules(rules),
    }
    existing = CriteriaTable.objects.filter(code=code, number=number).first()
    if existing is not None:
        _demand_equal(existing, values, nodes)
        return existing
    demand_own_code(code, owner)
    demand_sound(nodes, scale, values["rules"])
    demand_own_sectors(nodes, owner)
    table = checked(CriteriaTable(code=code, number=number, **values))
    table.save()
    plant(table, nodes)
    _record(actor, "table.create", table, before={}, after=said_by(table) | _counted(nodes))
    return table


@transaction.atomic
def replace_draft(
    *,
    table: CriteriaTable,
    title: str,
    scale: Decimal,
    nodes: Sequence[Node],
    issued_by: str = "",
    decision: str = "",
    is_sample: bool = False,
    rules: Mapping[str, Any] | None = None,
    seen_version: int,
    actor: User | None,
) -> CriteriaTable:
    """Put another tree and other rules into a draft; its links to earlier criteria are kept.

    Args:
        seen_version: the version of the draft that the page was showing.

    Raises:
        NotAllowed: not by this person.
        Stale: the draft changed after the page was opened.
        Invalid: tree or rules do not hold together; the message lists every fault.
        Refused: the table is no draft any more.
    """
    held = held_draft(table, seen_version, actor)
    before = said_by(held) | _counted(nodes_of(held))
    written = checked_rules(rules)
    demand_sound(nodes, scale, written)
    demand_own_sectors(nodes, held.province)
    origins = origins_of(held, nodes)
    held.criteria.all().delete()
    held.title, held.scale, held.rules = title, scale, written
    held.issued_by, held.decision, held.is_sample = issued_by, decision, is_sample
    held.version += 1
    checked(held).save()
    plant(held, nodes, origins)
    _record(actor, "table.replace", held, before=before, after=said_by(held) | _counted(nodes))
    return held


@transaction.atomic
def edit_draft(
    *,
    table: CriteriaTable,
    title: str,
    issued_by: str,
    decision: str,
    seen_version: int,
    actor: User | None,
) -> CriteriaTable:
    """Correct what stands above a draft's tree. An edit that changes nothing writes nothing.

    Raises:
        NotAllowed: not by this person.
        Stale: the draft changed after the page was opened.
        Invalid: a text is missing or too long.
        Refused: the table is no draft any more.
    """
    held = held_draft(table, seen_version, actor)
    wanted = {"title": title, "issued_by": issued_by, "decision": decision}
    after = {name: tidy_line(text) for name, text in wanted.items()}
    before = {name: getattr(held, name) for name in after}
    if before == after:
        return held
    for name, text in after.items():
        setattr(held, name, text)
    held.version += 1
    checked(held).save(update_fields=[*after, "version"])
    _record(actor, "table.edit", held, before=before, after=after)
    return held


@transaction.atomic
def delete_draft(*, table: CriteriaTable, seen_version: int, actor: User | None) -> None:
    """Take a draft away with its whole tree; only the audit keeps what it said.

    Raises:
        NotAllowed: not by this person.
        Stale: the draft changed after the page was opened.
        Refused: the table was published.
    """
    held = held_draft(table, seen_version, actor)
    before = said_by(held) | _counted(nodes_of(held))
    _record(actor, "table.delete_draft", held, before=before, after={})
    held.delete()


def held_draft(table: CriteriaTable, seen_version: int, actor: User | None) -> CriteriaTable:
    """Return the draft as the person saw it, held, when they may change it."""
    rows = CriteriaTable.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("amends", "cloned_from").filter(pk=table.pk).first()
    if held is None:
        raise Refused(GONE)
    can_manage_table(standing_of(actor), held).demand()
    if held.state != TableState.DRAFT:
        raise Refused(
            "Bảng tiêu chí này đã ban hành nên không sửa được; thay đổi được lập thành bản sửa đổi."
        )
    if held.version != seen_version:
        raise Stale("Dự thảo vừa được người khác sửa. Quý vị xem lại trước khi làm tiếp.")
    return held


def home_province(standing: Standing) -> Province | None:
    """Return the province whose tables the person makes; None for shared tables.

    Raises:
        Invalid: the person manages several provinces and has to name one.
    """
    scope = table_scope(standing.manages)
    if scope.everything:
        return None
    found = list(Province.objects.filter(pk__in=scope.province_ids)[:2])
    if len(found) > 1:
        raise Invalid("Quý vị cần chọn tỉnh ban hành bảng tiêu chí.", field="province")
    return found[0] if found else None


def demand_own_code(code: str, owner: Province | None) -> None:
    """Refuse a new version of a code that another province has tables of.

    Raises:
        Invalid: the code is another province's, or names tables that all provinces share.
    """
    first = first_of(code)
    if first is not None and first.province != owner:
        whose = "của tỉnh khác" if first.province else "dùng chung"
        raise Invalid(
            f"Mã {code} đã được dùng cho bảng tiêu chí {whose}; đề nghị quý vị chọn mã khác.",
            field="code",
        )


def said_by(table: CriteriaTable) -> dict[str, Any]:
    """Return what stands above the tree, for the audit."""
    return {
        "code": table.code,
        "number": table.number,
        **{name: getattr(table, name) for name in _WORDS if name not in {"cycle", "province"}},
        "cycle": table.cycle.label if table.cycle else None,
        "province": table.province.code if table.province else None,
    }


def _counted(nodes: Sequence[Node]) -> dict[str, int]:
    return {"criteria": len(nodes)}


def _record(
    actor: User | None,
    action: str,
    table: CriteriaTable,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    audit.record(actor=actor, action=action, subject=table, before=before, after=after)


def _demand_equal(
    existing: CriteriaTable, values: Mapping[str, Any], nodes: Sequence[Node]
) -> None:
    said = {name: getattr(existing, name) for name in _WORDS}
    said["rules"] = checked_rules(existing.rules)
    different = [word for name, word in _WORDS.items() if said[name] != values[name]]
    if nodes_of(existing) != list(nodes):
        different.append("các tiêu chí")
    if different:
        raise Refused(
            f"Bảng tiêu chí {existing.code}, bản {existing.number} đã có nhưng khác về: "
            f"{', '.join(different)}."
        )
