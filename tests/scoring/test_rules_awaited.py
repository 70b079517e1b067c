from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.awaited import SETTLED, Awaited, awaited_of, awaited_words, most_awaited
from scoring.rules.calculated import with_calculated_points
from scoring.rules.facts import LineFacts, Member, SeasonFacts
from scoring.rules.final import final_of
from scoring.rules.formulas import members_awaited
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import Direction, Scorer, Strategy
from tests.scoring.formulas import leaf, result

RULES = TableRules()
COMPARED = leaf("leader_relative", "40")


def counts(node=COMPARED, **members):
    return members_awaited(node, {code: result(*found) for code, found in members.items()})


def test_past_the_target_one_waits_for_those_who_have_a_target_and_no_result():
    assert counts(
        a=("120", "100"), b=("100", "100"), c=("90", "100"), d=(None, "100"), e=(None, None)
    ) == {"a": 1, "b": 0, "c": 0, "d": 0, "e": 0}


def test_without_a_target_one_waits_for_those_who_have_none_either():
    found = counts(a=("7", None), b=(None, None), c=(None, None), d=(None, "100"))

    assert found == {"a": 2, "b": 0, "c": 0, "d": 0}


@pytest.mark.parametrize(
    ("node", "own"),
    [
        (leaf("leader_relative", "40", {"on_target_share": "1"}), ("120", "100")),
        (COMPARED, ("5", "0")),  # nought cannot be passed
        (leaf("leader_relative", "40", direction=Direction.LOWER), ("120", "100")),
    ],
)
def test_points_that_nobody_else_moves_wait_for_nobody(node, own):
    assert counts(node, a=own, b=(None, "100"))["a"] == 0


def test_where_lower_is_better_one_is_past_the_target_below_it():
    assert (
        counts(leaf("leader_relative", "4", direction=Direction.LOWER), a=("9", "10"), b=())["a"]
        == 0
    )
    assert counts(
        leaf("leader_relative", "4", direction=Direction.LOWER), a=("9", "10"), b=(None, "10")
    ) == {"a": 1, "b": 0}


def test_other_kinds_compare_nobody():
    assert counts(leaf("proportional", "40", {"cap": "1.2"}), a=("9", "10"), b=()) == {
        "a": 0,
        "b": 0,
    }
    assert awaited_of(leaf("proportional", "40"), {"a": LineFacts()}, RULES) == {}


def line(own=None, appraised=None, **fields):
    """Return a line without targets, with the points that a lone result has."""
    full = Decimal(40)
    return LineFacts(
        result_self=result(own),
        result_appraised=result(appraised),
        own=None if own is None else full,
        appraised=None if appraised is None else full,
        **fields,
    )


def test_each_layer_waits_for_its_own_and_final_points_for_the_layer_they_come_from():
    lines = {"a": line("7", "7"), "b": line("5"), "c": line()}

    found = awaited_of(COMPARED, lines, RULES)

    assert found == {
        "a": Awaited(own=1, appraised=2, final=2),
        "b": Awaited(own=1, final=1),
        "c": SETTLED,
    }


def test_what_the_province_overrules_waits_for_nobody():
    lines = {"a": line("7", "7", province=Decimal(30)), "b": line()}

    assert awaited_of(COMPARED, lines, RULES)["a"] == Awaited(own=1, appraised=1, final=0)


def test_a_line_that_is_not_assigned_is_not_awaited():
    lines = {"a": line("7"), "b": replace(line(), assigned=False)}

    assert awaited_of(COMPARED, lines, RULES) == {"a": SETTLED}


def test_a_sector_is_awaited_for_all_members_but_itself():
    node = leaf("leader_relative", "40", scored_by=Scorer.SECTOR, sector="so")
    given_by_sector = {"sector": {"so": Decimal(40)}, "sector_actual": {"so": Decimal(7)}}
    lines = {"a": LineFacts(**given_by_sector), "so": LineFacts()}

    assert awaited_of(node, lines, RULES)["a"] == SETTLED
    assert awaited_of(node, lines | {"b": LineFacts()}, RULES)["a"] == Awaited(sector=1, final=1)


def test_the_province_is_awaited_where_it_is_the_one_who_scores():
    node = leaf("leader_relative", "40", scored_by=Scorer.PROVINCE)
    lines = {
        "a": LineFacts(result_province=result("7"), province=Decimal(40)),
        "b": LineFacts(),
    }

    assert awaited_of(node, lines, RULES)["a"] == Awaited(province=1, final=1)


@pytest.mark.parametrize(
    ("weights", "final"),
    [((("self", Decimal(1)),), 1), ((("self", Decimal(1)), ("appraised", Decimal(1))), 2)],
)
def test_weighed_points_wait_for_the_layers_that_are_weighed(weights, final):
    rules = TableRules(strategy=Strategy.WEIGHTED, weights=weights)
    lines = {"a": line("7", "7"), "b": line("5"), "c": line()}

    assert awaited_of(COMPARED, lines, rules)["a"] == Awaited(own=1, appraised=2, final=final)


def test_a_sum_waits_for_the_most_of_its_parts():
    assert most_awaited([Awaited(own=2), Awaited(own=1, final=3)]) == Awaited(own=2, final=3)
    assert most_awaited([]) == SETTLED


@pytest.mark.parametrize(
    ("layer", "is_sum", "words"),
    [
        ("own", False, "còn 2 đơn vị chưa báo cáo kết quả tiêu chí này"),
        ("appraised", False, "còn 1 đơn vị chưa được thẩm định tiêu chí này"),
        (
            "appraised",
            True,
            "còn 1 đơn vị chưa được thẩm định ở tiêu chí so sánh giữa các đơn vị",
        ),
        ("final", False, ""),
    ],
)
def test_the_reason_names_how_many_and_what_they_lack(layer, is_sum, words):
    assert awaited_words(Awaited(own=2, appraised=1), layer, is_sum=is_sum) == words


# Few values, so that members often pass a target and each other.
numbers = st.none() | st.sampled_from((0, 5, 10, 15, 20)).map(Decimal)
results = st.builds(
    Result, actual=numbers, target=st.none() | st.sampled_from((0, 5, 10)).map(Decimal)
)


@given(
    st.dictionaries(st.sampled_from("abcdef"), results, min_size=2),
    st.sampled_from([*Direction]),
    st.data(),
)
def test_settled_points_stay_whatever_results_are_still_to_come(members, direction, data):
    node = leaf("leader_relative", "40", direction=direction)
    before = facts(node, members)
    waiting = awaited_of(node, lines_in(before), RULES)
    later = {
        code: one if one.actual is not None else replace(one, actual=data.draw(numbers))
        for code, one in members.items()
    }

    after = lines_in(facts(node, later))

    for code, old in lines_in(before).items():
        if old.own is not None and waiting[code].final == 0:
            assert final_of(node, after[code], RULES) == final_of(node, old, RULES)


def facts(node, members):
    held = [
        Member(code, code, place, {node.key: LineFacts(result_self=one)})
        for place, (code, one) in enumerate(members.items())
    ]
    return with_calculated_points(SeasonFacts((node,), RULES, tuple(held)))


def lines_in(found):
    return {member.agency: member.lines["I.1"] for member in found.members}
