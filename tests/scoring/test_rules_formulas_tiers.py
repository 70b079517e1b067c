from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.formulas import described, floor_of, rule_faults, top_of, why_no_points
from scoring.states import Direction
from tests.scoring.formulas import leaf, points_text, result


def row(low, high, points, *, low_open=False, high_open=False):
    return {
        "from": low,
        "from_open": low_open,
        "to": high,
        "to_open": high_open,
        "points": points,
    }


# A real table (docs/sources.md, formulas): over 95 %, 75 to 95 %, 50 to under 75 %, under 50 %.
SIGNED = [
    row("95", None, "1.5", low_open=True),
    row("75", "95", "1"),
    row("50", "75", "0.5", high_open=True),
    row(None, "50", "0", high_open=True),
]
# A real table: on time, 1 to 2, 3 to 5, 6 to 10 and over 10 days late.
LATE = [
    row("0", "0", "2"),
    row("1", "2", "1.5"),
    row("3", "5", "1"),
    row("6", "10", "0.5"),
    row("10", None, "0", low_open=True),
]


def tiers(top, ranges, measure="value", *, elsewhere=None, **fields):
    rule = {"measure": measure, "ranges": ranges}
    if elsewhere is not None:
        rule["elsewhere"] = elsewhere
    return leaf("tiers", top, rule, **fields)


BY_VALUE = tiers("1.5", SIGNED, unit="%")
BY_PERCENT = tiers("1.5", SIGNED, "percent_of_target")
BY_DAYS = tiers("2", LATE, "days_late")


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("100", "1.50"),
        ("95.0001", "1.50"),
        ("95", "1.00"),
        ("75", "1.00"),
        ("74.9999", "0.50"),
        ("50", "0.50"),
        ("49.9999", "0.00"),
        ("0", "0.00"),
        ("-3", "0.00"),
    ],
)
def test_open_and_closed_ends_decide_at_the_boundary(actual, expected):
    assert points_text(BY_VALUE, result(actual)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("0", "2.00"),
        ("1", "1.50"),
        ("2", "1.50"),
        ("3", "1.00"),
        ("5", "1.00"),
        ("6", "0.50"),
        ("10", "0.50"),
        ("11", "0.00"),
        ("400", "0.00"),
    ],
)
def test_days_late_are_whole_and_have_no_gap_between_two_and_three(days, expected):
    assert rule_faults(BY_DAYS) == []
    assert points_text(BY_DAYS, result(days)) == expected


@pytest.mark.parametrize("days", ["-1", "1.5", "0.0001"])
def test_days_late_are_neither_broken_nor_negative(days):
    assert points_text(BY_DAYS, result(days)) is None
    assert why_no_points(BY_DAYS, result(days)) == "số ngày chậm phải là số nguyên, không âm"


@pytest.mark.parametrize(
    ("direction", "actual", "target", "expected"),
    [
        (Direction.HIGHER, "190", "200", "1.00"),  # exactly 95 %
        (Direction.HIGHER, "190.0001", "200", "1.50"),
        (Direction.HIGHER, "-10", "200", "0.00"),
        (Direction.LOWER, "200", "190", "1.00"),
        (Direction.LOWER, "0", "5", "1.50"),
        (Direction.LOWER, "5", "0", "0.00"),
    ],
)
def test_a_percentage_of_the_target_follows_the_direction(direction, actual, target, expected):
    node = tiers("1.5", SIGNED, "percent_of_target", direction=direction)

    assert points_text(node, result(actual, target)) == expected


@pytest.mark.parametrize(
    ("node", "found", "reason"),
    [
        (BY_VALUE, result(), "chưa có kết quả"),
        (BY_DAYS, result(), "chưa có kết quả"),
        (BY_PERCENT, result("95"), "chưa có chỉ tiêu"),
        (BY_PERCENT, result("95", "0"), "chỉ tiêu phải lớn hơn 0 mới tính được"),
    ],
)
def test_an_empty_result_has_no_tier(node, found, reason):
    assert points_text(node, found) is None
    assert why_no_points(node, found) == reason


