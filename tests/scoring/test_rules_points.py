from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.points import PointsError, parse_points, points_fault
from scoring.rules.tree import JUDGED_KINDS
from scoring.states import CriterionKind

CENTS = st.decimals(min_value=0, max_value=9_999_999, places=2)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("87,25", "87.25"),
        ("87.25", "87.25"),
        ("88,2", "88.2"),
        ("0", "0"),
        (" 40 ", "40"),
        ("\u00a012\u00a0", "12"),
        ("007,50", "7.50"),
    ],
)
def test_points_are_read_with_a_comma_or_a_point(text, points):
    assert parse_points(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "\n"])
def test_nothing_written_is_no_score_and_no_zero(text):
    assert parse_points(text) is None


MISREAD = "1.000|1.000,5|1,000.5|-3|+3|12,345|3,|,5|mười|1e3|NaN|Infinity|٣|1 000|12345678|0x10|3;5"


@pytest.mark.parametrize("text", MISREAD.split("|"))
def test_what_could_be_misread_is_refused(text):
    with pytest.raises(PointsError, match="Điểm ghi bằng chữ số"):
        parse_points(text)


@given(CENTS)
def test_every_number_with_two_places_reads_back(points):
    text = f"{points:.2f}"

    assert parse_points(text) == points
    assert parse_points(text.replace(".", ",")) == points


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        points = parse_points(text)
    except PointsError:
        return

    assert points is None or points >= 0


def fault(points, *, kind=CriterionKind.MANUAL, top="40", step="0.25", floor="0"):
    return points_fault(
        Decimal(points), kind=kind, step=Decimal(step), floor=Decimal(floor), top=Decimal(top)
    )


@pytest.mark.parametrize("points", ["0", "0.25", "39.75", "40", "40.00", "12.5"])
def test_points_within_the_range_and_on_a_step_are_allowed(points):
    assert fault(points) == ""


@pytest.mark.parametrize("points", ["-0.25", "40.25", "1000", "NaN", "sNaN", "Infinity"])
def test_points_outside_the_range_are_refused_with_the_range(points):
    assert fault(points) == "điểm phải từ 0 đến 40."


@pytest.mark.parametrize("points", ["0.1", "12.30", "39.99", "0.255"])
def test_points_between_two_steps_are_refused_with_the_step(points):
    assert fault(points) == "điểm chấm theo bước 0,25 điểm."


def test_the_maximum_is_allowed_where_the_steps_miss_it():
    assert fault("1.1", top="1.1", step="0.25") == ""


@pytest.mark.parametrize("points", ["0", "20"])
def test_pass_or_fail_takes_nothing_or_all(points):
    assert fault(points, kind=CriterionKind.PASS_FAIL, top="20") == ""


def test_pass_or_fail_refuses_what_lies_between():
    refusal = fault("10", kind=CriterionKind.PASS_FAIL, top="20")

    assert refusal == "chỉ chấm 0 điểm (không đạt) hoặc 20 điểm (đạt)."


def test_a_group_takes_no_points_itself():
    assert "cộng từ các tiêu chí con" in fault("10", kind=CriterionKind.GROUP)


@pytest.mark.parametrize("kind", [CriterionKind.BONUS, CriterionKind.PENALTY])
def test_bonus_and_penalty_points_are_positive_and_have_a_ceiling(kind):
    assert fault("10", kind=kind, top="10") == ""
    assert fault("10.25", kind=kind, top="10") == "điểm phải từ 0 đến 10."


def test_real_scores_of_a_veterans_association_are_allowed():
    # Seen in practice (docs/sources.md, formulas): 90 points, with 88,25 and 87,25 among them.
    assert fault("88.25", top="90") == fault("87.25", top="90") == ""


CALCULATED = [kind for kind in CriterionKind if kind not in {*JUDGED_KINDS, CriterionKind.GROUP}]


@pytest.mark.parametrize("kind", CALCULATED)
def test_points_that_overrule_a_formula_need_no_step(kind):
    assert fault("12.34", kind=kind, step="5") == ""
    assert fault("12.345", kind=kind) == "điểm tối đa hai số thập phân."


@pytest.mark.parametrize("points", ["-5", "-4.99", "0", "12"])
def test_a_floor_below_nought_and_a_top_above_the_maximum_are_allowed(points):
    assert fault(points, kind=CriterionKind.STEP, floor="-5", top="12") == ""


@pytest.mark.parametrize("points", ["-5.01", "12.01", "NaN"])
def test_points_beyond_floor_and_top_are_refused_with_both(points):
    refusal = fault(points, kind=CriterionKind.BONUS_PENALTY, floor="-5", top="12")

    assert refusal == "điểm phải từ −5 đến 12."
