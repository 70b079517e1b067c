from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.facts import LineFacts
from scoring.rules.outcome import season_outcome
from scoring.states import (
    CriterionKind,
    RankBy,
    Rounding,
    Scorer,
    Strategy,
)
from tests.scoring.outcomes import FULL, NODES, line, measured, member, node_of, only, ranks, season


def test_totals_are_kept_layer_by_layer_and_the_appraisal_goes_before_the_claim():
    row = only(season(member("thue", {"I.1": line("30", own="40"), "III": "5", "IV": "2"})))

    assert (row.own, row.appraised, row.raw, row.final) == (103, 93, 93, 93)
    assert (row.maximum, row.percent) == (100, 93)
    assert (row.points["I"], row.points["I.1"], row.points["IV"]) == (50, 30, 2)


def test_the_greater_of_claim_and_appraisal_is_never_taken():
    """A peer's early design took the greatest of the layers: whoever claims more wins."""
    boaster = member("khoe", {"I.1": line("20", own="40")})
    modest = member("khiem", {"I.1": line("30", own="25")})

    assert ranks(season_outcome(season(boaster, modest))) == [
        (1, "khiem", False),
        (2, "khoe", False),
    ]


def test_equal_totals_share_a_rank_whatever_the_order_they_stand_in():
    """A peer ranks by the place in the array, so that of two equals one loses."""
    first, second, third = (member(code, {"I.1": "30"}) for code in ("a", "b", "c"))
    facts = season(first, replace(second, lines=FULL_LINES), third)

    assert ranks(season_outcome(facts)) == [(1, "b", False), (2, "a", True), (2, "c", True)]


FULL_LINES = member("x").lines


def test_a_blank_line_is_no_zero_and_leaves_its_member_unranked_with_the_criterion_named():
    """A peer reads a blank as zero."""
    blank = member("trong", {"I.1": None, "II.1": None})
    nought = member("khong", {"I.1": "0", "II.1": "0"})

    outcome = season_outcome(season(blank, nought))

    assert ranks(outcome) == [(1, "khong", False)]
    (row,) = outcome.unranked
    assert row.reason == "Chưa có đủ điểm để tính điểm cuối: tiêu chí I.1, II.1."
    assert (row.final, row.appraised) == (None, 20)


def test_a_criterion_without_a_line_is_as_good_as_blank():
    lines = {key: held for key, held in FULL_LINES.items() if key != "I.2"}

    assert only(season(member("thieu", lines=lines))).reason.endswith("tiêu chí I.2.")


def test_all_zeros_are_points_and_are_ranked():
    """A peer refuses a sheet of zeros only."""
    outcome = season_outcome(
        season(
            member("khong", dict.fromkeys(FULL, "0")),
            member("cung-khong", dict.fromkeys(FULL, "0")),
        )
    )

    assert ranks(outcome) == [(1, "khong", True), (1, "cung-khong", True)]
    assert {row.final for row in outcome.rows} == {0}


def test_a_reason_of_the_workflow_stays_and_comes_last():
    late = replace(member("cham"), reason="Đơn vị chưa gửi phiếu.", lines={})

    outcome = season_outcome(season(late, member("thue")))

    assert [(row.agency, row.reason, row.own) for row in outcome.unranked] == [
        ("cham", "Đơn vị chưa gửi phiếu.", None)
    ]


def test_lines_that_are_not_assigned_leave_total_and_denominator():
    small = member("nho", {"II.1": LineFacts(assigned=False), "I.1": "36"})
    large = member("lon", {"I.1": "30"})

    by_points = season_outcome(season(small, large))
    by_share = season_outcome(season(small, large, rank_by=RankBy.SHARE))

    assert [(row.agency, row.final, row.maximum) for row in by_points.rows] == [
        ("lon", 90, 100),
        ("nho", 56, 60),
    ]
    assert [(row.agency, row.percent) for row in by_share.rows] == [
        ("nho", Decimal("93.33")),
        ("lon", 90),
    ]


def test_a_member_to_whom_nothing_is_assigned_is_not_ranked():
    lines = {key: LineFacts(assigned=False) for key in FULL}

    assert "không được giao tiêu chí nào" in only(season(member("moi", lines=lines))).reason


@pytest.mark.parametrize(
    ("rounding", "points", "expected"),
    [
        (Rounding.HALF_UP, "30.25", "90.3"),
        (Rounding.HALF_EVEN, "30.25", "90.2"),
        (Rounding.DOWN, "30.29", "90.2"),
    ],
)
def test_each_line_is_brought_to_the_decimals_of_the_table(rounding, points, expected):
    row = only(season(member("thue", {"I.1": points}), decimals=1, rounding=rounding))

    assert row.final == Decimal(expected)


@pytest.mark.parametrize(
    ("rules", "total"),
    [
        ({}, 101),
        ({"bonus_may_pass_scale": False}, 93),
        ({"bonus_cap": Decimal(5)}, 98),
        ({"penalty_cap": Decimal(4)}, 104),
        ({"bonus_cap": Decimal(5), "penalty_cap": Decimal(4)}, 101),
    ],
)
def test_additions_and_penalties_have_the_ceilings_of_the_table(rules, total):
    row = only(season(member("thue", {"III": "8", "IV": "7"}), **rules))

    assert row.final == total


