"""The lists that papers print, in a browser: from a sentence to its figure and back."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from reports.states import YearRows
from tests.browser.cells import serious_faults
from tests.factories import make_award_type, make_editor
from tests.reports.narrating import REVENUE, against, make_year, revenue, said, say
from tests.reports.year_pages import add_at, at
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1366, 1024]
TEXT_LINE = 16  # pixels that a line of the table is at least high


@pytest.fixture
def year():
    season, members = make_year()
    against(revenue(season, members[0], "10000"), "130")
    season.movements.create(position=1, name="Chung sức xây dựng nông thôn mới")
    season.award_counts.create(award_type=make_award_type(), agencies=2)
    season.legal_documents.create(
        position=1,
        kind="Chỉ thị",
        number="01/CT-UBND",
        issued_on=date(2023, 1, 3),
        issuer="Chủ tịch UBND tỉnh",
        subject="về việc phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ " * 3,
    )
    season.sources.create(position=1, title="N" * 300)
    return season, members[0]


def is_sound(page: Page, width: int) -> None:
    assert serious_faults(page) == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wrong_figure_is_mended_where_it_comes_from(opened, year, width):
    season, head = year
    say(season, f"Thu được {{10.000 tỷ đồng|{REVENUE.format(head.code)}}}.")
    page = opened(make_editor(head), viewport={"width": width, "height": 768}).new_page()
    page.goto(season_page("narrative", season, app="reports"))
    is_sound(page, width)

    page.get_by_role("link", name="10.000 tỷ đồng").click()
    expect(page.locator("tr:target")).to_contain_text("Thu ngân sách")
    page.locator("tr:target").get_by_role("link", name=re.compile("^Sửa")).click()
    page.get_by_label("Kết quả", exact=True).fill("8.841")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("8.841 có thể hiểu hai cách")).to_be_visible()
    is_sound(page, width)
    page.get_by_label("Kết quả", exact=True).fill("8.841,5")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("số liệu thay đổi được đánh dấu")).to_be_in_viewport()
    is_sound(page, width)

    page.get_by_role("link", name="Nội dung văn bản").first.click()
    expect(page.get_by_text("10.000 tỷ đồng → 8.841,5 tỷ đồng")).to_be_visible()
    page.get_by_role("button", name="Cập nhật tất cả số liệu").click()
    expect(page.get_by_text("Đã cập nhật 1 số liệu.")).to_be_in_viewport()
    assert said(season) == [f"Thu được {{8.841,5 tỷ đồng|{REVENUE.format(head.code)}}}."]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_list_and_every_form_is_sound(opened, year, width):
    season, head = year
    page = opened(make_editor(head), viewport={"width": width, "height": 768}).new_page()
    for kind in YearRows:
        page.goto(at(season, kind))
        is_sound(page, width)
        if kind is YearRows.DOCUMENTS:
            day = page.get_by_text("03/01/2023", exact=True)
            assert day.evaluate("one => one.getBoundingClientRect().height") < 2 * TEXT_LINE
        page.get_by_role("link", name=re.compile("^Sửa")).click()
        is_sound(page, width)
        page.get_by_role("link", name="Bỏ khỏi danh sách…").click()
        is_sound(page, width)
        page.goto(add_at(season, kind))
        is_sound(page, width)