def test_a_table_may_be_written_from_the_lowest_range_too():
    upwards = tiers("1.5", SIGNED[::-1])

    assert rule_faults(upwards) == []
    assert [points_text(upwards, result(text)) for text in ("95", "96")] == ["1.00", "1.50"]


def test_a_stated_gap_gives_its_own_points():
    node = tiers("3", [row("90", "110", "3")], elsewhere="1")

    assert rule_faults(node) == []
    assert points_text(node, result("110")) == "3.00"
    assert points_text(node, result("110.0001")) == "1.00"
    assert points_text(node, result("89.9999")) == "1.00"


def test_a_tier_below_nought_needs_a_floor():
    ranges = [row("0", "0", "2"), row("1", None, "-1")]

    refused = rule_faults(tiers("2", ranges, "days_late"))
    allowed = tiers("2", ranges, "days_late", min_points="-1")

    assert refused == ["Thang mức: -1 điểm nằm ngoài khung từ 0 đến 2 điểm."]
    assert rule_faults(allowed) == []
    assert (floor_of(allowed), top_of(allowed)) == (-1, 2)
    assert points_text(allowed, result("4")) == "-1.00"


GAP = " Đề nghị sửa các khoảng hoặc thêm tham số “elsewhere”."
OUTSIDE = "Thang mức chưa có điểm cho kết quả"


def gap(low, high):
    return f"{OUTSIDE} nằm giữa khoảng “{low}” và khoảng “{high}”.{GAP}"


def overlap(low, high):
    return f"Thang mức: khoảng “{low}” và khoảng “{high}” chồng lên nhau hoặc không theo thứ tự."


@pytest.mark.parametrize(
    ("measure", "ranges", "faults"),
    [
        (
            "value",
            [row("5", None, "2"), row(None, "4", "0")],
            [gap("từ 4 trở xuống", "từ 5 trở lên")],
        ),
        (
            "value",
            [row("5", None, "2", low_open=True), row(None, "5", "0", high_open=True)],
            [gap("dưới 5", "trên 5")],
        ),
        (
            "value",
            [row("5", None, "2"), row(None, "5", "0")],
            [overlap("từ 5 trở xuống", "từ 5 trở lên")],
        ),
        (
            "value",
            [row("0", "5", "2")],
            [
                f"{OUTSIDE} thấp hơn khoảng “từ 0 đến 5”.{GAP}",
                f"{OUTSIDE} cao hơn khoảng “từ 0 đến 5”.{GAP}",
            ],
        ),
        (
            "days_late",
            [row("0", "2", "2"), row("4", None, "0")],
            [gap("từ 0 đến 2", "từ 4 trở lên")],
        ),
        (
            "days_late",
            [row("1", None, "2")],
            [f"{OUTSIDE} thấp hơn khoảng “từ 1 trở lên”.{GAP}"],
        ),
        (
            "value",
            [row("5", None, "2"), row("3", "4", "1"), row(None, "5", "0", high_open=True)],
            [overlap("dưới 5", "từ 3 đến 4")],
        ),
        (
            "days_late",
            [row("0", "3", "2", high_open=True), row("4", None, "0")],
            [gap("từ 0 đến dưới 3", "từ 4 trở lên")],
        ),
        (
            "days_late",
            [row("0", "2", "2"), row("3", None, "0", low_open=True)],
            [gap("từ 0 đến 2", "trên 3")],
        ),
        ("days_late", [row("0", "3", "2", high_open=True), row("3", None, "0")], []),
        ("days_late", [row("-5", None, "2")], []),
        (
            "days_late",
            [row("0", None, "2", low_open=True)],
            [f"{OUTSIDE} thấp hơn khoảng “trên 0”.{GAP}"],
        ),
        (
            "value",
            [row("1", None, "2"), row("5", None, "0")],
            [overlap("từ 1 trở lên", "từ 5 trở lên")],
        ),
        (
            "value",
            [row(None, "1", "2"), row(None, "5", "0")],
            [overlap("từ 1 trở xuống", "từ 5 trở xuống")],
        ),
        ("value", [row("5", "4", "2")], ["Khoảng thứ 1: không kết quả nào nằm trong khoảng này."]),
        (
            "value",
            [row("5", "5", "2", low_open=True)],
            ["Khoảng thứ 1: không kết quả nào nằm trong khoảng này."],
        ),
        (
            "value",
            [row("5", None, "3"), row(None, "5", "0", high_open=True)],
            ["Thang mức: 3 điểm nằm ngoài khung từ 0 đến 2 điểm."],
        ),
        (
            "value",
            [row("5", None, "1.5"), row(None, "5", "0", high_open=True)],
            ["Thang mức: cao nhất chỉ có 1,5 điểm, không đạt được điểm tối đa 2."],
        ),
        (
            "value",
            [],
            [
                (
                    "Tham số “ranges” (các khoảng của thang mức) phải là danh sách có ít nhất một "
                    "khoảng."
                )
            ],
        ),
        (
            "count",
            [row(None, None, "2")],
            [
                (
                    "Tham số “measure” (kết quả được so) phải là một trong các từ: value, "
                    "percent_of_target, days_late."
                )
            ],
        ),
        (
            "value",
            [{"to": None, "points": "2"}],
            ["Khoảng thứ 1: Tham số “from” (đầu dưới) chưa có; không giới hạn thì ghi null."],
        ),
        (
            "value",
            [{**row(None, None, "2"), "from_open": "yes", "ponts": "3"}],
            [
                "Khoảng thứ 1: Tham số “from_open” (không kể đầu dưới) phải là true hoặc false.",
                "Khoảng thứ 1: Tham số “ponts” không dùng cho loại tiêu chí này.",
            ],
        ),
        (
            "value",
            ["95"],
            [
                "Khoảng thứ 1: Quy tắc tính điểm phải là một đối tượng có tên tham số.",
                "Khoảng thứ 1: Tham số “from” (đầu dưới) chưa có; không giới hạn thì ghi null.",
                "Khoảng thứ 1: Tham số “to” (đầu trên) chưa có; không giới hạn thì ghi null.",
                "Khoảng thứ 1: Tham số “points” (điểm của khoảng) chưa có.",
            ],
        ),
    ],
)
def test_a_faulty_scale_is_refused_with_the_range(measure, ranges, faults):
    assert rule_faults(tiers("2", ranges, measure)) == faults


