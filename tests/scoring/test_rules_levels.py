"""A criterion with named levels, of which a person chooses one."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.amendment import ChangedNode, fitted, misfit, suggested_policy
from scoring.rules.formulas import described, level_at, levels_of, rule_faults
from scoring.rules.points import points_fault
from scoring.rules.simulation import Change, simulate
from scoring.states import CriterionKind, LinePolicy
from tests.scoring.formulas import leaf
from tests.scoring.outcomes import line, member, node_of, only, season

PARTY = {"HTXSNV": "80", "HTTNV": "65", "HTNV": "40", "Không HTNV": "0"}


def rule(levels):
    return {"options": [{"label": label, "points": points} for label, points in levels.items()]}


def options(levels=None, top="80"):
    return leaf("options", top, rule(PARTY if levels is None else levels))


def test_the_levels_stand_in_the_table_s_order_and_explain_themselves():
    node = options()

    assert [str(level) for level in levels_of(node)] == [
        "HTXSNV (80)",
        "HTTNV (65)",
        "HTNV (40)",
        "Không HTNV (0)",
    ]
    assert rule_faults(node) == []
    assert described(node) == (
        "Chọn một mức (HTXSNV: 80; HTTNV: 65; HTNV: 40; Không HTNV: 0 điểm)."
    )
    assert not node.is_calculated


@pytest.mark.parametrize(("points", "label"), [("65.00", "HTTNV"), ("0", "Không HTNV")])
def test_points_stand_for_the_level_that_is_worth_them(points, label):
    assert level_at(options(), Decimal(points)).label == label


def test_other_points_and_other_kinds_have_no_level():
    assert level_at(options(), Decimal(64)) is None
    assert level_at(options(), None) is None
    assert levels_of(leaf("manual", "80")) == ()


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ("80", ""),
        ("65.00", ""),
        ("0", ""),
        ("64", "chỉ chọn một trong các mức: HTXSNV (80); HTTNV (65); HTNV (40); Không HTNV (0)."),
        ("80.25", "điểm phải từ 0 đến 80."),
        ("-1", "điểm phải từ 0 đến 80."),
    ],
)
def test_only_the_points_of_a_level_are_taken(points, fault):
    node = options()

    found = points_fault(
        Decimal(points),
        kind=node.kind,
        step=node.step,
        floor=Decimal(0),
        top=node.max_points,
        levels=levels_of(node),
    )

    assert found == fault


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (leaf("options", "80"), "phải là danh sách các mức"),
        (leaf("options", "80", {"options": "HTXSNV"}), "phải là danh sách các mức"),
        (options({"HTXSNV": "80"}), "ít nhất hai mức"),
        (options({"A": "80", " a ": "0"}), "bị ghi hai lần"),
        (options({"A": "80", "B": "40", "C": "40.00"}), "“C” và mức “B” cùng 40 điểm"),
        (
            options({"A": "70", "B": "0"}),
            "Mức cao nhất được 70 điểm, phải đúng bằng điểm tối đa 80",
        ),
        (options({"A": "90", "B": "0"}), "Mức cao nhất được 90 điểm"),
        (options({"A": "80", "B": "-5"}), "Mức thứ 2: Tham số “points” (điểm của mức) phải từ 0"),
        (options({"A": "80", "": "0"}), "Mức thứ 2: Tham số “label” (tên mức) phải là chữ"),
        (options({"A; B": "80", "C": "0"}), "không có dấu chấm phẩy hoặc mũi tên"),
        (options({"A -> B": "80", "C": "0"}), "không có dấu chấm phẩy hoặc mũi tên"),
        (options({"A" * 101: "80", "C": "0"}), "tên không quá 100 ký tự"),
        (options({"A": "80", "B": "12.5"}), ""),
        (
            options({"A": "80", "B": "12.555"}),
            "Điểm 12,555 ghi ở cách tính",
        ),
        (leaf("options", "80", {**rule(PARTY), "step": "1"}), "“step” không dùng"),
        (leaf("manual", "80", rule(PARTY)), "“options” không dùng"),
    ],
)
def test_levels_that_cannot_be_told_apart_or_reached_are_refused(node, said):
    found = rule_faults(node)

    assert len(found) == bool(said)
    assert all(said in fault for fault in found)


def test_the_table_s_places_hold_for_levels_and_the_step_does_not_matter():
    odd = replace(options({"A": "80", "B": "12.5"}), step=Decimal("0.25"))

    assert rule_faults(odd, decimals=0) == [
        "Điểm 12,5 ghi ở cách tính: không được có phần thập phân."
    ]
    assert rule_faults(options(), decimals=0) == []


def changed(levels, top="80"):
    new = options(levels, top)
    return ChangedNode(options(), new, ("rule",))


@pytest.mark.parametrize(
    ("levels", "policy"),
    [
        ({**PARTY, "Chưa xếp loại": "20"}, LinePolicy.KEEP),
        ({**PARTY, "HTTNV": "70"}, LinePolicy.ASK_AGAIN),
        ({"HTXSNV": "80", "Khác": "0"}, LinePolicy.ASK_AGAIN),
    ],
)
def test_an_amendment_keeps_what_was_chosen_while_every_level_is_worth_the_same(levels, policy):
    assert suggested_policy(changed(levels)) is policy


@pytest.mark.parametrize(
    ("points", "expected"), [("80", "70"), ("65", "60"), ("60", "60"), ("40", "20"), ("0", "20")]
)
def test_points_that_are_no_level_any_more_go_down_to_the_next_one(points, expected):
    node = options({"A": "70", "B": "60", "C": "20"}, "70")

    assert bool(misfit(Decimal(points), node)) == (points != "60")
    assert fitted(Decimal(points), node) == Decimal(expected)


def test_a_simulation_stretches_the_levels_with_the_points():
    node = node_of(CriterionKind.OPTIONS, top="80", rule=rule(PARTY))
    facts = season(member("a", lines={"I.1": line("65")}), nodes=[node])

    found = simulate(facts, Change({"I.1": Decimal(40)}))

    assert only(facts).final == 65
    (row,) = found.new.rows
    assert (row.final, row.maximum) == (Decimal("32.5"), 40)
    assert [level.points for level in levels_of(found.new.facts.nodes[0])] == [
        40,
        Decimal("32.5"),
        20,
        0,
    ]
