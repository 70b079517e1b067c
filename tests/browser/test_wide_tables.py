"""A table wider than the window: it says so, and its foot stays readable."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from blocs.states import Stage
from scoring.services import freeze_ranking
from scoring.states import SheetState
from tests.browser.cells import serious_faults
from tests.factories import assign, make_bloc_year, make_officer, make_sheet, make_table, score
from tests.scoring.pages import season_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POINTS = {"I.1": "30", "I.2": "20", "II.1": "20"}


def test_a_wide_table_tells_of_its_hidden_columns_until_they_are_in_sight(opened):
    season, agencies = make_bloc_year(30, stage=Stage.BLOC_REVIEW)
    assign(season, make_table())
    for agency in agencies:
        sheet = make_sheet(season, agency, state=SheetState.APPRAISED, points=POINTS)
        score(sheet, POINTS, layer="appraised")
    freeze_ranking(season_id=season.pk, seen_version=1, actor=None)
    page = opened(make_officer(season.bloc)).new_page()
    page.goto(season_page("matrix", season))
    table, hint = page.locator(".table-scroll"), page.locator(".scroll-hint")

    expect(hint).to_be_visible()
    expect(hint).to_contain_text("Bảng còn cột ở bên phải")
    expect(table).to_contain_class("more-right")
    foot = [row.bounding_box() for row in page.locator("tfoot tr > th").all()]
    assert len(foot) > 1
    assert all(one["y"] + one["height"] <= two["y"] + 1 for one, two in pairwise(foot))
    assert serious_faults(page) == []

    table.evaluate("place => { place.scrollLeft = place.scrollWidth; }")
    expect(table).not_to_contain_class("more-right")

    page.set_viewport_size({"width": 4000, "height": 768})
    expect(hint).to_be_hidden()
