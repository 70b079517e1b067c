"""Rankings frozen under the first schema, which goes on to be read, shown and proved.

It knew one strategy (the override chain), one way with equal points (a shared rank), and no
written rules. Nothing new is written in it but rankings that a source reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.rules.final import OVERRIDE_CHAIN, STRATEGY, final_points
from scoring.rules.frozen_text import (
    Content,
    FrozenError,
    demand_known_keys,
    read_points,
    read_text,
    written_points,
)
from scoring.rules.ranking import TIES, Entry, RankedRow, rank_members
from scoring.rules.totals import sheet_total
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Layer

FIRST_SCHEMA = "thi-dua/ranking/1"

Layers = Mapping[Layer, Decimal | None]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FirstMember:
    """A member as frozen: its lines' points by key and layer, or why it is not ranked."""

    agency: str
    name: str
    position: int
    lines: Mapping[str, Layers]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """What a content of the first schema says, read and checked."""

    bloc: str
    cycle: str
    nodes: tuple[Node, ...]
    order: tuple[Layer, ...]
    members: tuple[FirstMember, ...]

    def final(self, line: Layers) -> Decimal | None:
        own, appraised, province = (line[layer] for layer in Layer)
        return final_points(own, appraised, province, order=self.order)


def read_first(content: Content) -> FirstFacts:
    """Read a content of the first schema.

    Raises:
        FrozenError: malformed.
    """
    try:
        facts = FirstFacts(
            bloc=read_text(content["bloc"]),
            cycle=read_text(content["cycle"]),
            nodes=tuple(_node(row) for row in content["table"]["nodes"]),
            order=_order(content),
            members=tuple(_member(row) for row in content["members"]),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise FrozenError(f"Tệp thiếu hoặc sai mục: {error}.") from error
    lines_of = {member.agency: member.lines for member in facts.members}
    if len(lines_of) != len(facts.members):
        raise FrozenError("Tệp có đơn vị bị trùng.")
    demand_known_keys(facts.nodes, lines_of)
    return facts


def first_rows(content: Content) -> tuple[list[Row], list[Row]]:
    """Return the rows that were ranked and those that were not, from the frozen facts.

    Raises:
        FrozenError: the content cannot be read.
    """
    facts = read_first(content)
    totals = {
        member.agency: _totals(facts, member) for member in facts.members if not member.reason
    }
    entries = [
        Entry(
            member.agency,
            member.position,
            totals[member.agency][-1] if member.agency in totals else None,
            member.reason,
        )
        for member in facts.members
    ]
    rows = [_row(row, totals.get(row.agency)) for row in rank_members(entries)]
    return (
        [row for row in rows if row["rank"] is not None],
        [row for row in rows if row["rank"] is None],
    )


def in_first_schema(content: Content) -> dict[str, Any]:
    """Return what the first schema would have frozen of a content of a later one.

    So that a ranking frozen before the written rules existed can be told to fit today's points.
    """
    names = ("origin", "bloc", "bloc_name", "cycle", "is_sample")
    kept = {name: content[name] for name in names}
    table = content["table"]
    told = ("key", "parent", "code", "label", "kind", "max", "step")
    nodes = [{name: node[name] for name in told} for node in table["nodes"]]
    first = {
        **kept,
        "schema": FIRST_SCHEMA,
        "table": {**table, "nodes": nodes},
        "final_rule": {"strategy": STRATEGY, "order": [layer.value for layer in OVERRIDE_CHAIN]},
        "ties": TIES,
        "members": [_first_member(member) for member in content["members"]],
    }
    rows, unranked = first_rows(first)
    return {**first, "rows": rows, "unranked": unranked}


def _first_member(member: Content) -> dict[str, Any]:
    named = {name: member[name] for name in ("agency", "name", "position", "reason")}
    layers = ("key", *(layer.value for layer in Layer))
    lines = [] if member["reason"] else member["lines"]
    return {**named, "lines": [{name: line[name] for name in layers} for line in lines]}


def _order(content: Content) -> tuple[Layer, ...]:
    rule = content["final_rule"]
    if rule["strategy"] != STRATEGY or content["ties"] != TIES:
        raise ValueError("cách tính điểm cuối hoặc cách xử lý bằng điểm không được hỗ trợ")
    return tuple(Layer(layer) for layer in rule["order"])


def _node(row: Content) -> Node:
    return Node(
        key=read_text(row["key"]),
        parent_key=None if row["parent"] is None else read_text(row["parent"]),
        code=read_text(row["code"]),
        label=read_text(row["label"]),
        kind=CriterionKind(row["kind"]),
        max_points=read_points(row["max"]),
        step=read_points(row["step"]),
    )


def _member(row: Content) -> FirstMember:
    lines = {
        read_text(line["key"]): {layer: _points(line[layer.value]) for layer in Layer}
        for line in row["lines"]
    }
    if len(lines) != len(row["lines"]):
        raise ValueError(f"tiêu chí trùng ở đơn vị {row['agency']}")
    return FirstMember(
        agency=read_text(row["agency"]),
        name=read_text(row["name"]),
        position=int(row["position"]),
        lines=lines,
        reason=read_text(row["reason"]),
    )


def _points(value: object) -> Decimal | None:
    return None if value is None else read_points(value)


def _totals(facts: FirstFacts, member: FirstMember) -> tuple[Decimal, Decimal, Decimal]:
    """Return the own, appraised and final points of the whole sheet."""
    own = {key: line[Layer.SELF] for key, line in member.lines.items()}
    appraised = {key: line[Layer.APPRAISED] for key, line in member.lines.items()}
    final = {key: facts.final(line) for key, line in member.lines.items()}
    return (
        sheet_total(facts.nodes, own),
        sheet_total(facts.nodes, appraised),
        sheet_total(facts.nodes, final),
    )


def _row(row: RankedRow, totals: tuple[Decimal, Decimal, Decimal] | None) -> Row:
    own, appraised, final = totals or (None, None, None)
    return {
        "rank": row.rank,
        "shared": row.shared,
        "agency": row.agency,
        "self": written_points(own),
        "appraised": written_points(appraised),
        "final": written_points(final),
        "reason": row.reason,
    }
