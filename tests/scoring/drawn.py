"""Criteria of every calculated kind and results for them, drawn at random."""

from decimal import Decimal

from hypothesis import strategies as st

from scoring.rules.results import Result
from scoring.rules.settings import TableRules
from scoring.states import Rounding, Scorer
from tests.scoring.formulas import leaf

TITLES = ("a", "b", "c")


def numbers(low, high, places=2):
    return st.decimals(min_value=low, max_value=high, places=places)


def written(low, high, places=2):
    return numbers(low, high, places).map(lambda value: f"{value:f}")


ACTUALS = numbers(-1000, 1000, 4)
TARGETS = numbers("0.0001", 1000, 4)
EVENTS = numbers(0, 50, 0)
TOPS = written("0.5", 500)
RULES = st.builds(
    TableRules, decimals=st.integers(min_value=0, max_value=2), rounding=st.sampled_from(Rounding)
)


@st.composite
def tiers(draw):
    """Draw a scale without gaps, its points rising."""
    ends = [*map(str, sorted(draw(st.sets(st.integers(-50, 150), min_size=1, max_size=5))))]
    top = draw(st.integers(min_value=len(ends), max_value=90))
    steps = sorted(draw(st.lists(st.integers(0, top), min_size=len(ends), max_size=len(ends))))
    rows = [
        {"from": low, "to": high, "to_open": high is not None, "points": str(points)}
        for low, high, points in zip([None, *ends], [*ends, None], [*steps, top], strict=True)
    ]
    measure = draw(st.sampled_from(["value", "percent_of_target"]))
    return leaf("tiers", str(top), {"measure": measure, "ranges": rows})


@st.composite
def step(draw):
    top = Decimal(draw(TOPS))
    extra, base = draw(numbers(0, 20)), draw(numbers(0, 1))
    rule = {
        "base": f"{(top * base).quantize(Decimal('0.01')):f}",
        "plus": draw(written("0.01", 3)),
        "minus": draw(written(0, 3)),
        "each": draw(written("0.5", 10)),
        "whole": draw(st.booleans()),
        "top": f"{top + extra:f}",
    }
    return leaf("step", str(top), rule, min_points=f"{-draw(numbers(0, 20)):f}")


@st.composite
def external(draw):
    start, width = draw(numbers(-100, 100)), draw(numbers("0.01", 200))
    rule = {"from": f"{start:f}", "to": f"{start + width:f}"}
    return leaf("external", draw(TOPS), rule, scored_by=Scorer.SECTOR)


@st.composite
def award_bonus(draw):
    worth = {title: draw(written("0.5", 20)) for title in TITLES}
    top = max(map(Decimal, worth.values()))
    mode = draw(st.sampled_from(["best", "sum"]))
    return leaf("award_bonus", str(top), {"titles": worth, "mode": mode})


PROPORTIONAL = st.builds(
    lambda top, cap, floor: leaf("proportional", top, {"cap": cap, "floor": floor}),
    TOPS, written(1, 2), written(0, 1),
)  # fmt: skip
LEADER = st.builds(
    lambda top, share, excess: leaf(
        "leader_relative", top, {"on_target_share": share, "excess": excess}
    ),
    TOPS, written(0, 1), st.sampled_from(["over_target", "to_leader"]),
)  # fmt: skip
COUNT = st.builds(
    lambda top, each: leaf("count", top, {"points_each": each}), TOPS, written("0.01", 9)
)
BONUS_PENALTY = st.builds(
    lambda top, floor, plus, minus: leaf(
        "bonus_penalty", top, {"plus": plus, "minus": minus}, min_points=f"-{floor}"
    ),
    TOPS, TOPS, written("0.01", 9), written("0.01", 9),
)  # fmt: skip
# By target or result; each of them may be turned round where it has a direction.
MEASURED = st.one_of(PROPORTIONAL, LEADER, tiers(), step(), external())
TURNED = st.one_of(PROPORTIONAL, LEADER, step())
COUNTED = st.one_of(COUNT, BONUS_PENALTY)
EVERY = st.one_of(MEASURED, COUNTED, award_bonus())
RESULTS = st.builds(
    Result,
    actual=st.none() | ACTUALS,
    minus=st.none() | EVENTS,
    target=st.none() | ACTUALS,
    titles=st.lists(st.sampled_from([*TITLES, "d"]), max_size=4).map(tuple),
)
AIMED = st.builds(Result, actual=ACTUALS, target=TARGETS)
FREE = st.builds(Result, actual=ACTUALS)
MEMBERS = st.dictionaries(st.sampled_from("abcdefgh"), AIMED | FREE, min_size=1)