def test_percentages_may_begin_at_nought_since_none_is_smaller():
    ranges = [row("50", None, "2"), row("0", "50", "0", high_open=True)]

    assert rule_faults(tiers("2", ranges, "percent_of_target")) == []
    assert rule_faults(tiers("2", ranges, "value")) != []


ENDS = st.integers(min_value=-50, max_value=150).map(Decimal)


@given(
    ends=st.lists(ENDS, unique=True, min_size=1, max_size=6).map(sorted),
    opened=st.lists(st.booleans(), min_size=6, max_size=6),
    actual=st.one_of(ENDS, st.decimals(min_value=-60, max_value=160, places=4)),
)
def test_ranges_without_faults_hold_every_result_exactly_once(ends, opened, actual):
    lows, highs = [None, *map(str, ends)], [*map(str, ends), None]
    ranges = [
        {
            "from": low,
            "from_open": place > 0 and opened[place - 1],
            "to": high,
            "to_open": high is not None and not opened[place],
            "points": str(place),
        }
        for place, (low, high) in enumerate(zip(lows, highs, strict=True))
    ]
    node = tiers(str(len(ends)), ranges)
    below = sum(
        actual > end or (actual == end and not is_open)
        for end, is_open in zip(ends, opened, strict=False)
    )

    assert rule_faults(node) == []
    assert points_text(node, result(str(actual))) == f"{below}.00"


def test_the_scale_is_explained_from_the_best_range():
    assert described(BY_VALUE) == (
        "Điểm theo kết quả: trên 95%: 1,5; từ 75% đến 95%: 1; từ 50% đến dưới 75%: 0,5; dưới "
        "50%: 0."
    )
    assert described(tiers("3", [row("90", "110", "3")], elsewhere="1")) == (
        "Điểm theo kết quả: từ 90 đến 110: 3; còn lại: 1."
    )
