from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rules.collapsing import collapsed
from scoring.rules.facts import LineFacts
from scoring.rules.outcome import season_outcome
from scoring.rules.results import Result
from scoring.rules.scaling import factors_of, stretched
from scoring.rules.settings import Condition, TableRules
from scoring.rules.simulation import Change, simulate
from scoring.states import ConditionKind, CriterionKind, Effect, RankBy, Rounding, Strategy
from tests.scoring.outcomes import FULL, NODES, line, member, node_of, ranks, season

NOTHING = Change(maxima={})


def points(values):
    """Return a bloc of members from their points of I.1 (of 40) and II.1 (of 40)."""
    return season(
        *(
            member(f"so-{place}", {"I.1": first, "II.1": second})
            for place, (first, second) in enumerate(values)
        )
    )


def criterion(key, kind, top, **fields):
    """Return a criterion; the key tells the parent."""
    return replace(node_of(kind, key, top, **fields), parent_key=key.rpartition(".")[0] or None)


CLOSE = points([("36", "30"), ("30", "35"), ("20", "20")])


def test_nothing_changed_is_the_old_ranking_to_the_digit():
    found = simulate(CLOSE, NOTHING)

    assert found.new == found.old == season_outcome(CLOSE)
    assert found.is_same_order
    assert [one.climbed for one in found.members] == [0, 0, 0]


def test_a_heavier_group_lets_the_one_win_who_is_strong_in_it():
    found = simulate(CLOSE, Change(maxima={"II": Decimal(80)}))

    assert ranks(found.old) == [(1, "so-0", False), (2, "so-1", False), (3, "so-2", False)]
    assert ranks(found.new) == [(1, "so-1", False), (2, "so-0", False), (3, "so-2", False)]
    assert {one.agency: one.climbed for one in found.members} == {
        "so-1": 1,
        "so-0": -1,
        "so-2": 0,
    }
    assert [row.final for row in found.new.rows] == [120, 116, 80]
    assert [row.maximum for row in found.new.rows] == [140, 140, 140]


def test_the_margin_and_the_smallest_change_of_one_weight_tell_how_firm_the_first_place_is():
    found = simulate(CLOSE, NOTHING).firmness

    # so-0 has 86 points and so-1 85; in group II so-1 is 5 ahead, in I so-0 is 6 ahead.
    assert (found.margin, found.key, found.percent) == (1, "I", Decimal("-16.6"))


def test_the_change_that_is_named_changes_the_first_place_and_a_smaller_one_does_not():
    found = simulate(CLOSE, NOTHING).firmness
    inside = [node.key for node in CLOSE.nodes if f"{node.key}.".startswith(f"{found.key}.")]

    def first(percent):
        factor = 1 + Fraction(percent) / 100
        outcome = season_outcome(stretched(CLOSE, dict.fromkeys(inside, factor)))
        return {row.agency for row in outcome.rows if row.rank == 1}

    assert first(found.percent) != {"so-0"}
    assert first(found.percent + Decimal("0.1")) == {"so-0"}


def test_no_weight_moves_who_leads_everywhere():
    found = simulate(points([("36", "36"), ("30", "30")]), NOTHING).firmness

    assert (found.margin, found.key, found.percent) == (12, "", None)


def test_a_first_place_without_anybody_behind_or_without_anybody_has_no_margin():
    alone = simulate(points([("36", "36")]), NOTHING).firmness
    nobody = simulate(season(member("x", {}, lines={}, reason="Chưa gửi.")), NOTHING).firmness

    assert (alone.margin, alone.percent) == (None, None)
    assert (nobody.margin, nobody.percent) == (None, None)


def test_points_of_a_single_criterion_are_stretched_and_its_group_grows():
    found = stretched(CLOSE, factors_of(CLOSE.nodes, {"I.1": Decimal(20)}))

    sizes = {node.key: node.max_points for node in found.nodes}
    assert (sizes["I"], sizes["I.1"], sizes["I.2"], sizes["II"]) == (40, 20, 20, 40)
    assert found.members[0].lines["I.1"].appraised == 18


def test_a_criterion_that_is_named_goes_before_its_group():
    factors = factors_of(CLOSE.nodes, {"I": Decimal(30), "I.1": Decimal(40)})

    assert (factors["I.1"], factors["I.2"], factors["II.1"]) == (1, Decimal("0.5"), 1)


