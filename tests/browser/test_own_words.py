"""An agency writes the words of its report in a browser, and two of its people at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from awards.states import AwardKind
from blocs.services import paragraphs_of
from blocs.states import NarrativeSection
from reports.rules.own_headings import HEADINGS
from tests.browser.cells import serious_faults
from tests.factories import make_award_type, make_cycle, make_editor, make_record
from tests.reports.whole_season import fresh, make_whole_season, rank_by_points

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1366, 1024]
MEANS = NarrativeSection.ACHIEVEMENT_MEANS


@pytest.fixture
def year():
    season = make_whole_season()
    rank_by_points(season)
    agency = season.proposals.order_by("pk").last().agency
    flag = make_award_type(name="Cờ thi đua của tỉnh", kind=AwardKind.TITLE.value)
    make_record(agency, flag, make_cycle(label="2019"))
    return fresh(season), agency


def at(season, agency) -> str:
    args = [season.bloc.code, season.cycle.label, agency.code]
    return reverse("reports:own-words", args=args)


def is_sound(page: Page, width: int) -> None:
    assert serious_faults(page) == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_two_people_of_an_agency_write_at_once_and_see_both_texts(opened, keep, year, width):
    season, agency = year
    viewport = {"width": width, "height": 768}
    windows = [opened(make_editor(agency), viewport=viewport).new_page() for _ in range(2)]
    windows[0].goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/")
    keep(windows[0], f"loi-van-rieng-nam-{width}")
    expect(windows[0].get_by_role("link", name="Soạn lời văn")).to_be_visible()
    boxes = [page.get_by_role("textbox", name=HEADINGS[MEANS]) for page in windows]
    for page in windows:
        page.goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/van-ban/")
        page.get_by_role("link", name=f"Lời văn của {agency.short_name}").click()
        expect(page).to_have_url(f"{page.url.split('/khoi/')[0]}{at(season, agency)}")
    first, second = windows
    is_sound(first, width)
    keep(first, f"loi-van-rieng-{width}")

    boxes[0].fill("Đổi mới lề lối làm việc.\nGiao chỉ tiêu từng quý.")
    save(first)
    expect(first.get_by_text("Đã lưu 1 mục.")).to_be_visible()
    boxes[1].fill("Đổi mới lề lối làm việc.\nThi đua theo **chuyên đề**.")
    save(second)

    expect(second.get_by_text("mục này đã được người khác sửa")).to_be_visible()
    expect(boxes[1]).to_have_value("Đổi mới lề lối làm việc.\nThi đua theo **chuyên đề**.")
    is_sound(second, width)
    keep(second, f"loi-van-rieng-hai-nguoi-{width}")
    save(second)
    expect(second.get_by_text("Đã lưu 1 mục.")).to_be_visible()
    (held,) = paragraphs_of(season, MEANS)
    assert held.text == "Đổi mới lề lối làm việc.\nThi đua theo **chuyên đề**."
