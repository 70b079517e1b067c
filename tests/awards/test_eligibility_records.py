"""Conditions on the awards of earlier years: which count, in which period, in which number."""

from datetime import date

import pytest

from awards.states import Answer, AwardBasis
from blocs.states import CycleKind
from tests.awards.cases import DAY, case, finding, held, rated

MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR
FLAG = {"codes": ["co-tinh"]}
MERIT = {"bases": ["merit"]}


def groups(*pairs):
    return {"groups": [{"codes": list(codes), "count": count} for count, *codes in pairs]}


def test_an_award_is_named_with_its_year_decision_and_issuer():
    flag = held(
        "co-tinh",
        2023,
        decision="12/QĐ-UBND",
        decided_on=date(2024, 3, 5),
        issuer="Chủ tịch UBND tỉnh",
    )

    said = "Quyết định số 12/QĐ-UBND ngày 05/3/2024 của Chủ tịch UBND tỉnh"
    assert finding("has_award", FLAG, case(flag)).used == (
        f"Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2023 ({said})",
    )


def test_without_the_award_it_can_be_had_next_year_at_the_earliest():
    found = finding("has_award", FLAG, case(held("bang-khen-tinh", 2023)))

    assert (found.answer, found.earliest) == (NOT_MET, 2026)
    assert found.missing == "Hồ sơ không có Cờ thi đua của Ủy ban nhân dân tỉnh."


@pytest.mark.parametrize(
    ("fields", "answer", "reason"),
    [
        ({"decided_on": DAY}, MET, ""),
        (
            {"decided_on": date(2026, 1, 16)},
            NOT_MET,
            "quyết định sau ngày 15/01/2026, không tính",
        ),
        (
            {"revoked_on": date(2025, 6, 1)},
            NOT_MET,
            "đã bị thu hồi ngày 01/6/2025, không tính",
        ),
        # The law takes back what was given on a false file: it was never earned.
        ({"revoked_on": date(2027, 6, 1)}, NOT_MET, "đã bị thu hồi ngày 01/6/2027, không tính"),
        ({"basis": AwardBasis.THEMATIC}, NOT_MET, "không thuộc loại khen thưởng được tính"),
        ({"basis": AwardBasis.SUDDEN}, NOT_MET, "không thuộc loại khen thưởng được tính"),
        ({"year": 2026}, NOT_MET, None),
    ],
)
def test_what_does_not_count_is_named_with_the_reason(fields, answer, reason):
    flag = held(**{"code": "co-tinh", "year": 2023, **fields})
    found = finding("has_award", {**FLAG, **MERIT}, case(flag))

    assert found.answer is answer
    assert [text.rpartition(": ")[2] for text in found.apart] == ([reason] if reason else [])


def test_every_basis_counts_where_the_condition_names_none():
    sudden = case(held("co-tinh", 2020, basis=AwardBasis.SUDDEN))

    assert finding("has_award", FLAG, sudden).answer is MET


def test_a_provinces_variant_counts_as_what_it_stands_for():
    graded = held("co-hang-nhat", 2023, counts_as="co-tinh", name="Cờ thi đua hạng Nhất")

    assert finding("has_award", FLAG, case(graded)).answer is MET


def test_an_inherited_award_says_whose_it_was():
    flag = held("co-tinh", 2019, inherited_from="Sở Kế hoạch và Đầu tư")
    found = finding("has_award", FLAG, case(flag))

    assert found.used == (
        "Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2019 (kế thừa từ Sở Kế hoạch và Đầu tư)",
    )


@pytest.mark.parametrize(("year", "answer"), [(2021, MET), (2020, NOT_MET), (2025, MET)])
def test_the_last_five_years_hold_the_seasons_own_and_four_before(year, answer):
    params = {"any_of": [groups((1, "co-tinh"))], "years": 5}
    found = finding("awards_in_years", params, case(held("co-tinh", year)))

    assert found.answer is answer


def test_what_lies_before_the_period_is_named_and_not_counted():
    params = {"any_of": [groups((2, "co-tinh"))], "years": 5}
    found = finding("awards_in_years", params, case(held("co-tinh", 2020), held("co-tinh", 2021)))

    assert found.used == ("Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2021",)
    assert found.apart == ("Cờ thi đua của Ủy ban nhân dân tỉnh, năm 2020: trước năm 2021",)
    assert found.missing == ("Tính từ năm 2021, còn thiếu 1 Cờ thi đua của Ủy ban nhân dân tỉnh.")


ORDER = {
    "any_of": [
        groups((1, "co-chinh-phu")),
        groups((2, "co-tinh")),
        groups((1, "co-tinh"), (1, "bang-khen-tinh", "bang-khen-bo")),
    ],
    "not_flag_eligible": [groups((2, "bang-khen-tinh", "bang-khen-bo"))],
}