@pytest.mark.parametrize(
    ("kind", "top", "rule", "result", "expected"),
    [
        (
            CriterionKind.TIERS,
            "20",
            {
                "measure": "value",
                "ranges": [
                    {"from": "5", "from_open": False, "to": None, "to_open": False, "points": "15"}
                ],
                "elsewhere": "3",
            },
            Result(actual=Decimal(4)),
            "6",
        ),
        (
            CriterionKind.PROPORTIONAL,
            "20",
            {"cap": "1.2"},
            Result(actual=Decimal(110), target=Decimal(100)),
            "44",
        ),
        (CriterionKind.COUNT, "20", {"points_each": "1.5"}, Result(actual=Decimal(4)), "12"),
        (
            CriterionKind.AWARD_BONUS,
            "20",
            {"titles": {"co": "15", "bk": "20"}, "mode": "best"},
            Result(actual=Decimal(1), titles=("co",)),
            "30",
        ),
        (
            CriterionKind.STEP,
            "20",
            {"base": "10", "plus": "0.5", "minus": "1", "top": "20"},
            Result(actual=Decimal(104), target=Decimal(100)),
            "24",
        ),
        (CriterionKind.EXTERNAL, "20", {"from": "0", "to": "10"}, Result(actual=Decimal(5)), "20"),
        (
            CriterionKind.BONUS_PENALTY,
            "20",
            {"plus": "2", "minus": "1"},
            Result(actual=Decimal(5), minus=Decimal(1)),
            "18",
        ),
        (
            CriterionKind.LEADER_RELATIVE,
            "20",
            {"on_target_share": "0.5"},
            Result(actual=Decimal(90), target=Decimal(100)),
            "18",
        ),
    ],
)
def test_twice_the_maximum_gives_twice_the_points_of_every_formula(
    kind, top, rule, result, expected
):
    node = criterion("V", kind, top, rule=rule)
    line = LineFacts(result_self=result, result_appraised=result)
    facts = season(member("a", lines={**member("a").lines, "V": line}), nodes=(*NODES, node))

    found = simulate(facts, Change(maxima={"V": Decimal(40)}))

    assert found.new.rows[0].points["V"] == Decimal(expected)
    assert found.old.rows[0].points["V"] == Decimal(expected) / 2


def test_a_weight_of_nothing_takes_a_formula_out_of_the_ranking():
    rule = {"points_each": "1.5"}
    node = criterion("V", CriterionKind("count"), "20", rule=rule)
    line = LineFacts(result_appraised=Result(actual=Decimal(4)))
    facts = season(member("a", lines={**member("a").lines, "V": line}), nodes=(*NODES, node))

    found = simulate(facts, Change(maxima={"V": Decimal(0)}))

    assert (found.old.rows[0].final - found.new.rows[0].final) == 6
    assert found.new.rows[0].maximum == 100


def test_a_formula_that_weighs_nothing_waits_for_no_cross_scores():
    """Members cross-score judged criteria alone, so the formula has no points of theirs."""
    node = criterion("V", CriterionKind("count"), "20", rule={"points_each": "1.5"})
    counted = LineFacts(result_appraised=Result(actual=Decimal(4)))
    judged = {key: line(top, cross={"b": top}) for key, top in FULL.items()}
    weights = (("appraised", Decimal("0.6")), ("cross", Decimal("0.4")))
    facts = season(
        member("a", judged | {"V": counted}),
        nodes=(*NODES, node),
        strategy=Strategy.WEIGHTED,
        weights=weights,
        cross_scorers=1,
    )

    found = simulate(facts, Change(maxima={"V": Decimal(0)}))

    assert [row.final for row in found.old.rows] == [106]
    assert [row.final for row in found.new.rows] == [100]


def test_other_rules_are_tried_on_the_same_points():
    one, two = member("a", {"I.1": "30"}), member("b", {"I.1": "24"})
    unassigned = replace(two, lines={**two.lines, "II.1": LineFacts(assigned=False)})
    facts = season(one, unassigned)

    found = simulate(facts, Change(maxima={}, rules=TableRules(rank_by=RankBy.SHARE)))

    assert found.old.rows[0].agency == "a"
    assert found.new.facts.rules.rank_by is RankBy.SHARE
    assert {row.agency: row.maximum for row in found.new.rows} == {"a": 100, "b": 60}


