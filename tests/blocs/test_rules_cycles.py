from datetime import date

import pytest

from blocs.rules.cycles import Period, period_named
from blocs.states import CycleKind


def test_four_digits_are_a_calendar_year():
    assert period_named("2027") == Period(
        CycleKind.CALENDAR_YEAR, date(2027, 1, 1), date(2027, 12, 31)
    )


def test_two_years_in_a_row_are_a_school_year_from_september():
    assert period_named("2026-2027") == Period(
        CycleKind.SCHOOL_YEAR, date(2026, 9, 1), date(2027, 8, 31)
    )


@pytest.mark.parametrize(
    ("begins", "first", "last"),
    [
        (date(2024, 8, 15), date(2026, 8, 15), date(2027, 8, 14)),
        (date(2024, 2, 29), date(2026, 3, 1), date(2027, 2, 28)),
    ],
)
def test_a_school_year_begins_when_earlier_ones_did(begins, first, last):
    period = period_named("2026-2027", school_year_begins=begins)

    assert (period.starts_on, period.ends_on) == (first, last)


@pytest.mark.parametrize(
    "label",
    [
        "",
        "26",
        "20267",
        "1826",
        "2226",
        "2026-2028",
        "2027-2026",
        "2026–2027",
        "năm 2026",
        "２０２６",
    ],
)
def test_other_labels_name_no_year(label):
    assert period_named(label) is None
