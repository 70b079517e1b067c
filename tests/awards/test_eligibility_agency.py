"""Conditions on the agency itself, and those that only a person can answer."""

from datetime import date

import pytest

from awards.rules.eligibility.case import Dissolution
from awards.states import Answer
from tests.awards.cases import case, finding

MET, NOT_MET, UNCLEAR = Answer.MET, Answer.NOT_MET, Answer.UNCLEAR


@pytest.mark.parametrize(
    ("founded", "answer", "missing"),
    [
        (date(2016, 1, 15), MET, ""),
        (date(2016, 1, 16), NOT_MET, "Đủ 10 năm từ ngày 16/01/2026."),
        (date(1945, 9, 2), MET, ""),
        (None, UNCLEAR, "Hồ sơ không có ngày thành lập của đơn vị."),
    ],
)
def test_an_agency_is_ten_years_old_on_its_anniversary(founded, answer, missing):
    found = finding("older_than", {"years": 10}, case(founded_on=founded))

    assert (found.answer, found.missing) == (answer, missing)


@pytest.mark.parametrize(("day", "answer"), [(28, NOT_MET), (1, MET)])
def test_who_was_founded_on_leap_day_is_older_on_the_first_of_march(day, answer):
    on = date(2026, 3 if day == 1 else 2, day)
    found = finding(
        "older_than", {"years": 10}, case(founded_on=date(2016, 2, 29), season={"day": on})
    )

    assert found.answer is answer


def test_a_young_agency_is_told_the_year():
    found = finding("older_than", {"years": 10}, case(founded_on=date(2020, 5, 1)))

    assert found.earliest == 2030


@pytest.mark.parametrize(("eligible", "answer"), [(True, MET), (False, NOT_MET)])
def test_flags_are_for_those_on_the_list(eligible, answer):
    assert finding("flag_eligible", {}, case(flag_eligible=eligible)).answer is answer


@pytest.mark.parametrize(
    ("ended", "answer"),
    [
        (None, MET),
        (Dissolution(date(2026, 1, 15), "Giải thể"), NOT_MET),
        (Dissolution(date(2026, 1, 16), "Giải thể"), MET),
    ],
)
def test_an_agency_ends_on_the_day_of_its_end(ended, answer):
    assert finding("not_dissolved", {}, case(ended=ended)).answer is answer


def test_quality_is_for_people_to_confirm():
    found = finding("confirmed", {}, case())

    assert (found.answer, found.asks_people) == (UNCLEAR, True)
