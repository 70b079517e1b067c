import pytest

from scoring.rules.formulas import floor_of, rule_faults, top_of
from scoring.rules.formulas.limits import is_amount, places_text
from scoring.states import CriterionKind, Scorer
from tests.scoring.formulas import leaf

JUDGED = ["manual", "pass_fail", "bonus", "penalty"]
SPLIT = {
    "measure": "value",
    "ranges": [
        {"from": "5", "to": None, "points": "1.25"},
        {"from": None, "to": "5", "to_open": True, "points": "0"},
    ],
}


@pytest.mark.parametrize("kind", [kind for kind in CriterionKind if kind != "bonus_penalty"])
@pytest.mark.parametrize("top", ["0", "-1", "1.005", "10000000", "NaN", "Infinity"])
def test_the_maximum_is_positive_and_fits_its_column(kind, top):
    faults = rule_faults(leaf(kind, top))

    assert faults[0] == "Điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."


def test_only_a_criterion_that_takes_points_off_may_have_no_maximum():
    rule = {"plus": "0", "minus": "1"}

    assert rule_faults(leaf("bonus_penalty", "0", rule, min_points="-5")) == []
    assert rule_faults(leaf("bonus_penalty", "0", rule)) == [
        "Điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."
    ]
    assert rule_faults(leaf("bonus_penalty", "-1", rule, min_points="-5")) != []


@pytest.mark.parametrize(
    "kind",
    [*JUDGED, "group", "proportional", "leader_relative", "count", "award_bonus", "external"],
)
@pytest.mark.parametrize("floor", ["-1", "1"])
def test_points_that_cannot_fall_below_nought_have_no_floor_there(kind, floor):
    faults = rule_faults(leaf(kind, "10", min_points=floor))

    assert "Loại tiêu chí này không xuống dưới 0; điểm tối thiểu phải bằng 0." in faults


@pytest.mark.parametrize("kind", ["tiers", "bonus_penalty", "step"])
@pytest.mark.parametrize("floor", ["1", "-1.005", "NaN", "-Infinity"])
def test_a_floor_is_nought_or_below_and_fits_its_column(kind, floor):
    faults = rule_faults(leaf(kind, "10", min_points=floor))

    assert "Điểm tối thiểu phải bằng 0 hoặc là số âm, tối đa hai số thập phân." in faults


@pytest.mark.parametrize("kind", JUDGED)
def test_judged_criteria_take_a_step_and_no_parameters(kind):
    assert rule_faults(leaf(kind, "10")) == []
    assert rule_faults(leaf(kind, "10", step="0")) == [
        "Bước điểm phải lớn hơn 0, tối đa hai số thập phân."
    ]
    assert rule_faults(leaf(kind, "10", {"cap": "1"})) == [
        "Tham số “cap” không dùng cho loại tiêu chí này."
    ]


@pytest.mark.parametrize(
    ("node", "decimals", "faults"),
    [
        (leaf("manual", "10", step="0.25"), 2, []),
        (
            leaf("manual", "10", step="0.25"),
            1,
            ["Bước điểm phải lớn hơn 0, tối đa một số thập phân."],
        ),
        (
            leaf("manual", "10.5", step="0.5"),
            0,
            [
                "Điểm tối đa phải lớn hơn 0, không được có phần thập phân.",
                "Bước điểm phải lớn hơn 0, không được có phần thập phân.",
            ],
        ),
        # The step of a kind that nobody scores by steps is the column's default.
        (leaf("pass_fail", "10"), 0, []),
        (leaf("proportional", "10"), 0, []),
        (leaf("tiers", "1.25", SPLIT), 2, []),
        (
            leaf("step", "10", {"base": "9.75", "plus": "0.125"}),
            1,
            ["Điểm 9,75 ghi ở cách tính: tối đa một số thập phân."],
        ),
        (leaf("step", "10", {"base": "9.5", "plus": "0.125"}), 1, []),
        (
            leaf("award_bonus", "10", {"titles": {"a": "10", "b": "2.5"}}),
            0,
            ["Điểm 2,5 ghi ở cách tính: không được có phần thập phân."],
        ),
        (
            leaf("tiers", "2", {**SPLIT, "elsewhere": "2"}),
            1,
            ["Điểm 1,25 ghi ở cách tính: tối đa một số thập phân."],
        ),
        (
            leaf("group", "10", {"cap": "12.5"}),
            0,
            ["Điểm 12,5 ghi ở cách tính: không được có phần thập phân."],
        ),
    ],
)
def test_stated_points_have_the_decimals_of_the_table(node, decimals, faults):
    assert rule_faults(node, decimals=decimals) == faults


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        ({}, []),
        ({"cap": "12"}, []),
        ({"cap": "0"}, ["Tham số “cap” (tổng điểm cao nhất của nhóm) phải lớn hơn 0."]),
        (
            {"cap": None},
            [
                (
                    "Tham số “cap” (tổng điểm cao nhất của nhóm) phải là số viết trong ngoặc kép "
                    'với dấu chấm, như "1.5".'
                )
            ],
        ),
        ({"floor": "1"}, ["Tham số “floor” không dùng cho loại tiêu chí này."]),
    ],
)
def test_a_group_may_have_a_cap(rule, faults):
    assert rule_faults(leaf("group", "10", rule)) == faults


def test_the_top_of_a_group_is_its_cap_where_it_has_one():
    assert top_of(leaf("group", "10")) == 10
    assert top_of(leaf("group", "10", {"cap": "12"})) == 12
    assert floor_of(leaf("group", "10", {"cap": "12"})) == 0


@pytest.mark.parametrize("kind", JUDGED)
def test_judged_points_lie_between_nought_and_the_maximum(kind):
    assert (floor_of(leaf(kind, "7.5")), str(top_of(leaf(kind, "7.5")))) == (0, "7.5")


def test_a_top_that_does_not_fit_its_column_is_refused():
    node = leaf("proportional", "9999999", {"cap": "2"})

    assert rule_faults(node) == ["Điểm cao nhất có thể đạt không được quá 9.999.999,99."]


def test_the_largest_top_that_fits_is_accepted():
    assert rule_faults(leaf("proportional", "9999999.99")) == []


def test_faults_of_limits_and_of_parameters_come_together():
    node = leaf("external", "0", {"from": "0"}, min_points="-1", scored_by=Scorer.PROVINCE)

    assert len(rule_faults(node)) == 3


def test_decimals_are_said_in_words():
    assert [places_text(places) for places in (0, 1, 2)] == [
        "không được có phần thập phân",
        "tối đa một số thập phân",
        "tối đa hai số thập phân",
    ]


def test_an_amount_is_positive_and_not_too_exact():
    one, half = leaf("manual", "1").max_points, leaf("manual", "0.5").max_points

    assert (is_amount(one, 0), is_amount(half, 0), is_amount(half, 1)) == (True, False, True)
