import json
from decimal import Decimal

import pytest

from scoring.rules.settings import Band, Condition, LateRange, TableRules, TieRule
from scoring.rules.settings_json import SettingsError, read_rules, written_rules, wrong_names
from scoring.rules.tree import Node
from scoring.states import (
    ConditionKind,
    CriterionKind,
    Effect,
    RankBy,
    ReasonFor,
    Rounding,
    Strategy,
    TieKind,
)

FULL = TableRules(
    decimals=1,
    rounding=Rounding.DOWN,
    bonus_may_pass_scale=False,
    bonus_cap=Decimal("12.5"),
    penalty_cap=Decimal(10),
    rank_by=RankBy.SHARE,
    strategy=Strategy.WEIGHTED,
    weights=(("appraised", Decimal("0.6")), ("cross", Decimal("0.15")), ("vote", Decimal("0.25"))),
    drop_extremes=True,
    ties=(TieRule(TieKind.HIGHER_GROUP, "I"), TieRule(TieKind.DECISION)),
    late=(LateRange(1, Decimal("0.5")), LateRange(4, Decimal(2))),
    bands=(
        Band("xuat-sac", "Hoàn thành xuất sắc", Decimal("0.9"), Decimal("0.85")),
        Band("tot", "Hoàn thành tốt", Decimal("0.8")),
    ),
    conditions=(
        Condition("san", "Dưới sàn", ConditionKind.TOTAL_FLOOR, Effect.BAR_ALL, Decimal("0.5")),
        Condition(
            "cham",
            "Báo cáo chậm",
            ConditionKind.DECLARED,
            Effect.DEDUCT,
            points=Decimal("1.5"),
            source="Khoản 2 Điều 5",
        ),
    ),
    max_rounds=2,
    cross_scorers=0,
    deviation_share=Decimal("0.1"),
    deviation_members=4,
    reason_for=ReasonFor.FLAGGED,
)


def test_a_table_that_says_nothing_has_the_defaults():
    assert read_rules({}) == TableRules()


@pytest.mark.parametrize("rules", [TableRules(), FULL])
def test_what_was_written_reads_back_equal_through_json(rules):
    assert read_rules(json.loads(json.dumps(written_rules(rules)))) == rules


def test_every_rule_is_written_with_numbers_as_text():
    written = written_rules(FULL)

    assert set(written) == set(TableRules.__dataclass_fields__)
    assert written["weights"] == {"appraised": "0.6", "cross": "0.15", "vote": "0.25"}
    assert written["late"][0] == {"from_days": 1, "points": "0.5"}
    assert written["penalty_cap"] == "10"


def test_the_order_of_weights_in_the_object_does_not_matter():
    turned = {"strategy": "weighted", "weights": {"province": "0.4", "appraised": "0.6"}}

    assert [layer for layer, _ in read_rules(turned).weights] == ["appraised", "province"]


