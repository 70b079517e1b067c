"""What must hold for points of others, votes, decisions on ties and declared facts."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from blocs.rules.stages import has_reached
from blocs.states import Stage
from reports.season_files.findings import Finding
from scoring.rules.assignment import AssignmentError, check_pairs
from scoring.rules.final import is_cross_scored
from scoring.rules.given import given_fault
from scoring.rules.tree import Node
from scoring.rules.workflow import SENT
from scoring.states import ConditionKind, FactState, Scorer, SheetState, TieKind

Row = Mapping[str, Any]
Findings = Iterator[Finding]
ALREADY = "đơn vị này đã ghi ở trên"


def given_findings(season: Row, leaves: Mapping[str, Node]) -> Findings:
    """Find what does not fit together in the sections that stand beside the sheets.

    Args:
        leaves: the scored criteria of the table by key.
    """
    scoring, stage = season["scoring"], Stage(season.get("stage", Stage.SETUP))
    members = [row["code"] for row in season.get("members", [])]
    yield from _strangers(scoring, members)
    if scoring["cross"]:
        yield from _cross(scoring, stage, members, leaves)
    if scoring["tie_decisions"]:
        yield from _tie_decisions(scoring, stage)
    yield from _facts(scoring)


def sector_line_findings(path: str, agency: str, line: Row, leaf: Node) -> Findings:
    """Find what a line says of its sector agency's points and cannot be.

    Args:
        agency: the member whose sheet it is, by its code.
    """
    if line["sector"] is line["sector_actual"] is None and not line["sector_reason"]:
        return
    where = f"{path}.sector" if line["sector_actual"] is None else f"{path}.sector_actual"
    if leaf.scored_by is not Scorer.SECTOR:
        yield Finding(where, "tiêu chí này không do cơ quan chuyên ngành chấm")
    elif leaf.sector == agency:
        yield Finding(where, "không ai chấm cho chính mình, dòng này do tỉnh chấm")
    elif not line["assigned"]:
        yield Finding(where, "tiêu chí này không giao cho đơn vị")
    elif fault := given_fault(leaf, line["sector"], line["sector_actual"], line["sector_reason"]):
        yield Finding(where, fault)


def vote_findings(season: Row) -> Findings:
    """Find votes that cannot be."""
    rows = season.get("votes", [])
    yield from _twice("votes", rows, lambda row: row["agency"], ALREADY)
    for place, row in enumerate(rows):
        if row["votes"] > row["voters"]:
            yield Finding(f"votes[{place}].votes", "không được lớn hơn số người bỏ phiếu (voters)")


def _strangers(scoring: Row, members: Sequence[str]) -> Findings:
    named = [("cross", "scorer"), ("cross", "subject")]
    named += [("tie_decisions", "agency"), ("facts", "agency")]
    for section, name in named:
        for place, row in enumerate(scoring[section]):
            if row[name] not in members:
                reason = f"“{row[name]}” không có trong mục members"
                yield Finding(f"scoring.{section}[{place}].{name}", reason)


def _twice(path: str, rows: Sequence[Row], key: Callable[[Row], Hashable], reason: str) -> Findings:
    seen: set[Hashable] = set()
    for place, row in enumerate(rows):
        if key(row) in seen:
            yield Finding(f"{path}[{place}]", reason)
        seen.add(key(row))


def _cross(
    scoring: Row, stage: Stage, members: Sequence[str], leaves: Mapping[str, Node]
) -> Findings:
    rows = scoring["cross"]
    if scoring["table"]["rules"].get("cross_scorers") is None:
        reason = "bảng tiêu chí không quy định chấm chéo (rules.cross_scorers)"
        yield Finding("scoring.cross", reason)
    if not has_reached(stage, Stage.SELF_SCORING):
        reason = "chỉ có từ bước “Tự chấm điểm” (self_scoring) trở đi, stage phải ghi bước đó"
        yield Finding("scoring.cross", reason)
        return
    pairs = [(row["scorer"], row["subject"]) for row in rows]
    try:
        check_pairs([*members, *(code for pair in pairs for code in pair)], pairs)
    except AssignmentError as error:
        yield Finding("scoring.cross", str(error))
    sheets = {sheet["agency"]: sheet for sheet in scoring["sheets"]}
    for place, row in enumerate(rows):
        if row["subject"] in sheets:
            path = f"scoring.cross[{place}]"
            yield from _cross_sheet(path, row, sheets[row["subject"]], leaves)


def _cross_sheet(path: str, row: Row, sheet: Row, leaves: Mapping[str, Node]) -> Findings:
    """Find what one member cannot have given to another's sheet."""
    is_sent = SheetState(sheet["state"]) in SENT
    away = {line["key"] for line in sheet["lines"] if not line["assigned"]}
    scored = {key: leaf for key, leaf in leaves.items() if is_cross_scored(leaf)}
    if row["scores"] and not is_sent and not sheet["returns"]:
        yield Finding(f"{path}.scores", "đơn vị được chấm chưa gửi phiếu")
    if row["finished"] and not is_sent:
        yield Finding(f"{path}.finished", "chỉ hoàn thành được khi phiếu được chấm đã gửi")
    yield from _twice(
        f"{path}.scores", row["scores"], lambda one: one["key"], "tiêu chí này đã ghi ở trên"
    )
    for place, one in enumerate(row["scores"]):
        key, where = one["key"], f"{path}.scores[{place}]"
        if key not in scored:
            yield Finding(f"{where}.key", f"tiêu chí {key} không chấm chéo")
        elif key in away:
            yield Finding(f"{where}.key", f"tiêu chí {key} không giao cho đơn vị")
        elif fault := given_fault(scored[key], one["points"], None, one["reason"]):
            yield Finding(f"{where}.points", fault)
    given = {one["key"] for one in row["scores"] if one["points"] is not None}
    left = [key for key, leaf in scored.items() if leaf.needs_points and key not in away | given]
    if row["finished"] and left:
        yield Finding(f"{path}.scores", f"còn tiêu chí chưa chấm chéo: {', '.join(left)}")


def _tie_decisions(scoring: Row, stage: Stage) -> Findings:
    rows, path = scoring["tie_decisions"], "scoring.tie_decisions"
    if not has_reached(stage, Stage.APPRAISAL):
        reason = "chỉ có từ bước “Thẩm định” (appraisal) trở đi, stage phải ghi bước đó"
        yield Finding(path, reason)
    ties = scoring["table"]["rules"].get("ties", [])
    if all(tie["kind"] != TieKind.DECISION for tie in ties):
        reason = "bảng tiêu chí không quy định phân định bằng quyết định (rules.ties)"
        yield Finding(path, reason)
    if len(rows) == 1:
        yield Finding(path, "cần ghi ít nhất hai đơn vị đồng hạng")
    yield from _twice(path, rows, lambda row: row["agency"], ALREADY)


def _facts(scoring: Row) -> Findings:
    known = {
        one["code"]
        for one in scoring["table"]["rules"].get("conditions", [])
        if one["kind"] == ConditionKind.DECLARED
    }
    for place, row in enumerate(scoring["facts"]):
        path = f"scoring.facts[{place}]"
        if row["condition"] not in known:
            reason = f"bảng tiêu chí không có điều kiện “{row['condition']}” loại declared"
            yield Finding(f"{path}.condition", reason)
        if (row["state"] != FactState.DECLARED) != bool(row["decision_reason"]):
            reason = "ghi khi và chỉ khi state là confirmed hoặc dismissed"
            yield Finding(f"{path}.decision_reason", reason)
