"""A paper on its way, watched in a browser: the page moves by itself and the button stops it."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from reports import services
from reports.models import Document
from reports.states import DocumentKind
from tests.browser.cells import serious_faults
from tests.factories import make_bloc_year, make_editor
from tests.reports.jobs import with_ranking_rows
from tests.reports.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

LONG_ROWS = 1_500


@pytest.fixture
def season_and_editor():
    season, members = make_bloc_year(2)
    return season, make_editor(members[0])


def asked(season, editor, kind=DocumentKind.SUMMARY_REPORT) -> Document:
    return services.ask_for_paper(season_id=season.pk, kind=kind.value, actor=editor)


def with_long_notes(document: Document) -> Document:
    """Fill the pages, so that laying them out takes longer than a few looks of the page."""
    for row in document.content["review"]["ranking"]["rows"]:
        row["note"] = "Hoàn thành tốt nhiệm vụ được giao trong năm. " * 12
    document.save(update_fields=["content"])
    return document


def pages_shown(page: Page) -> int:
    found = re.search(r"(\d+) trang", page.locator("#tien-trinh").inner_text())
    return int(found[1]) if found else 0


def test_the_page_moves_while_the_paper_is_made_and_its_button_stops_it(
    opened, start_worker, season_and_editor, keep
):
    season, editor = season_and_editor
    long = with_long_notes(with_ranking_rows(asked(season, editor), LONG_ROWS))
    after = asked(season, editor, DocumentKind.COVENANT)
    page = opened(editor).new_page()
    page.goto(after.get_absolute_url())
    expect(page.get_by_text("Trước văn bản này còn 1 văn bản chờ")).to_be_visible()
    page.goto(long.get_absolute_url())
    expect(page.get_by_text("Văn bản này đứng đầu hàng chờ")).to_be_visible()
    keep(page, "paper-waits")
    faults = serious_faults(page)
    start_worker()
    services.sweep_documents()

    seen: list[int] = []
    wait_until(lambda: seen.append(pages_shown(page)) or len({*seen}) >= 3, "the pages to move")
    keep(page, "paper-laid-out")
    page.get_by_role("button", name="Hủy lập văn bản").click()

    expect(page.get_by_text("Đã hủy lập", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Lập lại")).to_be_enabled()
    keep(page, "paper-cancelled")
    assert all(former <= later for former, later in pairwise(seen))
    assert page.evaluate("window.violations") == []
    assert faults + serious_faults(page) == []
    long.refresh_from_db()
    assert long.state == "cancelled"


def test_the_button_goes_away_by_itself_when_the_paper_is_ready(opened, season_and_editor):
    season, editor = season_and_editor
    document = asked(season, editor)
    page = opened(editor).new_page()
    page.goto(document.get_absolute_url())
    cancel = page.get_by_role("button", name="Hủy lập văn bản")
    cancel.focus()
    page.wait_for_timeout(2_500)
    expect(cancel).to_be_focused()  # asking again takes no focus away

    services.make(document.pk)

    expect(page.get_by_role("link", name=re.compile("^Tải về"))).to_be_visible()
    expect(cancel).to_have_count(0)


def test_without_javascript_the_steps_are_read_and_the_paper_is_cancelled(
    opened, season_and_editor
):
    season, editor = season_and_editor
    document = asked(season, editor)
    page = opened(editor, java_script_enabled=False).new_page()
    page.goto(document.get_absolute_url())

    expect(page.get_by_role("list", name="Các bước lập văn bản")).to_be_visible()
    expect(page.get_by_role("link", name="Tải lại để xem đã xong chưa")).to_be_visible()
    page.get_by_role("button", name="Hủy lập văn bản").click()

    expect(page.get_by_text("Đã hủy lập", exact=True)).to_be_visible()
