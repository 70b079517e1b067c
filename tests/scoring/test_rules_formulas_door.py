from decimal import Decimal, localcontext

import pytest

from scoring.rules.formulas import (
    FormulaError,
    calculated_points,
    described,
    rule_faults,
    why_no_points,
    worked,
)
from scoring.rules.formulas.door import formula_of
from scoring.rules.rounding import rounded, rounded_within
from scoring.rules.settings import TableRules
from scoring.rules.tree import JUDGED_KINDS
from scoring.states import CriterionKind, Direction, Rounding, Scorer
from tests.scoring.formulas import leaf, points_text, result

TWO_THIRDS = (leaf("proportional", "1"), result("2", "3"))


@pytest.mark.parametrize(
    ("rounding", "decimals", "expected"),
    [
        (Rounding.HALF_UP, 2, "0.67"),
        (Rounding.DOWN, 2, "0.66"),
        (Rounding.HALF_UP, 1, "0.7"),
        (Rounding.HALF_UP, 0, "1"),
        (Rounding.DOWN, 0, "0"),
    ],
)
def test_points_have_the_decimals_and_the_rounding_of_the_table(rounding, decimals, expected):
    rules = TableRules(decimals=decimals, rounding=rounding)

    assert points_text(*TWO_THIRDS, rules) == expected


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [(Rounding.HALF_UP, "0.13"), (Rounding.HALF_EVEN, "0.12"), (Rounding.DOWN, "0.12")],
)
def test_an_exact_half_goes_the_way_the_table_says(rounding, expected):
    node = leaf("proportional", "1")

    assert points_text(node, result("1", "8"), TableRules(rounding=rounding)) == expected


def test_rounding_never_carries_points_over_the_top_or_below_the_floor():
    whole = TableRules(decimals=0)
    limits = {"floor": Decimal("-2.5"), "top": Decimal("5.5")}

    assert rounded_within(Decimal("5.5"), whole, **limits) == 5
    assert rounded_within(Decimal("-2.5"), whole, **limits) == -2
    assert rounded_within(Decimal("4.5"), whole, **limits) == 5


def test_nought_has_no_sign():
    assert str(rounded(Decimal("-0.001"), TableRules())) == "0.00"


def test_the_surrounding_arithmetic_does_not_matter():
    expected = points_text(*TWO_THIRDS)

    with localcontext(prec=3):
        assert points_text(*TWO_THIRDS) == expected
        assert points_text(leaf("proportional", "1000"), result("98765", "100000")) == "987.65"


@pytest.mark.parametrize("kind", [CriterionKind.GROUP, *sorted(JUDGED_KINDS)])
def test_what_people_judge_is_never_calculated(kind):
    with pytest.raises(FormulaError, match="do người chấm"):
        formula_of(leaf(kind, "10"))
    assert why_no_points(leaf(kind, "10"), result("1")).startswith("tiêu chí do người chấm")


def test_a_formula_with_faults_is_not_used():
    with pytest.raises(FormulaError) as refusal:
        calculated_points(leaf("count", "10"), {"a": result("1")}, TableRules())

    assert str(refusal.value) == "Tiêu chí I.1: Tham số “points_each” (điểm mỗi lần) chưa có."


def test_nobody_has_points_where_there_are_no_members():
    assert calculated_points(leaf("leader_relative", "10"), {}, TableRules()) == {}


@pytest.mark.parametrize("kind", [*CriterionKind])
def test_every_kind_is_explained_in_one_sentence(kind):
    rules = {
        "tiers": {
            "measure": "value",
            "ranges": [{"from": None, "to": None, "points": "10"}],
        },
        "count": {"points_each": "1"},
        "bonus_penalty": {"plus": "1", "minus": "1"},
        "award_bonus": {"titles": {"a": "10"}},
        "step": {"minus": "1"},
        "external": {"from": "0", "to": "1"},
        "options": {"options": [{"label": n, "points": n} for n in ("10", "0")]},
    }
    node = leaf(kind, "10", rules.get(kind), scored_by=Scorer.PROVINCE)

    assert rule_faults(node) == []
    assert not described(node)[0].islower()
    assert described(node).endswith(".")
    assert described(node).count(". ") == 0


JUDGED_TEXTS = {
    "group": "Cộng điểm các tiêu chí con, tối đa 10 điểm.",
    "manual": "Chấm từ 0 đến 10 điểm, theo bước 0,5 điểm.",
    "pass_fail": "Đạt được 10 điểm, không đạt 0 điểm.",
    "bonus": "Điểm thưởng từ 0 đến 10 điểm, theo bước 0,5 điểm.",
    "penalty": "Điểm trừ từ 0 đến 10 điểm, theo bước 0,5 điểm.",
}


@pytest.mark.parametrize(("kind", "text"), JUDGED_TEXTS.items())
def test_judged_kinds_are_explained_with_their_numbers(kind, text):
    assert described(leaf(kind, "10", step="0.5")) == text


def test_the_cap_of_a_group_is_told():
    assert described(leaf("group", "10", {"cap": "12"})) == (
        "Cộng điểm các tiêu chí con, tối đa 10 điểm, không quá 12 điểm kể cả điểm thưởng."
    )


