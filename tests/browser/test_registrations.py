"""A member registers for the year in a browser: from the home page to the end and back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from blocs.models import RegistrationItem
from blocs.states import Stage, StepKind
from tests.browser.cells import serious_faults
from tests.factories import make_bloc_year, make_editor, make_step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1366, 1024]
# How much wider the words of a chosen kind are than the room that its box has for them.
TOO_WIDE = """select => {
  const style = getComputedStyle(select);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return Math.max(...[...select.options].map(o => pen.measureText(o.text).width)) - room;
}"""


@pytest.fixture
def year():
    season, (_, _, own) = make_bloc_year(3, stage=Stage.REGISTRATION)
    due_at = timezone.now() + timedelta(days=9)
    make_step(season, StepKind.REGISTRATION, due_at=due_at)
    return season, own


def at(season, agency) -> str:
    args = [season.bloc.code, season.cycle.label, agency.code]
    return reverse("reports:registration", args=args)


def is_sound(page: Page, width: int) -> None:
    assert serious_faults(page) == []
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def box(page: Page, what: str, row: int):
    return page.get_by_label(f"{what} của dòng {row}", exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu bản đăng ký").click()


def kept() -> list[str]:
    return list(RegistrationItem.objects.order_by("position").values_list("content", flat=True))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_registers_from_the_home_page(opened, year, width):
    _, own = year
    page = opened(make_editor(own), viewport={"width": width, "height": 768}).new_page()
    page.goto("/")
    is_sound(page, width)
    page.get_by_role("link", name="Đăng ký thi đua").click()
    is_sound(page, width)
    assert box(page, "Loại", 1).evaluate(TOO_WIDE) <= 0

    box(page, "Nội dung", 1).fill("Thu ngân sách nhà nước")
    box(page, "Đơn vị tính", 1).fill("tỷ đồng")
    box(page, "Kế hoạch năm", 1).fill("8.841")
    box(page, "Loại", 2).select_option("building")
    box(page, "Nội dung", 2).fill("Đảng bộ hoàn thành tốt nhiệm vụ " * 6)
    box(page, "Loại", 3).select_option("title")
    box(page, "Nội dung", 3).fill("Cờ thi đua của Ủy ban nhân dân tỉnh")
    save(page)
    expect(page.get_by_text("8.841 có thể hiểu hai cách")).to_be_in_viewport()
    is_sound(page, width)
    box(page, "Kế hoạch năm", 1).fill("8841")
    box(page, "Thứ tự", 3).fill("1")
    save(page)
    expect(page.get_by_text(f"Đã lưu bản đăng ký thi đua của {own.name}.")).to_be_in_viewport()
    assert [text[:8] for text in kept()] == ["Cờ thi đ", "Thu ngân", "Đảng bộ "]

    box(page, "Nội dung", 2).fill("")
    box(page, "Đơn vị tính", 2).fill("")
    box(page, "Kế hoạch năm", 2).fill("")
    save(page)
    expect(box(page, "Nội dung", 2)).to_have_value(re.compile("^Đảng bộ"))
    page.get_by_role("link", name="Trở lại danh sách").click()
    is_sound(page, width)
    page.goto("/")
    expect(page.get_by_role("link", name="Đăng ký thi đua")).to_have_count(0)


def test_who_saves_second_sees_what_was_saved_and_keeps_what_was_typed(opened, year):
    season, own = year
    first, second = (opened(make_editor(own)).new_page() for _ in range(2))
    for page in (first, second):
        page.goto(at(season, own))
    box(first, "Nội dung", 1).fill("Của người thứ nhất")
    save(first)
    expect(first.get_by_text("Đã lưu bản đăng ký")).to_be_visible()
    box(second, "Nội dung", 1).fill("Của người thứ hai")
    save(second)
    expect(second.get_by_text("vừa được thay đổi")).to_be_in_viewport()
    expect(box(second, "Nội dung", 1)).to_have_value("Của người thứ hai")
    is_sound(second, 1366)
    with second.expect_response(lambda answer: answer.request.method == "POST"):
        save(second)
    assert kept() == ["Của người thứ nhất"]

    type(season).objects.update(stage=Stage.RUNNING)
    first.goto(at(season, own))
    expect(first.get_by_role("cell", name="Của người thứ nhất")).to_be_visible()
    expect(first.get_by_role("textbox")).to_have_count(0)
    is_sound(first, 1366)
