import pytest

from scoring.rules.formulas import described, floor_of, rule_faults, top_of, why_no_points
from scoring.states import Direction
from tests.scoring.formulas import leaf, points_text, result

RULE = {"base": "10", "plus": "0.1", "minus": "0.2", "each": "1", "whole": True, "top": "12"}
WHOLE = leaf("step", "10", RULE)
BROKEN = leaf("step", "10", {**RULE, "whole": False})
LOWER = leaf("step", "10", RULE, direction=Direction.LOWER)
BELOW_NOUGHT = leaf("step", "10", RULE, min_points="-2")


@pytest.mark.parametrize(
    ("actual", "whole", "broken"),
    [
        ("100", "10.00", "10.00"),
        ("100.9999", "10.00", "10.10"),
        ("101", "10.10", "10.10"),
        ("101.5", "10.10", "10.15"),
        ("99.0001", "10.00", "9.80"),
        ("99", "9.80", "9.80"),
        ("98.5", "9.80", "9.70"),
        ("119", "11.90", "11.90"),
        ("120", "12.00", "12.00"),
        ("121", "12.00", "12.00"),
        ("50", "0.00", "0.00"),
        ("49", "0.00", "0.00"),
        ("-100", "0.00", "0.00"),
    ],
)
def test_each_per_cent_over_adds_and_under_takes_off(actual, whole, broken):
    found = result(actual, "100")

    assert points_text(WHOLE, found) == whole
    assert points_text(BROKEN, found) == broken


@pytest.mark.parametrize(
    ("actual", "expected"), [("95", "10.50"), ("105", "9.00"), ("0", "12.00"), ("100", "10.00")]
)
def test_lower_is_better_counts_per_cent_of_the_target_saved(actual, expected):
    assert points_text(LOWER, result(actual, "100")) == expected


def test_a_floor_below_nought_lets_a_shortfall_cost_points():
    assert floor_of(BELOW_NOUGHT) == -2
    assert points_text(BELOW_NOUGHT, result("41", "100")) == "-1.80"
    assert points_text(BELOW_NOUGHT, result("40", "100")) == "-2.00"
    assert points_text(BELOW_NOUGHT, result("0", "100")) == "-2.00"


def test_wider_steps_count_only_when_complete():
    node = leaf("step", "10", {"base": "8", "plus": "0.5", "minus": "1", "each": "5"})

    assert rule_faults(node) == []
    assert [
        points_text(node, result(text, "200")) for text in ("209.9", "210", "190", "190.1")
    ] == [
        "8.00",
        "8.50",
        "7.00",
        "8.00",
    ]
    assert points_text(node, result("300", "200")) == "10.00"  # the top is the maximum


@pytest.mark.parametrize(
    ("node", "found", "reason"),
    [
        (WHOLE, result(None, "100"), "chưa có kết quả"),
        (WHOLE, result("100"), "chưa có chỉ tiêu"),
        (WHOLE, result("100", "0"), "chỉ tiêu phải lớn hơn 0 mới tính được"),
        (LOWER, result("100", "0"), "chỉ tiêu phải lớn hơn 0 mới tính được"),
        (LOWER, result("100", "-1"), "chỉ tiêu không được âm"),
    ],
)
def test_per_cent_need_a_target_above_nought(node, found, reason):
    assert points_text(node, found) is None
    assert why_no_points(node, found) == reason


def test_on_target_may_be_worth_nothing_yet():
    assert rule_faults(leaf("step", "10", {"base": "0", "plus": "1"})) == []


def test_base_and_top_default_to_the_maximum():
    node = leaf("step", "10", {"minus": "0.2"})

    assert rule_faults(node) == []
    assert (floor_of(node), top_of(node), top_of(WHOLE)) == (0, 10, 12)
    assert points_text(node, result("150", "100")) == "10.00"


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ({**RULE, "top": "9"}, "Tham số “top” (điểm cao nhất) phải từ điểm tối đa trở lên."),
        ({**RULE, "base": "13"}, "Tham số “base” (điểm khi đạt đúng 100%) phải từ 0 đến 12."),
        ({**RULE, "base": "-1"}, "Tham số “base” (điểm khi đạt đúng 100%) phải từ 0 đến 12."),
        (
            {**RULE, "plus": "0"},
            "Tham số “plus” (điểm cộng mỗi bước vượt) bằng 0 nên không bao giờ đạt 12 điểm.",
        ),
        ({}, "Tham số “plus” và “minus” không được cùng bằng 0."),
        (
            {**RULE, "each": "0"},
            "Tham số “each” (số phần trăm mỗi bước) phải từ 0,000001 trở lên.",
        ),
        ({**RULE, "minus": "-1"}, "Tham số “minus” (điểm trừ mỗi bước hụt) phải từ 0 trở lên."),
        (
            {**RULE, "whole": "true"},
            "Tham số “whole” (chỉ tính bước trọn) phải là true hoặc false.",
        ),
    ],
)
def test_a_faulty_parameter_is_named(rule, fault):
    found = rule_faults(leaf("step", "10", rule))

    assert found[0] == fault


def test_the_formula_is_explained_with_its_numbers():
    assert described(WHOLE) == (
        "Đạt 100% chỉ tiêu được 10 điểm; cứ vượt đủ 1% cộng 0,1 điểm, cứ hụt đủ 1% trừ 0,2 điểm; "
        "từ 0 đến 12 điểm."
    )