LOWER = Direction.LOWER
DAYS = {
    "measure": "days_late",
    "ranges": [{"from": "0", "to": "2", "points": "2"}],
    "elsewhere": "0",
}
PERCENT = {
    "measure": "percent_of_target",
    "ranges": [{"from": "50", "to": None, "points": "2"}],
    "elsewhere": "0",
}
STEP = {"plus": "0.1", "minus": "0.2", "top": "12"}
TITLES = {"titles": {"a": "6", "b": "5"}, "mode": "sum"}
FEWER = {"plus": "0", "minus": "2"}


@pytest.mark.parametrize(
    ("node", "found", "text"),
    [
        (leaf("proportional", "40"), result("90", "100"), "40 × 90/100 = 36"),
        (leaf("proportional", "40"), result("130", "100"), "130/100 quá mức 1: 40 × 1 = 40"),
        (
            leaf("proportional", "40"),
            result("1", "3"),
            "40 × 1/3 ≈ 13,3333, làm tròn 13,33",
        ),
        (
            leaf("proportional", "40", {"floor": "0.5"}),
            result("40", "100"),
            "40/100 dưới mức tối thiểu 0,5: 0 điểm",
        ),
        (
            leaf("proportional", "40", {"floor": "0.5"}),
            result("50", "100"),
            "40 × 50/100 = 20",
        ),
        (
            leaf("proportional", "40", direction=LOWER),
            result("0", "5"),
            "Kết quả 0 quá mức 1: 40 × 1 = 40",
        ),
        (leaf("proportional", "40", direction=LOWER), result("0", "0"), "40 × 1 = 40"),
        (leaf("proportional", "40"), result("5"), "Chưa có chỉ tiêu."),
        (leaf("tiers", "2", DAYS), result("1"), "1 ngày (từ 0 ngày đến 2 ngày): 2 điểm"),
        (leaf("tiers", "2", DAYS), result("3"), "3 ngày (ngoài các khoảng): 0 điểm"),
        (
            leaf("tiers", "2", PERCENT),
            result("2", "3"),
            "≈ 66,6667% (từ 50% trở lên): 2 điểm",
        ),
        (
            leaf("tiers", "2", PERCENT, direction=LOWER),
            result("0", "3"),
            "Vượt mọi mức (từ 50% trở lên): 2 điểm",
        ),
        (leaf("leader_relative", "40"), result("90", "100"), "0,5 × 40 × 90/100 = 18"),
        (leaf("leader_relative", "40"), result("100", "100"), "Đúng chỉ tiêu: 0,5 × 40 = 20"),
        (
            leaf("leader_relative", "40"),
            result("110", "100"),
            "0,5 × 40 + 0,5 × 40 × (110 − 100)/100 ÷ 0,2 = 30",
        ),
        (
            leaf("leader_relative", "40", {"excess": "to_leader"}),
            result("110", "100"),
            "0,5 × 40 + 0,5 × 40 × (110 − 100)/(120 − 100) = 30",
        ),
        (leaf("leader_relative", "40"), result("7"), "40 × 7/7 = 40"),
        (leaf("count", "10", {"points_each": "0.5"}), result("3"), "3 × 0,5 = 1,5"),
        (
            leaf("count", "10", {"points_each": "0.5"}),
            result("30"),
            "30 × 0,5 = 15, không quá 10",
        ),
        (
            leaf("bonus_penalty", "5", {"plus": "1", "minus": "0.5"}),
            result("3", minus="1"),
            "3 × 1 − 1 × 0,5 = 2,5",
        ),
        (
            leaf("bonus_penalty", "0", FEWER, min_points="-5"),
            result(minus="3"),
            "−3 × 2 = -6, không dưới -5",
        ),
        (leaf("award_bonus", "10", TITLES), result(titles=("a", "b")), "6 + 5 = 11, không quá 10"),
        (
            leaf("award_bonus", "6", {**TITLES, "mode": "best"}),
            result(titles=("a", "b")),
            "Danh hiệu cao nhất = 6",
        ),
        (
            leaf("award_bonus", "10", TITLES),
            result("0"),
            "Không có danh hiệu được tính: 0 điểm",
        ),
        (leaf("step", "10", STEP), result("103.7", "100"), "Vượt 3,7%: 10 + 3 × 0,1 = 10,3"),
        (leaf("step", "10", STEP), result("98", "100"), "Hụt 2%: 10 − 2 × 0,2 = 9,6"),
        (leaf("step", "10", STEP), result("99.5", "100"), "Hụt 0,5%, chưa đủ 1%: 10 điểm"),
        (leaf("step", "10", STEP), result("100.5", "100"), "Vượt 0,5%, chưa đủ 1%: 10 điểm"),
        (leaf("step", "10", STEP), result("100", "100"), "Đúng chỉ tiêu: 10 điểm"),
        (
            leaf("external", "20", {"from": "-10", "to": "10"}, scored_by=Scorer.SECTOR),
            result("5"),
            "20 × (5 − (-10))/(10 − (-10)) = 15",
        ),
    ],
)
def test_the_arithmetic_is_written_out(node, found, text):
    results = {"a": found, "leader": result("120", "100"), "empty": result()}

    assert worked(node, "a", results, TableRules()) == text
