from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest

from accounts.chain import canonical_json, event_hash, plain, storable


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (10**30, "1000000000000000000000000000000"),
        ("Điểm", '"Điểm"'),
        ("a\x00b", '"a\ufffdb"'),
        ("a\ud800b", '"a\ufffdb"'),
        (Decimal(9), '"9.00"'),
        (Decimal("9.5"), '"9.50"'),
        (Decimal("1E+3"), '"1000.00"'),
        (Decimal("-0.125"), '"-0.125"'),
        (Decimal("2.5000"), '"2.50"'),
        (date(2022, 12, 1), '"2022-12-01"'),
        (datetime(2022, 12, 1, 3, tzinfo=UTC), '"2022-12-01T03:00:00.000000+00:00"'),
        (UUID(int=7), '"00000000-0000-0000-0000-000000000007"'),
        (Colour.RED, '"red"'),
        ((1, [2]), "[1,[2]]"),
        ({"b": 1, "a": {Colour.RED: 2}}, '{"a":{"red":2},"b":1}'),
    ],
)
def test_every_kind_of_value_has_one_written_form(value, written):
    assert canonical_json(value) == written


def test_one_moment_is_written_the_same_from_every_time_zone():
    in_hanoi = datetime(2022, 12, 1, 10, tzinfo=timezone(timedelta(hours=7)))
    in_london = datetime(2022, 12, 1, 3, tzinfo=UTC)

    assert canonical_json(in_hanoi) == canonical_json(in_london)


@pytest.mark.parametrize("value", [1.5, {"points": 0.1}, [float("nan")], object(), b"bytes", {1}])
def test_a_value_without_an_exact_written_form_is_refused(value):
    with pytest.raises(TypeError, match="An audit line cannot hold"):
        plain(value)


@pytest.mark.parametrize("value", [datetime(2022, 1, 1), Decimal("NaN"), Decimal("Infinity")])  # noqa: DTZ001
def test_a_value_that_means_nothing_definite_is_refused(value):
    with pytest.raises(ValueError, match="An audit line"):
        plain(value)


@pytest.mark.parametrize("key", ["password", "Token", "csrfmiddlewaretoken", "session_key"])
def test_a_secret_is_refused_at_any_depth(key):
    with pytest.raises(ValueError, match="must not hold"):
        plain({"form": [{key: "x"}]})


def test_the_hash_depends_on_the_line_before_and_on_every_value():
    first = event_hash("0" * 64, {"a": "1"})

    assert first == event_hash("0" * 64, {"a": "1"})
    assert len({first, event_hash("1" * 64, {"a": "1"}), event_hash("0" * 64, {"a": "2"})}) == 3


def test_ordinary_text_is_kept_as_it_is():
    assert storable("Sở Nội vụ\r\n\tđề nghị") == "Sở Nội vụ\r\n\tđề nghị"
