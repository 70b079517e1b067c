from decimal import Decimal

from scoring.rules.complete import (
    LineFacts,
    keys_not_appraised,
    keys_without_points,
    keys_without_reason,
)
from scoring.states import CriterionKind

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
