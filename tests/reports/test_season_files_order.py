import pytest

from reports.season_files.findings import first_difference, shown
from reports.season_files.order import ordered
from reports.season_files.schema import canonical
from tests.reports.small_season import scored_season, small_scoring

OFFICE = {"role": "head", "agency": "so-a", "state": "confirmed"}


def test_lists_without_an_order_of_their_own_get_one():
    proposals = [
        {"agency": "so-c", "award": "co-tinh", "state": "draft"},
        {"agency": "so-a", "options": ["co-tinh", "bang-khen-tinh"], "state": "draft"},
    ]
    offices = [
        {**OFFICE, "term": "next"},
        {**OFFICE, "role": "deputy"},
        {**OFFICE, "agency": "so-b"},
    ]
    season = canonical(
        scored_season(
            proposals=proposals,
            offices=offices,
            scoring=small_scoring(sheets=small_scoring()["sheets"][::-1]),
        )
    )
    season["scoring"]["sheets"][0]["lines"].append(
        {**season["scoring"]["sheets"][0]["lines"][0], "key": "T", "self": None}
        | {"appraised": None, "explanation": "", "reason": ""}
    )

    found = ordered(season, ["so-a", "so-b", "so-c"])

    assert [row["agency"] for row in found["proposals"]] == ["so-a", "so-c"]
    assert found["proposals"][0]["options"] == ["bang-khen-tinh", "co-tinh"]
    assert [(row["term"], row["role"]) for row in found["offices"]] == [
        ("current", "head"),
        ("current", "deputy"),
        ("next", "head"),
    ]
    assert [sheet["agency"] for sheet in found["scoring"]["sheets"]] == ["so-a", "so-b", "so-c"]
    assert [line["key"] for line in found["scoring"]["sheets"][2]["lines"]] == ["I.1", "I.2", "II"]


@pytest.mark.parametrize(
    ("held", "wanted", "difference"),
    [
        ({"a": 1}, {"a": 1}, None),
        ({"a": [1, 2]}, {"a": [1, 3]}, ("x.a[1]", 2, 3)),
        ({"a": [1]}, {"a": [1, 2]}, ("x.a", [1], [1, 2])),
        ({"a": {"b": None}}, {"a": {"b": "c"}}, ("x.a.b", None, "c")),
        ({"a": 1, "b": 2}, {"a": 1}, ("x.b", 2, None)),
    ],
)
def test_the_first_difference_is_found_with_its_path(held, wanted, difference):
    assert first_difference("x", held, wanted) == difference


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "để trống"), ([1, 2], "2 mục"), (True, "true"), ("a", "“a”"), ({"a": 1}, "một nhóm")],
)
def test_values_are_shown_in_words(value, text):
    assert shown(value).startswith(text)
