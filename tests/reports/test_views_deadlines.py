"""A deadline is written in one way on every page: by the last day on which one is in time."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from blocs.states import Stage, StepKind
from tests.factories import (
    assign,
    make_bloc_year,
    make_editor,
    make_officer,
    make_sheet,
    make_step,
    make_table,
)
from tests.scoring.pages import text_of

pytestmark = pytest.mark.django_db
# The first late moment is the midnight two days of grace after this one.
DUE = datetime(2096, 12, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LAST, LATE = "hết ngày 11/12/2096", "12/12/2096"


@pytest.fixture
def season():
    season, agencies = make_bloc_year(2, stage=Stage.SELF_SCORING)
    assign(season, make_table())
    make_sheet(season, agencies[1])
    make_step(season, StepKind.SELF_SCORING, due_at=DUE, grace_days=2)
    return season


def page_of(client, name, season):
    return text_of(client.get(reverse(name, args=[season.bloc.code, season.cycle.label])))


def test_the_agency_reads_the_last_day_on_every_page(client, season):
    sheet = season.sheets.get()
    client.force_login(make_editor(sheet.agency))

    home, own = text_of(client.get("/")), text_of(client.get(sheet.get_absolute_url()))
    year = page_of(client, "reports:season-detail", season)

    assert f"Hạn {LAST}" in home
    assert f"Hạn gửi: {LAST}." in own
    assert f"Hạn {LAST}" in year
    assert "hạn 11/12" in year
    assert [page for page in (home, own, year) if LATE in page or "12/12" in page] == []


def test_the_province_reads_the_last_day_in_its_overview(client, season):
    client.force_login(make_officer(season.bloc))

    overview = text_of(client.get(reverse("reports:overview")))

    assert LAST in overview
    assert LATE not in overview


def test_the_calendar_tells_the_common_deadline_from_the_days_of_grace(client, season):
    client.force_login(make_editor(season.sheets.get().agency))

    page = page_of(client, "blocs:calendar", season)

    assert f"hết ngày 09/12/2096 2 ngày 00:00 ngày {LATE}" in page
    assert f"{LAST}" in page


def test_a_deadline_that_has_passed_is_told_by_its_last_day(client, season):
    season.steps.update(due_at=DUE.replace(year=1996), opens_at=DUE.replace(year=1990))
    client.force_login(make_editor(season.sheets.get().agency))

    assert "Quá hạn (hết ngày 11/12/1996)" in text_of(client.get("/"))
