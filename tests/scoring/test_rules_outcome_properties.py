"""What must hold of every ranking, whatever the table, the rules and the points."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rules.facts import ConfirmedFact, LineFacts
from scoring.rules.outcome import season_outcome
from scoring.rules.results import Result
from scoring.rules.settings import Condition, LateRange, TableRules, TieRule
from scoring.states import (
    ConditionKind,
    CriterionKind,
    Effect,
    RankBy,
    Rounding,
    Strategy,
    TieKind,
)
from tests.scoring.outcomes import NODES, member, node_of, season

QUARTERS = st.integers(0, 160).map(lambda value: Decimal(value) / 4)
MEASURED = node_of(
    CriterionKind.LEADER_RELATIVE,
    "V",
    "20",
    rule={"on_target_share": "0.5", "excess": "over_target"},
)
CAPPED = replace(NODES[0], rule={"cap": "55"})
TREE = (CAPPED, *NODES[1:], MEASURED)
TOPS = {node.key: node.max_points for node in TREE}
COST = Condition("phat", "Phạt", ConditionKind.DECLARED, Effect.DEDUCT, points=Decimal(3))
FLOOR = Condition("san", "Sàn", ConditionKind.TOTAL_FLOOR, Effect.BAR_ALL, Decimal("0.3"))
TIES = (
    TieRule(TieKind.HIGHER_GROUP, "I"),
    TieRule(TieKind.FEWER_PENALTIES),
    TieRule(TieKind.HIGHER_BONUS),
    TieRule(TieKind.MORE_VOTES),
)


def judged(top):
    own = st.decimals(0, top, places=2)
    return st.builds(
        lambda own, appraised, province, cross: LineFacts(
            own=own, appraised=appraised, province=province, cross=cross
        ),
        own,
        own,
        st.none() | own,
        st.dictionaries(st.sampled_from("pqrs"), own, min_size=1),
    )


def lines():
    results = st.builds(
        lambda actual, target: Result(actual=actual, target=target), QUARTERS, st.just(Decimal(20))
    )
    measured = st.builds(
        lambda result: LineFacts(result_self=result, result_appraised=result), results
    )
    leaves = {node.key: judged(TOPS[node.key]) for node in TREE if not node.is_group}
    return st.fixed_dictionaries(leaves | {"V": measured})


def members():
    return st.integers(1, 5).flatmap(
        lambda size: st.tuples(*(one_member(f"m{place}") for place in range(size)))
    )


def one_member(code):
    return st.builds(
        lambda lines, days, facts, votes: replace(
            member(code),
            lines=lines,
            days_late=days,
            facts=(ConfirmedFact("phat", "việc"),) * facts,
            vote=(votes, 9),
        ),
        lines(),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 9),
    )


def rules():
    weights = (("self", Decimal("0.5")), ("cross", Decimal("0.3")), ("vote", Decimal("0.2")))
    return st.builds(
        lambda strategy, **fields: replace(
            TableRules(**fields),
            strategy=strategy,
            weights=weights if strategy is Strategy.WEIGHTED else (),
            late=(LateRange(1, Decimal(1)), LateRange(3, Decimal("2.5"))),
            conditions=(COST, FLOOR),
        ),
        st.sampled_from(Strategy),
        decimals=st.integers(0, 2),
        rounding=st.sampled_from(Rounding),
        bonus_may_pass_scale=st.booleans(),
        bonus_cap=st.none() | st.just(Decimal(4)),
        penalty_cap=st.none() | st.just(Decimal(4)),
        rank_by=st.sampled_from(RankBy),
        drop_extremes=st.booleans(),
        ties=st.permutations(TIES).map(tuple),
    )


def outcome_of(members, table_rules):
    return season_outcome(replace(season(*members, nodes=TREE), rules=table_rules))


def results(outcome):
    rows = (*outcome.rows, *outcome.unranked)
    return {row.agency: replace(row, position=0) for row in rows}


@settings(max_examples=40)
@given(members(), rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_members_changes_nobody_s_result(given_members, table_rules, chance):
    turned = list(given_members)
    chance.shuffle(turned)

    assert results(outcome_of(given_members, table_rules)) == results(
        outcome_of(turned, table_rules)
    )


@settings(max_examples=40)
@given(members(), rules())
def test_totals_stay_between_nothing_and_everything_and_ranks_fit_their_order(
    given_members, table_rules
):
    outcome = outcome_of(given_members, table_rules)

    most = sum(node.max_points for node in TREE if not node.is_group)
    for row in (*outcome.rows, *outcome.unranked):
        assert 0 <= row.final <= row.raw <= most
        if not table_rules.bonus_may_pass_scale:
            assert row.final <= row.maximum
    ranks = [row.rank for row in outcome.rows]
    assert ranks == sorted(ranks)
    for row in outcome.rows:
        assert row.rank == 1 + sum(other.rank < row.rank for other in outcome.rows)
        assert row.shared == (ranks.count(row.rank) > 1)


@settings(max_examples=60)
@given(members(), rules(), st.data())
def test_a_better_line_never_lowers_a_rank(given_members, table_rules, data):
    first, *others = given_members
    key = data.draw(st.sampled_from(["I.1", "I.2", "II.1", "III", "IV", "V"]))
    gain = data.draw(st.decimals(0, 10, places=2))
    better = replace(first, lines={**first.lines, key: improved(first.lines[key], key, gain)})

    before = outcome_of(given_members, table_rules)
    after = outcome_of([better, *others], table_rules)

    place = {row.agency: row.rank for row in before.rows}
    again = {row.agency: row.rank for row in after.rows}
    if first.agency in place:
        assert again.get(first.agency, 99) <= place[first.agency]


def improved(held, key, gain):
    """Return the line with every layer better by the gain, within its limits."""
    if key == "V":
        result = replace(held.result_self, actual=held.result_self.actual + gain)
        return replace(held, result_self=result, result_appraised=result)
    step = -gain if key == "IV" else gain

    def moved(points):
        return None if points is None else min(max(points + step, Decimal(0)), TOPS[key])

    return replace(
        held,
        own=moved(held.own),
        appraised=moved(held.appraised),
        province=moved(held.province),
        cross={code: moved(points) for code, points in held.cross.items()},
    )
