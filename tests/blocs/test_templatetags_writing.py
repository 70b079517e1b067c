from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template


def written(expression, value):
    template = Template("{% load writing %}{{ value|" + expression + " }}")
    return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("87.25"), "87,25"),
        (Decimal(0), "0,00"),
        (Decimal(1234), "1.234,00"),
        (Decimal(-3), "−3,00"),
        (None, ""),
    ],
)
def test_points_have_a_comma_and_an_empty_score_stays_empty(value, text):
    assert written("points", value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("40.00"), "40"), (Decimal("1.50"), "1,5"), (1000, "1.000"), (-5, "−5")],
)
def test_numbers_drop_their_last_noughts(value, text):
    assert written("number", value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2020, 3, 5), "05/3/2020"),
        (datetime(2022, 12, 31, 17, 30, tzinfo=UTC), "01/01/2023"),
        (None, ""),
    ],
)
def test_a_moment_is_written_as_the_local_day(value, text):
    assert written("day", value) == text


def test_nothing_is_written_for_no_number():
    assert written("number", None) == ""
