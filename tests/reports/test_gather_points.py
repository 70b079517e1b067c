"""Differences of points as sheets print them."""

from decimal import Decimal

import pytest

from reports.gather.points import difference_text, total_difference_text
from scoring.states import CriterionKind


@pytest.mark.parametrize(
    ("own", "appraised", "written"),
    [
        ("5", "4.5", "−0,50"),
        ("4.5", "5", "+0,50"),
        ("5", "5.00", ""),
        ("5", None, ""),
        (None, "2", "+2,00"),
        (None, "0", ""),  # not claimed, and nothing given
        (None, None, ""),
    ],
)
def test_a_difference_has_a_sign_and_none_is_written_where_there_is_none(own, appraised, written):
    points = [None if one is None else Decimal(one) for one in (own, appraised)]

    assert difference_text(CriterionKind.MANUAL.value, *points) == written
    assert total_difference_text(*points) == written


@pytest.mark.parametrize(("own", "appraised", "written"), [("1", "2", "−1,00"), (None, "0", "")])
def test_a_penalty_counts_the_other_way_round(own, appraised, written):
    claimed = None if own is None else Decimal(own)

    assert difference_text(CriterionKind.PENALTY.value, claimed, Decimal(appraised)) == written
