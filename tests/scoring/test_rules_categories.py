"""Classes that differ by the category of a unit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.band_reasons import bands_missed
from scoring.rules.categories import bands_by_category, bands_for, category_cautions, judged_as
from scoring.rules.cautions import cautions
from scoring.rules.facts import ConfirmedFact
from scoring.rules.outcome import season_outcome
from scoring.rules.settings import Band, Condition, TableRules
from scoring.rules.settings_json import SettingsError, read_rules, written_rules
from scoring.states import ConditionKind, CriterionKind, Effect
from tests.scoring.outcomes import line, member, node_of, season


def band(code, least, category=""):
    return Band(code, code.capitalize(), total_points=Decimal(least), category=category)


# NĐ 122/2018, Đ.5.4: 100 points, the mark is 90 for wards, 80 elsewhere, 60 in the mountains.
MARKS = (
    band("dat", "80"),
    band("khong", "0"),
    band("dat", "90", "Phường"),
    band("khong", "0", "Phường"),
    band("dat", "60", "Xã miền núi"),
    band("khong", "0", "Xã miền núi"),
)
SHEET = [node_of(CriterionKind.MANUAL, "I", "100")]


def scored(agency, points, category=""):
    return replace(member(agency, lines={"I": line(points)}), category=category)


def classes(*members, bands=MARKS, **rules):
    outcome = season_outcome(season(*members, nodes=SHEET, bands=bands, **rules))
    rows = {row.agency: row for row in outcome.rows}
    return [rows[one.agency].band and rows[one.agency].band.code for one in members]


@pytest.mark.parametrize(
    ("points", "category", "reached"),
    [
        ("80", "", "dat"),
        ("79.99", "", "khong"),
        ("90", "Phường", "dat"),
        ("89.99", "Phường", "khong"),
        ("60", "Xã miền núi", "dat"),
        ("59.99", "Xã miền núi", "khong"),
        ("60", "  XÃ  miền núi ", "dat"),
        ("60", "Xã đảo", "khong"),  # no class of its own: the general ones
        ("80", "Xã đảo", "dat"),
    ],
)
def test_a_category_with_classes_of_its_own_is_judged_by_these_alone(points, category, reached):
    assert classes(scored("x", points, category)) == [reached]


def test_members_of_several_categories_are_judged_side_by_side():
    members = [scored("a", "85"), scored("b", "85", "Phường"), scored("c", "65", "Xã miền núi")]

    assert classes(*members) == ["dat", "khong", "dat"]


def test_a_class_is_never_taken_from_the_general_ones_where_the_category_has_its_own():
    only_pass = (band("dat", "80"), band("khong", "0"), band("dat", "90", "Phường"))

    assert classes(scored("a", "85", "Phường"), bands=only_pass) == [None]


def test_without_general_classes_a_unit_outside_has_none():
    own = (band("dat", "90", "Phường"),)

    assert classes(scored("a", "99"), scored("b", "99", "Phường"), bands=own) == [None, "dat"]


def test_a_confirmed_fact_lowers_within_the_own_classes():
    lowers = Condition("don-thu", "Có đơn thư", ConditionKind.DECLARED, Effect.LOWER_BAND)
    one = replace(scored("a", "95", "Phường"), facts=(ConfirmedFact("don-thu", "Đơn"),))

    assert classes(one, conditions=(lowers,)) == ["khong"]


def test_the_classes_of_a_unit_are_told_with_the_category_as_the_table_writes_it():
    assert [judged_as(MARKS, said) for said in ("phường", "", "Xã đảo", "XÃ MIỀN NÚI")] == [
        "Phường",
        "",
        "",
        "Xã miền núi",
    ]
    assert list(bands_by_category(MARKS)) == ["", "phường", "xã miền núi"]


def test_why_no_better_class_names_the_category():
    facts = season(scored("a", "85", "Phường"), nodes=SHEET, bands=MARKS)
    (row,) = season_outcome(facts).rows

    (missed,) = bands_missed(bands_for(MARKS, "Phường"), row.reached, row.bars)

    assert missed.sentence == (
        "Chưa được xếp loại “Dat” theo mức của nhóm đơn vị “Phường”: tổng điểm đạt 85,00 điểm, "
        "chưa đạt 90 điểm."
    )


@given(
    st.integers(0, 100),
    st.sampled_from(["", "Phường", "Xã miền núi", "Xã đảo"]),
    st.lists(st.integers(0, 100), max_size=3, unique=True),
)
def test_classes_of_another_category_change_nothing(points, category, limits):
    others = tuple(band(f"k{limit}", limit, "Đặc khu") for limit in sorted(limits, reverse=True))
    one = scored("x", str(points), category)

    assert classes(one, bands=(*others, *MARKS)) == classes(one)


RAW = {"code": "a", "label": "A"}


def raw(points, category="", code="a"):
    said = {**RAW, "code": code, "total_points": points}
    return {**said, "category": category} if category else said


def test_classes_are_put_in_order_within_one_category_only():
    rules = read_rules({"bands": [raw("80"), raw("90", "Phường"), raw("0", code="b")]})

    assert [one.category for one in rules.bands] == ["", "Phường", ""]
    assert read_rules(written_rules(rules)) == rules


def test_a_class_for_all_is_written_as_before_categories_existed():
    written = written_rules(TableRules(bands=MARKS[1:3]))["bands"]

    assert ["category" in one for one in written] == [False, True]


@pytest.mark.parametrize(
    ("bands", "path", "fault"),
    [
        (
            [raw("9", "Phường"), raw("5"), raw("9", "PHƯỜNG", code="b")],
            "bands[2].total_points",
            "xếp từ mức cao xuống mức thấp",
        ),
        (
            [raw("9", "Phường"), raw("9"), {**RAW, "total_share": "0.5", "category": "Phường"}],
            "bands[2].total_share",
            "cùng ghi theo tỷ lệ, hoặc cùng ghi theo điểm",
        ),
        ([raw("9", "Phường"), raw("8", " phường")], "bands", "“a” bị trùng"),
        ([raw("9", "x" * 61)], "bands[0].category", "dài hơn 60 ký tự"),
        ([{**raw("9"), "category": 5}], "bands[0].category", "phải là chữ"),
    ],
)
def test_classes_of_one_category_contradict_each_other(bands, path, fault):
    with pytest.raises(SettingsError) as refusal:
        read_rules({"bands": bands})

    assert (refusal.value.path, fault in refusal.value.fault) == (path, True)


def test_gaps_are_told_category_by_category():
    found = cautions(TableRules(bands=(*MARKS[:3], MARKS[4])), Decimal(100))

    assert [sentence.partition(". Nếu")[0] for sentence in found] == [
        "Xếp loại của nhóm đơn vị “Phường”: kết quả dưới 90 điểm không thuộc loại nào",
        "Xếp loại của nhóm đơn vị “Xã miền núi”: kết quả dưới 60 điểm không thuộc loại nào",
    ]


def test_a_table_without_classes_for_all_is_told():
    (found,) = cautions(TableRules(bands=MARKS[2:]), Decimal(100))

    assert found.startswith("Xếp loại: mọi mức đều dành cho một nhóm đơn vị;")


@pytest.mark.parametrize(
    ("bands", "members", "said"),
    [
        (MARKS[:2], [("A", "Phường")], []),  # categories do not matter to this table
        (MARKS[:4], [("A", "Phường"), ("B", "")], []),
        (MARKS[:4], [("A", "")], ["không đơn vị nào thuộc nhóm “Phường”"]),
        (
            MARKS[:4],
            [("A", "phường"), ("B", "Xã đảo"), ("C", "xã đảo")],
            ["không có mức riêng cho nhóm “Xã đảo” (B, C); các đơn vị này được xét theo mức chung"],
        ),
        (
            MARKS[2:4],
            [("A", "Phường"), ("B", "Xã đảo"), ("C", "")],
            ["nhóm “Xã đảo” (B); các đơn vị này không được xếp loại", "chưa ghi nhóm (C) không"],
        ),
        (
            MARKS[2:4],
            [("P", "Phường"), *((f"X{number}", "") for number in range(7))],
            ["chưa ghi nhóm (X0, X1, X2, X3, X4 và 2 đơn vị khác) không được xếp loại"],
        ),
    ],
)
def test_categories_that_do_not_meet_are_told(bands, members, said):
    found = category_cautions(bands, members)

    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))
