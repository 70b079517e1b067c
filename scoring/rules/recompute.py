"""The rows of a ranking from its frozen content: the same code freezes and proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from scoring.rules.final import final_points
from scoring.rules.frozen import Content, FrozenFacts, MemberFacts, read_content, written_points
from scoring.rules.ranking import Entry, RankedRow, rank_members
from scoring.rules.totals import sheet_total
from scoring.rules.tree import Node
from scoring.states import Layer

Row = dict[str, Any]
ROW_NAMES = ("rank", "shared", "agency", "self", "appraised", "final", "reason")
_WORDS = {
    "agency": "đơn vị",
    "rank": "hạng",
    "shared": "đồng hạng",
    "self": "điểm tự chấm",
    "appraised": "điểm thẩm định",
    "final": "điểm cuối",
    "reason": "lý do",
}


@dataclass(frozen=True, slots=True)
class Totals:
    """A member's points on the whole sheet, layer by layer."""

    own: Decimal
    appraised: Decimal
    final: Decimal


def computed_rows(content: Content) -> tuple[list[Row], list[Row]]:
    """Return the rows that were ranked and those that were not, from the frozen facts.

    Raises:
        FrozenError: the content cannot be read.
    """
    facts = read_content(content)
    totals = {
        member.agency: _totals(facts, member) for member in facts.members if not member.reason
    }
    entries = [
        Entry(
            member.agency,
            member.position,
            totals[member.agency].final if member.agency in totals else None,
            member.reason,
        )
        for member in facts.members
    ]
    rows = [_row(row, totals.get(row.agency)) for row in rank_members(entries)]
    return (
        [row for row in rows if row["rank"] is not None],
        [row for row in rows if row["rank"] is None],
    )


def completed(content: Content) -> dict[str, Any]:
    """Return the content with the rows that follow from it."""
    rows, unranked = computed_rows(content)
    return {**content, "rows": rows, "unranked": unranked}


def first_difference(content: Content) -> str | None:
    """Return where the frozen rows do not follow from the frozen points, or None.

    Raises:
        FrozenError: the content cannot be read.
    """
    rows, unranked = computed_rows(content)
    return _differs(content.get("rows"), rows) or _differs(content.get("unranked"), unranked)


def contract_shape(content: Content, *, sha256: str | None) -> dict[str, Any]:
    """Return the ranking as the commands print it; no fingerprint means nothing is frozen.

    The database may turn the order of keys; here they always stand in one order.

    Source: README.md, "Commands", ``show_ranking``.
    """
    return {
        "bloc": content["bloc"],
        "cycle": content["cycle"],
        "frozen": sha256 is not None,
        "sha256": sha256,
        "rows": [_in_order(row) for row in content["rows"]],
        "unranked": [_in_order(row) for row in content["unranked"]],
    }


def _in_order(row: Row) -> Row:
    return {name: row[name] for name in ROW_NAMES}


def _differs(stored: object, computed: Sequence[Row]) -> str | None:
    if not isinstance(stored, list):
        return "Tệp không có các dòng xếp hạng."
    for old, new in zip_longest(stored, computed):
        if old == new:
            continue
        if new is None:
            return f"Tệp thừa dòng: {old}."
        if not isinstance(old, dict):
            return f"Tệp thiếu dòng của đơn vị {new['agency']}."
        return _field_difference(old, new)
    return None


def _field_difference(old: Row, new: Row) -> str:
    for name, word in _WORDS.items():
        if name not in old or old[name] != new[name]:
            said = f"tệp ghi “{old.get(name)}”, tính lại được “{new[name]}”"
            return f"Đơn vị {new['agency']}, {word}: {said}."
    return f"Đơn vị {new['agency']}: dòng trong tệp có mục lạ."


def _totals(facts: FrozenFacts, member: MemberFacts) -> Totals:
    def layer_total(nodes: Sequence[Node], layer: Layer) -> Decimal:
        return sheet_total(nodes, {key: line[layer] for key, line in member.lines.items()})

    final = {
        key: final_points(
            line[Layer.SELF], line[Layer.APPRAISED], line[Layer.PROVINCE], order=facts.order
        )
        for key, line in member.lines.items()
    }
    return Totals(
        own=layer_total(facts.nodes, Layer.SELF),
        appraised=layer_total(facts.nodes, Layer.APPRAISED),
        final=sheet_total(facts.nodes, final),
    )


def _row(row: RankedRow, totals: Totals | None) -> Row:
    return {
        "rank": row.rank,
        "shared": row.shared,
        "agency": row.agency,
        "self": written_points(totals.own) if totals else None,
        "appraised": written_points(totals.appraised) if totals else None,
        "final": written_points(totals.final) if totals else None,
        "reason": row.reason,
    }
