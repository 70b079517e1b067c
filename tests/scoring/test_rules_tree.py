from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.tree import Node, check_tree, with_sums_of_extras
from scoring.states import CriterionKind, Scorer

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


NO_MAXIMUM = "điểm tối đa phải lớn hơn 0, tối đa hai số thập phân."
NOT_ITS_SUM = "tối đa 41 điểm nhưng các tiêu chí con cộng lại 40 điểm."
GROUP_TOO_LARGE = small(II=node("II", GROUP, "41"))


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
        (small(III=node("III", BONUS, "0")), 100, [f"Tiêu chí III: {NO_MAXIMUM}"]),
        (small(III=node("III", BONUS, "1.005")), 100, [f"Tiêu chí III: {NO_MAXIMUM}"]),
        (
            small(I_1=node("I.1", MANUAL, "40", step=Decimal(0))),
            100,
            ["Tiêu chí I.1: bước điểm phải lớn hơn 0, tối đa hai số thập phân."],
        ),
        (
            small(I_1=node("I.1", MANUAL, "40", step=Decimal(41))),
            100,
            ["Tiêu chí I.1: bước điểm không được lớn hơn điểm tối đa 40."],
        ),
        # One number is wrong: it is told once, not in every sum that it is part of.
        (small(I_1=node("I.1", MANUAL, "0")), 100, [f"Tiêu chí I.1: {NO_MAXIMUM}"]),
        (small(II_1=node("II.1", GROUP, "41")), 100, [f"Nhóm II.1 {NOT_ITS_SUM}"]),
        (GROUP_TOO_LARGE, 100, [f"Nhóm II {NOT_ITS_SUM}"]),
        (GROUP_TOO_LARGE, 101, [f"Nhóm II {NOT_ITS_SUM}"]),
        (
            GROUP_TOO_LARGE,
            90,
            [f"Nhóm II {NOT_ITS_SUM}", "Thang điểm là 90 nhưng các nhóm cộng lại 101 điểm."],
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


def test_a_group_of_bonuses_or_penalties_may_say_that_it_is_worth_nothing():
    extras = [
        node("V", GROUP, "0"),
        node("V.1", GROUP, "0"),
        node("V.1.a", BONUS, "6"),
        node("V.1.b", BONUS, "4"),
        node("V.2", PENALTY, "3"),
        node("VI", GROUP, "0"),
        node("VI.1", PENALTY, "5"),
    ]

    filled = with_sums_of_extras([*small(), *extras])

    assert {row.key: row.max_points for row in filled if row.key in {"V", "V.1", "VI"}} == {
        "V": 10,
        "V.1": 10,
        "VI": 5,
    }
    assert check_tree(filled, Decimal(100)) == []


def test_a_group_that_counts_never_gets_a_sum_that_nobody_wrote():
    rows = small(I=node("I", GROUP, "0"))

    filled = with_sums_of_extras(rows)

    assert filled == tuple(rows)
    assert check_tree(filled, Decimal(100))
    assert with_sums_of_extras([node("I", GROUP, "0")])[0].max_points == 0
    assert [row.key for row in with_sums_of_extras([rows[1], rows[0]])] == ["I.1", "I"]


def test_a_bonus_inside_a_counted_group_does_not_count_towards_its_maximum():
    nodes = [node("I", GROUP, "100"), node("I.1", MANUAL, "100"), node("I.2", BONUS, "10")]

    assert check_tree(nodes, Decimal(100)) == []


def test_all_faults_of_sums_are_reported_together():
    nodes = small(
        I_1=node("I.1", MANUAL, "30"),
        II_1_a=node("II.1.a", MANUAL, "30"),
    )

    assert len(check_tree(nodes, Decimal(90))) == 3


def both(key, top, floor, **rule):
    rule = {"plus": "1", "minus": "1", **rule}
    return node(key, CriterionKind.BONUS_PENALTY, top, min_points=Decimal(floor), rule=rule)


TITLES = {"titles": {"co-chinh-phu": "15"}}


def test_bonuses_by_events_and_by_titles_stand_outside_the_scale_too():
    extra = [
        node("T", GROUP, "25"),
        both("T.1", "10", "-5"),
        node("T.2", CriterionKind.AWARD_BONUS, "15", rule=TITLES),
        both("T.3", "0", "-8", plus="0"),
    ]

    assert check_tree([*small(), *extra], Decimal(100)) == []


def test_events_inside_a_counted_group_do_not_count_towards_its_maximum():
    nodes = [node("I", GROUP, "100"), node("I.1", MANUAL, "100"), both("I.2", "10", "-10")]

    assert check_tree(nodes, Decimal(100)) == []


def test_a_group_that_only_takes_off_sums_the_most_that_it_takes():
    extra = [
        node("P", GROUP, "30"),
        node("P.1", PENALTY, "10"),
        both("P.2", "0", "-20", plus="0"),
    ]

    assert check_tree([*small(), *extra], Decimal(100)) == []


def test_a_leaf_that_only_takes_off_may_stand_at_the_top():
    assert check_tree([*small(), both("P", "0", "-20", plus="0")], Decimal(100)) == []


def test_calculated_leaves_count_towards_the_scale_with_their_maximum():
    over = {"cap": "1.5"}  # may reach 60, counts 40
    nodes = small(I_1=node("I.1", CriterionKind.PROPORTIONAL, "40", rule=over))

    assert check_tree(nodes, Decimal(100)) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"I_1": node("I.1", CriterionKind.COUNT, "40")},
            "Tiêu chí I.1: tham số “points_each” (điểm mỗi lần) chưa có.",
        ),
        (
            {"I_1": node("I.1", MANUAL, "40", rule={"cap": "1"})},
            "Tiêu chí I.1: tham số “cap” không dùng cho loại tiêu chí này.",
        ),
        (
            {"I_1": node("I.1", MANUAL, "40", min_points=Decimal(-1))},
            "Tiêu chí I.1: loại tiêu chí này không xuống dưới 0; điểm tối thiểu phải bằng 0.",
        ),
        (
            {"I_1": node("I.1", MANUAL, "40", scored_by=Scorer.SECTOR)},
            "Tiêu chí I.1: chưa ghi cơ quan chuyên ngành chấm tiêu chí này.",
        ),
        (
            {"I_1": node("I.1", MANUAL, "40", scored_by=Scorer.PROVINCE, sector="so-y-te")},
            "Tiêu chí I.1: chỉ ghi cơ quan chuyên ngành khi cơ quan đó chấm tiêu chí này.",
        ),
        (
            {"I": node("I", GROUP, "60", scored_by=Scorer.SECRETARIAT)},
            "Tiêu chí I: nhóm được cộng từ các tiêu chí con, không chọn người chấm.",
        ),
        (
            {"I": node("I", GROUP, "60", rule={"cap": "59"})},
            "Nhóm I tối đa 60 điểm nhưng tham số “cap” chỉ cho 59 điểm.",
        ),
    ],
)
def test_each_fault_of_a_formula_or_a_scorer_is_named_with_its_place(changed, fault):
    assert check_tree(small(**changed), Decimal(100)) == [fault]


