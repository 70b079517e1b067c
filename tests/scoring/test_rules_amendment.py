from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.amendment import (
    ChangedNode,
    differences,
    fitted,
    misfit,
    policies_for,
    suggested_policy,
    told,
)
from scoring.rules.tree import Node
from scoring.states import CriterionKind, Direction, LinePolicy, Scorer

KEEP, CLAMP, ASK_AGAIN = LinePolicy
OLD = [
    Node("I", None, "I", "Nhóm", CriterionKind.GROUP, Decimal(30)),
    Node("I.1", "I", "1", "Một", CriterionKind.MANUAL, Decimal(10)),
    Node("I.2", "I", "2", "Hai", CriterionKind.PASS_FAIL, Decimal(10)),
    Node("I.3", "I", "3", "Ba", CriterionKind.COUNT, Decimal(10), rule={"points_each": "1"}),
]
ITSELF = {node.key: node.key for node in OLD}
MANUAL, PASS_FAIL, COUNT = OLD[1:]


def change(old, **values):
    new = replace(old, **values)
    return differences([old], [new], {new.key: old.key}).changed[0]


def test_a_tree_differs_in_nothing_from_itself():
    changes = differences(OLD, OLD, ITSELF)

    assert not changes
    assert changes.choices == ()


def test_what_was_added_taken_out_moved_and_changed_is_told_apart():
    new = [
        replace(OLD[0], max_points=Decimal(35)),
        replace(OLD[2], key="I.1", code="1"),
        replace(OLD[3], key="I.2", code="2", max_points=Decimal(15)),
        Node("I.3", "I", "3", "Bốn", CriterionKind.MANUAL, Decimal(10)),
    ]

    changes = differences(OLD, new, {"I": "I", "I.1": "I.2", "I.2": "I.3"})

    assert [node.label for node in changes.added] == ["Bốn"]
    assert [node.key for node in changes.removed] == ["I.1"]
    assert [(one.old.key, one.new.key, one.fields) for one in changes.changed] == [
        ("I", "I", ("max_points",)),
        ("I.2", "I.1", ("key",)),
        ("I.3", "I.2", ("key", "max_points")),
    ]
    assert [one.new.key for one in changes.choices] == ["I.2"]


def test_a_leaf_in_another_group_is_moved_and_one_in_a_renamed_group_is_not():
    other = Node("II", None, "II", "Khác", CriterionKind.GROUP, Decimal(10))
    moved = replace(OLD[1], key="II.1", parent_key="II")
    renamed = replace(OLD[0], key="A", code="A")
    stays = replace(OLD[1], key="A.1", parent_key="A")

    into_another = differences([*OLD, other], [other, moved], {"II": "II", "II.1": "I.1"})
    renamed_only = differences(OLD, [renamed, stays], {"A": "I", "A.1": "I.1"})

    assert into_another.changed[0].fields == ("key", "parent_key")
    assert into_another.changed[0].is_moved_only
    assert [one.fields for one in renamed_only.changed] == [("key",), ("key",)]


@pytest.mark.parametrize(
    ("changed", "allowed", "suggested"),
    [
        (change(MANUAL, label="Viết lại"), (KEEP, CLAMP, ASK_AGAIN), KEEP),
        (change(MANUAL, guidance="Thêm"), (KEEP, CLAMP, ASK_AGAIN), KEEP),
        (change(MANUAL, max_points=Decimal(8)), (KEEP, CLAMP, ASK_AGAIN), CLAMP),
        (change(MANUAL, max_points=Decimal(12)), (KEEP, CLAMP, ASK_AGAIN), ASK_AGAIN),
        (change(MANUAL, step=Decimal("0.5")), (KEEP, CLAMP, ASK_AGAIN), CLAMP),
        (change(PASS_FAIL, max_points=Decimal(12)), (KEEP, CLAMP, ASK_AGAIN), CLAMP),
        (change(MANUAL, kind=CriterionKind.PASS_FAIL), (ASK_AGAIN,), ASK_AGAIN),
        (change(MANUAL, scored_by=Scorer.PROVINCE), (ASK_AGAIN,), ASK_AGAIN),
        (change(COUNT, rule={"points_each": "2"}), (KEEP, ASK_AGAIN), KEEP),
        (change(COUNT, max_points=Decimal(12)), (KEEP, ASK_AGAIN), KEEP),
        (change(COUNT, unit="vụ"), (KEEP, ASK_AGAIN), ASK_AGAIN),
        (change(COUNT, direction=Direction.LOWER), (KEEP, ASK_AGAIN), ASK_AGAIN),
    ],
)
def test_what_may_become_of_points_follows_from_what_changed(changed, allowed, suggested):
    assert policies_for(changed) == allowed
    assert suggested_policy(changed) is suggested
    assert suggested in allowed


@pytest.mark.parametrize(
    ("node", "points", "after"),
    [
        (MANUAL, "12", "10"),
        (MANUAL, "9.9", "9.75"),
        (MANUAL, "10", "10"),
        (MANUAL, "0", "0"),
        (replace(MANUAL, step=Decimal(3)), "9.5", "9"),
        (replace(MANUAL, step=Decimal(3)), "10", "10"),  # the maximum itself is always allowed
        (PASS_FAIL, "4", "10"),
        (PASS_FAIL, "0", "0"),
        (COUNT, "10.5", "10"),
        (COUNT, "9.99", "9.99"),
    ],
)
def test_points_are_brought_into_the_range_and_onto_the_step(node, points, after):
    assert fitted(Decimal(points), node) == Decimal(after)


@given(
    points=st.decimals(min_value=0, max_value=50, places=2),
    top=st.decimals(min_value="0.25", max_value=20, places=2),
    step=st.sampled_from(["0.1", "0.25", "0.5", "1"]),
)
def test_fitted_points_always_fit_and_fitting_again_changes_nothing(points, top, step):
    node = replace(MANUAL, max_points=top, step=Decimal(step))

    after = fitted(points, node)

    assert misfit(after, node) == ""
    assert fitted(after, node) == after
    assert after <= max(points, Decimal(0))


def test_points_that_do_not_fit_say_why():
    assert "10" in misfit(Decimal(12), MANUAL)
    assert misfit(Decimal(10), MANUAL) == ""


def test_changes_are_told_in_the_words_of_the_page():
    changed = ChangedNode(
        MANUAL,
        replace(MANUAL, max_points=Decimal("12.5"), label="x", unit="%", kind=CriterionKind.COUNT),
        ("label", "kind", "max_points", "unit"),
    )

    assert told(changed, {"kind": {"manual": "Chấm", "count": "Đếm"}}) == [
        "nội dung được viết lại",
        "cách chấm: Chấm → Đếm",
        "điểm tối đa: 10 → 12,5",
        "đơn vị tính: không có → %",
    ]
