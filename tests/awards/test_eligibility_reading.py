"""The numbers and sets of a condition: what can be read, and what is refused with its name."""

from decimal import Decimal
from fractions import Fraction

import pytest

from awards.rules.eligibility.finding import percent_text, share_text, year_text
from awards.rules.eligibility.params import (
    AgeParams,
    AwardsParams,
    BarParams,
    ConfirmedParams,
    FloorParams,
    Group,
    HasAwardParams,
    NoParams,
    PointsParams,
    RankParams,
    RegisteredParams,
    RunParams,
    TwiceParams,
    VoteParams,
)
from awards.rules.eligibility.reading import read_params, share_written
from awards.states import AwardBasis, CompletionLevel, EligibilityKind, ShareBase
from blocs.states import CycleKind
from scoring.rules.json_fields import SettingsError
from scoring.states import Effect

ONE_FLAG = {"groups": [{"codes": ["co-tinh"], "count": 1}]}
EVERYTHING = {
    "any_of": [{"groups": [{"codes": ["a", "b"], "count": 2}, {"codes": ["c"], "count": 1}]}],
    "not_flag_eligible": [{"groups": [{"codes": ["d"], "count": 4}]}],
    "years": 5,
    "after": ["e"],
    "levels": ["excellent"],
    "titles": ["f"],
    "bases": ["merit"],
}
READ = [
    ("confirmed", {"exception": True}, ConfirmedParams(is_exception=True)),
    ("registered_title", {"any_title": True}, RegisteredParams(any_title=True)),
    ("led_bloc", {}, NoParams()),
    ("rank_at_most", {"rank": 3}, RankParams(3)),
    ("points_at_least", {"total": "900.5"}, PointsParams(total=Decimal("900.5"))),
    ("points_at_least", {"share": "9/10"}, PointsParams(share=Fraction(9, 10))),
    ("criterion_floor", {"share": "1/1"}, FloorParams(Fraction(1))),
    ("criterion_floor", {"share": "1/2", "keys": ["I"]}, FloorParams(Fraction(1, 2), ("I",))),
    ("no_barring_fact", {"effects": ["bar_all"]}, BarParams(frozenset({Effect.BAR_ALL}))),
    (
        "vote_share",
        {"share": "2/3", "of": "members"},
        VoteParams(Fraction(2, 3), ShareBase.MEMBERS),
    ),
    (
        "has_award",
        {"codes": ["a"], "bases": ["merit"]},
        HasAwardParams(frozenset({"a"}), frozenset({AwardBasis.MERIT})),
    ),
    (
        "awards_in_years",
        EVERYTHING,
        AwardsParams(
            any_of=((Group(frozenset({"a", "b"}), 2), Group(frozenset({"c"}), 1)),),
            not_flag_eligible=((Group(frozenset({"d"}), 4),),),
            years=5,
            after=frozenset({"e"}),
            levels=frozenset({CompletionLevel.EXCELLENT}),
            titles=frozenset({"f"}),
            bases=frozenset({AwardBasis.MERIT}),
        ),
    ),
    (
        "consecutive_years",
        {"years": 2, "titles": ["f"]},
        RunParams(years=2, titles=frozenset({"f"})),
    ),
    ("older_than", {"years": 10}, AgeParams(10)),
    ("not_rewarded_twice", {"codes": ["a", "b"]}, TwiceParams(frozenset({"a", "b"}))),
]


@pytest.mark.parametrize(("kind", "raw", "params"), READ)
def test_what_a_kind_needs_is_read(kind, raw, params):
    assert read_params(EligibilityKind(kind), raw) == params


def test_every_kind_reads_something():
    plain = {"signed_covenant", "flag_eligible", "not_dissolved"}

    assert {kind for kind, _, _ in READ} | plain == set(EligibilityKind)
    for kind in plain:
        assert read_params(EligibilityKind(kind), {}) == NoParams()


def awards(**fields):
    return {"any_of": [ONE_FLAG], **fields}


REFUSED = [
    ("led_bloc", {"rank": 1}, "rank"),
    ("led_bloc", [], ""),
    ("rank_at_most", {}, "rank"),
    ("rank_at_most", {"rank": 0}, "rank"),
    ("rank_at_most", {"rank": "1"}, "rank"),
    ("points_at_least", {}, "total"),
    ("points_at_least", {"total": "900", "share": "1/2"}, "total"),
    ("points_at_least", {"total": "0"}, "total"),
    ("points_at_least", {"total": "nan"}, "total"),
    ("criterion_floor", {"share": "0.85"}, "share"),
    ("criterion_floor", {"share": "3/2"}, "share"),
    ("criterion_floor", {"share": "0/2"}, "share"),
    ("criterion_floor", {"share": "1/0"}, "share"),
    ("criterion_floor", {"share": "1/2", "keys": ["I", "I"]}, "keys"),
    ("no_barring_fact", {"effects": []}, "effects"),
    ("no_barring_fact", {"effects": ["deduct"]}, "effects"),
    ("vote_share", {"share": "2/3"}, "of"),
    ("vote_share", {"share": "2/3", "of": "all"}, "of"),
    ("has_award", {"codes": []}, "codes"),
    ("has_award", {"codes": "co-tinh"}, "codes"),
    ("has_award", {"codes": ["a"], "bases": []}, "bases"),
    ("has_award", {"codes": ["a"], "bases": ["x"]}, "bases"),
    ("awards_in_years", {}, "any_of"),
    ("awards_in_years", {"any_of": []}, "any_of"),
    ("awards_in_years", {"any_of": [{"groups": []}]}, "any_of[0].groups"),
    ("awards_in_years", {"any_of": [ONE_FLAG] * 5}, "any_of"),
    ("awards_in_years", awards(not_flag_eligible=[ONE_FLAG] * 3), "not_flag_eligible"),
    ("awards_in_years", awards(years=0), "years"),
    ("awards_in_years", awards(years=101), "years"),
    ("awards_in_years", awards(levels=["x"]), "levels"),
    ("awards_in_years", awards(more=1), "more"),
    (
        "awards_in_years",
        {"any_of": [{"groups": [{"codes": ["a"], "count": 1}, {"codes": ["a"], "count": 1}]}]},
        "any_of[0].groups",
    ),
    (
        "awards_in_years",
        {"any_of": [{"groups": [{"codes": list("abc"), "count": 1}]}]},
        "any_of[0].groups[0].codes",
    ),
    ("consecutive_years", {"years": 5}, "levels"),
    ("consecutive_years", {"years": 0, "levels": ["excellent"]}, "years"),
    ("older_than", {"years": 0}, "years"),
    ("not_rewarded_twice", {}, "codes"),
]


@pytest.mark.parametrize(("kind", "raw", "path"), REFUSED)
def test_what_cannot_be_is_refused_with_its_place(kind, raw, path):
    with pytest.raises(SettingsError) as refusal:
        read_params(EligibilityKind(kind), raw)

    assert refusal.value.path == path


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(2, 3), "2/3"),
        (Fraction(17, 20), "85%"),
        (Fraction(1, 8), "12,5%"),
        (Fraction(1), "100%"),
        (Fraction(855, 1000), "85,5%"),
    ],
)
def test_a_share_is_written_as_a_percentage_where_that_is_exact(share, text):
    assert share_text(share) == text
    assert Fraction(share_written(share)) == share


def test_years_and_percentages_are_written_the_vietnamese_way():
    assert year_text(2025, CycleKind.SCHOOL_YEAR) == "năm học 2025-2026"
    assert year_text(2025, CycleKind.CALENDAR_YEAR) == "năm 2025"
    assert percent_text(7, 9) == "77,78%"
