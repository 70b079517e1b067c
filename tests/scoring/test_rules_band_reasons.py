"""Why a member is in no better class: each limit that was missed, with exact numbers."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.band_reasons import MissedBands, bands_missed
from scoring.rules.facts import ConfirmedFact
from scoring.rules.frozen import Heading, frozen_content
from scoring.rules.frozen_bands import missed_by_agency
from scoring.rules.settings import Band, Condition
from scoring.states import ConditionKind, CriterionKind, Effect
from tests.scoring.outcomes import line, member, node_of, only, season

SHEET = [
    node_of(CriterionKind.MANUAL, "I", "60"),
    node_of(CriterionKind.MANUAL, "II", "30"),
    node_of(CriterionKind.MANUAL, "III", "10"),
]


def shares(*limits):
    return tuple(
        Band(label.lower(), label, Decimal(total), Decimal(group)) for label, total, group in limits
    )


GROUPS = shares(("A", "0.9", "0.7"), ("B", "0.8", "0.7"), ("C", "0.5", "0.7"), ("D", "0", "0"))


def facts_of(points, bands, *, facts=(), **rules):
    lines = {key: line(value) for key, value in zip(("I", "II", "III"), points, strict=True)}
    return season(member("x", lines=lines, facts=facts), nodes=SHEET, bands=bands, **rules)


def told(points, bands, **given):
    facts = facts_of(points, bands, **given)
    row = only(facts)
    assert row.reached is not None
    return row.band and row.band.label, bands_missed(facts.rules.bands, row.reached, row.bars)


def test_a_group_that_keeps_a_high_total_out_of_every_class_is_named_once_for_all():
    band, missed = told(("58", "28.21", "6"), GROUPS)

    assert band == "D"
    assert missed == (
        MissedBands(("A", "B", "C"), "nhóm III đạt 60% (6,00 trên 10 điểm), chưa đạt 70%"),
    )
    assert missed[0].sentence == (
        "Chưa được xếp loại “A”, “B”, “C”: nhóm III đạt 60% (6,00 trên 10 điểm), chưa đạt 70%."
    )


def test_every_limit_that_is_missed_is_named_class_by_class():
    band, missed = told(("50", "20", "7"), GROUPS)

    assert band == "D"
    assert missed == (
        MissedBands(
            ("A",),
            "tổng điểm đạt 77% (77,00 trên 100 điểm), chưa đạt 90%; "
            "nhóm II đạt 66,66% (20,00 trên 30 điểm), chưa đạt 70%",
        ),
        MissedBands(
            ("B",),
            "tổng điểm đạt 77% (77,00 trên 100 điểm), chưa đạt 80%; "
            "nhóm II đạt 66,66% (20,00 trên 30 điểm), chưa đạt 70%",
        ),
        MissedBands(("C",), "nhóm II đạt 66,66% (20,00 trên 30 điểm), chưa đạt 70%"),
    )


@pytest.mark.parametrize("points", [("60", "30", "10"), ("54", "27", "9"), ("54", "29", "7")])
def test_the_best_class_needs_no_reason_and_its_limits_are_held_when_just_reached(points):
    assert told(points, GROUPS) == ("A", ())


def test_a_share_just_below_the_limit_is_never_rounded_up_to_it():
    near = shares(("A", "0.666667", "0"), ("B", "0", "0"))

    _, (missed,) = told(("26.66", "30", "10"), near)
    _, (close,) = told(("59.99", "30", "0"), shares(("A", "0.9", "0"), ("B", "0", "0")))

    assert missed.why == "tổng điểm đạt 66,66% (66,66 trên 100 điểm), chưa đạt 66,6667%"
    assert close.why == "tổng điểm đạt 89,99% (89,99 trên 100 điểm), chưa đạt 90%"


def test_a_third_of_a_group_is_cut_off_and_not_rounded():
    bands = shares(("A", "0", "0.66667"), ("B", "0", "0"))

    _, (missed,) = told(("60", "20", "10"), bands)

    assert missed.why == "nhóm II đạt 66,666% (20,00 trên 30 điểm), chưa đạt 66,667%"


def test_limits_in_points_are_told_in_points():
    bands = (
        Band("a", "A", total_points=Decimal(90), criterion_points=Decimal("9.5")),
        Band("b", "B", total_points=Decimal(0)),
    )

    _, (missed,) = told(("50", "30", "9"), bands)

    assert missed.why == (
        "tổng điểm đạt 89,00 điểm, chưa đạt 90 điểm; nhóm III đạt 9,00 điểm, chưa đạt 9,5 điểm"
    )


def test_below_the_lowest_class_every_class_says_why():
    band, missed = told(("20", "10", "5"), shares(("A", "0.9", "0"), ("B", "0.5", "0")))

    assert band is None
    assert [one.labels for one in missed] == [("A",), ("B",)]
    assert missed[-1].why == "tổng điểm đạt 35% (35,00 trên 100 điểm), chưa đạt 50%"


LOWERS = Condition("don-thu", "Có đơn thư", ConditionKind.DECLARED, Effect.LOWER_BAND)
DEDUCTS = Condition("vang", "Vắng", ConditionKind.DECLARED, Effect.DEDUCT, points=Decimal(1))
LETTER, ABSENT = ConfirmedFact("don-thu", "Đơn ngày 7/9"), ConfirmedFact("vang", "5/3")


def test_a_class_that_a_fact_costs_names_the_fact():
    band, missed = told(("49", "28", "8"), GROUPS, facts=(LETTER,), conditions=(LOWERS,))

    assert band == "C"
    assert missed == (
        MissedBands(("A",), "tổng điểm đạt 85% (85,00 trên 100 điểm), chưa đạt 90%"),
        MissedBands(("B",), "bị hạ loại vì Có đơn thư (Đơn ngày 7/9)"),
    )


def test_the_total_is_that_after_the_deductions():
    band, missed = told(("54", "27", "9"), GROUPS, facts=(ABSENT,), conditions=(DEDUCTS,))

    assert band == "B"
    assert missed[0].why == "tổng điểm đạt 89% (89,00 trên 100 điểm), chưa đạt 90%"


def frozen(facts):
    heading = Heading("khoi", "Khối", "2026", is_sample=False)
    return json.loads(json.dumps(frozen_content(heading, facts)))


def test_the_reasons_follow_from_a_frozen_ranking_and_are_not_in_it():
    facts = facts_of(("58", "28.21", "6"), GROUPS)
    content = frozen(facts)

    assert missed_by_agency(content) == {"x": told(("58", "28.21", "6"), GROUPS)[1]}
    assert "missed" not in content["rows"][0]
    assert set(content["rows"][0]["band"]) == {"code", "label"}


@pytest.mark.parametrize("change", ["band", "schema", "facts", "bands"])
def test_nothing_is_told_that_does_not_follow_from_what_was_frozen(change):
    content = frozen(facts_of(("58", "28.21", "6"), () if change == "bands" else GROUPS))
    if change == "band":
        content["rows"][0]["band"]["code"] = "a"
    elif change == "schema":
        content["schema"] = "thi-dua/ranking/1"
    elif change == "facts":
        del content["members"][0]["lines"]

    assert missed_by_agency(content) == {}


def test_a_group_that_is_not_assigned_is_asked_for_nothing():
    facts = facts_of(("58", "28", "6"), GROUPS)
    one = facts.members[0]
    lines = {**one.lines, "III": replace(one.lines["III"], assigned=False)}
    row = only(replace(facts, members=(replace(one, lines=lines),)))

    assert row.band.label == "A"
    assert bands_missed(GROUPS, row.reached) == ()
