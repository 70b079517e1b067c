from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.facts import ConfirmedFact, LineFacts
from scoring.rules.outcome import season_outcome
from scoring.rules.settings import Band, Condition, LateRange
from scoring.states import (
    ConditionKind,
    Effect,
)
from tests.scoring.outcomes import member, only, ranks, season


def test_a_late_sheet_costs_points_by_its_own_line_and_the_raw_points_stay():
    ranges = (LateRange(1, Decimal("0.5")), LateRange(4, Decimal(2)))
    days = {0: 100, 1: Decimal("99.5"), 3: Decimal("99.5"), 4: 98, 90: 98}

    rows = {late: only(season(replace(member("x"), days_late=late), late=ranges)) for late in days}

    assert {late: row.final for late, row in rows.items()} == days
    assert {row.raw for row in rows.values()} == {Decimal(100)}
    assert rows[0].deductions == ()
    assert [(one.code, one.label, one.points) for one in rows[4].deductions] == [
        ("late", "Gửi phiếu chậm 4 ngày", 2)
    ]


DEDUCT = Condition(
    "vang-hop",
    "Vắng họp khối",
    ConditionKind.DECLARED,
    Effect.DEDUCT,
    points=Decimal("1.5"),
    source="Khoản 2 Điều 5",
)
BAR = Condition("ky-luat", "Lãnh đạo bị kỷ luật", ConditionKind.DECLARED, Effect.BAR_ALL)
FLAG = Condition("khieu-kien", "Khiếu kiện kéo dài", ConditionKind.DECLARED, Effect.BAR_FLAG)


def with_facts(*facts):
    return replace(member("thue"), facts=tuple(ConfirmedFact(*fact) for fact in facts))


def test_every_confirmed_fact_costs_its_points_and_names_what_it_rests_on():
    facts = [("vang-hop", "Vắng ngày 5/3"), ("vang-hop", "Vắng ngày 7/9"), ("khac", "Việc khác")]

    row = only(season(with_facts(*facts), conditions=(DEDUCT,)))

    assert (row.raw, row.final) == (100, 97)
    assert [(one.label, one.points, one.source) for one in row.deductions] == [
        ("Vắng họp khối", Decimal("1.5"), "Vắng ngày 5/3; Khoản 2 Điều 5"),
        ("Vắng họp khối", Decimal("1.5"), "Vắng ngày 7/9; Khoản 2 Điều 5"),
    ]


def test_deductions_stop_at_zero():
    heavy = replace(DEDUCT, points=Decimal(300))

    assert only(season(with_facts(("vang-hop", "x")), conditions=(heavy,))).final == 0


def test_a_bar_keeps_the_points_and_takes_the_rank():
    barred = with_facts(("ky-luat", "Quyết định 12/QĐ-UBND"))

    outcome = season_outcome(season(barred, member("kho-bac", {"I.1": "1"}), conditions=(BAR,)))

    assert ranks(outcome) == [(1, "kho-bac", False)]
    (row,) = outcome.unranked
    assert (row.rank, row.final) == (None, 100)
    assert row.reason == "Không xét xếp hạng: Lãnh đạo bị kỷ luật (Quyết định 12/QĐ-UBND)."


def test_a_long_reason_is_cut_to_its_column():
    row = only(season(with_facts(("ky-luat", "Quyết định " * 60)), conditions=(BAR,)))

    assert len(row.reason) == 300
    assert row.reason.endswith("…")


def test_a_bar_from_the_flag_keeps_the_rank():
    row = only(season(with_facts(("khieu-kien", "Đơn ngày 1/2")), conditions=(FLAG,)))

    assert (row.rank, row.reason) == (1, "")
    assert [(bar.effect, bar.why) for bar in row.bars] == [(Effect.BAR_FLAG, "Đơn ngày 1/2")]


def total_floor(effect=Effect.BAR_ALL, **fields):
    return Condition("san", "Dưới sàn", ConditionKind.TOTAL_FLOOR, effect, Decimal("0.5"), **fields)


