"""Points against an oracle in fractions: not a hundredth is lost on the way (oracle.py)."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.arithmetic import Arithmetic
from scoring.rules.facts import LineFacts
from scoring.rules.final import final_of
from scoring.rules.formulas import calculated_points, worked
from scoring.rules.frozen import SCHEMA, frozen_content
from scoring.rules.frozen_read import read_frozen
from scoring.rules.frozen_view import frozen_view
from scoring.rules.outcome import season_outcome
from scoring.rules.recompute import first_difference, fits
from scoring.rules.settings import TableRules
from scoring.rules.simulation import Change, simulate
from scoring.states import CriterionKind, Direction, Rounding, Strategy
from tests.scoring import oracle
from tests.scoring.drawn import EVERY, MEMBERS, RESULTS, RULES
from tests.scoring.formulas import leaf, points_text, result
from tests.scoring.outcomes import line, member, node_of, only, season

DOWN = TableRules(rounding=Rounding.DOWN)
TARGETS = (3, 7, 9, 12, 15, 60, 120, 300)
QUARTERS = st.integers(0, 48).map(lambda value: f"{Decimal(value) / 4}")
OLD = {
    row["name"]: row["content"]
    for row in map(
        json.loads, Path(__file__).with_name("second_schema.jsonl").read_text("utf-8").splitlines()
    )
}


@pytest.mark.parametrize(
    ("node", "found", "rules", "expected"),
    [
        (leaf("proportional", "3"), result("13", "120"), TableRules(), "0.33"),  # 0,325
        (leaf("proportional", "3"), result("100", "300"), DOWN, "1.00"),
        (leaf("leader_relative", "3"), result("100", "300"), DOWN, "0.50"),
        (
            leaf("step", "3", {"base": "0", "plus": "1.2", "whole": False}),
            result("301", "300"),
            replace(DOWN, decimals=1),
            "0.4",
        ),
    ],
)
def test_what_is_exactly_half_a_hundredth_or_a_whole_point_is_not_taken_for_less(
    node, found, rules, expected
):
    assert points_text(node, found, rules) == expected


def test_the_arithmetic_that_is_shown_is_exact_too():
    node = leaf("proportional", "3")

    shown = [
        worked(node, "a", {"a": result(actual, target)}, TableRules())
        for actual, target in [("13", "120"), ("100", "300"), ("1", "7")]
    ]

    assert shown == [
        "3 × 13/120 = 0,325, làm tròn 0,33",
        "3 × 100/300 = 1",
        "3 × 1/7 ≈ 0,4286, làm tròn 0,43",
    ]


@pytest.mark.parametrize("mode", Rounding)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("target", TARGETS)
def test_a_grid_of_small_numbers_where_halves_are_frequent(target, direction, mode):
    rules = TableRules(rounding=mode)
    nodes = [
        leaf(kind, f"{top}", rule, direction=direction)
        for top in range(1, 8)
        for kind, rule in [
            ("proportional", {"cap": "1.5"}),
            ("leader_relative", {"on_target_share": "0.3"}),
            ("leader_relative", {"on_target_share": "0.4", "excess": "to_leader"}),
            ("step", {"base": "0.5", "plus": "0.3", "minus": "0.3", "each": "7", "whole": False}),
        ]
    ]
    results = {
        f"{actual}": result(f"{actual}", f"{target}") for actual in range(min(target + 9, 30))
    }
    results |= {f"free {actual}": result(f"{actual}") for actual in range(13)}

    for node in nodes:
        assert_exact(node, results, rules)


@given(node=EVERY, results=st.dictionaries(st.sampled_from("abcde"), RESULTS), rules=RULES)
def test_every_formula_gives_the_points_of_the_oracle(node, results, rules):
    assert_exact(node, results, rules)


@given(node=EVERY, turned=st.booleans(), members=MEMBERS, rules=RULES)
def test_every_formula_among_members_with_targets_gives_the_points_of_the_oracle(
    node, turned, members, rules
):
    if node.kind in {"proportional", "leader_relative", "step", "tiers"} and turned:
        node = replace(node, direction=Direction.LOWER)
    assert_exact(node, members, rules)


def assert_exact(node, results, rules):
    found = calculated_points(node, results, rules)
    assert found == {code: oracle.points_of(node, code, results, rules) for code in results}


def weighted(weights, **fields):
    given_weights = tuple((layer, Decimal(weight)) for layer, weight in weights.items())
    return TableRules(strategy=Strategy.WEIGHTED, weights=given_weights, cross_scorers=0, **fields)


WEIGHTS = st.integers(1, 98).flatmap(
    lambda first: st.integers(1, 99 - first).map(
        lambda second: {
            "self": f"0.{first:02}",
            "cross": f"0.{second:02}",
            "appraised": f"{Decimal(100 - first - second) / 100}",
        }
    )
)
FINALS = st.one_of(
    st.builds(weighted, WEIGHTS, drop_extremes=st.booleans(), rounding=st.sampled_from(Rounding)),
    st.builds(
        TableRules,
        strategy=st.sampled_from([Strategy.OVERRIDE_CHAIN, Strategy.AVERAGE_OF_MEMBERS]),
        drop_extremes=st.booleans(),
        decimals=st.integers(0, 2),
        rounding=st.sampled_from(Rounding),
    ),
)
LINES = st.builds(
    lambda own, appraised, province, cross: line(appraised, own, province=province, cross=cross),
    QUARTERS,
    QUARTERS,
    st.none() | QUARTERS,
    st.lists(QUARTERS, min_size=1, max_size=7).map(lambda found: dict(enumerate(found))),
)


@given(held=LINES, rules=FINALS)
def test_every_strategy_gives_the_points_of_the_oracle(held, rules):
    node = node_of(CriterionKind.MANUAL)

    found = final_of(node, held, rules)

    assert found == oracle.final_of(held, rules, layers={"self", "appraised", "cross", "province"})


def test_an_endless_average_is_weighed_before_it_is_rounded():
    rules = weighted({"appraised": "0.7", "cross": "0.3"})
    held = line("0", cross={"a": "1", "b": "1.25", "c": "1"})  # 3,25/3 × 0,3 is 0,325

    assert final_of(node_of(CriterionKind.MANUAL), held, rules) == Decimal("0.33")


@given(
    total=st.integers(0, 12000).map(lambda cents: Decimal(cents) / 100),
    votes=st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    weight=st.integers(1, 99),
    mode=st.sampled_from(Rounding),
)
def test_a_vote_weighs_exactly_its_share_of_the_maximum(total, votes, weight, mode):
    node = node_of(CriterionKind.MANUAL, top="120")
    weights = {"appraised": f"{Decimal(100 - weight) / 100}", "vote": f"{Decimal(weight) / 100}"}
    rules = weighted(weights, rounding=mode)
    one = member("a", lines={"I.1": line(total)}, vote=votes)

    row = only(replace(season(one, nodes=[node]), rules=rules))

    assert row.raw == oracle.voted_total(total, 120, votes, rules)


def test_two_fifteenths_of_the_votes_are_not_a_hundredth_short():
    rules = weighted({"appraised": "0.6", "vote": "0.4"}, rounding=Rounding.DOWN)
    one = member("a", lines={"I.1": line("100")}, vote=(2, 15))

    row = only(replace(season(one, nodes=[node_of(CriterionKind.MANUAL, top="120")]), rules=rules))

    assert (row.vote_points, row.raw) == (Decimal("6.40"), Decimal("66.40"))


@pytest.mark.parametrize("mode", Rounding)
def test_a_simulation_stretches_points_without_losing_a_hundredth(mode):
    rules = weighted({"appraised": "0.7", "cross": "0.3"}, rounding=mode)
    old = season(member("a", lines={"I.1": line("0", cross={"b": "10"})}),
                 nodes=[node_of(CriterionKind.MANUAL, top="30")])  # fmt: skip

    new = simulate(replace(old, rules=rules), Change({"I.1": Decimal(10)})).new

    assert new.rows[0].final == 1  # 10 × 10/30 × 0,3


@pytest.mark.parametrize("name", OLD)
def test_a_ranking_that_was_frozen_before_keeps_its_points(name):
    content, season_then = OLD[name], read_frozen(OLD[name])

    assert first_difference(content) is None
    assert season_then.facts.arithmetic is Arithmetic.DECIMAL
    view, outcome = frozen_view(content), season_outcome(season_then.facts)
    finals = {row.agency: row.points for row in (*outcome.rows, *outcome.unranked) if row.points}
    for one in view.members:
        for key, layers in one.points.items():
            assert layers.final == finals[one.agency][key]


def test_the_old_points_really_differed():
    old = OLD["down"]
    known = read_frozen(old)
    new = frozen_content(known.heading, replace(known.facts, arithmetic=Arithmetic.EXACT))

    assert new["schema"] == SCHEMA
    assert first_difference(new) is None
    assert [
        (then["agency"], then["final"], now["final"])
        for then, now in zip(old["rows"], new["rows"], strict=True)
    ] == [
        ("e", "93.00", "93.00"),
        ("c", "64.14", "64.14"),
        ("b", "58.22", "58.23"),
        ("a", "51.07", "51.08"),
        ("d", "49.78", "49.80"),
    ]


def test_a_ranking_that_was_frozen_before_fits_as_long_as_its_facts_stand():
    old, known = OLD["down"], read_frozen(OLD["down"])
    facts = replace(known.facts, arithmetic=Arithmetic.EXACT)
    first, *others = facts.members
    moved = {**first.lines, "I.2": LineFacts(own=Decimal(19), appraised=Decimal(19))}

    now = frozen_content(known.heading, facts)
    later = frozen_content(
        known.heading, replace(facts, members=(replace(first, lines=moved), *others))
    )

    assert fits(old, now)
    assert not fits(old, later)


def test_a_simulation_of_an_old_ranking_reproduces_it_by_its_own_arithmetic():
    facts = read_frozen(OLD["down"]).facts

    same = simulate(facts, Change({}, rules=facts.rules))

    assert [f"{row.final:.2f}" for row in same.new.rows] == [
        row["final"] for row in OLD["down"]["rows"]
    ]