BAND = {"code": "a", "label": "A", "total_share": "0.9"}
FLOOR = {"code": "a", "label": "A", "kind": "total_floor", "effect": "bar_all", "share": "0.5"}
DECLARED = {"code": "a", "label": "A", "kind": "declared", "effect": "bar_all"}


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ([], ""),
        (None, ""),
        ("x", ""),
        ({"vat": 1}, "vat"),
        ({"decimals": 3}, "decimals"),
        ({"decimals": True}, "decimals"),
        ({"decimals": "2"}, "decimals"),
        ({"rounding": "up"}, "rounding"),
        ({"bonus_may_pass_scale": 1}, "bonus_may_pass_scale"),
        ({"bonus_cap": 5}, "bonus_cap"),
        ({"bonus_cap": "0"}, "bonus_cap"),
        ({"bonus_cap": "1,5"}, "bonus_cap"),
        ({"bonus_cap": "1.555"}, "bonus_cap"),
        ({"penalty_cap": "NaN"}, "penalty_cap"),
        ({"rank_by": None}, "rank_by"),
        ({"strategy": "max"}, "strategy"),
        ({"strategy": "weighted"}, "weights"),
        ({"strategy": "weighted", "weights": {"self": "0.9"}}, "weights"),
        ({"strategy": "weighted", "weights": {"peers": "1"}}, "weights.peers"),
        ({"strategy": "weighted", "weights": {"self": "1.1"}}, "weights.self"),
        ({"strategy": "weighted", "weights": []}, "weights"),
        ({"weights": {"self": "1"}}, "weights"),
        ({"strategy": "weighted", "weights": {"cross": "1"}}, "cross_scorers"),
        ({"strategy": "average_of_members"}, "cross_scorers"),
        ({"ties": "decision"}, "ties"),
        ({"ties": ["decision"]}, "ties[0]"),
        ({"ties": [{"kind": "higher_group"}]}, "ties[0].key"),
        ({"ties": [{"kind": "decision", "key": "I"}]}, "ties[0].key"),
        ({"ties": [{"kind": "decision"}, {"kind": "decision"}]}, "ties"),
        ({"ties": [{"kind": "decision", "by": "x"}]}, "ties[0].by"),
        ({"late": [{"from_days": 0, "points": "1"}]}, "late[0].from_days"),
        ({"late": [{"from_days": 1}]}, "late[0].points"),
        ({"late": [{"from_days": 3, "points": "1"}, {"from_days": 3, "points": "2"}]}, "late"),
        ({"bands": [{**BAND, "label": " "}]}, "bands[0].label"),
        ({"bands": [{**BAND, "total_share": "90"}]}, "bands[0].total_share"),
        (
            {"bands": [{**BAND, "total_share": "0.5"}, {**BAND, "code": "b"}]},
            "bands[1].total_share",
        ),
        ({"bands": [BAND, {**BAND, "total_share": "0.5"}]}, "bands"),
        ({"conditions": [{**FLOOR, "share": None}]}, "conditions[0].share"),
        ({"conditions": [{**FLOOR, "key": "I"}]}, "conditions[0].key"),
        ({"conditions": [{**FLOOR, "points": "1"}]}, "conditions[0].points"),
        ({"conditions": [{**DECLARED, "share": "0.5"}]}, "conditions[0].share"),
        ({"conditions": [{**DECLARED, "effect": "deduct"}]}, "conditions[0].points"),
        ({"conditions": [DECLARED, DECLARED]}, "conditions"),
        ({"max_rounds": 0}, "max_rounds"),
        ({"cross_scorers": -1}, "cross_scorers"),
        ({"deviation_share": "2"}, "deviation_share"),
        ({"deviation_members": 10**9}, "deviation_members"),
        ({"reason_for": "none"}, "reason_for"),
    ],
)
def test_a_fault_names_its_path(value, path):
    with pytest.raises(SettingsError, match=r".+: .+\.$") as refusal:
        read_rules(value)

    assert refusal.value.path == path


def test_rules_that_name_criteria_the_table_has_not_are_told():
    nodes = [
        Node("I", None, "I", "Nhóm", CriterionKind.GROUP, Decimal(10)),
        Node("I.1", "I", "1", "Tiêu chí", CriterionKind.MANUAL, Decimal(10)),
    ]
    floors = [{**FLOOR, "kind": "criterion_floor", "code": key, "key": key} for key in ("I.1", "X")]
    ties = [{"kind": "higher_group", "key": key} for key in ("I", "I.1")]

    rules = read_rules({"ties": ties, "conditions": floors})

    assert wrong_names(rules, nodes) == [
        "ties[1].key: bảng không có nhóm tiêu chí I.1.",
        "conditions[1].key: bảng không có tiêu chí X.",
    ]


@pytest.mark.parametrize(("length", "faults"), [(40, []), (41, ["dài hơn 40 ký tự."])])
def test_the_code_of_a_condition_fits_where_a_fact_names_it(length, faults):
    declared = {"code": "k" * length, "label": "L", "kind": "declared", "effect": "bar_all"}

    found = wrong_names(read_rules({"conditions": [declared]}), [])

    assert found == [f"conditions[0].code: mã “{'k' * length}” {fault}" for fault in faults]