def test_another_version_takes_over_the_lines_that_it_continues():
    nodes = (
        criterion("A", CriterionKind("group"), "60"),
        criterion("A.x", CriterionKind("manual"), "20"),
        criterion("A.y", CriterionKind("manual"), "40"),
        criterion("B", CriterionKind("manual"), "10"),
    )
    change = Change(maxima={}, nodes=nodes, origins={"A.x": "I.1", "A.y": "II.1"})

    found = simulate(CLOSE, change)

    first = {row.agency: row for row in found.new.rows}["so-0"]
    assert (first.points["A.x"], first.points["A.y"]) == (18, 30)
    assert (first.final, first.maximum) == (48, 60)
    assert found.unknown == ("B",)


def test_a_formula_without_results_is_judged_by_the_points_that_are_known():
    nodes = (criterion("A", CriterionKind("count"), "20", rule={"points_each": "1"}),)

    found = simulate(CLOSE, Change(maxima={}, nodes=nodes, origins={"A": "I.1"}))

    assert [row.final for row in found.new.rows] == [18, 15, 10]


POINTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: tuple(map(str, pair))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40)
@given(values=POINTS, factor=st.integers(2, 7))
def test_all_weights_together_change_no_rank(values, factor):
    facts = points(values)
    maxima = {node.key: node.max_points * factor for node in NODES if node.parent_key is None}

    found = simulate(facts, Change(maxima=maxima, rules=replace(facts.rules, decimals=2)))

    assert ranks(found.new) == ranks(found.old)
    assert [row.final for row in found.new.rows] == [row.final * factor for row in found.old.rows]


@settings(max_examples=40)
@given(values=POINTS)
def test_the_same_table_reproduces_every_ranking(values):
    facts = points(values)
    origins = {node.key: node.key for node in NODES}
    same = Change(
        maxima={node.key: node.max_points for node in NODES},
        rules=facts.rules,
        nodes=tuple(NODES),
        origins=origins,
    )

    found = simulate(facts, same)

    assert found.new.rows == found.old.rows
    assert found.is_same_order


@settings(max_examples=40)
@given(
    values=POINTS,
    bonus=st.integers(0, 10),
    penalty=st.integers(0, 10),
    events=st.integers(-4, 4),
    passes=st.booleans(),
    factor=st.sampled_from(["0.5", "1.3", "2"]),
    key=st.sampled_from(["I", "II", "III", "IV", "V"]),
)
def test_a_collapsed_season_weighs_like_the_whole_one(
    *, values, bonus, penalty, events, passes, factor, key
):
    both_ways = criterion(
        "V",
        CriterionKind.BONUS_PENALTY,
        "5",
        rule={"plus": "1", "minus": "1"},
        min_points=Decimal(-5),
    )
    counted = Result(actual=Decimal(max(events, 0)), minus=Decimal(max(-events, 0)))
    extra = {"III": str(bonus), "IV": str(penalty), "V": LineFacts(result_appraised=counted)}
    whole = season(
        *(
            member(f"so-{at}", {"I.1": one, "II.1": two, **extra})
            for at, (one, two) in enumerate(values)
        ),
        nodes=(*NODES, both_ways),
        bonus_may_pass_scale=passes,
        bonus_cap=Decimal(7),
        penalty_cap=Decimal(9),
    )
    small = collapsed(season_outcome(whole))

    def weighed(facts):
        inside = [node.key for node in facts.nodes if f"{node.key}.".startswith(f"{key}.")]
        outcome = season_outcome(stretched(facts, dict.fromkeys(inside, Fraction(factor))))
        return [(row.agency, row.rank, row.final, row.percent) for row in outcome.rows]

    assert len(small.nodes) == 20
    assert weighed(small) == weighed(whole)


def test_a_rule_about_a_single_criterion_keeps_the_whole_season():
    floor = Condition(
        "san", "Dưới sàn", ConditionKind.CRITERION_FLOOR, Effect.BAR_ALL, Decimal("0.5"), "I.1"
    )
    for facts in (
        replace(CLOSE, rules=TableRules(conditions=(floor,))),
        replace(CLOSE, nodes=(replace(NODES[0], rule={"cap": "55"}), *NODES[1:])),
        season(member("a", {"I.1": LineFacts(assigned=False)})),
    ):
        outcome = season_outcome(facts)

        assert collapsed(outcome) == outcome.facts


def test_rounding_may_be_tried_too():
    facts = points([("30.50", "30.50"), ("30.49", "30.50")])

    found = simulate(facts, Change(maxima={}, rules=TableRules(0, Rounding.DOWN)))

    assert [row.rank for row in found.new.rows] == [1, 1]
