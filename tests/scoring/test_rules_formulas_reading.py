"""Rules as they may come from a file: read strictly, refused in words, never a crash."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.formulas import (
    calculated_points,
    described,
    floor_of,
    rule_faults,
    top_of,
    why_no_points,
    worked,
)
from scoring.rules.formulas.reading import RuleReader, read_number
from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import CriterionKind, Direction, Scorer
from tests.scoring.formulas import leaf

NUMBERS = st.one_of(
    st.sampled_from(["0", "1", "0.5", "10", "100", "-1", "1.2", "1,5", "", "NaN", "1e3"]),
    st.decimals(min_value=-200, max_value=200, places=2).map(lambda value: f"{value:f}"),
)
ATOMS = st.one_of(
    NUMBERS,
    st.none(),
    st.booleans(),
    st.integers(min_value=-5, max_value=30),
    st.floats(allow_nan=True),
    st.sampled_from(["value", "percent_of_target", "days_late", "best", "sum", "to_leader"]),
)
RANGES = st.lists(
    st.fixed_dictionaries(
        {"from": st.none() | NUMBERS, "to": st.none() | NUMBERS, "points": NUMBERS},
        optional={"from_open": st.booleans(), "to_open": st.booleans(), "x": ATOMS},
    )
    | ATOMS,
    max_size=4,
)
PARAMETERS = {
    "group": ["cap"],
    "tiers": ["measure", "ranges", "elsewhere"],
    "proportional": ["cap", "floor"],
    "leader_relative": ["on_target_share", "excess"],
    "count": ["points_each"],
    "bonus_penalty": ["plus", "minus"],
    "award_bonus": ["titles", "mode", "years_back"],
    "step": ["base", "plus", "minus", "each", "whole", "top"],
    "external": ["from", "to"],
}
SPECIAL = {
    "ranges": RANGES,
    "titles": st.dictionaries(st.sampled_from(["a", "b", " "]), NUMBERS, max_size=3),
}


@st.composite
def criteria(draw):
    kind = draw(st.sampled_from(CriterionKind))
    names = [*PARAMETERS.get(kind, []), "x"]
    rule = draw(
        st.fixed_dictionaries(
            {}, optional={name: SPECIAL.get(name, ATOMS) | ATOMS for name in names}
        )
        | ATOMS
    )
    return leaf(
        kind,
        draw(NUMBERS.filter(read_number)),
        rule,
        min_points=draw(NUMBERS.filter(read_number)),
        direction=draw(st.sampled_from(Direction)),
        scored_by=draw(st.sampled_from(Scorer)),
    )


ANY = st.none() | st.decimals(min_value=-(10**14), max_value=10**14, places=4)
RESULTS = st.builds(
    Result, actual=ANY, minus=ANY, target=ANY, titles=st.just(()) | st.just(("a", "a"))
)


@given(node=criteria(), results=st.lists(RESULTS, max_size=4))
def test_any_rule_is_refused_in_words_or_works_with_every_result(node, results):
    faults = rule_faults(node)

    assert all(fault[0].isupper() and fault.endswith(".") for fault in faults)
    if not faults:
        members = dict(zip("abcd", results, strict=False))
        assert floor_of(node) <= 0 <= top_of(node)
        assert described(node).endswith(".")
        if node.is_calculated:
            points = calculated_points(node, members, TableRules())
            for code, found in members.items():
                assert (points[code] is None) == bool(why_no_points(node, found))
                assert worked(node, code, members, TableRules())


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1.5", "1.5"),
        ("-3", "-3"),
        ("007", "7"),
        ("0.000001", "0.000001"),
        ("0.0000001", None),
        ("1,5", None),
        (" 1", None),
        ("1\n", None),
        ("", None),
        ("-", None),
        ("1e3", None),
        ("NaN", None),
        ("1_000", None),
        ("１", None),
        ("1234567890123", None),
        (1.5, None),
        (1, None),
        (True, None),
        (None, None),
    ],
)
def test_a_number_is_a_string_with_a_point(value, number):
    assert read_number(value) == (None if number is None else Decimal(number))


def test_a_reader_tells_what_nobody_asked_for():
    reader = RuleReader({"cap": "1", "floor": "2", "other": 3}, where="Dòng 4: ")
    reader.number("cap", "trần")

    reader.finish()

    assert reader.faults == [
        "Dòng 4: Tham số “floor” không dùng cho loại tiêu chí này.",
        "Dòng 4: Tham số “other” không dùng cho loại tiêu chí này.",
    ]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"least": Decimal(1)}, "từ 1 trở lên"),
        ({"most": Decimal("-1")}, "không quá -1"),
        ({"least": Decimal("0.5"), "most": Decimal("0.9")}, "từ 0,5 đến 0,9"),
    ],
)
def test_limits_are_told_in_words(limits, words):
    reader = RuleReader({"cap": "0"})

    reader.number("cap", "trần", **limits)

    assert reader.faults == [f"Tham số “cap” (trần) phải {words}."]
