"""The year's words in a browser: drafted, edited with figures, brought up to date."""

import re

import pytest
from playwright.sync_api import Page, expect

from blocs.models import Indicator
from tests.browser.cells import serious_faults
from tests.factories import make_editor, make_officer
from tests.fixtures.browser import LAPTOP
from tests.reports.narrating import against, make_year, revenue, said, say
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOX = 'textarea[name="text_0"]'
SAVE = "Lưu"
# The hidden half of a name stands apart from the half that is seen.
EDIT = re.compile("^Sửa ?: Nhiệm vụ chính trị")


@pytest.fixture
def year():
    season, members = make_year()
    against(revenue(season, members[0], "10000", qualifier="less_than"), "130")
    return season, members


def page_of(opened, person, season, **options) -> Page:
    page = opened(person, **options).new_page()
    page.goto(season_page("narrative", season, app="reports"))
    return page


def is_sound(page: Page) -> None:
    assert serious_faults(page) == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"]


def test_a_report_is_drafted_edited_and_kept_up_to_date(opened, year):
    season, (head, *_) = year
    page = page_of(opened, make_editor(head), season)
    is_sound(page)

    page.get_by_role("button", name="Soạn nháp các mục còn trống").click()
    expect(page.get_by_text("Đã soạn nháp 2 mục từ số liệu")).to_be_visible()
    is_sound(page)

    page.get_by_role("link", name=EDIT).click()
    page.locator(BOX).fill("Thu được .")
    page.locator(BOX).press("ArrowLeft")
    page.get_by_text("Kết quả thực hiện chỉ tiêu").click()
    is_sound(page)
    page.get_by_role("button", name=re.compile("^Chèn ?: .*thu ngân sách$")).click()
    expect(page.locator(BOX)).to_be_focused()
    page.get_by_role("button", name=SAVE).click()
    expect(page.get_by_text("Đã lưu.")).to_be_in_viewport()
    assert said(season)[0].startswith("Thu được {gần 10.000 tỷ đồng|chi-tieu.")

    Indicator.objects.update(value=10500)
    page.reload()
    expect(page.get_by_text("Thu được gần 10.000 tỷ đồng → gần 10.500 tỷ đồng")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name=re.compile("^Cập nhật số liệu ?: Nhiệm vụ chính trị")).click()
    expect(page.get_by_text("Đã cập nhật 1 số liệu.")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("^Các bản đã lưu ?: Nhiệm vụ")).click()
    page.get_by_role("link", name="So với bản hiện nay").nth(1).click()
    expect(page.locator(".changes del").first).to_have_text("10.000 ")
    is_sound(page)


def test_two_editors_and_no_lost_word(opened, year):
    season, (head, *_) = year
    say(season, "Ban đầu.")
    first = page_of(opened, make_editor(head), season)
    second = page_of(opened, make_officer(season.bloc), season)
    for page in (first, second):
        page.get_by_role("link", name=EDIT).click()

    first.locator(BOX).fill("Ban đầu, của người trước.")
    first.get_by_role("button", name=SAVE).click()
    expect(first.get_by_text("Đã lưu.")).to_be_visible()
    second.locator(BOX).fill("Ban đầu, của người sau.")
    second.get_by_role("button", name=SAVE).click()

    expect(second.get_by_text("đã được người khác sửa")).to_be_visible()
    expect(second.locator(BOX)).to_have_value("Ban đầu, của người sau.")
    is_sound(second)
    second.get_by_role("button", name=SAVE).click()
    expect(second.get_by_text("Đã lưu.")).to_be_visible()
    assert said(season) == ["Ban đầu, của người sau."]


def test_everything_works_without_scripts(opened, year):
    season, (head, *_) = year
    page = page_of(opened, make_editor(head), season, java_script_enabled=False)

    page.get_by_role("link", name=EDIT).click()
    expect(page.locator("[data-insert]").first).to_be_hidden()
    code = page.locator(".figure-take code").nth(1)
    page.locator(BOX).fill(f"Thu {code.text_content()}.")
    page.get_by_role("button", name=SAVE).click()

    expect(page.locator("#political_tasks .figure")).to_have_count(1)


def test_who_leaves_with_unsaved_words_is_asked(opened, year):
    season, (head, *_) = year
    page = page_of(opened, make_editor(head), season)
    page.get_by_role("link", name=EDIT).click()
    page.locator(BOX).press_sequentially("Chưa lưu")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_role("link", name="Trang chủ").first.click()

    expect(page.locator(BOX)).to_have_value("Chưa lưu")
    assert asked == ["beforeunload"]