def vote(code, votes, points=None, voters=10):
    return replace(member(code, points), vote=None if votes is None else (votes, voters))


def test_votes_rank_before_points_and_points_part_equal_votes():
    members = [
        vote("a", 7),
        vote("b", 9, {"I.1": "0"}),
        vote("c", 9, {"I.1": "1"}),
        vote("d", None),
    ]

    outcome = season_outcome(season(*members, strategy=Strategy.VOTE_FIRST))

    assert ranks(outcome) == [(1, "c", False), (2, "b", False), (3, "a", False)]
    assert [row.parted_by for row in outcome.rows] == ["points", "points", ""]
    assert outcome.unranked[0].reason == "Chưa có kết quả bỏ phiếu bình xét."


def test_a_vote_may_weigh_beside_the_points():
    weights = (("appraised", Decimal("0.6")), ("vote", Decimal("0.4")))

    row = only(season(vote("a", 9, {"I.1": "30"}), strategy=Strategy.WEIGHTED, weights=weights))

    assert (row.points["I.1"], row.vote_points) == (30, 36)
    assert row.final == 90 * Decimal("0.6") + 36


WEIGHTS = {
    "strategy": Strategy.WEIGHTED,
    "weights": (("self", Decimal("0.2")), ("appraised", Decimal("0.8"))),
}


def test_a_missing_weighted_layer_leaves_the_member_unranked_with_the_criterion_named():
    bare = member("x", {"I.1": LineFacts(appraised=Decimal(30))})

    row = only(season(bare, **WEIGHTS))

    assert (row.rank, row.points["I.1"]) == (None, None)
    assert row.reason.endswith("tiêu chí I.1.")


def test_many_missing_criteria_are_counted_instead_of_listed():
    nodes = [node_of(CriterionKind.MANUAL, f"{number}", "1") for number in range(1, 12)]

    row = only(season(member("x", lines={}), nodes=nodes))

    assert row.reason == (
        "Chưa có đủ điểm để tính điểm cuối: tiêu chí 1, 2, 3, 4, 5, 6, 7, 8 và 3 tiêu chí khác."
    )


def test_points_that_follow_from_results_are_computed_anew_and_nothing_stored_is_believed():
    nodes = [node_of(CriterionKind.PROPORTIONAL), *NODES[3:5]]
    stale = measured("90", own=Decimal(40), appraised=Decimal(40))

    outcome = season_outcome(
        season(member("x", lines={"I.1": stale, "II.1": line("40")}), nodes=nodes)
    )

    assert outcome.rows[0].points["I.1"] == 36
    assert outcome.facts.members[0].lines["I.1"].own == 36


def test_a_result_without_a_target_leaves_the_member_unranked():
    nodes = [node_of(CriterionKind.PROPORTIONAL)]

    row = only(season(member("x", lines={"I.1": measured("90", None)}), nodes=nodes))

    assert row.reason.endswith("tiêu chí I.1.")


def test_a_peer_s_result_moves_the_others_even_before_that_peer_is_ranked():
    nodes = [
        node_of(
            CriterionKind.LEADER_RELATIVE, rule={"on_target_share": "0.5", "excess": "over_target"}
        )
    ]
    first = member("a", lines={"I.1": measured("110")})
    best = replace(member("b", lines={"I.1": measured("120")}), reason="Phiếu chưa thẩm định.")

    alone = season_outcome(season(first, nodes=nodes)).rows[0]
    beside = season_outcome(season(first, best, nodes=nodes)).rows[0]

    assert (alone.final, beside.final) == (40, 30)


def test_a_result_on_a_line_that_is_not_assigned_leads_nobody():
    rule = {"on_target_share": "0.5", "excess": "over_target"}
    nodes = [
        node_of(CriterionKind.LEADER_RELATIVE, rule=rule),
        node_of(CriterionKind.MANUAL, "II.1"),
    ]
    first = member("a", lines={"I.1": measured("110"), "II.1": line("40")})
    other = member("b", lines={"I.1": measured("120", assigned=False), "II.1": line("40")})

    rows = season_outcome(season(first, other, nodes=nodes)).rows

    assert [(row.agency, row.final, row.maximum) for row in rows] == [("a", 80, 80), ("b", 40, 40)]


def test_the_province_measures_only_what_it_scores_and_overrules_with_points_elsewhere():
    own, other = (
        node_of(CriterionKind.PROPORTIONAL, "A", scored_by=Scorer.PROVINCE),
        node_of(CriterionKind.PROPORTIONAL, "B"),
    )
    measured_by_province = LineFacts(
        result_province=measured("50").result_self, province=Decimal(1)
    )
    overruled = measured("90", province=Decimal(12))

    row = only(
        season(member("x", lines={"A": measured_by_province, "B": overruled}), nodes=[own, other])
    )

    assert (row.points["A"], row.points["B"]) == (20, 12)


def test_what_a_sector_agency_measures_follows_from_its_result():
    node = node_of(CriterionKind.EXTERNAL, scored_by=Scorer.SECTOR, rule={"from": "0", "to": "100"})
    given = LineFacts(
        sector={"so-noi-vu": Decimal(1)}, sector_actual={"so-noi-vu": Decimal("87.5")}
    )

    row = only(season(member("x", lines={"I.1": given}), nodes=[node]))

    assert row.points["I.1"] == 35
