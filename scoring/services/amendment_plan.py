"""The way from a season's table to an amended one, with everything on it held."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.errors import Invalid, Refused
from blocs.models import Season
from scoring.models import CriteriaTable, Criterion, LayerScore, ScoreLine, ScoreSheet
from scoring.rules.amendment import (
    ChangedNode,
    TreeChanges,
    differences,
    policies_for,
    suggested_policy,
)
from scoring.rules.nodes import Node
from scoring.selectors.lineage import forerunners
from scoring.selectors.nodes import as_nodes, criteria_of
from scoring.selectors.results import rules_of
from scoring.services.carrying import by_line
from scoring.services.locks import LOADED
from scoring.states import LinePolicy, Rounding, TableState


@dataclass(frozen=True, slots=True)
class Plan:
    """Two tables, what differs, what becomes of points, and the season's held rows.

    ``criteria`` and ``nodes`` are the later table's, by key; ``follows`` names the later key
    by the number of the earlier criterion; ``given`` is by line. ``rounds_otherwise``:
    calculated points are rounded in another way from now on.
    """

    earlier: CriteriaTable
    later: CriteriaTable
    changes: TreeChanges
    policies: Mapping[str, LinePolicy]
    criteria: Mapping[str, Criterion]
    nodes: Mapping[str, Node]
    follows: Mapping[int, str]
    sheets: Mapping[int, ScoreSheet]
    lines: tuple[ScoreLine, ...]
    given: Mapping[int, list[LayerScore]]
    rounds_otherwise: bool


def plan_of(
    season: Season,
    earlier: CriteriaTable,
    to_table: CriteriaTable,
    choices: Mapping[str, LinePolicy],
) -> Plan:
    """Compare the tables of a held season and hold its sheets, lines and given points.

    Args:
        choices: what becomes of points, by the later key; else what is suggested.

    Raises:
        Refused: the later table is not published, or does not continue the earlier one.
        Invalid: a choice that the change does not leave.
    """
    later = _usable(season, to_table)
    pairs = forerunners(later, earlier)
    if pairs is None:
        raise Refused(
            "Bảng tiêu chí này không phải là bản sửa đổi của bảng mà năm thi đua đang dùng."
        )
    old, new = criteria_of(earlier), criteria_of(later)
    for row in new:
        row.table = later
    nodes = as_nodes(new)
    changes = differences(as_nodes(old), nodes, pairs)
    ids = {row.key: row.pk for row in old}
    sheets = _held_sheets(season)
    lines = _held_lines(season)
    return Plan(
        earlier=earlier,
        later=later,
        changes=changes,
        policies={one.new.key: _policy(one, choices) for one in changes.choices},
        criteria={row.key: row for row in new},
        nodes={node.key: node for node in nodes},
        follows={ids[key]: new_key for new_key, key in pairs.items()},
        sheets=sheets,
        lines=tuple(lines),
        given=_held_given(season, lines),
        rounds_otherwise=_rounding(earlier) != _rounding(later),
    )


def _rounding(table: CriteriaTable) -> tuple[int, Rounding]:
    rules = rules_of(table)
    return rules.decimals, rules.rounding


def _usable(season: Season, to_table: CriteriaTable) -> CriteriaTable:
    rows = CriteriaTable.objects.select_for_update(of=("self",), no_key=True)
    later = rows.get(pk=to_table.pk)
    if later.state != TableState.PUBLISHED:
        raise Refused("Chỉ áp dụng được bảng tiêu chí đã ban hành.")
    if later.province_id not in {None, season.bloc.province_id}:
        raise Refused("Bảng tiêu chí này của tỉnh khác nên không áp dụng được cho năm thi đua này.")
    return later


def _policy(change: ChangedNode, choices: Mapping[str, LinePolicy]) -> LinePolicy:
    wanted = choices.get(change.new.key, suggested_policy(change))
    if wanted not in policies_for(change):
        raise Invalid(
            f"Tiêu chí {change.new.key} có cách chấm khác trước nên không giữ được điểm theo "
            "cách đã chọn.",
            field=change.new.key,
        )
    return wanted


def _held_sheets(season: Season) -> dict[int, ScoreSheet]:
    rows = ScoreSheet.objects.filter(season=season).select_related("agency").order_by("pk")
    held = rows.select_for_update(of=("self",), no_key=True)
    return {sheet.pk: sheet for sheet in held}


def _held_lines(season: Season) -> list[ScoreLine]:
    rows = ScoreLine.objects.filter(sheet__season=season)
    rows = rows.select_related(*LOADED, "sheet__agency").order_by("pk")
    lines = list(rows.select_for_update(of=("self",), no_key=True))
    for line in lines:
        line.sheet.season = season
    return lines


def _held_given(season: Season, lines: list[ScoreLine]) -> Mapping[int, list[LayerScore]]:
    rows = LayerScore.objects.filter(line__sheet__season=season).select_related("scorer")
    given = by_line(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for line in lines:
        for row in given.get(line.pk, []):
            row.line = line
    return given
