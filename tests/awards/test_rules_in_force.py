"""Which days may be written as the first or the last of something in force."""

from datetime import date

import pytest

from awards.rules.in_force import day_fault, rule_day_fault


@pytest.mark.parametrize(
    ("today", "last", "after"),
    [
        (date(2026, 11, 30), date(2028, 11, 30), date(2028, 12, 1)),  # over 29/02/2028
        (date(2028, 11, 30), date(2030, 11, 30), date(2030, 12, 1)),
    ],
)
def test_two_years_from_today_end_on_the_same_day_of_the_calendar(today, last, after):
    assert day_fault(last, today) == ""
    assert "đến " + last.strftime("%d/%m/%Y") in day_fault(after, today)


@pytest.mark.parametrize(
    ("ends_on", "last", "after"),
    [
        (date(2027, 12, 31), date(2028, 12, 31), date(2029, 1, 1)),  # over 29/02/2028
        (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_season_is_judged_by_a_day_up_to_one_whole_year_after_its_last(ends_on, last, after):
    starts_on = date(ends_on.year, 1, 1)

    assert rule_day_fault(last, starts_on, ends_on) == ""
    assert "đến " + last.strftime("%d/%m/%Y") in rule_day_fault(after, starts_on, ends_on)
