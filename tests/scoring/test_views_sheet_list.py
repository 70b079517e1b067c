import re

import pytest

from blocs.states import Stage
from scoring.models import ScoreSheet
from scoring.states import SheetState
from tests.factories import (
    assign,
    make_bloc_year,
    make_editor,
    make_ranking,
    make_sheet,
)
from tests.scoring.pages import (
    season_page,
    sheet_page,
    sign_in,
    text_of,
    whole_form,
)

pytestmark = pytest.mark.django_db
POINTS = {"I.1": "38.5", "I.2": "20", "II.1": "28.75"}


@pytest.fixture
def year():
    return make_bloc_year(3, stage=Stage.SELF_SCORING)


@pytest.fixture
def sheet(year):
    season, agencies = year
    return make_sheet(season, agencies[2], points=POINTS)


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_costs_the_same_for_one_sheet_and_for_many(
    client, django_assert_num_queries, size
):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    for agency in agencies[:size]:
        make_sheet(season, agency, points={"I.1": "38.5"}, state=SheetState.SUBMITTED)
    sign_in(client, make_editor(agencies[0]))

    # session, user, appointments, season, seats, table, criteria, sheets, lines, members,
    # visible sheets, sample
    with django_assert_num_queries(12):
        page = client.get(season_page("sheet-list", season))

    assert page.content.decode().count("38,50") == size


def test_the_list_shows_state_lateness_and_who_acts_next_and_filters_by_state(client):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    make_sheet(season, agencies[1], state=SheetState.SUBMITTED, submitted_late=True)
    make_sheet(season, agencies[2])
    client.force_login(make_editor(agencies[0]))

    everything = client.get(season_page("sheet-list", season))
    sent = client.get(season_page("sheet-list", season), {"trang_thai": "submitted"})

    rows = [row.record for row in everything.context["table"].rows]
    assert [row.name for row in rows] == [agency.name for agency in agencies]
    assert [row.next_person for row in rows] == ["", "Trưởng khối", "Chuyên viên của đơn vị"]
    assert text_of(everything).count("Gửi muộn") == 1
    assert [row.record.name for row in sent.context["table"].rows] == [agencies[1].name]


def test_the_list_sorts_by_points_and_each_link_leads_back_to_it(client):
    season, agencies = make_bloc_year(3, stage=Stage.SELF_SCORING)
    for agency, points in zip(agencies, ("10", "30", "20"), strict=True):
        make_sheet(season, agency, points={"I.1": points}, state=SheetState.SUBMITTED)
    client.force_login(make_editor(agencies[0]))

    page = client.get(season_page("sheet-list", season), {"sort": "-self_total"})
    link = re.search(r'href="(/phieu/\d+/\?tro-ve=[^"]+)"', page.content.decode()).group(1)
    opened = client.get(link)

    rows = [str(row.record.self_total) for row in page.context["table"].rows]
    assert rows == ["30.00", "20.00", "10.00"]
    assert f'href="{season_page("sheet-list", season)}?sort=-self_total"' in (
        opened.content.decode()
    )


def test_a_member_sees_only_its_own_sheet_until_the_ranking_is_frozen(client, year):
    season, agencies = year
    for agency in agencies:
        make_sheet(season, agency, points={"I.1": "38.5"}, state=SheetState.APPRAISED)
    client.force_login(make_editor(agencies[2]))

    before = client.get(season_page("sheet-list", season))
    make_ranking(season)
    type(season).objects.update(stage=Stage.BLOC_REVIEW.value)
    after = client.get(season_page("sheet-list", season))

    assert [row.record.name for row in before.context["table"].rows] == [agencies[2].name]
    assert len(after.context["table"].rows) == 3


def test_of_a_sheet_that_was_not_sent_the_secretariat_reads_its_state_and_no_points(client, year):
    season, agencies = year
    make_sheet(season, agencies[1], points={"I.1": "38.5"}, state=SheetState.AWAITING)
    client.force_login(make_editor(agencies[0]))

    page = client.get(season_page("sheet-list", season))

    assert "Chờ thủ trưởng duyệt" in text_of(page)
    assert "38,50" not in text_of(page)


def test_the_secretariat_opens_the_missing_sheets_from_the_list(client, year):
    season, agencies = year
    assign(season)
    client.force_login(make_editor(agencies[0]))

    listing = client.get(season_page("sheet-list", season))
    answer = client.post(season_page("sheets-open", season, app="reports"))

    assert "Mở phiếu cho 3 đơn vị" in text_of(listing)
    assert answer.url == season_page("sheet-list", season)
    assert ScoreSheet.objects.filter(season=season).count() == 3


def test_a_member_may_not_open_sheets_and_reads_why(client, year):
    season, agencies = year
    assign(season)
    client.force_login(make_editor(agencies[2]))

    answer = client.post(season_page("sheets-open", season, app="reports"), follow=True)

    assert "Chỉ đơn vị Trưởng khối" in text_of(answer)
    assert not ScoreSheet.objects.exists()


def test_a_season_of_another_bloc_does_not_exist_for_a_stranger(client, year, sheet):
    season, _ = year
    stranger, others = make_bloc_year(1)
    client.force_login(make_editor(others[0]))

    assert client.get(season_page("sheet-list", season)).status_code == 404
    assert client.post(season_page("sheets-open", season, app="reports")).status_code == 404
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert client.post(sheet_page("sheet-save", sheet), whole_form(sheet)).status_code == 404
    assert stranger.pk != season.pk
