from decimal import Decimal

import pytest

from scoring.rules.formulas import calculated_points, described, rule_faults, why_no_points
from scoring.rules.settings import TableRules
from scoring.states import Direction
from tests.scoring.formulas import leaf, result

OVER_TARGET = leaf("leader_relative", "40")
TO_LEADER = leaf("leader_relative", "40", {"on_target_share": "0.5", "excess": "to_leader"})
LOWER = leaf("leader_relative", "40", direction=Direction.LOWER)
LOWER_TO_LEADER = leaf("leader_relative", "40", {"excess": "to_leader"}, direction=Direction.LOWER)


def scored(node, **members):
    """Return the points as text; a member is (actual, target) or a result alone."""
    results = {
        code: result(*found) if isinstance(found, tuple) else result(found)
        for code, found in members.items()
    }
    found = calculated_points(node, results, TableRules())
    return {code: None if value is None else str(value) for code, value in found.items()}


def test_below_on_and_above_the_target_as_the_table_says():
    assert scored(
        OVER_TARGET, a=("90", "100"), b=("100", "100"), c=("120", "100"), d=("140", "100")
    ) == {
        "a": "18.00",  # 0.5 × 40 × 90/100
        "b": "20.00",  # 0.5 × 40
        "c": "30.00",  # 20 + 20 × 0.2/0.4
        "d": "40.00",
    }


def test_excess_is_measured_against_each_members_own_target():
    # a passes its target by 50 %, b by 20 %, though b's result is the larger one.
    assert scored(OVER_TARGET, a=("15", "10"), b=("1200", "1000")) == {"a": "40.00", "b": "28.00"}


def test_the_variant_measures_the_way_to_the_best_result():
    members = {"a": ("110", "100"), "b": ("125", "100"), "c": ("150", "100"), "d": ("99", "110")}

    assert scored(TO_LEADER, **members) == {
        "a": "24.00",  # 20 + 20 × 10/50
        "b": "30.00",  # 20 + 20 × 25/50
        "c": "40.00",
        "d": "18.00",
    }


def test_the_two_variants_differ_where_targets_differ():
    members = {"a": ("15", "10"), "b": ("35", "20")}

    assert scored(OVER_TARGET, **members) == {"a": "33.33", "b": "40.00"}  # 0.5 and 0.75
    assert scored(TO_LEADER, **members) == {"a": "24.00", "b": "40.00"}  # 5/25 and 15/15


def test_in_the_variant_the_best_result_may_miss_its_own_target():
    assert scored(TO_LEADER, a=("15", "10"), b=("20", "30")) == {"a": "30.00", "b": "13.33"}


def test_members_without_a_target_are_compared_among_themselves():
    members = {"a": "7", "b": "14", "c": ("1000", "500"), "d": ("400", "500")}

    assert scored(OVER_TARGET, **members) == {
        "a": "20.00",
        "b": "40.00",
        "c": "40.00",
        "d": "16.00",
    }


def test_a_result_without_target_never_leads_those_with_one():
    alone = scored(TO_LEADER, a=("110", "100"), b=("150", "100"))
    beside = scored(TO_LEADER, a=("110", "100"), b=("150", "100"), c="9999")

    assert {code: beside[code] for code in alone} == alone


def test_lower_is_better_turns_ratios_and_differences_round():
    members = {"a": ("125", "100"), "b": ("100", "100"), "c": ("80", "100"), "d": ("60", "100")}

    assert scored(LOWER, **members) == {
        "a": "16.00",  # 0.5 × 40 × 100/125
        "b": "20.00",
        "c": "30.00",  # 20 + 20 × 0.2/0.4
        "d": "40.00",
    }
    assert scored(LOWER_TO_LEADER, **members)["c"] == "30.00"  # (100 − 80)/(100 − 60)
    assert scored(LOWER, a="5", b="20") == {"a": "40.00", "b": "10.00"}


