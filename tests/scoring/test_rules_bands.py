"""Limits of classes and floors in points, and what is told about classes with gaps."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.cautions import band_limits, cautions, group_limit
from scoring.rules.facts import LineFacts
from scoring.rules.settings import Band, Condition, TableRules
from scoring.rules.settings_json import SettingsError, read_rules
from scoring.states import ConditionKind, CriterionKind, Effect, Strategy
from tests.scoring.outcomes import line, member, node_of, only, season

# Hội Cựu chiến binh Xuyên Mộc: a scale of 90 points (docs/sources.md, "Bands").
NINETY = tuple(
    Band(code, code, total_points=Decimal(least))
    for code, least in [("xuat-sac", "81"), ("tien-tien", "71"), ("vung-manh", "61"), ("yeu", "0")]
)
SHEET = [node_of(CriterionKind.MANUAL, "I", "60"), node_of(CriterionKind.MANUAL, "II", "30")]


def banded(first, second, **rules):
    one = member("x", lines={"I": line(first), "II": line(second)})
    return only(season(one, nodes=SHEET, **rules)).band


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("60", "21", "xuat-sac"),
        ("60", "20.99", "tien-tien"),
        ("60", "20.5", "tien-tien"),  # between 80 and 81, which the printed table leaves out
        ("50", "21", "tien-tien"),  # 71 of 90, which no share can say
        ("50", "20.99", "vung-manh"),
        ("0", "0", "yeu"),
    ],
)
def test_a_limit_in_points_is_exact_and_leaves_nothing_between_two_classes(first, second, code):
    assert banded(first, second, bands=NINETY).code == code


def test_a_share_of_the_same_limit_misses_it():
    share = Band("tien-tien", "Tiên tiến", Decimal("0.788889"))  # 71/90, as near as it can be said

    assert banded("50", "21", bands=(share,)) is None


@pytest.mark.parametrize(
    ("first", "second", "reached"), [("51", "25", True), ("57", "24.99", False)]
)
def test_every_top_group_may_be_asked_for_points(first, second, reached):
    band = Band("tot", "Tốt", total_points=Decimal(70), criterion_points=Decimal(25))

    assert (banded(first, second, bands=(band,)) is not None) == reached


def test_a_limit_in_points_stays_where_less_is_assigned_and_a_share_follows():
    one = member("x", lines={"I": line("54"), "II": LineFacts(assigned=False)})
    facts = season(one, nodes=SHEET)

    bands = [
        only(replace(facts, rules=TableRules(bands=(band,)))).band
        for band in (Band("a", "A", Decimal("0.9")), Band("a", "A", total_points=Decimal(81)))
    ]

    assert [band is not None for band in bands] == [True, False]


def floor(kind, key="", points="50"):
    return Condition("san", "Dưới sàn", kind, Effect.BAR_ALL, key=key, floor_points=Decimal(points))


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (floor(ConditionKind.TOTAL_FLOOR, points="75"), ""),
        (
            floor(ConditionKind.TOTAL_FLOOR, points="75.01"),
            "Tổng điểm đạt 75,00 điểm, dưới mức sàn 75,01 điểm",
        ),
        (floor(ConditionKind.CRITERION_FLOOR, "I"), ""),
        (
            floor(ConditionKind.CRITERION_FLOOR, "I", "50.5"),
            "Tiêu chí I đạt 50,00 điểm, dưới mức sàn 50,5 điểm",
        ),
        (
            floor(ConditionKind.CRITERION_FLOOR, points="26"),
            "Tiêu chí II đạt 25,00 điểm, dưới mức sàn 26 điểm",
        ),
    ],
)
def test_a_floor_may_be_said_in_points(condition, reason):
    one = member("x", lines={"I": line("50"), "II": line("25")})

    row = only(season(one, nodes=SHEET, conditions=(condition,)))

    assert row.reason == (f"Không xét xếp hạng: Dưới sàn ({reason})." if reason else "")


def test_the_ranges_of_the_classes_are_written_without_a_gap():
    assert band_limits(NINETY) == [
        "từ 81 điểm trở lên",
        "từ 71 đến dưới 81 điểm",
        "từ 61 đến dưới 71 điểm",
        "dưới 61 điểm",
    ]
    shares = (Band("a", "A", Decimal("0.9"), Decimal("0.855")), Band("b", "B", Decimal("0.5")))
    assert band_limits(shares) == ["từ 90% trở lên", "từ 50 đến dưới 90%"]
    assert [group_limit(band) for band in shares] == ["85,5%", ""]
    assert group_limit(Band("c", "C", criterion_points=Decimal("12.5"))) == "12,5 điểm"


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ((), ()),
        (NINETY, ()),
        (NINETY[:3], ("kết quả dưới 61 điểm không thuộc loại nào",)),
        ((Band("a", "A", Decimal("0.5")),), ("kết quả dưới 50% không thuộc loại nào",)),
        (
            (Band("a", "A", Decimal(0), Decimal("0.7")),),
            ("đơn vị có nhóm dưới 70% không thuộc loại nào, dù đủ tổng điểm",),
        ),
        (
            (
                Band("a", "A", Decimal("0.9"), Decimal("0.8")),
                Band("b", "B", Decimal("0.7"), Decimal("0.9")),
                Band("c", "C", Decimal(0)),
            ),
            ("“B” yêu cầu ở mỗi nhóm cao hơn “A”",),
        ),
        (
            (Band("a", "A", total_points=Decimal("90.5")), *NINETY),
            ("“A” từ 90,5 điểm, cao hơn thang điểm 90; chỉ đạt được khi có điểm thưởng",),
        ),
    ],
)
def test_results_that_no_class_takes_are_told(bands, said):
    found = cautions(TableRules(bands=bands), Decimal(90))

    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


def test_a_class_above_a_scale_that_no_bonus_passes_and_a_floor_above_it_are_told():
    rules = TableRules(
        bonus_may_pass_scale=False,
        bands=(Band("a", "A", total_points=Decimal(91)), Band("b", "B", total_points=Decimal(0))),
        conditions=(floor(ConditionKind.TOTAL_FLOOR, points="91"),),
    )

    first, second = cautions(rules, Decimal(90))

    assert first.endswith("cao hơn thang điểm 90; không đơn vị nào đạt được.")
    assert second == "Điều kiện “Dưới sàn”: mức sàn 91 điểm cao hơn thang điểm 90."


WEIGHTED = {
    "strategy": Strategy.WEIGHTED,
    "weights": (("appraised", Decimal("0.6")), ("cross", Decimal("0.4"))),
}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (TableRules(), []),
        (TableRules(cross_scorers=3), ["không dùng điểm chấm chéo"]),
        (TableRules(cross_scorers=0), ["không dùng điểm chấm chéo"]),
        (TableRules(cross_scorers=2, drop_extremes=True), ["không dùng điểm chấm chéo"]),
        (TableRules(cross_scorers=2, strategy=Strategy.VOTE_FIRST), ["không dùng điểm chấm chéo"]),
        (TableRules(cross_scorers=2, strategy=Strategy.SECTOR_SUM), ["không dùng điểm chấm chéo"]),
        (
            TableRules(
                cross_scorers=2,
                strategy=Strategy.WEIGHTED,
                weights=(("appraised", Decimal(1)),),
            ),
            ["không dùng điểm chấm chéo"],
        ),
        (TableRules(drop_extremes=True), ["không có chấm chéo nên quy định này không được dùng"]),
        (TableRules(cross_scorers=2, drop_extremes=True, **WEIGHTED), []),
        (TableRules(cross_scorers=0, strategy=Strategy.AVERAGE_OF_MEMBERS), []),
    ],
)
def test_cross_scoring_that_no_final_points_come_from_is_told(rules, said):
    found = cautions(rules, Decimal(90))

    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


BAND = {"code": "a", "label": "A"}
FLOOR = {"code": "a", "label": "A", "kind": "total_floor", "effect": "bar_all"}


@pytest.mark.parametrize(
    ("value", "path", "fault"),
    [
        ({"bands": [BAND]}, "bands[0].total_share", "một trong hai"),
        (
            {"bands": [{**BAND, "total_share": "0.9", "total_points": "80"}]},
            "bands[0].total_share",
            "một trong hai",
        ),
        (
            {"bands": [{**BAND, "total_share": "0.9"}, {**BAND, "code": "b", "total_points": "7"}]},
            "bands[1].total_points",
            "cùng ghi theo tỷ lệ, hoặc cùng ghi theo điểm",
        ),
        (
            {"bands": [{**BAND, "total_points": "7"}, {**BAND, "code": "b", "total_points": "8"}]},
            "bands[1].total_points",
            "xếp từ mức cao xuống mức thấp",
        ),
        ({"bands": [{**BAND, "total_points": "7.125"}]}, "bands[0].total_points", "hai số"),
        (
            {"bands": [{**BAND, "total_points": "7", "criterion_points": "0"}]},
            "bands[0].criterion_points",
            "lớn hơn 0",
        ),
        (
            {
                "bands": [
                    {**BAND, "total_points": "7", "criterion_share": "0.5", "criterion_points": "1"}
                ]
            },
            "bands[0].criterion_share",
            "không cả hai",
        ),
        ({"conditions": [FLOOR]}, "conditions[0].share", "mức điểm sàn"),
        (
            {"conditions": [{**FLOOR, "share": "0.5", "floor_points": "5"}]},
            "conditions[0].share",
            "mức điểm sàn",
        ),
        (
            {"conditions": [{**FLOOR, "kind": "declared", "floor_points": "5"}]},
            "conditions[0].floor_points",
            "mức điểm sàn",
        ),
    ],
)
def test_a_limit_that_is_said_twice_or_not_at_all_is_refused(value, path, fault):
    with pytest.raises(SettingsError) as refusal:
        read_rules(value)

    assert (refusal.value.path, fault in refusal.value.fault) == (path, True)
