"""Numbers as people type them, places as they ask for them, and what a comparison must say."""

from datetime import date
from decimal import Decimal

import pytest

from blocs.rules.numbers import NumberError, has_room, read_number, typed_number
from blocs.rules.year_lists import BaselineFault, Wish, baseline_faults, cited_day_fault, in_order
from blocs.states import BaselineKind

ONE = Decimal(1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("8841", "8841"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234,5", "1234.5"),
        ("95,5", "95.5"),
        ("95.5", "95.5"),
        ("-2", "-2"),
        ("−2,25", "-2.25"),
        ("–2,25", "-2.25"),
        ("- 2", "-2"),
        ("+2", "2"),
        ("1\xa0234\u202f567,5", "1234567.5"),
        ("0,1234", "0.1234"),
        ("9" * 20, "9" * 20),
        ("9.999.999.999.999.999,5", "9999999999999999.5"),
    ],
)
def test_a_number_is_read_as_it_is_written_here(text, value):
    assert read_number(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    "text",
    ["8.841", "1,2,3", "1,23456", "gần 5", "1.23,4", "1e5", "9" * 41, "95 5", "1 23", "5%", "+"],
)
def test_what_is_no_number_or_may_mean_two_is_refused(text):
    with pytest.raises(NumberError):
        read_number(text)


@pytest.mark.parametrize("value", ["8841", "1234.5", "-2.2500", "0", "1234567.1234"])
def test_what_stands_in_a_box_is_read_back(value):
    assert read_number(typed_number(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, ""),
        (date(1945, 9, 2), ""),
        (date(2026, 3, 5), ""),
        (date(2026, 3, 6), "không thể sau ngày hôm nay"),
        (date(9999, 12, 31), "không thể sau ngày hôm nay"),
        (date(1945, 9, 1), "không thể trước ngày 02/9/1945"),
        (date(1, 1, 1), "không thể trước ngày 02/9/1945"),
    ],
)
def test_what_papers_cite_has_a_day_that_can_be(day, said):
    fault = cited_day_fault(day, today=date(2026, 3, 5))

    assert (fault == "") == (said == "")
    assert said in fault


@pytest.mark.parametrize(
    ("value", "fits"),
    [("9999999.99", True), ("10000000", False), ("1.005", False), ("1E+300", False)],
)
def test_a_number_has_room_or_not(value, fits):
    assert has_room(Decimal(value), whole=7, places=2) is fits


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("99999999999.9999", True),  # fifteen digits
        ("99999999999999.9", True),
        ("100000000000.0001", False),
        ("99999999999999.99", False),
        ("12345678901234.5000", True),  # zeros at the ends do not count
        ("0.0001", True),
    ],
)
def test_a_number_that_a_database_would_round_has_no_room(value, fits):
    assert has_room(Decimal(value), whole=14, places=4) is fits
    assert has_room(-Decimal(value), whole=14, places=4) is fits


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ([None, None, None], "ABC"),
        ([1, 2, 3], "ABC"),
        ([1, 2, 1], "CAB"),
        ([3, 2, 3], "BCA"),
        ([2, 1, 3], "BAC"),
        ([9, 2, 3], "BCA"),
        ([None, 1, None], "BAC"),
        ([1, 1, 1], "BCA"),
        ([1, 2, 0], "CAB"),
    ],
)
def test_rows_stand_where_they_were_asked_to(places, order):
    wishes = [Wish(row, place) for row, place in enumerate(places)]

    assert "".join("ABC"[row] for row in in_order(wishes)) == order


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ((BaselineKind.PLAN, "Bộ", ONE, None, None), []),
        ((BaselineKind.LAST_YEAR, "", None, ONE, None), []),
        ((BaselineKind.LAST_YEAR, "", None, None, ONE), []),
        ((BaselineKind.PLAN, "", ONE, None, None), [BaselineFault.NO_ISSUER]),
        ((BaselineKind.LAST_YEAR, "", None, None, None), [BaselineFault.SAYS_NOTHING]),
        (
            (BaselineKind.PLAN, "", None, None, None),
            [BaselineFault.NO_ISSUER, BaselineFault.SAYS_NOTHING],
        ),
    ],
)
def test_a_comparison_says_with_whose_plan_or_with_which_figure(told, faults):
    assert baseline_faults(*told) == faults
