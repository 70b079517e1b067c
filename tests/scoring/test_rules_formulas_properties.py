"""What holds for every formula, whatever its numbers are."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.formulas import calculated_points, floor_of, rule_faults, top_of
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind, Direction
from tests.scoring.drawn import (
    ACTUALS,
    AIMED,
    COUNTED,
    EVENTS,
    EVERY,
    LEADER,
    MEASURED,
    MEMBERS,
    PROPORTIONAL,
    RESULTS,
    RULES,
    TARGETS,
    TITLES,
    TURNED,
    award_bonus,
    external,
    numbers,
)
from tests.scoring.formulas import FINE, leaf, points


def test_every_calculated_kind_is_drawn():
    drawn = {"proportional", "leader_relative", "count", "bonus_penalty"}
    drawn |= {"tiers", "step", "external", "award_bonus"}

    assert drawn == {kind for kind in CriterionKind if leaf(kind, "1").is_calculated}


@given(node=EVERY)
def test_the_drawn_rules_have_no_faults(node):
    assert rule_faults(node) == []


@given(node=EVERY, results=st.dictionaries(st.sampled_from("abcde"), RESULTS), rules=RULES)
def test_points_are_never_below_the_floor_or_above_the_top(node, results, rules):
    floor, top = floor_of(node), top_of(node)

    found = calculated_points(node, results, rules)

    assert floor <= 0 <= node.max_points <= top
    assert found.keys() == results.keys()
    assert all(floor <= value <= top for value in found.values() if value is not None)
    places = {value.as_tuple().exponent for value in found.values() if value is not None}
    assert places <= {-rules.decimals}


@given(node=EVERY, rules=RULES)
def test_an_empty_result_is_never_a_zero(node, rules):
    assert points(node, Result(), rules) is None
    assert points(node, Result(target=Decimal(1)), rules) is None


@given(node=MEASURED, target=TARGETS, peers=MEMBERS, rules=RULES, data=st.data())
def test_a_better_result_never_costs_points(node, target, peers, rules, data):
    low, high = sorted([data.draw(ACTUALS), data.draw(ACTUALS)])

    worse, better = (
        calculated_points(node, {**peers, "me": Result(actual=value, target=target)}, rules)["me"]
        for value in (low, high)
    )

    assert worse <= better


@given(node=TURNED, target=TARGETS, peers=MEMBERS, rules=RULES, data=st.data())
def test_where_lower_is_better_a_higher_result_never_gains_points(node, target, peers, rules, data):
    turned = replace(node, direction=Direction.LOWER)
    low, high = sorted([data.draw(ACTUALS), data.draw(ACTUALS)])

    better, worse = (
        calculated_points(turned, {**peers, "me": Result(actual=value, target=target)}, rules)["me"]
        for value in (low, high)
    )

    assert worse <= better


@given(node=LEADER, turned=st.booleans(), peers=MEMBERS, rules=RULES, data=st.data())
def test_without_a_target_too_a_better_result_never_costs_points(node, turned, peers, rules, data):
    node = replace(node, direction=Direction.LOWER if turned else Direction.HIGHER)
    low, high = sorted([data.draw(ACTUALS), data.draw(ACTUALS)])

    first, second = (
        calculated_points(node, {**peers, "me": Result(actual=value)}, rules)["me"]
        for value in (low, high)
    )

    assert first >= second if turned else first <= second


@given(node=COUNTED, events=st.tuples(EVENTS, EVENTS), against=EVENTS, rules=RULES)
def test_more_events_never_cost_and_more_against_never_gain(node, events, against, rules):
    few, many = sorted(events)

    def scored(plus, minus):
        return points(node, Result(actual=plus, minus=minus), rules)

    assert scored(few, against) <= scored(many, against)
    assert scored(against, few) >= scored(against, many)


@given(node=award_bonus(), titles=st.lists(st.sampled_from(TITLES)).map(tuple), rules=RULES)
def test_one_title_more_never_costs_points(node, titles, rules):
    fewer = points(node, Result(actual=Decimal(0), titles=titles), rules)
    more = points(node, Result(actual=Decimal(0), titles=(*titles, "a")), rules)

    assert fewer <= more


@given(node=EVERY, members=MEMBERS, rules=RULES, data=st.data())
def test_the_order_of_members_does_not_matter(node, members, rules, data):
    shuffled = dict(data.draw(st.permutations(list(members.items()))))

    assert calculated_points(node, shuffled, rules) == calculated_points(node, members, rules)


@given(node=LEADER, members=MEMBERS, grown=st.sampled_from("abcdefgh"), by=numbers(0, 500))
def test_a_stronger_peer_never_raises_the_others(node, members, grown, by):
    if grown not in members:
        return
    stronger = replace(members[grown], actual=members[grown].actual + by)

    before = calculated_points(node, members, FINE)
    after = calculated_points(node, {**members, grown: stronger}, FINE)

    assert all(after[code] <= before[code] for code in members if code != grown)


@given(node=LEADER, members=st.dictionaries(st.sampled_from("abcd"), AIMED, min_size=1))
def test_the_one_who_passes_its_target_most_gets_all_points(node, members):
    over = replace(node, rule={**node.rule, "excess": "over_target"})
    passed = {code: found.actual / found.target for code, found in members.items()}
    first = max(passed, key=passed.get)

    found = calculated_points(over, members, FINE)

    assert found[first] == max(found.values())
    if passed[first] > 1:
        assert found[first] == node.max_points


@given(
    node=st.one_of(PROPORTIONAL, LEADER, external()),
    members=MEMBERS,
    factor=st.integers(min_value=2, max_value=20),
)
def test_scaling_the_maximum_scales_the_points(node, members, factor):
    larger = replace(node, max_points=node.max_points * factor)

    small = calculated_points(node, members, FINE)
    large = calculated_points(larger, members, FINE)

    for code, value in small.items():
        if value is None:
            assert large[code] is None
        else:
            assert abs(large[code] - value * factor) < Decimal("1e-20")


@given(node=st.one_of(PROPORTIONAL, LEADER), members=MEMBERS, factor=numbers("0.5", 100))
def test_the_unit_of_results_and_targets_does_not_matter(node, members, factor):
    def other(found):
        target = None if found.target is None else found.target * factor
        return Result(actual=found.actual * factor, target=target)

    changed = {code: other(found) for code, found in members.items()}

    assert calculated_points(node, changed, TableRules()) == calculated_points(
        node, members, TableRules()
    )
