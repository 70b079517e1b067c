"""Results of calculated criteria in a real browser: typed by keyboard, points follow at once."""

import pytest
from playwright.sync_api import expect

from scoring.models import ScoreLine
from scoring.states import SheetState
from tests.browser.cells import tick
from tests.factories import NOON, line_of, make_editor
from tests.scoring.calculated import aim, make_calculated_year, points_on, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year():
    season, agencies, sheets = make_calculated_year(3)
    aim(sheets, "I.1", "100", "100", "100")
    aim(sheets, "I.2", "100", "100", "100")
    return season, agencies, sheets


def cell_of(page, line, column="actual"):
    return page.locator(f'[name="{line.pk}-{column}"]')


def test_results_are_typed_by_keyboard_and_points_and_arithmetic_follow(opened, year):
    _, agencies, sheets = year
    sheet = sheets[2]
    compared, ratio, events = (line_of(sheet, key) for key in ("I.1", "I.2", "V"))
    page = opened(make_editor(agencies[2])).new_page()
    page.goto(sheet.get_absolute_url())

    cell_of(page, compared).focus()
    page.keyboard.type("110")
    page.keyboard.press("Enter")
    expect(cell_of(page, ratio)).to_be_focused()
    page.keyboard.type("90.5")
    page.keyboard.press("Enter")
    expect(cell_of(page, events)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell_of(page, events, "minus")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Enter")

    expect(tick(page, events)).to_contain_text(":")
    expect(cell_of(page, ratio)).to_have_value("90,5")
    expect(page.locator(f"#p{ratio.pk}")).to_have_text("18,10 điểm")
    expect(page.locator(f"#w{ratio.pk}")).to_have_text("20 × 90,5/100 = 18,1")
    expect(page.locator(f"#p{events.pk}")).to_have_text("−1,50 điểm")
    expect(page.locator("#total")).to_contain_text("56,60")
    assert points_on([sheet], "I.1") == ["40.00"]


def test_a_result_that_the_leader_overtook_can_still_be_corrected(opened, year):
    _, agencies, sheets = year
    line = report(sheets[2], "I.1", "110")
    page = opened(make_editor(agencies[2])).new_page()
    page.goto(sheets[2].get_absolute_url())
    report(sheets[1], "I.1", "150")

    cell_of(page, line).fill("120")
    page.keyboard.press("Enter")

    expect(page.locator(f"#p{line.pk}")).to_contain_text("28,00 điểm")
    assert points_on(sheets, "I.1") == [None, "40.00", "28.00"]


def test_the_appraiser_is_asked_why_only_where_the_result_differs(opened, year):
    _, agencies, sheets = year
    line = report(sheets[2], "I.2", "90")
    sheets[2].state, sheets[2].submitted_at = SheetState.SUBMITTED.value, NOON
    sheets[2].save(update_fields=["state", "submitted_at"])
    page = opened(make_editor(agencies[0])).new_page()
    page.goto(f"{sheets[2].get_absolute_url()}tham-dinh/")

    cell_of(page, line).fill("80")
    page.keyboard.press("Enter")
    expect(cell_of(page, line, "words")).to_be_focused()
    page.keyboard.type("Theo số liệu thống kê")
    page.keyboard.press("Enter")

    expect(page.locator(f"#p{line.pk}")).to_have_text("16,00 điểm")
    expect(page.locator(f"#x{line.pk}")).to_have_text("−2,00")
    assert ScoreLine.objects.get(pk=line.pk).appraised_points == 16