@pytest.mark.parametrize(("points", "ranked"), [("10", True), ("9.75", False)])
def test_a_floor_of_the_total_is_held_at_exactly_its_share(points, ranked):
    row = only(season(member("x", {"I.1": points, "II.1": "20"}), conditions=(total_floor(),)))

    assert (row.rank == 1) == ranked


def test_a_floor_looks_at_the_total_after_what_is_taken_off():
    at_floor = replace(
        with_facts(("vang-hop", "x")), lines=member("x", {"I.1": "0", "II.1": "30"}).lines
    )

    row = only(season(at_floor, conditions=(total_floor(), DEDUCT)))

    assert row.reason == (
        "Không xét xếp hạng: Dưới sàn (Tổng điểm đạt 48,50 điểm, dưới mức sàn 50 điểm "
        "(50% của 100))."
    )


def test_a_floor_may_cost_points_instead():
    cost = total_floor(Effect.DEDUCT, points=Decimal(3))

    row = only(season(member("x", {"I.1": "5", "II.1": "20"}), conditions=(cost,)))

    assert (row.raw, row.final) == (45, 42)


@pytest.mark.parametrize(
    ("key", "points", "held"),
    [
        ("", {"II.1": "20"}, True),
        ("", {"II.1": "19.75"}, False),
        ("I.1", {"I.1": "20"}, True),
        ("I.1", {"I.1": "19.75"}, False),
        ("I.1", {"II.1": "0"}, True),
        ("II", {"II.1": LineFacts(assigned=False)}, True),
    ],
)
def test_a_floor_of_one_criterion_or_of_every_top_group(key, points, held):
    floor = Condition(
        "san-nhom", "Sàn", ConditionKind.CRITERION_FLOOR, Effect.BAR_ALL, Decimal("0.5"), key
    )

    row = only(season(member("x", points), conditions=(floor,)))

    assert (row.rank == 1) == held


BANDS = (
    Band("xuat-sac", "Hoàn thành xuất sắc", Decimal("0.9"), Decimal("0.85")),
    Band("tot", "Hoàn thành tốt", Decimal("0.8"), Decimal("0.8")),
    Band("hoan-thanh", "Hoàn thành", Decimal("0.7")),
)


@pytest.mark.parametrize(
    ("points", "band"),
    [
        ({}, "xuat-sac"),
        ({"I.1": "30"}, "tot"),  # 90 in all, but 50 of 60 in group I
        ({"I.1": "36", "II.1": "34"}, "xuat-sac"),
        ({"I.1": "31", "II.1": "39"}, "xuat-sac"),
        ({"II.1": "33.75"}, "tot"),
        ({"II.1": "20"}, "hoan-thanh"),
        ({"I.1": "10", "II.1": "20"}, None),
    ],
)
def test_a_class_needs_its_total_and_its_share_of_every_group(points, band):
    row = only(season(member("x", points), bands=BANDS))

    assert (row.band.code if row.band else None) == band


@pytest.mark.parametrize(("facts", "band"), [(1, "tot"), (2, "hoan-thanh"), (3, None)])
def test_conditions_lower_the_class_one_by_one(facts, band):
    conditions = tuple(
        Condition(code, code, ConditionKind.DECLARED, Effect.LOWER_BAND) for code in "abc"
    )
    declared = [(code, "việc") for code in "abc"[:facts]] + [("a", "việc nữa")]

    row = only(season(with_facts(*declared), bands=BANDS, conditions=conditions))

    assert (row.rank, row.band.code if row.band else None) == (1, band)


@pytest.mark.parametrize(("bands", "band"), [(("0.9", "0"), "0.9"), (("0.95", "0"), "0"), ((), "")])
def test_the_limits_of_the_classes_are_the_tables_own(bands, band):
    """A peer has them in its code."""
    written = tuple(Band(least, f"Từ {least}", Decimal(least)) for least in bands)

    row = only(season(member("x", {"I.1": "30"}), bands=written))

    assert row.final == 90
    assert (row.band.code if row.band else "") == band
