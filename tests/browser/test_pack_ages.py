"""The list of packs says which are old once it comes into sight."""

import pytest
from playwright.sync_api import expect

from reports.states import DocumentKind
from tests.browser.cells import serious_faults
from tests.factories import make_editor
from tests.reports.packing import SUMMARY, ask, ranked_season

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_old_pack_is_marked_in_the_list_beside_its_state(opened):
    season = ranked_season()
    old, same = ask(season, [SUMMARY]), ask(season, [DocumentKind.SCORE_MATRIX.value])
    season.next_tasks.filter(position=1).update(text="Nhiệm vụ khác.")
    page = opened(make_editor(season.memberships.get(position=1).agency)).new_page()
    page.goto(f"/khoi/{season.bloc.code}/{season.cycle.label}/van-ban/")

    page.get_by_role("heading", name="Văn bản đã ban hành").scroll_into_view_if_needed()

    expect(page.locator(f"#bo-{old.pk}")).to_contain_text("Bộ cũ: 1 văn bản thay đổi")
    expect(page.locator(f"#bo-{same.pk}")).not_to_contain_text("Bộ cũ")
    expect(page.get_by_text("Có 1 bộ cũ")).to_be_visible()
    assert page.evaluate("window.violations") == []
    assert serious_faults(page) == []
