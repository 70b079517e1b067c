"""What must hold within the scoring section: the tree, the sheets, the points."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.findings import Finding
from reports.season_files.given_checks import given_findings, sector_line_findings
from reports.season_files.line_fields import holds, line_facts_of, line_findings
from reports.season_files.table_rules import decimals_of, rules_findings, sector_findings
from scoring.rules.complete import (
    keys_not_appraised,
    keys_without_points,
    keys_without_reason,
)
from scoring.rules.tree import Node, check_tree
from scoring.rules.workflow import SENT, WRITABLE
from scoring.states import CriterionKind, Direction, Layer, Scorer, SheetState


def tree_of(criteria: Sequence[Mapping[str, Any]], parent: str | None = None) -> list[Node]:
    """Return the nested criteria of a file in reading order, with their keys."""
    nodes: list[Node] = []
    for row in criteria:
        key = row["code"] if parent is None else f"{parent}.{row['code']}"
        node = Node(
            key=key,
            parent_key=parent,
            code=row["code"],
            label=row["label"],
            kind=CriterionKind(row["kind"]),
            max_points=row["max_points"],
            step=row["step"],
            guidance=row["guidance"],
            min_points=row["min_points"],
            unit=row["unit"],
            direction=Direction(row["direction"]),
            scored_by=Scorer(row["scored_by"]),
            sector=row["sector"],
            rule=row["rule"],
        )
        nodes += [node, *tree_of(row["children"], key)]
    return nodes


def scoring_findings(season: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what does not fit together in the scoring section."""
    scoring = season.get("scoring")
    if scoring is None:
        return
    table = scoring["table"]
    nodes = tree_of(table["criteria"])
    faults = check_tree(nodes, table["scale"], decimals=decimals_of(table["rules"]))
    yield from (Finding("scoring.table.criteria", fault) for fault in faults)
    yield from rules_findings(table["rules"], nodes)
    yield from sector_findings(table, nodes, season.get("members", []))
    yield from _sheet_list(season, scoring)
    yield from _early_province(season, scoring)
    if not faults:
        leaves = {node.key: node for node in nodes if not node.is_group}
        for place, sheet in enumerate(scoring["sheets"]):
            yield from _sheet(f"scoring.sheets[{place}]", sheet, leaves)
        yield from given_findings(season, leaves)


def _sheet_list(season: Mapping[str, Any], scoring: Mapping[str, Any]) -> Iterator[Finding]:
    """Find sheets too many or too few: from self-scoring on, each member has one."""
    stage = Stage(season.get("stage", Stage.SETUP))
    agencies = [sheet["agency"] for sheet in scoring["sheets"]]
    if has_reached(stage, Stage.SELF_SCORING):
        members = [row["code"] for row in season.get("members", [])]
        if sorted(agencies) != sorted(members):
            reason = "phải có đúng một phiếu cho mỗi đơn vị trong mục members"
            yield Finding("scoring.sheets", reason)
    elif agencies:
        reason = "chỉ có từ bước “Tự chấm điểm” (self_scoring) trở đi, stage phải ghi bước đó"
        yield Finding("scoring.sheets", reason)
    if scoring["frozen"] and not has_reached(stage, Stage.BLOC_REVIEW):
        yield Finding("scoring.frozen", "chỉ chốt được từ bước “Bình xét” (bloc_review) trở đi")


def _sheet(path: str, sheet: Mapping[str, Any], leaves: Mapping[str, Node]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, line in enumerate(sheet["lines"]):
        inner = f"{path}.lines[{place}]"
        if line["key"] in seen:
            yield Finding(f"{inner}.key", f"tiêu chí {line['key']} đã ghi ở trên")
        seen.add(line["key"])
        if line["key"] not in leaves:
            yield Finding(f"{inner}.key", f"bảng tiêu chí không chấm điểm ở {line['key']}")
        else:
            leaf = leaves[line["key"]]
            yield from line_findings(inner, line, leaf)
            yield from sector_line_findings(inner, sheet["agency"], line, leaf)
    yield from _never_sent(path, sheet)
    yield from _completeness(path, sheet, leaves)


def _never_sent(path: str, sheet: Mapping[str, Any]) -> Iterator[Finding]:
    """Find what nobody can have given to a sheet that its agency never sent."""
    if SheetState(sheet["state"]) in SENT or sheet["returns"]:
        return
    if sheet["days_late"]:
        yield Finding(f"{path}.days_late", "chỉ ghi khi phiếu đã gửi")
    early = [line["key"] for line in sheet["lines"] if _is_judged(line)]
    yield from _named(path, early, "chỉ có điểm thẩm định, điểm của tỉnh khi phiếu đã gửi")


def _is_judged(line: Mapping[str, Any]) -> bool:
    given = any(holds(line, layer) for layer in (Layer.APPRAISED, Layer.PROVINCE))
    return given or bool(line["reason"] or line["province_reason"])


def _early_province(season: Mapping[str, Any], scoring: Mapping[str, Any]) -> Iterator[Finding]:
    """Find points of the province before the stage at which it scores."""
    if has_reached(Stage(season.get("stage", Stage.SETUP)), Stage.APPRAISAL):
        return
    for place, sheet in enumerate(scoring["sheets"]):
        keys = [one["key"] for one in sheet["lines"] if holds(one, Layer.PROVINCE)]
        reason = "điểm của tỉnh chỉ có từ bước “Thẩm định” (appraisal) trở đi"
        yield from _named(f"scoring.sheets[{place}]", keys, reason)


def _completeness(
    path: str, sheet: Mapping[str, Any], leaves: Mapping[str, Node]
) -> Iterator[Finding]:
    """Find what the sheet's state demands and its lines do not give."""
    state = SheetState(sheet["state"])
    lines = {line["key"]: line for line in sheet["lines"]}
    facts = [line_facts_of(leaf, lines.get(key)) for key, leaf in leaves.items()]
    if sheet["returns"] and state is SheetState.DRAFT:
        yield Finding(f"{path}.returns", "phiếu đã gửi một lần thì không còn là draft")
    if state is SheetState.RETURNED and not sheet["returns"]:
        yield Finding(f"{path}.returns", "cần ghi lý do trả lại khi state là returned")
    # What went back may be emptied again, until it is to be sent once more.
    if state not in WRITABLE:
        yield from _named(path, keys_without_points(facts), "còn tiêu chí chưa chấm điểm")
    if state is SheetState.APPRAISED:
        yield from _named(path, keys_not_appraised(facts), "còn tiêu chí chưa thẩm định")
        reason = "cần nêu lý do khi điểm thẩm định khác điểm tự chấm"
        yield from _named(path, keys_without_reason(facts), reason)


def _named(path: str, keys: list[str], reason: str) -> Iterator[Finding]:
    if keys:
        yield Finding(f"{path}.lines", f"{reason}: {', '.join(keys)}")