def test_a_sector_is_named_where_it_scores():
    changed = node("I.1", MANUAL, "40", scored_by=Scorer.SECTOR, sector="so-y-te")

    assert check_tree(small(I_1=changed), Decimal(100)) == []


def test_a_cap_may_let_a_bonus_fill_a_group_or_keep_a_group_of_bonuses_low():
    extra = [
        node("T", GROUP, "50", rule={"cap": "30"}),
        node("T.1", BONUS, "30"),
        node("T.2", BONUS, "20"),
    ]
    counted = node("I", GROUP, "60", rule={"cap": "60"})

    assert check_tree([*small(I=counted), *extra], Decimal(100)) == []


def test_the_decimals_of_the_table_hold_for_all_its_points():
    tenths = [node("I", MANUAL, "99.5", step=Decimal("0.5")), node("II", MANUAL, "0.5")]

    assert check_tree(tenths, Decimal(100)) == []
    assert check_tree(tenths, Decimal(100), decimals=1) == [
        "Tiêu chí II: bước điểm phải lớn hơn 0, tối đa một số thập phân."
    ]
    assert check_tree(tenths, Decimal("100.5"), decimals=0) == [
        "Thang điểm phải lớn hơn 0, không được có phần thập phân."
    ]


@pytest.mark.parametrize("scale", [90, 100, 200, 500, 1000])
def test_the_scale_is_whatever_the_table_sums_to(scale):
    nodes = [node("I", MANUAL, str(scale - 30)), node("II", PASS_FAIL, "30")]

    assert check_tree(nodes, Decimal(scale)) == []


@pytest.mark.parametrize(
    "code", ["1", "a", "đ", "1.2", "I-1", "1_b", "2/1", "a)", "(b)", "1*", "2+", "Mục 1", "Ậ"]
)
def test_codes_as_tables_number_their_criteria_are_taken(code):
    table = [replace(node("I", MANUAL, "100"), code=code)]

    assert check_tree(table, Decimal(100)) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"code": "<b>"}, "mã có ký tự không dùng được: < >; mã chỉ gồm chữ cái, chữ số và các"),
        ({"code": "a:b;c"}, "mã có ký tự không dùng được: : ;; mã chỉ gồm"),
        ({"code": "1→2"}, "mã có ký tự không dùng được: →"),
        ({"code": "x" * 21}, "mã dài quá: mỗi phần không quá 20 ký tự, cả mã không quá 120."),
        ({"unit": "x" * 41}, "đơn vị tính dài hơn 40 ký tự."),
    ],
)
def test_a_name_that_means_something_else_or_does_not_fit_is_refused(changed, fault):
    table = [replace(node("I", MANUAL, "100"), **changed)]

    (found,) = check_tree(table, Decimal(100))

    assert found.startswith(f"Tiêu chí I: {fault}")


def test_the_usual_step_may_stand_on_a_criterion_that_is_worth_less():
    table = [node("I", MANUAL, "99.9"), node("II", MANUAL, "0.1"), node("T", BONUS, "0.1")]

    assert check_tree(table, Decimal(100)) == []
    assert check_tree([*table[:2], replace(table[2], step=Decimal("0.5"))], Decimal(100)) == [
        "Tiêu chí T: bước điểm không được lớn hơn điểm tối đa 0,1."
    ]
