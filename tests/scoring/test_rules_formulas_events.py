import pytest

from scoring.rules.formulas import described, floor_of, rule_faults, top_of, why_no_points
from scoring.states import Direction
from tests.scoring.formulas import leaf, points_text, result

COUNT = leaf("count", "10", {"points_each": "0.75"}, unit="bài")
BOTH = leaf("bonus_penalty", "5", {"plus": "1", "minus": "0.5"}, min_points="-3")
ONLY_MINUS = leaf("bonus_penalty", "0", {"plus": "0", "minus": "2"}, min_points="-10")
TITLES = {"co-chinh-phu": "15", "co-tinh": "10", "bang-khen-tinh": "5"}
BEST = leaf("award_bonus", "15", {"titles": TITLES})
SUM = leaf("award_bonus", "20", {"titles": TITLES, "mode": "sum", "years_back": 2})


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("0", "0.00"),
        ("3", "2.25"),
        ("13", "9.75"),
        ("14", "10.00"),  # 10.5 without the ceiling
        ("1000000", "10.00"),
    ],
)
def test_every_occurrence_counts_up_to_the_ceiling(actual, expected):
    assert points_text(COUNT, result(actual)) == expected


def test_nobody_counted_is_no_zero():
    assert points_text(COUNT, result()) is None
    assert why_no_points(COUNT, result()) == "chưa có kết quả"
    assert why_no_points(COUNT, result("-1")) == "số việc không được âm"


def test_points_for_events_that_should_be_few_are_refused():
    node = leaf("count", "10", {"points_each": "1"}, direction=Direction.LOWER)

    assert rule_faults(node) == ["Điểm theo số lượng chỉ dùng khi kết quả cao hơn là tốt."]


@pytest.mark.parametrize(
    ("plus", "minus", "expected"),
    [
        ("0", "0", "0.00"),
        ("3", "1", "2.50"),
        ("5", "0", "5.00"),
        ("6", "0", "5.00"),
        ("0", "6", "-3.00"),
        ("0", "7", "-3.00"),
        ("100", "200", "0.00"),  # the limits hold for the sum, not for its parts
        ("4", None, "4.00"),
        (None, "4", "-2.00"),
    ],
)
def test_events_add_and_take_off_between_two_limits(plus, minus, expected):
    assert points_text(BOTH, result(plus, minus=minus)) == expected


def test_events_that_nobody_counted_are_no_zero():
    assert points_text(BOTH, result()) is None
    assert why_no_points(BOTH, result()) == "chưa có kết quả"
    assert why_no_points(BOTH, result("1", minus="-1")) == "số việc không được âm"


def test_a_criterion_may_only_add_points_too():
    assert rule_faults(leaf("bonus_penalty", "5", {"plus": "1", "minus": "0"})) == []


def test_a_criterion_may_only_take_points_off():
    assert rule_faults(ONLY_MINUS) == []
    assert (floor_of(ONLY_MINUS), top_of(ONLY_MINUS)) == (-10, 0)
    assert points_text(ONLY_MINUS, result(minus="3")) == "-6.00"
    assert points_text(ONLY_MINUS, result(minus="9")) == "-10.00"


@pytest.mark.parametrize(
    ("titles", "actual", "best", "summed"),
    [
        (("co-tinh",), None, "10.00", "10.00"),
        (("bang-khen-tinh", "co-tinh"), None, "10.00", "15.00"),
        (("co-chinh-phu", "co-tinh"), None, "15.00", "20.00"),  # 25 is over 20
        (("bang-khen-tinh", "bang-khen-tinh"), None, "5.00", "10.00"),
        (("co-thi-dua-bo",), None, "0.00", "0.00"),  # the table names no points for it
        ((), "0", "0.00", "0.00"),  # known to hold none
        ((), None, None, None),  # nobody has looked yet
    ],
)
def test_titles_count_by_the_best_or_all_together(titles, actual, best, summed):
    held = result(actual, titles=titles)

    assert (points_text(BEST, held), points_text(SUM, held)) == (best, summed)


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (leaf("count", "10"), "Tham số “points_each” (điểm mỗi lần) chưa có."),
        (
            leaf("count", "10", {"points_each": "0"}),
            "Tham số “points_each” (điểm mỗi lần) phải từ 0,000001 trở lên.",
        ),
        (
            leaf("bonus_penalty", "5", {"plus": "1"}),
            "Tham số “minus” (điểm trừ mỗi việc) chưa có.",
        ),
        (
            leaf("bonus_penalty", "5", {"plus": "-1", "minus": "0"}),
            "Tham số “plus” (điểm cộng mỗi việc) phải từ 0 trở lên.",
        ),
        (
            leaf("bonus_penalty", "5", {"plus": "0", "minus": "1"}),
            "Tham số “plus” (điểm cộng mỗi việc) bằng 0 nên điểm tối đa phải bằng 0.",
        ),
        (
            leaf("bonus_penalty", "5", {"plus": "1", "minus": "0"}, min_points="-1"),
            "Tham số “minus” (điểm trừ mỗi việc) bằng 0 nên điểm tối thiểu phải bằng 0.",
        ),
        (
            leaf("award_bonus", "5", {"titles": {}}),
            "Tham số “titles” (điểm từng danh hiệu) phải có ít nhất một danh hiệu.",
        ),
        (
            leaf("award_bonus", "5", {"titles": {"a": "5", "b": "0"}}),
            (
                "Tham số “titles” (điểm từng danh hiệu) của “b” phải là số lớn hơn 0 viết "
                "trong ngoặc kép."
            ),
        ),
        (
            leaf("award_bonus", "20", {"titles": TITLES}),
            "Tham số “titles” (điểm từng danh hiệu): không danh hiệu nào đạt điểm tối đa 20.",
        ),
        (
            leaf("award_bonus", "15", {"titles": TITLES, "mode": "all"}),
            "Tham số “mode” (cách tính nhiều danh hiệu) phải là một trong các từ: best, sum.",
        ),
        (
            leaf("award_bonus", "15", {"titles": TITLES, "years_back": "1"}),
            "Tham số “years_back” (số năm lùi lại) phải là số nguyên từ 0 đến 20.",
        ),
        (
            leaf("award_bonus", "15", {"titles": TITLES, "years_back": True}),
            "Tham số “years_back” (số năm lùi lại) phải là số nguyên từ 0 đến 20.",
        ),
    ],
)
def test_a_faulty_parameter_is_named(node, fault):
    assert rule_faults(node) == [fault]


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (COUNT, "Mỗi bài được 0,75 điểm, không quá 10 điểm."),
        (BOTH, "Mỗi việc được cộng 1 điểm, mỗi việc bị trừ 0,5 điểm; từ −3 đến 5 điểm."),
        (ONLY_MINUS, "Mỗi việc bị trừ 2 điểm; từ −10 đến 0 điểm."),
        (
            BEST,
            (
                "Danh hiệu của năm trước, lấy mức cao nhất, không quá 15 điểm (co-chinh-phu: 15; "
                "co-tinh: 10; bang-khen-tinh: 5)."
            ),
        ),
    ],
)
def test_the_formula_is_explained_with_its_numbers(node, text):
    assert described(node) == text


@pytest.mark.parametrize(
    ("years_back", "words"), [(0, "trong năm"), (1, "của năm trước"), (20, "của 20 năm trước")]
)
def test_the_reference_year_of_titles_is_told(years_back, words):
    node = leaf("award_bonus", "15", {"titles": TITLES, "years_back": years_back})

    assert rule_faults(node) == []
    assert described(node).startswith(f"Danh hiệu {words}, lấy mức cao nhất")
