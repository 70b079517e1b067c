from decimal import Decimal

import pytest

from scoring.rules.complete import (
    LineFacts,
    keys_not_appraised,
    keys_without_points,
    keys_without_reason,
)
from scoring.rules.tree import EXTRA_KINDS
from scoring.states import CriterionKind, Scorer

TEN, NINE, ZERO = Decimal(10), Decimal(9), Decimal(0)


def line(key, own, appraised=None, reason="", kind=CriterionKind.MANUAL):
    return LineFacts(key, kind, own, appraised, reason)


def test_bonus_and_penalty_may_stay_empty_and_zero_is_a_score():
    lines = [
        line("I.1", None),
        line("I.2", None, kind=CriterionKind.PASS_FAIL),
        line("I.3", ZERO),
        line("III", None, kind=CriterionKind.BONUS),
        line("IV", None, kind=CriterionKind.PENALTY),
    ]

    assert keys_without_points(lines) == ["I.1", "I.2"]


def test_every_claimed_line_needs_appraised_points():
    lines = [line("I.1", TEN), line("I.2", ZERO), line("I.3", TEN, TEN), line("III", None)]

    assert keys_not_appraised(lines) == ["I.1", "I.2"]


def test_a_reason_is_needed_exactly_where_the_points_differ():
    lines = [
        line("I.1", TEN, TEN),
        line("I.2", TEN, NINE),
        line("I.3", TEN, NINE, "Thiếu minh chứng"),
        line("I.4", TEN, NINE, "   "),
        line("IV", None, NINE),
        line("V", None, None),
        line("VI", Decimal("10.0"), Decimal("10.00")),
    ]

    assert keys_without_reason(lines) == ["I.2", "I.4", "IV"]


def test_where_the_table_says_so_only_flagged_lines_need_a_reason():
    lines = [
        line("I.1", TEN, NINE),
        line("I.2", TEN, NINE),
        line("I.3", TEN, NINE, "Thiếu minh chứng"),
        line("I.4", TEN, TEN),
        line("IV", None, NINE),
    ]

    assert keys_without_reason(lines, flagged={"I.2", "I.3", "I.4"}) == ["I.2", "IV"]
    assert keys_without_reason(lines, flagged=set()) == ["IV"]


def test_every_kind_but_bonus_penalty_and_groups_needs_points():
    kinds = {
        kind for kind in CriterionKind if keys_without_points([LineFacts("I", kind, None)]) == ["I"]
    }

    assert kinds == set(CriterionKind) - EXTRA_KINDS - {CriterionKind.GROUP}


@pytest.mark.parametrize("scorer", [Scorer.SECRETARIAT, Scorer.SECTOR, Scorer.PROVINCE])
def test_what_others_score_or_nobody_has_to_do_holds_no_sheet_back(scorer):
    lines = [
        LineFacts("I", CriterionKind.MANUAL, None, scored_by=scorer),
        LineFacts("II", CriterionKind.TIERS, None, assigned=False),
    ]

    assert keys_without_points(lines) == []


def test_the_secretariat_scores_its_own_criteria_without_claim_and_without_reason():
    own = [
        LineFacts("I", CriterionKind.MANUAL, None, scored_by=Scorer.SECRETARIAT),
        LineFacts("II", CriterionKind.BONUS, None, scored_by=Scorer.SECRETARIAT),
        LineFacts("III", CriterionKind.MANUAL, None, NINE, scored_by=Scorer.SECRETARIAT),
        LineFacts("IV", CriterionKind.MANUAL, None, scored_by=Scorer.SECTOR),
        LineFacts("V", CriterionKind.MANUAL, None, scored_by=Scorer.SECRETARIAT, assigned=False),
    ]

    assert keys_not_appraised(own) == ["I"]
    assert keys_without_reason(own) == []


def test_points_moved_by_the_others_results_alone_need_no_reason():
    kept = LineFacts("I", CriterionKind.LEADER_RELATIVE, TEN, NINE, same_result=True)
    changed = LineFacts("II", CriterionKind.LEADER_RELATIVE, TEN, NINE)

    assert keys_without_reason([kept, changed]) == ["II"]


def test_a_result_without_a_target_is_a_claim_that_the_appraiser_still_has_to_answer():
    untargeted = LineFacts("I", CriterionKind.PROPORTIONAL, None, has_result=True)

    assert keys_without_points([untargeted]) == []
    assert keys_not_appraised([untargeted]) == ["I"]


def test_titles_and_what_is_not_assigned_wait_for_no_appraiser():
    lines = [
        LineFacts("I", CriterionKind.AWARD_BONUS, TEN),
        LineFacts("II", CriterionKind.MANUAL, TEN, assigned=False),
    ]

    assert keys_not_appraised(lines) == []
