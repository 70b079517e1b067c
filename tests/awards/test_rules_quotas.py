"""Limits with their arithmetic: brackets, shares, rounding, refusal or warning."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.quotas import Bracket, QuotaRule, answered, bracket_faults, limit_of
from awards.states import QuotaBase, QuotaMode, ShareRounding, Strictness

BRACKETS = (Bracket(1, 7, 1), Bracket(8, 12, 2), Bracket(13, None, 3))


def by_bracket(**changes):
    values = {"base": QuotaBase.MEMBERS, "strictness": Strictness.HARD, "verified": True}
    return QuotaRule(mode=QuotaMode.BRACKETS, brackets=BRACKETS, **(values | changes))


def by_percent(percent, rounding=ShareRounding.DOWN, **changes):
    values = {"base": QuotaBase.FLAG_STANDARD, "strictness": Strictness.SOFT, "verified": True}
    return QuotaRule(
        mode=QuotaMode.PERCENT, percent=Decimal(percent), rounding=rounding, **(values | changes)
    )


@pytest.mark.parametrize(
    ("members", "limit", "text"),
    [
        (1, 1, "Có 1 đơn vị thành viên, thuộc mức từ 1 đến 7: tối đa 1."),
        (7, 1, "Có 7 đơn vị thành viên, thuộc mức từ 1 đến 7: tối đa 1."),
        (8, 2, "Có 8 đơn vị thành viên, thuộc mức từ 8 đến 12: tối đa 2."),
        (12, 2, "Có 12 đơn vị thành viên, thuộc mức từ 8 đến 12: tối đa 2."),
        (13, 3, "Có 13 đơn vị thành viên, thuộc mức từ 13 trở lên: tối đa 3."),
        (0, None, "Có 0 đơn vị thành viên, không thuộc mức nào nên chưa có hạn mức."),
    ],
)
def test_a_bracket_holds_both_its_ends(members, limit, text):
    found = limit_of(by_bracket(), members)

    assert (found.number, found.text) == (limit, text)


BROKEN = "20% của 11 tập thể được đề nghị hoặc được tặng cờ thi đua là 2,2, "


@pytest.mark.parametrize(
    ("rounding", "limit", "text"),
    [
        (ShareRounding.DOWN, 2, f"{BROKEN}bỏ phần lẻ: tối đa 2."),
        (
            ShareRounding.NEAREST,
            2,
            f"{BROKEN}làm tròn đến số gần nhất, từ 0,5 làm tròn lên: tối đa 2.",
        ),
        (ShareRounding.UP, 3, f"{BROKEN}làm tròn lên: tối đa 3."),
    ],
)
def test_a_share_says_how_it_was_rounded(rounding, limit, text):
    found = limit_of(by_percent("20", rounding), 11)

    assert (found.number, found.text) == (limit, text)


def test_a_share_that_comes_out_even_needs_no_rounding():
    found = limit_of(by_percent("20", ShareRounding.UP), 10)

    assert found.number == 2
    assert "làm tròn" not in found.text


def test_half_an_award_is_rounded_up_where_the_nearest_counts():
    assert limit_of(by_percent("50", ShareRounding.NEAREST), 5).number == 3


def test_at_the_limit_nothing_is_said():
    answer = answered(by_bracket(), base=9, used=2, award="Cờ thi đua")

    assert (answer.over, answer.refuses, answer.warns) == (0, "", "")


def test_one_over_a_hard_limit_is_refused_with_the_arithmetic_and_the_ground():
    rule = by_bracket(source="Quyết định số 12/2024/QĐ-UBND")

    answer = answered(rule, base=9, used=3, award="Cờ thi đua")

    assert answer.refuses == (
        "Cờ thi đua: đề nghị 3, vượt 1 so với hạn mức. Có 9 đơn vị thành viên, thuộc mức từ 8 "
        "đến 12: tối đa 2. Căn cứ: Quyết định số 12/2024/QĐ-UBND."
    )
    assert answer.warns == ""


def test_one_over_a_soft_limit_is_a_warning():
    answer = answered(by_percent("20"), base=10, used=3, award="Cờ Chính phủ")

    assert answer.refuses == ""
    assert answer.warns.startswith("Cờ Chính phủ: đề nghị 3, vượt 1 so với hạn mức. 20% của 10")


def test_a_rule_that_nobody_verified_never_refuses():
    answer = answered(by_bracket(verified=False), base=9, used=3, award="Cờ thi đua")

    assert answer.refuses == ""
    assert answer.warns.endswith("Quy định này chưa được đối chiếu nên chỉ cảnh báo.")


def test_without_a_limit_nothing_is_over():
    assert answered(by_bracket(), base=0, used=9, award="Cờ").over == 0


@pytest.mark.parametrize(
    ("brackets", "faults"),
    [
        (BRACKETS, []),
        ((), ["Cần ít nhất một mức theo số lượng."]),
        ((Bracket(2, None, 1),), ["Mức đầu tiên phải bắt đầu từ 1."]),
        (
            (Bracket(1, 7, 1), Bracket(9, None, 2)),
            ["Còn trống giữa 7 và 9."],
        ),
        (
            (Bracket(1, 7, 1), Bracket(7, None, 2)),
            ["Mức bắt đầu từ 7 trùng với mức trước đó."],
        ),
        (
            (Bracket(1, None, 1), Bracket(8, None, 2)),
            ["Mức bắt đầu từ 8 trùng với mức trước đó."],
        ),
        (
            (Bracket(1, 7, 1),),
            ["Mức cuối cùng phải để trống số cuối, để mọi khối, cụm đều có mức."],
        ),
    ],
)
def test_brackets_leave_no_bloc_without_a_limit(brackets, faults):
    assert bracket_faults(brackets) == faults


@given(
    st.decimals("0", "100", places=2),
    st.integers(0, 500),
    st.sampled_from(ShareRounding),
)
def test_a_share_is_never_more_than_one_away_and_never_shrinks(percent, base, rounding):
    rule = by_percent(percent, rounding)
    number = limit_of(rule, base).number

    assert abs(number - percent * base / 100) < 1
    assert number <= limit_of(rule, base + 1).number
