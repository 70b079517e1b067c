import pytest

from reports.season_files.findings import first_difference, shown
from reports.season_files.order import ordered
from reports.season_files.schema import canonical
from tests.reports.given_season import PAIRS, given_season
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


def test_what_others_gave_is_put_in_the_order_of_members_and_criteria():
    season = canonical(given_season())
    scoring = season["scoring"]
    for section in ("cross", "tie_decisions", "facts"):
        scoring[section] = scoring[section][::-1]
    scoring["cross"][0]["scores"] = scoring["cross"][0]["scores"][::-1]
    silent = {"key": "I.1", "points": None, "reason": ""}
    scoring["cross"][1]["scores"] = [silent, scoring["cross"][1]["scores"][1]]
    season["votes"] = season["votes"][::-1]

    found = ordered(season, ["so-a", "so-b", "so-c"])

    assert [row["agency"] for row in found["votes"]] == ["so-a", "so-b", "so-c"]
    assert [(row["scorer"], row["subject"]) for row in found["scoring"]["cross"]] == PAIRS
    assert [row["agency"] for row in found["scoring"]["tie_decisions"]] == ["so-a", "so-b"]
    assert [row["agency"] for row in found["scoring"]["facts"]] == ["so-a", "so-b", "so-c"]
    scores = [[one["key"] for one in row["scores"]] for row in found["scoring"]["cross"]]
    assert scores == [["I.1", "I.2"], ["I.2"], ["I.1", "I.2"]]


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
