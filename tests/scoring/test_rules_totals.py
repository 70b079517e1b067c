from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.settings import TableRules
from scoring.rules.totals import (
    Parts,
    assigned_maximum,
    extras,
    group_maxima,
    group_totals,
    sheet_total,
)
from scoring.rules.tree import Node
from scoring.states import CriterionKind

NODES = [
    Node("I", None, "I", "Nhóm", CriterionKind.GROUP, Decimal(60)),
    Node("I.1", "I", "1", "Nhóm con", CriterionKind.GROUP, Decimal(40)),
    Node("I.1.a", "I.1", "a", "Lá", CriterionKind.MANUAL, Decimal(30)),
    Node("I.1.b", "I.1", "b", "Lá", CriterionKind.MANUAL, Decimal(10)),
    Node("I.2", "I", "2", "Lá", CriterionKind.PASS_FAIL, Decimal(20)),
    Node("II", None, "II", "Nhóm", CriterionKind.GROUP, Decimal(40)),
    Node("II.1", "II", "1", "Lá", CriterionKind.MANUAL, Decimal(40)),
    Node("T", None, "T", "Thưởng, trừ", CriterionKind.GROUP, Decimal(10)),
    Node("T.1", "T", "1", "Thưởng", CriterionKind.BONUS, Decimal(10)),
    Node("T.2", "T", "2", "Trừ", CriterionKind.PENALTY, Decimal(100)),
]


def points(**given_points):
    return {key.replace("_", "."): Decimal(value) for key, value in given_points.items()}


def test_groups_sum_their_children_through_all_levels():
    given_points = points(I_1_a="25.5", I_1_b="10", I_2="20", II_1="0", T_1="5", T_2="2")

    assert group_totals(NODES, given_points) == {
        "I": Decimal("55.50"),
        "I.1": Decimal("35.50"),
        "II": Decimal("0.00"),
        "T": Decimal("3.00"),
    }


def test_a_group_of_only_empty_lines_has_no_sum_but_a_zero_is_one():
    totals = group_totals(NODES, {"I.2": Decimal(0), "II.1": None})

    assert totals == {"I": Decimal(0), "I.1": None, "II": None, "T": None}


def test_one_filled_line_makes_a_sum_of_the_groups_above_it():
    totals = group_totals(NODES, points(I_1_a="7"))

    assert totals == {"I": Decimal(7), "I.1": Decimal(7), "II": None, "T": None}


def test_a_penalty_alone_is_a_negative_sum_of_its_group():
    assert group_totals(NODES, points(T_2="4"))["T"] == Decimal(-4)


def test_the_sheet_takes_penalties_off_the_whole():
    given_points = points(I_1_a="25.5", I_2="20", II_1="40", T_1="10", T_2="2.25")

    assert sheet_total(NODES, given_points) == Decimal("93.25")


def test_a_sheet_may_exceed_the_scale_by_its_bonus():
    # Seen in practice (docs/sources.md, formulas): 97 points and a bonus of 10 are 107.
    given_points = points(I_1_a="30", I_1_b="10", I_2="20", II_1="37", T_1="10")

    assert sheet_total(NODES, given_points) == Decimal("107.00")


def test_penalties_never_pull_a_sheet_below_zero():
    assert sheet_total(NODES, points(I_2="20", T_2="100")) == Decimal("0.00")


def test_an_empty_sheet_sums_to_zero_with_two_places():
    assert str(sheet_total(NODES, {})) == "0.00"


LEAVES = [node.key for node in NODES if not node.is_group]


@given(
    st.dictionaries(
        st.sampled_from(LEAVES),
        st.none() | st.decimals(min_value=0, max_value=40, places=2),
    )
)
def test_the_top_groups_together_are_the_sheet(given_points):
    tops = [group_totals(NODES, given_points)[key] for key in ("I", "II", "T")]

    whole = sum((top for top in tops if top is not None), start=Decimal(0))
    assert sheet_total(NODES, given_points) == max(whole, Decimal(0))


def capped(key, cap):
    return [replace(node, rule={"cap": cap}) if node.key == key else node for node in NODES]


def test_a_group_is_cut_to_its_ceiling_at_every_level():
    given_points = points(I_1_a="30", I_1_b="10", I_2="20")

    assert group_totals(capped("I.1", "35"), given_points) == {
        "I": Decimal(55),
        "I.1": Decimal(35),
        "II": None,
        "T": None,
    }
    assert sheet_total(capped("I", "50"), given_points) == 50


def test_a_ceiling_cuts_additions_and_never_a_penalty():
    given_points = points(T_1="10", T_2="4", II_1="40")

    assert group_totals(capped("T", "3"), given_points)["T"] == Decimal(-1)
    assert sheet_total(capped("T", "3"), given_points) == 39


def test_additions_may_be_kept_within_the_scale_of_what_is_assigned():
    within = TableRules(bonus_may_pass_scale=False)
    full = points(I_1_a="30", I_1_b="10", I_2="20", II_1="38", T_1="10", T_2="3")
    small = points(I_1_a="30", I_1_b="10", I_2="18", T_1="10")

    assert sheet_total(NODES, full, within) == 97
    assert sheet_total(NODES, small, within, not_assigned={"II.1"}) == 60


@pytest.mark.parametrize(
    ("rules", "total"),
    [({"bonus_cap": Decimal(6)}, 103), ({"penalty_cap": Decimal(2)}, 108), ({}, 107)],
)
def test_additions_and_penalties_have_their_own_ceilings(rules, total):
    full = points(I_1_a="30", I_1_b="10", I_2="20", II_1="40", T_1="10", T_2="3")

    assert sheet_total(NODES, full, TableRules(**rules)) == total


def test_the_assigned_maximum_leaves_out_extras_and_what_is_not_assigned():
    assert assigned_maximum(NODES) == 100
    assert assigned_maximum(NODES, {"I.1.b", "II.1"}) == 50
    assert group_maxima(NODES, {"I.2"}) == {
        "I": 40,
        "I.1": 40,
        "I.1.a": 30,
        "I.1.b": 10,
        "I.2": 0,
        "II": 40,
        "II.1": 40,
        "T": 0,
        "T.1": 0,
        "T.2": 0,
    }


def test_an_event_criterion_adds_or_takes_off_by_its_sign():
    events = Node("E", None, "E", "Việc", CriterionKind.BONUS_PENALTY, Decimal(5))

    assert sheet_total([*NODES, events], points(II_1="40", E="-5")) == 35
    assert extras([*NODES, events], points(E="-5", T_1="2", T_2="1")) == Parts(
        bonus=Decimal(2), penalty=Decimal(6)
    )
