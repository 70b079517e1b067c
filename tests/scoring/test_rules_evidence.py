from datetime import date

import pytest

from scoring.rules.evidence import date_fault, outside_cycle

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("day", [None, date(2025, 1, 1), date(2025, 7, 1), date(2025, 12, 31)])
def test_a_date_in_the_cycle_or_none_at_all_is_no_oddity(day):
    assert outside_cycle(day, *YEAR) == ""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 12, 31), "Văn bản ngày 31/12/2024, trước năm thi đua"),
        (date(2026, 1, 1), "Văn bản ngày 01/01/2026, sau năm thi đua"),
    ],
)
def test_a_date_just_outside_is_named_with_the_cycle(day, said):
    told = outside_cycle(day, *YEAR)

    assert told == f"{said} (từ 01/01/2025 đến 31/12/2025)."


@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (None, False),
        (date(1945, 9, 2), False),
        (date(2026, 1, 1), False),
        (date(1945, 9, 1), True),
        (date(1, 1, 1), True),
    ],
)
def test_a_document_is_of_no_day_before_there_were_offices_to_issue_it(day, is_refused):
    assert bool(date_fault(day)) == is_refused
