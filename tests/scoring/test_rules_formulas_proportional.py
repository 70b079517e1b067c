import pytest

from scoring.rules.formulas import described, floor_of, rule_faults, top_of, why_no_points
from scoring.states import Direction
from tests.scoring.formulas import leaf, points_text, result

PLAIN = leaf("proportional", "40")
CAPPED = leaf("proportional", "40", {"cap": "1.2", "floor": "0.5"})
LOWER = leaf("proportional", "40", {"cap": "1.2", "floor": "0.5"}, direction=Direction.LOWER)


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ("90", "100", "36.00"),
        ("100", "100", "40.00"),
        ("100.0001", "100", "40.00"),  # over-achievement adds nothing unless the table says so
        ("0", "100", "0.00"),
        ("-5", "100", "0.00"),  # a loss is no negative score
        ("0.5", "1", "20.00"),
        ("0.0001", "0.0002", "20.00"),
        ("1", "3", "13.33"),
        ("2", "3", "26.67"),
    ],
)
def test_points_follow_the_share_of_the_target(actual, target, expected):
    assert points_text(PLAIN, result(actual, target)) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("49.9999", "0.00"),
        ("50", "20.00"),
        ("110", "44.00"),
        ("120", "48.00"),
        ("120.0001", "48.00"),
        ("5000", "48.00"),
    ],
)
def test_cap_and_floor_hold_exactly_at_their_boundaries(actual, expected):
    assert points_text(CAPPED, result(actual, "100")) == expected


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ("100", "100", "40.00"),
        ("200", "100", "20.00"),
        ("200.0001", "100", "0.00"),
        ("80", "100", "48.00"),
        ("0", "100", "48.00"),
        ("-1", "100", "48.00"),
        ("0", "0", "40.00"),  # aimed at none and had none: on target
        ("1", "0", "0.00"),
        ("-1", "0", "48.00"),
    ],
)
def test_lower_is_better_turns_the_ratio_round(actual, target, expected):
    assert points_text(LOWER, result(actual, target)) == expected


@pytest.mark.parametrize(
    ("node", "found", "reason"),
    [
        (PLAIN, result(), "chưa có kết quả"),
        (PLAIN, result(None, "100"), "chưa có kết quả"),
        (PLAIN, result("90"), "chưa có chỉ tiêu"),
        (PLAIN, result("90", "0"), "chỉ tiêu phải lớn hơn 0 mới tính được"),
        (PLAIN, result("90", "-1"), "chỉ tiêu phải lớn hơn 0 mới tính được"),
        (LOWER, result("90", "-1"), "chỉ tiêu không được âm"),
    ],
)
def test_what_cannot_be_measured_has_a_reason_and_no_points(node, found, reason):
    assert points_text(node, found) is None
    assert why_no_points(node, found) == reason


def test_a_result_of_nought_is_a_zero_and_an_empty_one_is_not():
    assert points_text(PLAIN, result("0", "100")) == "0.00"
    assert points_text(PLAIN, result(None, "100")) is None
    assert why_no_points(PLAIN, result("0", "100")) == ""


def test_the_top_holds_what_over_achievement_adds():
    assert (floor_of(CAPPED), top_of(CAPPED)) == (0, 48)
    assert top_of(PLAIN) == 40


def test_a_top_between_two_cents_is_kept_from_inside():
    node = leaf("proportional", "2.5", {"cap": "1.25"})  # 3.125

    assert str(top_of(node)) == "3.12"
    assert points_text(node, result("200", "100")) == "3.12"


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (
            {"cap": 1.2},
            (
                "Tham số “cap” (tỷ lệ cao nhất được tính) phải là số viết trong ngoặc kép với dấu "
                'chấm, như "1.5".'
            ),
        ),
        ({"cap": "0.99"}, "Tham số “cap” (tỷ lệ cao nhất được tính) phải từ 1 đến 10."),
        ({"cap": "10.01"}, "Tham số “cap” (tỷ lệ cao nhất được tính) phải từ 1 đến 10."),
        ({"floor": "1.01"}, "Tham số “floor” (tỷ lệ thấp nhất có điểm) phải từ 0 đến 1."),
        ({"floor": "-0.1"}, "Tham số “floor” (tỷ lệ thấp nhất có điểm) phải từ 0 đến 1."),
        ({"ceiling": "2"}, "Tham số “ceiling” không dùng cho loại tiêu chí này."),
        ([], "Quy tắc tính điểm phải là một đối tượng có tên tham số."),
    ],
)
def test_a_faulty_parameter_is_named(rule, fault):
    assert rule_faults(leaf("proportional", "40", rule)) == [fault]


@pytest.mark.parametrize("text", ["1,2", "", " 1", "1e1", "NaN", "Infinity", "+1", "٣", "1.2.3"])
def test_a_number_is_read_in_one_form_only(text):
    assert rule_faults(leaf("proportional", "40", {"cap": text})) != []


def test_all_faults_are_found_in_one_go():
    assert len(rule_faults(leaf("proportional", "0", {"cap": "0", "floor": "2", "x": "1"}))) == 4


def test_the_formula_is_explained_with_its_numbers():
    assert described(PLAIN) == "40 điểm × kết quả/chỉ tiêu, vượt chỉ tiêu không được thêm điểm."
    assert described(LOWER) == (
        "40 điểm × chỉ tiêu/kết quả, tỷ lệ dưới 50% thì 0 điểm, tính vượt đến 120% (cao nhất 48 "
        "điểm)."
    )
