"""The words of the covenant in a browser: written, printed, and seen in the paper."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

from blocs.states import NarrativeSection
from tests.factories import make_editor
from tests.fixtures.browser import LAPTOP
from tests.reports.narrating import make_year, said

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]
PLEDGE = NarrativeSection.COVENANT_PLEDGE
STANDARD = "Các đơn vị thành viên cam kết thực hiện nghiêm túc các nội dung đã ký kết"
OWN = "Các đơn vị thành viên cam kết thi đua **vượt chỉ tiêu được giao**."


def test_the_secretariat_writes_the_pledge_and_finds_it_in_the_covenant(opened, start_worker):
    season, (head, *_) = make_year()
    page = opened(make_editor(head)).new_page()
    page.goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/van-ban/")
    page.get_by_role("link", name=re.compile("^Lời văn của Giao ước")).click()
    section = page.locator(f"#{PLEDGE.value}")
    expect(section.get_by_text(STANDARD)).to_be_visible()

    section.get_by_role("link", name=re.compile("^Sửa")).click()
    expect(page.get_by_text("Lời dưới đây là lời có sẵn.")).to_be_visible()
    expect(page.locator('[name="text_0"]')).to_have_value(re.compile(STANDARD))
    page.locator('[name="text_0"]').fill(OWN)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Đã lưu.")).to_be_in_viewport()
    expect(page.locator(f"#{PLEDGE.value} strong")).to_have_text("vượt chỉ tiêu được giao")

    page.get_by_role("link", name="Đến trang Văn bản để lập văn bản").click()
    page.get_by_role("button", name=re.compile("^Lập văn bản ?: Giao ước")).click()
    start_worker()
    ready = page.get_by_role("link", name=re.compile("^Tải về"))
    expect(ready).to_be_visible(timeout=60_000)
    with page.expect_download() as caught:
        ready.click()

    paper = pypdf.PdfReader(io.BytesIO(caught.value.path().read_bytes()))
    text = " ".join(" ".join(one.extract_text().split()) for one in paper.pages)
    assert OWN.replace("**", "") in text
    assert STANDARD not in text
    assert said(season, PLEDGE) == [OWN]
    assert page.evaluate("window.violations") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= LAPTOP["width"]
