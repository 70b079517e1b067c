from decimal import Decimal

import pytest

from scoring.rules.entries import (
    Entry,
    ResultError,
    entry_of,
    parse_result,
    parse_signed_points,
    result_fault,
    result_text,
    uses_target,
)
from scoring.rules.points import PointsError
from scoring.states import CriterionKind, Layer, Scorer

MANUAL, TIERS = CriterionKind.MANUAL, CriterionKind.TIERS
EXTERNAL, TITLES = CriterionKind.EXTERNAL, CriterionKind.AWARD_BONUS
CASES = [
    # kind, who scores, self, appraised, province
    (MANUAL, Scorer.AGENCY, Entry.POINTS, Entry.POINTS, Entry.POINTS),
    (MANUAL, Scorer.SECRETARIAT, Entry.NOTHING, Entry.POINTS, Entry.POINTS),
    (MANUAL, Scorer.SECTOR, Entry.NOTHING, Entry.NOTHING, Entry.POINTS),
    (MANUAL, Scorer.PROVINCE, Entry.NOTHING, Entry.NOTHING, Entry.POINTS),
    (TIERS, Scorer.AGENCY, Entry.RESULT, Entry.RESULT, Entry.POINTS),
    (TIERS, Scorer.SECRETARIAT, Entry.NOTHING, Entry.RESULT, Entry.POINTS),
    (TIERS, Scorer.SECTOR, Entry.NOTHING, Entry.NOTHING, Entry.POINTS),
    (EXTERNAL, Scorer.PROVINCE, Entry.NOTHING, Entry.NOTHING, Entry.RESULT),
    (TITLES, Scorer.AGENCY, Entry.WORDS, Entry.WORDS, Entry.POINTS),
    (TITLES, Scorer.PROVINCE, Entry.NOTHING, Entry.NOTHING, Entry.POINTS),
]


@pytest.mark.parametrize(("kind", "scorer", "own", "appraised", "province"), CASES)
def test_each_layer_takes_what_is_its_own_to_give(kind, scorer, own, appraised, province):
    found = [entry_of(kind, scorer, layer, is_assigned=True) for layer in Layer]

    assert found == [own, appraised, province]


@pytest.mark.parametrize("layer", Layer)
@pytest.mark.parametrize("kind", set(CriterionKind) - {CriterionKind.GROUP})
def test_a_line_that_is_not_assigned_takes_nothing(kind, layer):
    assert entry_of(kind, Scorer.AGENCY, layer, is_assigned=False) is Entry.NOTHING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("0", "0"),
        ("95,5", "95.5"),
        ("95.5", "95.5"),
        ("-2", "-2"),
        ("−2,25", "-2.25"),
        ("5.591,8", "5591.8"),
        ("1.234.567", "1234567"),
        ("12 500", "12500"),
        ("99999999999999,9999", "99999999999999.9999"),
    ],
)
def test_results_are_read_as_people_write_them(text, value):
    assert parse_result(text) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["1.234", "95%", "1,23456", "--2", "1e5", "1,2,3", "9" * 41])
def test_what_is_no_number_or_may_be_thousands_is_refused(text):
    with pytest.raises(ResultError, match="Kết quả ghi bằng chữ số"):
        parse_result(text)


@pytest.mark.parametrize("text", ["5591,8", "-2", "0", "12500", "0,0001"])
def test_a_result_in_a_cell_reads_back_as_itself(text):
    assert result_text(parse_result(text)) == text


def test_events_are_counted_in_whole_numbers_and_other_results_need_not_be():
    refused = [
        (kind, value)
        for kind in (CriterionKind.COUNT, CriterionKind.BONUS_PENALTY, TIERS)
        for value in ("-1", "1.5", "2")
        if result_fault(Decimal(value), kind)
    ]

    assert refused == [
        (CriterionKind.COUNT, "-1"),
        (CriterionKind.COUNT, "1.5"),
        (CriterionKind.BONUS_PENALTY, "-1"),
        (CriterionKind.BONUS_PENALTY, "1.5"),
    ]


def test_a_result_of_any_size_gets_an_answer():
    said = (
        "kết quả có tối đa 14 chữ số trước và bốn chữ số sau dấu phẩy, cả thảy 15 chữ số; "
        "đề nghị quý vị làm tròn hoặc ghi theo đơn vị tính lớn hơn."
    )

    for value in ("1e300", "-1e300", "1e14", "1e-300", "Infinity", "NaN", "123456789012.3456"):
        assert result_fault(Decimal(value), TIERS) == said
    for value in ("99999999999.9999", "99999999999999.9"):
        assert result_fault(Decimal(value), TIERS) == ""


def test_points_below_zero_are_read_with_either_minus_sign():
    assert parse_signed_points("−2,5") == parse_signed_points("-2.5") == Decimal("-2.5")
    assert parse_signed_points("3") == Decimal(3)
    assert parse_signed_points(" ") is None
    with pytest.raises(PointsError):
        parse_signed_points("--2")


def test_what_is_measured_against_a_target():
    tiers = {"measure": "percent_of_target"}

    assert uses_target(CriterionKind.TIERS, tiers)
    assert not uses_target(CriterionKind.TIERS, {"measure": "days_late"})
    assert {kind for kind in CriterionKind if uses_target(kind, {})} == {
        CriterionKind.PROPORTIONAL,
        CriterionKind.LEADER_RELATIVE,
        CriterionKind.STEP,
    }
