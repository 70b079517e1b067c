from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.rules.collapsing import collapsed_beside
from scoring.rules.facts import LineFacts
from scoring.rules.outcome import season_outcome
from scoring.rules.results import Result
from scoring.rules.scaling import stretched
from scoring.rules.settings import Band, Condition, TableRules, TieRule
from scoring.states import (
    ConditionKind,
    CriterionKind,
    Effect,
    RankBy,
    Rounding,
    Scorer,
    Strategy,
    TieKind,
)
from tests.scoring.outcomes import FULL, NODES, member, node_of, season

AWAY = LineFacts(assigned=False)


def criterion(key, kind, top, **fields):
    """Return a criterion; the key tells the parent."""
    return replace(node_of(kind, key, top, **fields), parent_key=key.rpartition(".")[0] or None)


# Groups in groups, every family of kinds, a scorer that is not the agency, a leaf at the top.
TREE = (
    *NODES,
    criterion("V", CriterionKind.GROUP, "30"),
    criterion("V.1", CriterionKind.GROUP, "30"),
    criterion("V.1.1", CriterionKind.MANUAL, "20", scored_by=Scorer.SECTOR),
    criterion("V.1.2", CriterionKind.PROPORTIONAL, "10", rule={"cap": "1.5", "floor": "0"}),
    criterion(
        "V.2",
        CriterionKind.BONUS_PENALTY,
        "5",
        rule={"plus": "1", "minus": "1"},
        min_points=Decimal(-5),
    ),
    criterion("VI", CriterionKind.MANUAL, "10"),
)
CAPS = {"I": {"cap": "20"}, "V.1": {"cap": "9"}}
FLOOR = Condition(
    "san", "Dưới sàn", ConditionKind.CRITERION_FLOOR, Effect.BAR_ALL, Decimal("0.5"), "II.1"
)
EVERY_FLOOR = replace(FLOOR, key="", share=Decimal("0.2"), effect=Effect.LOWER_BAND)
BANDS = (Band("A", "Tốt", Decimal("0.8"), Decimal("0.5")), Band("B", "Khá", Decimal("0.4")))
WEIGHTS = (("self", Decimal("0.4")), ("province", Decimal("0.3")), ("vote", Decimal("0.3")))


def judged(top):
    points = st.decimals(0, top, places=2)
    line = st.builds(
        lambda own, province, others: LineFacts(
            own=own, appraised=own, province=province, sector=others, cross=others
        ),
        points,
        points,
        st.dictionaries(st.sampled_from("pqr"), points, min_size=1),
    )
    return st.just(AWAY) | line


def measured(places):
    result = st.builds(
        lambda actual, minus: Result(actual=actual, minus=minus, target=Decimal(7)),
        st.integers(0, 9).map(Decimal),
        st.integers(0, 9).map(Decimal),
    )
    return st.just(AWAY) | st.builds(
        lambda one: LineFacts(result_self=one, result_appraised=one), result
    )


def members():
    leaves = {
        node.key: measured(node) if node.is_calculated else judged(node.max_points)
        for node in TREE
        if not node.is_group
    }
    one = st.tuples(st.fixed_dictionaries(leaves), st.integers(0, 9))
    return st.lists(one, min_size=1, max_size=5).map(
        lambda drawn: [
            replace(member(f"m{place}"), lines=lines, vote=(votes, 9))
            for place, (lines, votes) in enumerate(drawn)
        ]
    )


def rules():
    return st.builds(
        lambda strategy, **fields: TableRules(
            strategy=strategy,
            weights=WEIGHTS if strategy is Strategy.WEIGHTED else (),
            decimals=6,
            bands=BANDS,
            **fields,
        ),
        st.sampled_from(Strategy),
        rounding=st.sampled_from(Rounding),
        bonus_may_pass_scale=st.booleans(),
        bonus_cap=st.none() | st.just(Decimal(4)),
        rank_by=st.sampled_from(RankBy),
        ties=st.sampled_from([(), (TieRule(TieKind.HIGHER_GROUP, "V.1"),)]),
        conditions=st.sampled_from([(), (FLOOR,), (EVERY_FLOOR,)]),
    )


def weighed(facts, key, factor):
    inside = [node.key for node in facts.nodes if f"{node.key}.".startswith(f"{key}.")]
    outcome = season_outcome(stretched(facts, dict.fromkeys(inside, factor)))
    return [
        (row.agency, row.rank, row.raw, row.final, row.maximum, row.percent, row.band, row.bars)
        for row in outcome.rows
    ]


@settings(max_examples=60)
@given(
    members=members(),
    rules=rules(),
    capped=st.sets(st.sampled_from([*CAPS])),
    key=st.sampled_from(["I", "II", "III", "IV", "V", "VI"]),
    factor=st.sampled_from([Fraction(0), Fraction(333, 1000), Fraction(1), Fraction(2)]),
)
def test_a_group_weighs_beside_sums_what_it_weighs_beside_lines(
    members, rules, capped, key, factor
):
    nodes = [replace(node, rule=CAPS[node.key]) if node.key in capped else node for node in TREE]
    outcome = season_outcome(replace(season(*members, nodes=nodes), rules=rules))

    small = collapsed_beside(outcome, key)

    assert weighed(small, key, factor) == weighed(outcome.facts, key, factor)


def test_lines_go_together_where_the_same_members_lack_them():
    nodes = (*NODES[:3], criterion("I.3", CriterionKind.MANUAL, "5"), *NODES[3:])
    whole = FULL | {"I.3": "5"}
    facts = season(
        member("a", whole),
        member("b", whole | {"I.1": AWAY}),
        member("c", whole | {"I.1": AWAY, "I.2": AWAY}),
        nodes=nodes,
    )

    small = collapsed_beside(season_outcome(facts), "II")

    assert {node.key: node.max_points for node in small.nodes if node.key[:2] in {"I", "I."}} == {
        "I": 65,
        "I.base": 5,
        "I.bonus": 0,
        "I.penalty": 0,
        "I.base.b.c": 40,
        "I.base.c": 20,
    }
    assert [node.key for node in small.nodes if node.key.startswith("II.")] == ["II.1"]
    lines = {one.agency: one.lines for one in small.members}
    assert [key for key, one in lines["b"].items() if not one.assigned] == ["I.base.b.c"]


def test_an_empty_line_leaves_its_member_without_a_rank():
    facts = season(member("a"), member("b", {"I.1": LineFacts()}))

    small = collapsed_beside(season_outcome(facts), "II")

    assert [row.agency for row in season_outcome(small).rows] == ["a"]
