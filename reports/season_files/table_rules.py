"""The written rules of a table, and the agencies of its sectors, as a season file says them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from blocs.models import Agency, Season
from reports.season_files.findings import Finding
from reports.season_files.schema import SCHEMA, canonical
from scoring.models import CriteriaTable
from scoring.rules.json_fields import SettingsError, number_written
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules, written_rules, wrong_names
from scoring.rules.tree import Node

_WHERE = "scoring.table.rules"


def rules_json(row: Mapping[str, Any]) -> Any:
    """Return the rules of a file as the table keeps them: numbers as text."""
    return _as_text(row)


def read_table_rules(table: CriteriaTable) -> Any:
    """Return a table's rules in the canonical form of a season file."""
    return canonical(written_rules(read_rules(table.rules)), SCHEMA["$defs"]["rules"])


def rules_findings(row: Mapping[str, Any], nodes: Sequence[Node]) -> Iterator[Finding]:
    """Find what contradicts itself in the rules, or names criteria that are not there."""
    try:
        rules = read_rules(rules_json(row))
    except SettingsError as error:
        yield Finding(f"{_WHERE}.{error.path}".rstrip("."), error.fault)
        return
    for sentence in wrong_names(rules, nodes):
        path, _, fault = sentence.partition(": ")
        yield Finding(f"{_WHERE}.{path}", fault.rstrip("."))


def decimals_of(row: Mapping[str, Any]) -> int:
    """Return how many places points have."""
    return int(row.get("decimals", TableRules().decimals))


def sector_findings(
    table: Mapping[str, Any], nodes: Sequence[Node], members: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Find agencies that score their field and are described nowhere in the file."""
    codes = [row["code"] for row in table["sectors"]]
    joined = {row["code"] for row in members}
    for place, code in enumerate(codes):
        if code in joined or code in codes[:place]:
            reason = f"“{code}” đã có ở members hoặc đã ghi ở trên"
            yield Finding(f"scoring.table.sectors[{place}].code", reason)
    for node in nodes:
        if node.sector and node.sector not in joined.union(codes):
            reason = f"tiêu chí {node.key}: “{node.sector}” không có trong members hoặc sectors"
            yield Finding("scoring.table.sectors", reason)


def read_sectors(table: CriteriaTable, season: Season) -> list[dict[str, Any]]:
    """Return the agencies that score their field and are no members, by code. One query."""
    rows = Agency.objects.filter(sector_criteria__table=table).distinct().order_by("code")
    members = season.memberships.values("agency")
    return [
        {"code": row.code, "name": row.name, "short_name": row.short_name, "level": row.level}
        for row in rows.exclude(pk__in=members)
    ]


def _as_text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return number_written(value) if isinstance(value, Decimal) else value
