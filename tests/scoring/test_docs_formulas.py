"""The examples of docs/vi/cong-thuc.md are read out of the document and computed again."""

import json
import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from blocs.rules.writing import number_text
from scoring.rules.formulas import (
    calculated_points,
    described,
    floor_of,
    levels_of,
    rule_faults,
    top_of,
    worked,
)
from scoring.rules.points import points_fault
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind, Direction, Scorer
from tests.scoring.formulas import leaf

catalogue = import_module("awards.migrations.0002_award_catalogue")
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "vi" / "cong-thuc.md"
# A rule in grey, the sentence that explains it, and the table of its example.
EXAMPLE = re.compile(
    r"```json\n(?P<rule>.+?)\n```\n\n> (?P<sentence>.+?)\n\n(?P<table>(?:\|[^\n]*\n?)+)", re.DOTALL
)
RULES = TableRules(decimals=2)
AWARDS = {code: name for code, name, *_ in catalogue.TYPES}


class Example(NamedTuple):
    node: object
    sentence: str
    rows: list[dict[str, str]]


def read_examples():
    return [
        Example(as_node(found["rule"]), found["sentence"], as_rows(found["table"]))
        for found in EXAMPLE.finditer(DOCUMENT.read_text("utf-8"))
    ]


def as_node(text):
    fields = json.loads(text)
    if "min" in fields:
        fields["min_points"] = fields.pop("min")
    if "direction" in fields:
        fields["direction"] = Direction(fields["direction"])
    if "scored_by" in fields:
        fields["scored_by"] = Scorer(fields["scored_by"])
    return leaf(fields.pop("kind"), fields.pop("max"), **fields)


def as_rows(text):
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.split("\n")]
    names, _rule, *rows = [line for line in lines if line != [""]]
    return [dict(zip(names, row, strict=True)) for row in rows]


def as_number(text):
    """Read a number the way the document writes it; an empty cell is no number."""
    return Decimal(text.replace(".", "").replace(",", ".")) if text else None


def as_result(row):
    return Result(
        actual=as_number(row.get("Kết quả", "")),
        minus=as_number(row.get("Việc bị trừ", "")),
        target=as_number(row.get("Chỉ tiêu", "")),
        titles=tuple(title for title in row.get("Danh hiệu", "").split(", ") if title),
    )


EXAMPLES = read_examples()
CALCULATED = [example for example in EXAMPLES if example.node.is_calculated]
JUDGED = [example for example in EXAMPLES if not example.node.is_calculated]


def kind_of(example):
    return example.node.kind.value


def test_every_leaf_kind_has_an_example_with_rows():
    kinds = {example.node.kind for example in EXAMPLES}

    assert kinds == {*CriterionKind} - {CriterionKind.GROUP}
    assert min(len(example.rows) for example in EXAMPLES) >= 2
    assert DOCUMENT.read_text("utf-8").count("```json") == len(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=kind_of)
def test_the_rule_of_an_example_is_accepted_and_explained_as_written(example):
    assert rule_faults(example.node) == []
    assert described(example.node, AWARDS) == example.sentence


@pytest.mark.parametrize("example", CALCULATED, ids=kind_of)
def test_the_points_and_the_arithmetic_of_an_example_are_those_of_the_software(example):
    results = {row["Đơn vị"]: as_result(row) for row in example.rows}
    points = calculated_points(example.node, results, RULES)
    assert len(results) == len(example.rows)

    computed = {
        code: (
            worked(example.node, code, results, RULES),
            "" if points[code] is None else number_text(points[code]),
        )
        for code in results
    }

    assert computed == {row["Đơn vị"]: (row["Phép tính"], row["Điểm"]) for row in example.rows}


@pytest.mark.parametrize("example", JUDGED, ids=kind_of)
def test_the_answers_to_judged_points_are_those_of_the_software(example):
    answers = {row["Điểm chấm"]: answer_to(example.node, row["Điểm chấm"]) for row in example.rows}

    assert answers == {row["Điểm chấm"]: row["Phần mềm trả lời"] for row in example.rows}


def answer_to(node, text):
    fault = points_fault(
        as_number(text),
        kind=node.kind,
        step=node.step,
        floor=floor_of(node),
        top=top_of(node),
        levels=levels_of(node),
    )
    return fault[:1].upper() + fault[1:] or "nhận"
