"""Which day a paper of a year may bear."""

from datetime import date

import pytest

from blocs.rules.paper_days import day_fault, first_day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 1, 1), ""),
        (date(2023, 3, 1), ""),
        (date(2023, 3, 2), "hôm nay"),
        (date(9999, 12, 31), "hôm nay"),
        (date(2021, 12, 31), "trước ngày 01/01/2022, ngày đầu của năm thi đua này"),
        (date(1, 1, 1), "trước ngày 01/01/2022, ngày đầu của năm thi đua này"),
    ],
)
def test_a_day_lies_between_the_beginning_of_the_year_and_today(day, said):
    first = first_day(date(2022, 1, 1), is_early=False)

    fault = day_fault(day, today=date(2023, 3, 1), first=first, of="Ngày ký")

    assert fault.startswith("Ngày ký") == (said != "")
    assert said in fault


@pytest.mark.parametrize(
    ("starts_on", "day", "written"),
    [
        (date(2022, 1, 1), date(2021, 1, 1), "01/01/2021"),
        (date(2025, 1, 1), date(2024, 1, 1), "01/01/2024"),  # over a 29 February
        (date(2026, 9, 5), date(2025, 9, 5), "05/9/2025"),
        (date(2024, 2, 29), date(2023, 3, 1), "01/3/2023"),
    ],
)
def test_an_early_paper_is_at_most_a_year_by_the_calendar_older_than_its_year(
    starts_on, day, written
):
    first = first_day(starts_on, is_early=True)

    assert (first.day, first.text) == (day, f"ngày {written}, một năm trước năm thi đua này")


def test_the_first_year_of_all_has_none_before_it():
    assert first_day(date(1, 1, 1), is_early=True).day == date(1, 1, 1)
