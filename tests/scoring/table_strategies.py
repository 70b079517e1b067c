"""Criteria tables as Hypothesis makes them up: sound, of every kind, several levels deep."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from scoring.rules.nodes import EXTRA_KINDS
from scoring.rules.settings import Band, Condition, LateRange, TableRules, TieRule
from scoring.rules.text import tidy, tidy_line
from scoring.rules.tree import Node, check_tree
from scoring.spreadsheets.content import TableContent
from scoring.states import (
    ConditionKind,
    CriterionKind,
    Direction,
    Effect,
    RankBy,
    Rounding,
    Scorer,
    TieKind,
)
from tests.scoring.workbooks import SECTORS

# What a careless workbook would turn into a formula, a number, a date, or nothing.
WORDS = st.sampled_from(["=1+1", "+84", "-", "@A1", "1.10", "1/2", "#N/A", "TRUE", "có", "_x0041_"])
TEXTS = WORDS | st.text(
    st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() and "x005F_" not in text)
TIDIED = TEXTS.map(tidy_line).filter(bool)  # as the rules of a table store it
LINES = st.lists(TEXTS, min_size=1, max_size=3).map("\n".join)
TIDIED_LINES = LINES.map(tidy).filter(bool)
POINTS = st.integers(1, 4000).map(lambda cents: Decimal(cents) / 100)
SHARES = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
STEPS = [Decimal("0.25"), Decimal("0.5"), Decimal(1)]
CODES = st.text("abcXYZ019_-", min_size=1, max_size=5)


def text_of(value: Decimal) -> str:
    return format(value, "f")


@st.composite
def tiers(draw, top):
    marks = sorted(draw(st.sets(st.integers(0, 200), min_size=1, max_size=4)))
    is_open = draw(st.booleans())
    ends = [None, *marks, None]
    points = [
        draw(st.integers(0, int(top * 100)).map(lambda cents: Decimal(cents) / 100)) for _ in ends
    ]
    points[0] = top
    ranges = [
        {
            "from": None if low is None else str(low),
            "from_open": is_open and low is not None,
            "to": None if high is None else str(high),
            "to_open": not is_open and high is not None,
            "points": text_of(given),
        }
        for low, high, given in zip(ends, ends[1:], points, strict=False)
    ]
    measure = draw(st.sampled_from(["value", "percent_of_target"]))
    return {"measure": measure, "ranges": ranges}


def levels(labels, top):
    """Return named levels from the maximum down; two are never worth the same."""
    worth = [top * (len(labels) - place) / len(labels) for place in range(len(labels))]
    worth = sorted({points.quantize(Decimal("0.01")) for points in worth} | {Decimal(0)})[::-1]
    named = zip(["Cao nhất", *labels], worth, strict=False)
    return {"options": [{"label": label, "points": text_of(points)} for label, points in named]}


def rules(kind, top):
    """Return the parameters of one kind; none for those that have none."""
    numbers = st.integers(1, int(top * 100)).map(lambda cents: text_of(Decimal(cents) / 100))
    of_kind = {
        CriterionKind.TIERS: tiers(top),
        CriterionKind.PROPORTIONAL: st.just({})
        | st.fixed_dictionaries(
            {"cap": SHARES.map(lambda share: text_of(1 + share)), "floor": SHARES.map(text_of)}
        ),
        CriterionKind.LEADER_RELATIVE: st.fixed_dictionaries(
            {
                "on_target_share": st.just("0.50"),
                "excess": st.sampled_from(["over_target", "to_leader"]),
            }
        ),
        CriterionKind.COUNT: st.fixed_dictionaries({"points_each": numbers}),
        CriterionKind.BONUS_PENALTY: st.fixed_dictionaries(
            {"plus": numbers, "minus": st.just("0.5")}
        ),
        CriterionKind.AWARD_BONUS: st.just(
            {"titles": {"co-tinh": "1", "bang-khen-bo": "0.50"}, "mode": "sum", "years_back": 1}
        ),
        CriterionKind.STEP: st.fixed_dictionaries(
            {"plus": numbers, "minus": numbers, "each": st.just("1"), "whole": st.booleans()}
        ),
        CriterionKind.OPTIONS: st.lists(
            st.sampled_from(["1,5", "Khá: tốt (A)", "1.50", "=1+1", "Không xếp loại"]),
            min_size=1,
            max_size=4,
            unique=True,
        ).map(lambda labels: levels(labels, top)),
        CriterionKind.EXTERNAL: st.fixed_dictionaries({"from": st.just("0"), "to": numbers}),
    }
    return of_kind.get(kind, st.just({}))


@st.composite
def leaves(draw, key, kinds):
    kind = draw(st.sampled_from(kinds))
    top = draw(POINTS)
    # More of what is counted is better; of an index, the ends of its scale say which way.
    may_turn = kind not in {CriterionKind.EXTERNAL, CriterionKind.COUNT}
    may_claim = kind is not CriterionKind.EXTERNAL
    scored_by = draw(
        st.sampled_from([row for row in Scorer if may_claim or row is not Scorer.AGENCY])
    )
    parent, _, code = key.rpartition(".")
    return Node(
        key=key,
        parent_key=parent or None,
        code=code,
        label=draw(LINES),
        kind=kind,
        max_points=max(top, Decimal(2)) if kind is CriterionKind.AWARD_BONUS else top,
        step=draw(st.sampled_from([step for step in STEPS if step <= max(top, STEPS[0])])),
        guidance=draw(st.just("") | LINES),
        unit=draw(st.sampled_from(["", "%", "tỷ đồng"])),
        direction=draw(st.sampled_from([*Direction] if may_turn else [Direction.HIGHER])),
        scored_by=scored_by,
        sector=draw(st.sampled_from(SECTORS)).code if scored_by is Scorer.SECTOR else "",
        rule=draw(rules(kind, top)),
    )


LEAF_KINDS = [kind for kind in CriterionKind if kind is not CriterionKind.GROUP]
COUNTED = [kind for kind in LEAF_KINDS if kind not in EXTRA_KINDS]


@st.composite
def groups(draw, key, depth):
    """Return a group with what is in it; its points are those of its children that count."""
    parent, _, code = key.rpartition(".")
    inside: list[Node] = []
    total = Decimal(0)
    for place, inner in enumerate(draw(st.lists(CODES, min_size=1, max_size=3, unique=True))):
        if depth and draw(st.booleans()):
            below = draw(groups(f"{key}.{inner}", depth - 1))
        else:
            # The first leaf counts, so that the group sums what counts.
            kinds = COUNTED if place == 0 else LEAF_KINDS
            below = [draw(leaves(f"{key}.{inner}", kinds))]
        inside += below
        total += Decimal(0) if below[0].kind in EXTRA_KINDS else below[0].max_points
    head = Node(
        key=key,
        parent_key=parent or None,
        code=code,
        label=draw(LINES),
        kind=CriterionKind.GROUP,
        max_points=total,
        guidance=draw(st.just("") | LINES),
    )
    return [head, *inside]


@st.composite
def table_rules(draw, keys):
    limits = sorted(draw(st.sets(SHARES, max_size=3)), reverse=True)
    named = [(f"loai-{n}", draw(TIDIED), limit) for n, limit in enumerate(limits)]
    by_share = tuple(Band(code, label, limit) for code, label, limit in named)
    by_points = tuple(
        Band(code, label, total_points=limit * 90, criterion_points=draw(st.none() | POINTS))
        for code, label, limit in named
    )
    bands = draw(st.sampled_from([by_share, by_points]))
    if draw(st.booleans()):
        category = draw(TIDIED)
        bands += tuple(replace(band, category=category) for band in bands[:2])
    share, points = draw(st.sampled_from([(SHARES, st.none()), (st.none(), POINTS)]))
    return TableRules(
        rounding=draw(st.sampled_from(list(Rounding))),
        bonus_may_pass_scale=draw(st.booleans()),
        bonus_cap=draw(st.none() | POINTS),
        penalty_cap=draw(st.none() | POINTS),
        rank_by=draw(st.sampled_from(list(RankBy))),
        ties=tuple(draw(st.sampled_from([(), (TieRule(TieKind.HIGHER_GROUP, keys[0]),)]))),
        late=draw(st.sampled_from([(), (LateRange(1, Decimal("0.5")), LateRange(3, Decimal(2)))])),
        bands=bands,
        conditions=draw(
            st.just(())
            | st.builds(
                Condition,
                code=st.just("a"),
                label=TIDIED_LINES,
                kind=st.just(ConditionKind.CRITERION_FLOOR),
                effect=st.sampled_from([Effect.BAR_ALL, Effect.LOWER_BAND]),
                share=share,
                key=st.sampled_from(["", *keys]),
                source=TIDIED,
                floor_points=points,
            ).map(lambda row: (row,))
        ),
        max_rounds=draw(st.none() | st.integers(1, 9)),
        deviation_share=draw(SHARES),
    )


@st.composite
def tables(draw):
    """Return the content of a sound table."""
    nodes: list[Node] = []
    scale = Decimal(0)
    for code in draw(st.lists(CODES, min_size=1, max_size=3, unique=True)):
        below = draw(groups(code, 2))
        nodes += below
        scale += below[0].max_points
    assert check_tree(nodes, scale) == []
    return TableContent(
        title=draw(TEXTS),
        scale=scale,
        nodes=tuple(nodes),
        issued_by=draw(st.just("") | TEXTS),
        decision=draw(st.just("") | TEXTS),
        is_sample=draw(st.booleans()),
        rules=draw(table_rules([node.key for node in nodes if node.is_group])),
    )