@pytest.mark.parametrize(
    ("node", "members", "expected"),
    [
        (OVER_TARGET, {"a": ("100", "100")}, {"a": "20.00"}),
        (OVER_TARGET, {"a": ("100.0001", "100")}, {"a": "40.00"}),  # alone, the leader
        (OVER_TARGET, {"a": ("0", "100"), "b": ("-5", "100")}, {"a": "0.00", "b": "0.00"}),
        (OVER_TARGET, {"a": "0", "b": "0"}, {"a": "0.00", "b": "0.00"}),  # nothing was achieved
        (OVER_TARGET, {"a": "-1", "b": "5"}, {"a": "0.00", "b": "40.00"}),
        (LOWER, {"a": "0", "b": "3"}, {"a": "40.00", "b": "0.00"}),
        (LOWER, {"a": ("0", "0"), "b": ("2", "0")}, {"a": "20.00", "b": "0.00"}),
        (LOWER, {"a": ("0", "0"), "b": ("4", "5")}, {"a": "20.00", "b": "40.00"}),
        (OVER_TARGET, {"a": "0.5", "b": "1"}, {"a": "20.00", "b": "40.00"}),
        (LOWER, {"a": "0.5", "b": "1"}, {"a": "40.00", "b": "20.00"}),
        (LOWER, {"a": ("0", "5"), "b": ("4", "5")}, {"a": "40.00", "b": "24.00"}),
        (LOWER, {"a": ("-1", "0")}, {"a": "20.00"}),
    ],
)
def test_noughts_and_single_members_have_points(node, members, expected):
    assert scored(node, **members) == expected


def test_members_without_a_result_have_none_and_lead_nobody():
    results = {"a": result(None, "100"), "b": result("5", "0"), "c": result("120", "100")}

    found = calculated_points(OVER_TARGET, results, TableRules())

    assert found == {"a": None, "b": None, "c": Decimal(40)}
    assert why_no_points(OVER_TARGET, results["a"]) == "chưa có kết quả"
    assert why_no_points(OVER_TARGET, results["b"]) == "chỉ tiêu phải lớn hơn 0 mới tính được"
    assert why_no_points(LOWER, result("5", "-1")) == "chỉ tiêu không được âm"


def test_a_peers_change_moves_the_others():
    before = scored(OVER_TARGET, a=("120", "100"), b=("120", "100"))
    after = scored(OVER_TARGET, a=("120", "100"), b=("180", "100"))

    assert (before["a"], after["a"]) == ("40.00", "25.00")


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0", {"a": "0.00", "b": "0.00", "c": "40.00"}),
        ("1", {"a": "36.00", "b": "40.00", "c": "40.00"}),
        ("0.7", {"a": "25.20", "b": "28.00", "c": "40.00"}),
    ],
)
def test_the_share_for_being_on_target_is_the_tables(share, expected):
    node = leaf("leader_relative", "40", {"on_target_share": share})

    assert rule_faults(node) == []
    assert scored(node, a=("90", "100"), b=("100", "100"), c=("150", "100")) == expected


def test_points_are_rounded_only_at_the_end():
    # 10 + 10 × (1/3)/(2/3) is exactly 15: thirds that were rounded early would miss it.
    assert scored(leaf("leader_relative", "20"), a=("4", "3"), b=("5", "3"))["a"] == "15.00"


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (
            {"on_target_share": "1.5"},
            "Tham số “on_target_share” (phần điểm khi đúng chỉ tiêu) phải từ 0 đến 1.",
        ),
        (
            {"excess": "leader"},
            (
                "Tham số “excess” (cách đo phần vượt) phải là một trong các từ: over_target, "
                "to_leader."
            ),
        ),
        ({"share": "0.5"}, "Tham số “share” không dùng cho loại tiêu chí này."),
    ],
)
def test_a_faulty_parameter_is_named(rule, fault):
    assert rule_faults(leaf("leader_relative", "40", rule)) == [fault]


def test_the_formula_is_explained_with_its_share():
    assert described(OVER_TARGET).startswith("Đúng chỉ tiêu được 50% của 40 điểm")
    assert "vượt nhiều nhất" in described(OVER_TARGET)
    assert "khoảng cách đến kết quả tốt nhất" in described(TO_LEADER)