@pytest.mark.parametrize(
    ("codes", "flag_eligible", "answer"),
    [
        (["co-chinh-phu"], True, MET),
        (["co-tinh", "co-tinh"], True, MET),
        (["co-tinh", "bang-khen-bo"], True, MET),
        (["co-tinh"], True, NOT_MET),
        (["bang-khen-tinh", "bang-khen-bo"], True, NOT_MET),
        (["bang-khen-tinh", "bang-khen-bo"], False, MET),
        (["co-chinh-phu"], False, NOT_MET),
    ],
)
def test_one_alternative_is_enough_and_depends_on_being_flag_eligible(codes, flag_eligible, answer):
    records = [held(code, 2021 + place) for place, code in enumerate(codes)]
    found = finding("awards_in_years", ORDER, case(*records, flag_eligible=flag_eligible))

    assert found.answer is answer


def test_all_alternatives_are_named_with_what_each_still_lacks():
    found = finding("awards_in_years", ORDER, case(held("co-tinh", 2022)))

    assert found.missing == (
        "Còn thiếu 1 Cờ thi đua của Chính phủ; hoặc 1 Cờ thi đua của Ủy ban nhân dân tỉnh; "
        "hoặc 1 Bằng khen của Ủy ban nhân dân tỉnh / bang-khen-bo."
    )
    assert found.earliest == 2026


def test_several_awards_of_one_set_take_a_year_each():
    params = {"any_of": [groups((4, "co-tinh"))], "years": 5}
    # one a year from 2026 on, while those of 2022 and 2023 grow too old to count
    found = finding("awards_in_years", params, case(held("co-tinh", 2022), held("co-tinh", 2023)))

    assert found.earliest == 2029


@pytest.mark.parametrize(("year", "answer"), [(2018, NOT_MET), (2019, MET)])
def test_only_years_after_the_first_award_of_the_base_count(year, answer):
    params = {"any_of": [groups((1, "co-tinh"))], "after": ["bang-khen-tinh"]}
    base = [held("bang-khen-tinh", 2018), held("bang-khen-tinh", 2022)]

    assert finding("awards_in_years", params, case(*base, held("co-tinh", year))).answer is answer


def test_without_its_base_a_period_has_no_beginning():
    params = {"any_of": [groups((1, "co-tinh"))], "after": ["bang-khen-tinh"]}
    found = finding("awards_in_years", params, case(held("co-tinh", 2022)))

    assert found.answer is NOT_MET
    assert found.missing == (
        "Hồ sơ không có Bằng khen của Ủy ban nhân dân tỉnh làm mốc để tính từ sau đó."
    )


@pytest.mark.parametrize(("year", "answer"), [(2021, NOT_MET), (2022, MET)])
def test_within_a_run_only_its_unbroken_years_count(year, answer):
    params = {"any_of": [groups((1, "co-tinh"))], "levels": ["excellent"]}
    ratings = [
        rated(2020),
        rated(2021, "good"),
        *(rated(year) for year in (2022, 2023, 2024, 2025)),
    ]

    assert (
        finding("awards_in_years", params, case(*ratings, held("co-tinh", year))).answer is answer
    )


def test_two_predecessors_with_the_same_award_of_one_year_count_once():
    params = {"any_of": [groups((2, "co-tinh"))]}
    twice = [held("co-tinh", 2022, inherited_from=name) for name in ("Sở A", "Sở B")]

    assert finding("awards_in_years", params, case(*twice)).answer is NOT_MET
    assert finding("awards_in_years", params, case(*twice, held("co-tinh", 2023))).answer is MET


def test_two_decisions_of_one_year_on_the_same_agency_count_twice():
    params = {"any_of": [groups((2, "bang-khen-tinh"))]}
    twice = [held("bang-khen-tinh", 2022, decision=number) for number in ("1", "2")]

    assert finding("awards_in_years", params, case(*twice)).answer is MET


def test_a_record_without_its_number_does_not_double_the_one_that_has_it():
    params = {"any_of": [groups((2, "co-tinh"))]}
    one = [held("co-tinh", 2022, decision=number) for number in ("8/QĐ-UBND", "")]
    other_ground = held("co-tinh", 2022, decision="", basis=AwardBasis.THEMATIC)

    assert finding("awards_in_years", params, case(*one)).answer is NOT_MET
    assert finding("awards_in_years", params, case(*one, other_ground)).answer is MET


TWICE = {"codes": ["bang-khen-tinh", "bang-khen-thu-tuong"]}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, NOT_MET),
        ({"year": 2024}, MET),
        ({"basis": AwardBasis.SUDDEN}, MET),
        ({"revoked_on": date(2025, 12, 1)}, MET),
        ({"cycle_kind": CycleKind.SCHOOL_YEAR}, MET),
        ({"code": "co-tinh", "counts_as": "co-tinh"}, MET),
    ],
)
def test_the_same_years_achievement_is_not_rewarded_twice(fields, answer):
    record = held(**{"code": "bang-khen-tinh", "year": 2025, **fields})

    assert finding("not_rewarded_twice", TWICE, case(record)).answer is answer
