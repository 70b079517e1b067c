from decimal import Decimal

import pytest

from scoring.rules.tree import Node, check_tree
from scoring.states import CriterionKind

GROUP, MANUAL = CriterionKind.GROUP, CriterionKind.MANUAL
PASS_FAIL, BONUS, PENALTY = CriterionKind.PASS_FAIL, CriterionKind.BONUS, CriterionKind.PENALTY


def node(key, kind, top, **fields):
    parent, _, code = key.rpartition(".")
    values = {
        "key": key,
        "parent_key": parent or None,
        "code": code,
        "label": f"Tiêu chí {key}",
        "kind": kind,
        "max_points": Decimal(top),
        **fields,
    }
    return Node(**values)


def small(**changes):
    """Return 60 + 40 points, a bonus of 10 and a penalty of 5, with nodes changed by key."""
    rows = {
        "I": node("I", GROUP, "60"),
        "I_1": node("I.1", MANUAL, "40"),
        "I_2": node("I.2", PASS_FAIL, "20"),
        "II": node("II", GROUP, "40"),
        "II_1": node("II.1", GROUP, "40"),
        "II_1_a": node("II.1.a", MANUAL, "40"),
        "III": node("III", BONUS, "10"),
        "IV": node("IV", PENALTY, "5"),
    }
    return [row for row in {**rows, **changes}.values() if row is not None]


def test_a_table_that_holds_together_has_no_faults():
    assert check_tree(small(), Decimal(100)) == []


def test_the_shape_of_a_complete_real_table_is_accepted():
    # A real table (docs/sources.md, table tree): 700, 200 and 100; leaf maxima from 0.5 to 50.
    nodes = []
    for key, count, top in (("I", 14, "50"), ("II", 8, "25"), ("III", 200, "0.5")):
        nodes.append(node(key, GROUP, str(count * Decimal(top))))
        nodes += [node(f"{key}.{place}", MANUAL, top) for place in range(1, count + 1)]

    assert check_tree(nodes, Decimal(1000)) == []


@pytest.mark.parametrize(
    ("nodes", "scale", "faults"),
    [
        ([], 100, ["Bảng tiêu chí chưa có tiêu chí nào."]),
        (
            small(I_2=node("I.1", PASS_FAIL, "20")),
            100,
            ["Mã tiêu chí I.1 bị trùng 2 lần."],
        ),
        (
            small(II=None),
            100,
            ["Tiêu chí II.1: không có nhóm II đứng trước."],
        ),
        (
            small(I_2=node("I.1.x", MANUAL, "20")),
            100,
            ["Tiêu chí I.1.x: I.1 không phải là nhóm tiêu chí."],
        ),
        (
            small(II_1_a=None),
            100,
            [
                "Nhóm II.1 chưa có tiêu chí con.",
                "Thang điểm là 100 nhưng các nhóm cộng lại 60 điểm.",
            ],
        ),
        (
            small(I_1=node("I.1", MANUAL, "41")),
            100,
            ["Nhóm I tối đa 60 điểm nhưng các tiêu chí con cộng lại 61 điểm."],
        ),
        ([node("III", BONUS, "10")], 0, ["Thang điểm phải lớn hơn 0, tối đa hai số thập phân."]),
        (small(), 1000, ["Thang điểm là 1.000 nhưng các nhóm cộng lại 100 điểm."]),
        (
            small(I_1=node("I.1", MANUAL, "40", label=" ")),
            100,
            ["Tiêu chí I.1: thiếu mã hoặc nội dung."],
        ),
        (
            small(III=node("III", BONUS, "0")),
            100,
            ["Tiêu chí III: điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."],
        ),
        (
            small(III=node("III", BONUS, "1.005")),
            100,
            ["Tiêu chí III: điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."],
        ),
        (
            small(I_1=node("I.1", MANUAL, "40", step=Decimal(0))),
            100,
            ["Tiêu chí I.1: bước điểm phải lớn hơn 0, tối đa hai số thập phân."],
        ),
    ],
)
def test_each_fault_is_named_with_its_place(nodes, scale, faults):
    assert check_tree(nodes, Decimal(scale)) == faults


def test_a_parent_that_stands_behind_its_child_is_refused():
    nodes = [node("I.1", MANUAL, "100"), node("I", GROUP, "100")]

    assert check_tree(nodes, Decimal(100)) == ["Tiêu chí I.1: không có nhóm I đứng trước."]


def test_a_node_is_not_its_own_parent():
    nodes = [node("I", GROUP, "100", parent_key="I")]

    assert check_tree(nodes, Decimal(100)) == ["Tiêu chí I: không có nhóm I đứng trước."]


def test_a_group_of_bonuses_stands_outside_the_scale_and_sums_its_bonuses():
    extra = [
        node("T", GROUP, "50"),
        node("T.1", BONUS, "30"),
        node("T.2", BONUS, "20"),
        node("T.3", PENALTY, "15"),
    ]

    assert check_tree([*small(), *extra], Decimal(100)) == []


def test_a_group_of_penalties_sums_them():
    extra = [node("P", GROUP, "30"), node("P.1", PENALTY, "10"), node("P.2", PENALTY, "20")]

    assert check_tree([*small(), *extra], Decimal(100)) == []


def test_a_bonus_inside_a_counted_group_does_not_count_towards_its_maximum():
    nodes = [node("I", GROUP, "100"), node("I.1", MANUAL, "100"), node("I.2", BONUS, "10")]

    assert check_tree(nodes, Decimal(100)) == []


def test_all_faults_of_sums_are_reported_together():
    nodes = small(
        I_1=node("I.1", MANUAL, "30"),
        II_1_a=node("II.1.a", MANUAL, "30"),
    )

    assert len(check_tree(nodes, Decimal(90))) == 3
