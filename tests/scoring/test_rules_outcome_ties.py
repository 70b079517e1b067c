from dataclasses import replace

import pytest

from scoring.rules.outcome import season_outcome
from scoring.rules.settings import TieRule
from scoring.states import (
    TieKind,
)
from tests.scoring.outcomes import member, ranks, season

TIES = (
    TieRule(TieKind.HIGHER_GROUP, "I"),
    TieRule(TieKind.FEWER_PENALTIES),
    TieRule(TieKind.HIGHER_BONUS),
    TieRule(TieKind.MORE_VOTES),
    TieRule(TieKind.DECISION),
)


@pytest.mark.parametrize(
    ("better", "worse", "name"),
    [
        ({"I.1": "38", "II.1": "30"}, {"I.1": "30", "II.1": "38"}, "higher_group:I"),
        ({"I.1": "38", "II.1": "31"}, {"I.1": "38", "II.1": "32", "IV": "1"}, "fewer_penalties"),
        ({"II.1": "38", "III": "2"}, {"II.1": "39", "III": "1"}, "higher_bonus"),
    ],
)
def test_equal_totals_are_parted_by_the_first_rule_that_differs(better, worse, name):
    outcome = season_outcome(season(member("kem", worse), member("hon", better), ties=TIES))

    assert ranks(outcome) == [(1, "hon", False), (2, "kem", False)]
    assert outcome.rows[0].final == outcome.rows[1].final
    assert [row.parted_by for row in outcome.rows] == [name, name]


def test_votes_and_then_a_recorded_decision_part_what_the_points_cannot():
    a, b, c, d = (member(code) for code in "abcd")
    voted = [replace(a, vote=(8, 10)), replace(b, vote=(9, 10)), c, replace(d, place=1)]

    outcome = season_outcome(season(*voted, ties=TIES))

    assert [(row.agency, row.parted_by) for row in outcome.rows] == [
        ("b", "more_votes"),
        ("a", "more_votes"),
        ("d", "more_votes"),
        ("c", "decision"),
    ]


def test_a_rule_that_comes_first_is_asked_first():
    more_group = member("nhom", {"I.1": "38", "II.1": "30", "III": "1"})
    more_bonus = member("thuong", {"I.1": "30", "II.1": "36", "III": "3"})
    turned = (TieRule(TieKind.HIGHER_BONUS), TieRule(TieKind.HIGHER_GROUP, "I"))

    by_group = season_outcome(season(more_group, more_bonus, ties=TIES))
    by_bonus = season_outcome(season(more_group, more_bonus, ties=turned))

    assert [row.agency for row in by_group.rows] == ["nhom", "thuong"]
    assert [row.agency for row in by_bonus.rows] == ["thuong", "nhom"]


def test_without_a_rule_that_parts_them_equals_share_and_no_rule_is_named():
    outcome = season_outcome(season(member("a"), member("b"), ties=TIES))

    assert ranks(outcome) == [(1, "a", True), (1, "b", True)]
    assert [row.parted_by for row in outcome.rows] == ["", ""]
