"""A criteria table as a value: what a workbook holds, and what it is compared with."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from scoring.models import CriteriaTable
from scoring.rules.categories import in_one_writing
from scoring.rules.settings import TableRules
from scoring.rules.settings_json import read_rules, written_rules
from scoring.rules.text import tidy, tidy_line
from scoring.rules.tree import Node
from scoring.selectors.nodes import nodes_of
from scoring.spreadsheets.formulas import normal_formula
from scoring.states import CriterionKind, Direction, Scorer

_POINTS = ("max_points", "step", "min_points")


@dataclass(frozen=True, slots=True)
class TableContent:
    """Everything that a table says; code, number and cycle name it and stand outside."""

    title: str
    scale: Decimal
    nodes: tuple[Node, ...]
    issued_by: str = ""
    decision: str = ""
    is_sample: bool = False
    rules: TableRules = field(default_factory=TableRules)

    @property
    def leaves(self) -> int:
        """How many criteria get points."""
        return sum(not node.is_group for node in self.nodes)

    @property
    def sectors(self) -> frozenset[str]:
        """The codes of the agencies that score criteria of their field."""
        return frozenset(node.sector for node in self.nodes if node.sector)

    def normal(self) -> "TableContent":
        """Return the content in the one form in which equal tables are equal."""
        return replace(
            self,
            title=tidy_line(self.title),
            issued_by=tidy_line(self.issued_by),
            decision=tidy_line(self.decision),
            nodes=tuple(_normal(node) for node in self.nodes),
        )


def says_the_same(one: TableContent, other: TableContent) -> bool:
    """Say whether two tables are equal; a category is the same in other capitals too."""
    one, other = one.normal(), other.normal()
    bands, again = in_one_writing(one.rules.bands, other.rules.bands)
    return replace(one, rules=replace(one.rules, bands=bands)) == replace(
        other, rules=replace(other.rules, bands=again)
    )


def _normal(node: Node) -> Node:
    return replace(
        node,
        label=tidy(node.label),
        guidance=tidy(node.guidance),
        unit=tidy_line(node.unit),
        rule=normal_formula(node.rule),
    )


def content_of(table: CriteriaTable) -> TableContent:
    """Return what a table of the database says. One query."""
    return TableContent(
        title=table.title,
        scale=table.scale,
        nodes=tuple(nodes_of(table)),
        issued_by=table.issued_by,
        decision=table.decision,
        is_sample=table.is_sample,
        rules=read_rules(table.rules),
    )


def as_json(content: TableContent) -> dict[str, Any]:
    """Return the content for a form that is sent back, or a cache."""
    return {
        **asdict(content),
        "scale": str(content.scale),
        "nodes": [_node_json(node) for node in content.nodes],
        "rules": written_rules(content.rules),
    }


def from_json(row: Mapping[str, Any]) -> TableContent:
    """Return what ``as_json`` wrote."""
    nodes = tuple(_node(node) for node in row["nodes"])
    rules = read_rules(row["rules"])
    return TableContent(**{**row, "scale": Decimal(row["scale"]), "nodes": nodes, "rules": rules})


def _node_json(node: Node) -> dict[str, Any]:
    return {**asdict(node), **{name: str(getattr(node, name)) for name in _POINTS}}


def _node(row: Mapping[str, Any]) -> Node:
    typed: dict[str, Any] = {
        "kind": CriterionKind(row["kind"]),
        "direction": Direction(row["direction"]),
        "scored_by": Scorer(row["scored_by"]),
        **{name: Decimal(row[name]) for name in _POINTS},
    }
    return Node(**{**row, **typed})
